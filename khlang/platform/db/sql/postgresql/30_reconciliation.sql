-- What an approved bank reconciliation has frozen. An open line of a frozen month may still be matched in a later one: only
-- its match may be set, once.

CREATE OR REPLACE FUNCTION khlang_statement_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.frozen THEN
      RAISE EXCEPTION 'khlang:reconciliation_frozen' USING errcode = '23514';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.frozen AND (to_jsonb(NEW) - 'match_id') <> (to_jsonb(OLD) - 'match_id') THEN
    RAISE EXCEPTION 'khlang:reconciliation_frozen' USING errcode = '23514';
  END IF;
  IF OLD.match_id IS NOT NULL AND NEW.match_id IS DISTINCT FROM OLD.match_id AND EXISTS (
      SELECT 1 FROM reconciliation_match m WHERE m.org_id = OLD.org_id AND m.id = OLD.match_id AND m.frozen) THEN
    RAISE EXCEPTION 'khlang:reconciliation_frozen' USING errcode = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION khlang_matched_item_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_org bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.org_id ELSE OLD.org_id END;
  of_match bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.match_id ELSE OLD.match_id END;
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (
      SELECT 1 FROM reconciliation_match m WHERE m.org_id = of_org AND m.id = of_match AND m.frozen) THEN
    RAISE EXCEPTION 'khlang:reconciliation_frozen' USING errcode = '23514';
  END IF;
  RETURN CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
END $$;

CREATE TRIGGER khlang_frozen BEFORE UPDATE OR DELETE ON reconciliation_statement_line FOR EACH ROW EXECUTE FUNCTION khlang_statement_line_guard();
CREATE TRIGGER khlang_frozen BEFORE UPDATE OR DELETE ON reconciliation_match FOR EACH ROW WHEN (OLD.frozen) EXECUTE FUNCTION khlang_refuse('reconciliation_frozen');
CREATE TRIGGER khlang_frozen BEFORE INSERT OR UPDATE OR DELETE ON reconciliation_matched_item FOR EACH ROW EXECUTE FUNCTION khlang_matched_item_guard();
CREATE TRIGGER khlang_frozen BEFORE UPDATE OR DELETE ON reconciliation_reconciliation FOR EACH ROW WHEN (OLD.approved) EXECUTE FUNCTION khlang_refuse('reconciliation_frozen');
CREATE TRIGGER khlang_frozen BEFORE UPDATE OR DELETE ON reconciliation_outstanding_item FOR EACH ROW EXECUTE FUNCTION khlang_refuse('reconciliation_frozen');
