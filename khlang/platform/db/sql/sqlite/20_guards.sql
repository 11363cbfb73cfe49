-- What may never happen, by the database itself; the same meaning as ../postgresql/20_guards.sql.

CREATE TRIGGER khlang_period BEFORE INSERT ON ledger_voucher BEGIN
  SELECT RAISE(ABORT, 'khlang:period_missing') WHERE NOT EXISTS (
    SELECT 1 FROM ledger_period WHERE org_id = NEW.org_id AND fiscal_year = NEW.fiscal_year);
  SELECT RAISE(ABORT, 'khlang:period_closed') FROM ledger_period p
  WHERE p.org_id = NEW.org_id AND p.fiscal_year = NEW.fiscal_year
    AND (NOT (p.state IN ('open', 'adjusting') OR (p.state = 'cutover' AND NEW.kind = 'opening'))
         OR (p.closed_through IS NOT NULL AND NEW.posting_date <= p.closed_through));
END;
CREATE TRIGGER khlang_voucher_update BEFORE UPDATE ON ledger_voucher BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_voucher_delete BEFORE DELETE ON ledger_voucher BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_line BEFORE INSERT ON ledger_line
WHEN EXISTS (SELECT 1 FROM ledger_seal WHERE id = NEW.voucher_id) BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_line_update BEFORE UPDATE ON ledger_line BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_line_delete BEFORE DELETE ON ledger_line BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_seal BEFORE INSERT ON ledger_seal BEGIN
  SELECT RAISE(ABORT, 'khlang:voucher_unbalanced') WHERE NEW.line_count = 0 OR NEW.line_count <> (
    SELECT count(*) FROM ledger_line WHERE org_id = NEW.org_id AND voucher_id = NEW.id);
  SELECT RAISE(ABORT, 'khlang:voucher_unbalanced') FROM ledger_line
  WHERE org_id = NEW.org_id AND voucher_id = NEW.id GROUP BY book HAVING sum(debit) <> sum(credit);
END;
CREATE TRIGGER khlang_seal_update BEFORE UPDATE ON ledger_seal BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_seal_delete BEFORE DELETE ON ledger_seal BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_step_update BEFORE UPDATE ON documents_step BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
CREATE TRIGGER khlang_step_delete BEFORE DELETE ON documents_step BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
CREATE TRIGGER khlang_document_delete BEFORE DELETE ON documents_document BEGIN SELECT RAISE(ABORT, 'khlang:document_kept'); END;
CREATE TRIGGER khlang_document_number BEFORE UPDATE OF number, request_number, kind, org_id, id ON documents_document
WHEN (OLD.number IS NOT NULL AND NEW.number IS NOT OLD.number)
  OR (OLD.request_number IS NOT NULL AND NEW.request_number IS NOT OLD.request_number) OR NEW.kind <> OLD.kind OR NEW.org_id <> OLD.org_id OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'khlang:number_fixed'); END;
CREATE TRIGGER khlang_journal_delete BEFORE DELETE ON platform_command_journal BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
CREATE TRIGGER khlang_day_balance_delete BEFORE DELETE ON ledger_day_balance BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_guarded_balance_delete BEFORE DELETE ON ledger_guarded_balance BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_floor BEFORE UPDATE OF org_id, account, sub, floor ON ledger_guarded_balance BEGIN SELECT RAISE(ABORT, 'khlang:voucher_sealed'); END;
CREATE TRIGGER khlang_counter_delete BEFORE DELETE ON documents_counter BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
CREATE TRIGGER khlang_chain_head_delete BEFORE DELETE ON documents_chain_head BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
