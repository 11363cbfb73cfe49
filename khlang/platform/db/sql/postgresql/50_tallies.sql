-- How many documents there are of a kind, day, state and channel, and what they amount to: what the foot of a list reads.
-- Kept by the database itself, so that it is right whoever writes a document. A row of nothing goes.

CREATE OR REPLACE FUNCTION khlang_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    UPDATE documents_day_tally SET documents = documents - 1, amount = amount - OLD.amount
    WHERE org_id = OLD.org_id AND kind = OLD.kind AND day = OLD.document_date AND state = OLD.state
      AND channel = OLD.channel AND numbered = (OLD.number IS NOT NULL) AND documents > 1;
    IF NOT FOUND THEN
      DELETE FROM documents_day_tally
      WHERE org_id = OLD.org_id AND kind = OLD.kind AND day = OLD.document_date AND state = OLD.state
        AND channel = OLD.channel AND numbered = (OLD.number IS NOT NULL);
    END IF;
  END IF;
  INSERT INTO documents_day_tally AS t (org_id, kind, day, state, channel, numbered, documents, amount)
  VALUES (NEW.org_id, NEW.kind, NEW.document_date, NEW.state, NEW.channel, NEW.number IS NOT NULL, 1, NEW.amount)
  ON CONFLICT (org_id, kind, day, state, channel, numbered)
  DO UPDATE SET documents = t.documents + 1, amount = t.amount + excluded.amount;
  RETURN NULL;
END $$;

CREATE TRIGGER khlang_tally AFTER INSERT ON documents_document FOR EACH ROW EXECUTE FUNCTION khlang_tally();
CREATE TRIGGER khlang_tally_moved AFTER UPDATE OF state, amount, document_date, channel, number ON documents_document
FOR EACH ROW WHEN (OLD.state <> NEW.state OR OLD.amount <> NEW.amount OR OLD.document_date <> NEW.document_date
  OR OLD.channel <> NEW.channel OR (OLD.number IS NULL) <> (NEW.number IS NULL))
EXECUTE FUNCTION khlang_tally();
