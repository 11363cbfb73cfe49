-- What may never happen, by the database itself. Every message starts with «khlang:» and the code of the refusal.

CREATE OR REPLACE FUNCTION khlang_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'khlang:%', TG_ARGV[0] USING errcode = '23514';
END $$;

CREATE OR REPLACE FUNCTION khlang_period_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  p ledger_period%ROWTYPE;
BEGIN
  SELECT * INTO p FROM ledger_period WHERE org_id = NEW.org_id AND fiscal_year = NEW.fiscal_year;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'khlang:period_missing' USING errcode = '23514';
  END IF;
  IF NOT (p.state IN ('open', 'adjusting') OR (p.state = 'cutover' AND NEW.kind = 'opening'))
     OR NEW.posting_date <= p.closed_through THEN
    RAISE EXCEPTION 'khlang:period_closed' USING errcode = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION khlang_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- LATERAL … LIMIT: always a look-up by key, however new the statistics of the tables are.
  IF EXISTS (SELECT 1 FROM (SELECT DISTINCT org_id, voucher_id FROM new_lines) l,
             LATERAL (SELECT 1 FROM ledger_seal s WHERE s.org_id = l.org_id AND s.id = l.voucher_id LIMIT 1) found) THEN
    RAISE EXCEPTION 'khlang:voucher_sealed' USING errcode = '23514';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION khlang_seal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lines bigint;
  accrual numeric;
  budget numeric;
BEGIN
  SELECT count(*), coalesce(sum(debit - credit) FILTER (WHERE book = 'accrual'), 0),
         coalesce(sum(debit - credit) FILTER (WHERE book = 'budget'), 0)
  INTO lines, accrual, budget
  FROM ledger_line WHERE org_id = NEW.org_id AND voucher_id = NEW.id;
  IF lines = 0 OR lines <> NEW.line_count OR accrual <> 0 OR budget <> 0 THEN
    RAISE EXCEPTION 'khlang:voucher_unbalanced' USING errcode = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION khlang_document_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.request_number IS NOT NULL AND NEW.request_number IS DISTINCT FROM OLD.request_number)
    OR OLD.number IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number
     OR NEW.kind <> OLD.kind OR NEW.org_id <> OLD.org_id OR NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'khlang:number_fixed' USING errcode = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER khlang_period BEFORE INSERT ON ledger_voucher FOR EACH ROW EXECUTE FUNCTION khlang_period_guard();
CREATE TRIGGER khlang_sealed BEFORE UPDATE OR DELETE ON ledger_voucher FOR EACH ROW EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON ledger_voucher FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_line AFTER INSERT ON ledger_line REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION khlang_line_guard();
CREATE TRIGGER khlang_sealed BEFORE UPDATE OR DELETE ON ledger_line FOR EACH ROW EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON ledger_line FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_seal BEFORE INSERT ON ledger_seal FOR EACH ROW EXECUTE FUNCTION khlang_seal_guard();
CREATE TRIGGER khlang_sealed BEFORE UPDATE OR DELETE ON ledger_seal FOR EACH ROW EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON ledger_seal FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_trail BEFORE UPDATE OR DELETE ON documents_step FOR EACH ROW EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON documents_step FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_kept BEFORE DELETE ON documents_document FOR EACH ROW EXECUTE FUNCTION khlang_refuse('document_kept');
CREATE TRIGGER khlang_number BEFORE UPDATE OF number, request_number, kind, org_id, id ON documents_document FOR EACH ROW EXECUTE FUNCTION khlang_document_guard();
CREATE TRIGGER khlang_kept BEFORE DELETE ON platform_command_journal FOR EACH ROW EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON documents_document FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('document_kept');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON platform_command_journal FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('trail_fixed');
-- What is derived from the vouchers and the trail (balances, counters, the head of the chain) moves with them and is never removed.
CREATE TRIGGER khlang_kept BEFORE DELETE ON ledger_day_balance FOR EACH ROW EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON ledger_day_balance FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_kept BEFORE DELETE ON ledger_guarded_balance FOR EACH ROW EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON ledger_guarded_balance FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_floor BEFORE UPDATE OF org_id, account, sub, floor ON ledger_guarded_balance FOR EACH ROW EXECUTE FUNCTION khlang_refuse('voucher_sealed');
CREATE TRIGGER khlang_kept BEFORE DELETE ON documents_counter FOR EACH ROW EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON documents_counter FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_kept BEFORE DELETE ON documents_chain_head FOR EACH ROW EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON documents_chain_head FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('trail_fixed');
