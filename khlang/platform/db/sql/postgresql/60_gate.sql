-- The gate (guideline LAO-6): while papers of an outage wait, nothing ordinary is written; what is written from paper belongs to
-- an outage that runs. Asked of the document, of its voucher and of its step, so that leaving one of them out opens nothing.

CREATE OR REPLACE FUNCTION khlang_gate_closed(the_org bigint, the_kind text, the_year int, the_at timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  the_day date := (the_at AT TIME ZONE 'Asia/Bangkok')::date;
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM ledger_gate g
    WHERE g.org_id = the_org AND g.certified_on IS NULL AND g.restored_on IS NOT NULL
      AND (g.kinds = '' OR the_kind IS NULL OR strpos(g.kinds, ',' || the_kind || ',') > 0)
      AND (g.fiscal_year IS NULL OR g.fiscal_year = the_year)
      AND NOT coalesce(g.directive_until >= the_day
                       AND (g.directive_kinds = '' OR strpos(g.directive_kinds, ',' || the_kind || ',') > 0), false));
END $$;

CREATE OR REPLACE FUNCTION khlang_gate_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  running boolean;
BEGIN
  IF NEW.last_origin = 'online' THEN
    IF EXISTS (SELECT 1 FROM ledger_gate WHERE org_id = NEW.org_id AND certified_on IS NULL)
       AND NEW.kind NOT IN ('outage', 'gate_directive', 'kit', 'budget_overrun', 'payee_account')
       AND khlang_gate_closed(NEW.org_id, NEW.kind, NEW.fiscal_year, NEW.updated_at) THEN
      RAISE EXCEPTION 'khlang:gate_closed' USING errcode = '23514';
    END IF;
    RETURN NEW;
  END IF;
  SELECT bool_or(TG_OP = 'UPDATE' OR outage = NEW.outage) INTO running
  FROM ledger_gate WHERE org_id = NEW.org_id AND certified_on IS NULL AND restored_on IS NOT NULL;
  IF running IS NOT TRUE THEN
    RAISE EXCEPTION 'khlang:outage_not_running' USING errcode = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION khlang_gate_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  the_kind text;
BEGIN
  IF NEW.origin = 'online' THEN
    IF EXISTS (SELECT 1 FROM ledger_gate WHERE org_id = NEW.org_id AND certified_on IS NULL) THEN
      SELECT kind INTO the_kind FROM documents_document WHERE org_id = NEW.org_id AND id = NEW.document_id;
      IF the_kind IS DISTINCT FROM 'budget_overrun'
         AND khlang_gate_closed(NEW.org_id, the_kind, NEW.fiscal_year, NEW.entered_at) THEN
        RAISE EXCEPTION 'khlang:gate_closed' USING errcode = '23514';
      END IF;
    END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM ledger_gate g WHERE g.org_id = NEW.org_id AND g.certified_on IS NULL
                      AND g.restored_on IS NOT NULL) THEN
    RAISE EXCEPTION 'khlang:outage_not_running' USING errcode = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION khlang_gate_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d documents_document%ROWTYPE;
BEGIN
  IF NEW.origin = 'online' THEN
    IF EXISTS (SELECT 1 FROM ledger_gate WHERE org_id = NEW.org_id AND certified_on IS NULL) THEN
      SELECT * INTO d FROM documents_document WHERE org_id = NEW.org_id AND id = NEW.document_id;
      IF d.kind NOT IN ('outage', 'gate_directive', 'kit', 'budget_overrun', 'payee_account')
         AND khlang_gate_closed(NEW.org_id, d.kind, d.fiscal_year, NEW.at) THEN
        RAISE EXCEPTION 'khlang:gate_closed' USING errcode = '23514';
      END IF;
    END IF;
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM ledger_gate g WHERE g.org_id = NEW.org_id AND g.outage = NEW.outage
                   AND g.certified_on IS NULL AND g.restored_on IS NOT NULL) THEN
    RAISE EXCEPTION 'khlang:outage_not_running' USING errcode = '23514';
  END IF;
  IF NEW.version = 1 THEN
    SELECT * INTO d FROM documents_document WHERE org_id = NEW.org_id AND id = NEW.document_id;
    IF d.outage IS DISTINCT FROM NEW.outage THEN
      RAISE EXCEPTION 'khlang:outage_not_running' USING errcode = '23514';
    END IF;
    IF NEW.move = 'record' AND d.paper_number = '' THEN
      RAISE EXCEPTION 'khlang:paper_required' USING errcode = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- A gate begins with an outage that runs and opens with one that is certified; it is never removed, moved or narrowed.
CREATE OR REPLACE FUNCTION khlang_gate_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  the_state text;
BEGIN
  SELECT state INTO the_state FROM documents_document WHERE org_id = NEW.org_id AND id = NEW.outage AND kind = 'outage';
  IF TG_OP = 'INSERT' THEN
    IF coalesce(the_state, '') NOT IN ('manual', 'entering', 'reconciling') OR NEW.certified_on IS NOT NULL
       OR NEW.directive_until IS NOT NULL THEN
      RAISE EXCEPTION 'khlang:gate_fixed' USING errcode = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.org_id <> OLD.org_id OR NEW.id <> OLD.id OR NEW.outage <> OLD.outage OR NEW.number <> OLD.number
     OR NEW.started_on <> OLD.started_on OR NEW.kinds <> OLD.kinds OR NEW.fiscal_year IS DISTINCT FROM OLD.fiscal_year
     OR OLD.certified_on IS NOT NULL
     OR (OLD.restored_on IS NOT NULL AND NEW.restored_on IS NULL)
     OR (NEW.certified_on IS NOT NULL AND coalesce(the_state, '') NOT IN ('certified', 'closed'))
     OR ((NEW.directive_until IS DISTINCT FROM OLD.directive_until OR NEW.directive_kinds <> OLD.directive_kinds)
         AND NOT EXISTS (SELECT 1 FROM documents_document d WHERE d.org_id = NEW.org_id AND d.kind = 'gate_directive'
                           AND d.state = 'in_force')) THEN
    RAISE EXCEPTION 'khlang:gate_fixed' USING errcode = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER khlang_gate BEFORE INSERT OR UPDATE ON documents_document FOR EACH ROW EXECUTE FUNCTION khlang_gate_document();
CREATE TRIGGER khlang_gate BEFORE INSERT ON ledger_voucher FOR EACH ROW EXECUTE FUNCTION khlang_gate_voucher();
CREATE TRIGGER khlang_gate BEFORE INSERT ON documents_step FOR EACH ROW EXECUTE FUNCTION khlang_gate_step();
CREATE TRIGGER khlang_gate BEFORE INSERT OR UPDATE ON ledger_gate FOR EACH ROW EXECUTE FUNCTION khlang_gate_kept();
CREATE TRIGGER khlang_kept BEFORE DELETE ON ledger_gate FOR EACH ROW EXECUTE FUNCTION khlang_refuse('gate_fixed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON ledger_gate FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('gate_fixed');
