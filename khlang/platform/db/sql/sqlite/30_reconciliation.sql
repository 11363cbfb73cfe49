-- What an approved bank reconciliation has frozen; the same meaning as ../postgresql/30_reconciliation.sql.
-- An open line of a frozen month may still be matched in a later one: only its match may be set, once.

CREATE TRIGGER khlang_frozen_line BEFORE UPDATE OF org_id, id, document_id, bank_code, day, position, amount, balance, description,
  cheque, reference, finding, note, frozen ON reconciliation_statement_line
WHEN OLD.frozen BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_frozen_line_match BEFORE UPDATE OF match_id ON reconciliation_statement_line
WHEN OLD.match_id IS NOT NULL AND NEW.match_id IS NOT OLD.match_id
  AND EXISTS (SELECT 1 FROM reconciliation_match m WHERE m.id = OLD.match_id AND m.org_id = OLD.org_id AND m.frozen)
BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_frozen_line_kept BEFORE DELETE ON reconciliation_statement_line
WHEN OLD.frozen BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_frozen_match BEFORE UPDATE ON reconciliation_match
WHEN OLD.frozen BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_frozen_match_kept BEFORE DELETE ON reconciliation_match
WHEN OLD.frozen BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_frozen_item BEFORE INSERT ON reconciliation_matched_item
WHEN EXISTS (SELECT 1 FROM reconciliation_match m WHERE m.id = NEW.match_id AND m.org_id = NEW.org_id AND m.frozen)
BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_frozen_item_update BEFORE UPDATE ON reconciliation_matched_item
BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_frozen_item_kept BEFORE DELETE ON reconciliation_matched_item
WHEN EXISTS (SELECT 1 FROM reconciliation_match m WHERE m.id = OLD.match_id AND m.org_id = OLD.org_id AND m.frozen)
BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_approved_reconciliation BEFORE UPDATE ON reconciliation_reconciliation
WHEN OLD.approved BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_approved_reconciliation_kept BEFORE DELETE ON reconciliation_reconciliation
WHEN OLD.approved BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_outstanding_update BEFORE UPDATE ON reconciliation_outstanding_item
BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
CREATE TRIGGER khlang_outstanding_kept BEFORE DELETE ON reconciliation_outstanding_item
BEGIN SELECT RAISE(ABORT, 'khlang:reconciliation_frozen'); END;
