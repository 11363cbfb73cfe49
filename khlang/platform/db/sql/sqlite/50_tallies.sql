-- How many documents there are of a kind, day, state and channel, and what they amount to; the same meaning as
-- ../postgresql/50_tallies.sql.

CREATE TRIGGER khlang_tally AFTER INSERT ON documents_document BEGIN
  INSERT INTO documents_day_tally (org_id, kind, day, state, channel, numbered, documents, amount)
  VALUES (NEW.org_id, NEW.kind, NEW.document_date, NEW.state, NEW.channel, NEW.number IS NOT NULL, 1, NEW.amount)
  ON CONFLICT (org_id, kind, day, state, channel, numbered)
  DO UPDATE SET documents = documents + 1, amount = amount + excluded.amount;
END;
CREATE TRIGGER khlang_tally_moved AFTER UPDATE OF state, amount, document_date, channel, number ON documents_document
WHEN OLD.state <> NEW.state OR OLD.amount <> NEW.amount OR OLD.document_date <> NEW.document_date
  OR OLD.channel <> NEW.channel OR (OLD.number IS NULL) <> (NEW.number IS NULL)
BEGIN
  UPDATE documents_day_tally SET documents = documents - 1, amount = amount - OLD.amount
  WHERE org_id = OLD.org_id AND kind = OLD.kind AND day = OLD.document_date AND state = OLD.state
    AND channel = OLD.channel AND numbered = (OLD.number IS NOT NULL);
  DELETE FROM documents_day_tally
  WHERE org_id = OLD.org_id AND kind = OLD.kind AND day = OLD.document_date AND state = OLD.state
    AND channel = OLD.channel AND numbered = (OLD.number IS NOT NULL) AND documents = 0;
  INSERT INTO documents_day_tally (org_id, kind, day, state, channel, numbered, documents, amount)
  VALUES (NEW.org_id, NEW.kind, NEW.document_date, NEW.state, NEW.channel, NEW.number IS NOT NULL, 1, NEW.amount)
  ON CONFLICT (org_id, kind, day, state, channel, numbered)
  DO UPDATE SET documents = documents + 1, amount = amount + excluded.amount;
END;
