-- The gate (guideline LAO-6); the same meaning as ../postgresql/60_gate.sql.

CREATE TRIGGER khlang_gate_document BEFORE INSERT ON documents_document
WHEN NEW.last_origin <> 'online' OR EXISTS (SELECT 1 FROM ledger_gate WHERE org_id = NEW.org_id AND certified_on IS NULL) BEGIN
  SELECT RAISE(ABORT, 'khlang:gate_closed') FROM ledger_gate g
  WHERE NEW.last_origin = 'online' AND g.org_id = NEW.org_id AND g.certified_on IS NULL AND g.restored_on IS NOT NULL
    AND NEW.kind NOT IN ('outage', 'gate_directive', 'kit', 'budget_overrun', 'payee_account')
    AND (g.kinds = '' OR NEW.kind IS NULL OR instr(g.kinds, ',' || NEW.kind || ',') > 0)
    AND (g.fiscal_year IS NULL OR g.fiscal_year = NEW.fiscal_year)
    AND NOT coalesce(g.directive_until >= date(NEW.updated_at, '+7 hours')
                     AND (g.directive_kinds = '' OR instr(g.directive_kinds, ',' || NEW.kind || ',') > 0), 0);
  SELECT RAISE(ABORT, 'khlang:outage_not_running') WHERE NEW.last_origin <> 'online' AND NOT EXISTS (
    SELECT 1 FROM ledger_gate g WHERE g.org_id = NEW.org_id AND g.certified_on IS NULL AND g.restored_on IS NOT NULL AND g.outage = NEW.outage);
END;
CREATE TRIGGER khlang_gate_document_update BEFORE UPDATE ON documents_document
WHEN NEW.last_origin <> 'online' OR EXISTS (SELECT 1 FROM ledger_gate WHERE org_id = NEW.org_id AND certified_on IS NULL) BEGIN
  SELECT RAISE(ABORT, 'khlang:gate_closed') FROM ledger_gate g
  WHERE NEW.last_origin = 'online' AND g.org_id = NEW.org_id AND g.certified_on IS NULL AND g.restored_on IS NOT NULL
    AND NEW.kind NOT IN ('outage', 'gate_directive', 'kit', 'budget_overrun', 'payee_account')
    AND (g.kinds = '' OR NEW.kind IS NULL OR instr(g.kinds, ',' || NEW.kind || ',') > 0)
    AND (g.fiscal_year IS NULL OR g.fiscal_year = NEW.fiscal_year)
    AND NOT coalesce(g.directive_until >= date(NEW.updated_at, '+7 hours')
                     AND (g.directive_kinds = '' OR instr(g.directive_kinds, ',' || NEW.kind || ',') > 0), 0);
  SELECT RAISE(ABORT, 'khlang:outage_not_running') WHERE NEW.last_origin <> 'online' AND NOT EXISTS (
    SELECT 1 FROM ledger_gate g WHERE g.org_id = NEW.org_id AND g.certified_on IS NULL AND g.restored_on IS NOT NULL);
END;
CREATE TRIGGER khlang_gate_voucher BEFORE INSERT ON ledger_voucher
WHEN NEW.origin <> 'online' OR EXISTS (SELECT 1 FROM ledger_gate WHERE org_id = NEW.org_id AND certified_on IS NULL) BEGIN
  SELECT RAISE(ABORT, 'khlang:gate_closed') FROM ledger_gate g
  LEFT JOIN documents_document d ON d.org_id = NEW.org_id AND d.id = NEW.document_id
  WHERE NEW.origin = 'online' AND g.org_id = NEW.org_id AND g.certified_on IS NULL AND g.restored_on IS NOT NULL
    AND d.kind IS NOT 'budget_overrun'
    AND (g.kinds = '' OR d.kind IS NULL OR instr(g.kinds, ',' || d.kind || ',') > 0)
    AND (g.fiscal_year IS NULL OR g.fiscal_year = NEW.fiscal_year)
    AND NOT coalesce(g.directive_until >= date(NEW.entered_at, '+7 hours')
                     AND (g.directive_kinds = '' OR instr(g.directive_kinds, ',' || d.kind || ',') > 0), 0);
  SELECT RAISE(ABORT, 'khlang:outage_not_running') WHERE NEW.origin <> 'online' AND NOT EXISTS (
    SELECT 1 FROM ledger_gate g WHERE g.org_id = NEW.org_id AND g.certified_on IS NULL AND g.restored_on IS NOT NULL);
END;
CREATE TRIGGER khlang_gate_step BEFORE INSERT ON documents_step
WHEN NEW.origin <> 'online' OR EXISTS (SELECT 1 FROM ledger_gate WHERE org_id = NEW.org_id AND certified_on IS NULL) BEGIN
  SELECT RAISE(ABORT, 'khlang:gate_closed') FROM ledger_gate g
  JOIN documents_document d ON d.org_id = NEW.org_id AND d.id = NEW.document_id
  WHERE NEW.origin = 'online' AND g.org_id = NEW.org_id AND g.certified_on IS NULL AND g.restored_on IS NOT NULL
    AND d.kind NOT IN ('outage', 'gate_directive', 'kit', 'budget_overrun', 'payee_account')
    AND (g.kinds = '' OR d.kind IS NULL OR instr(g.kinds, ',' || d.kind || ',') > 0)
    AND (g.fiscal_year IS NULL OR g.fiscal_year = d.fiscal_year)
    AND NOT coalesce(g.directive_until >= date(NEW.at, '+7 hours')
                     AND (g.directive_kinds = '' OR instr(g.directive_kinds, ',' || d.kind || ',') > 0), 0);
  SELECT RAISE(ABORT, 'khlang:outage_not_running') WHERE NEW.origin <> 'online' AND NOT EXISTS (
    SELECT 1 FROM ledger_gate g WHERE g.org_id = NEW.org_id AND g.outage = NEW.outage AND g.certified_on IS NULL AND g.restored_on IS NOT NULL);
  SELECT RAISE(ABORT, 'khlang:outage_not_running') FROM documents_document d
  WHERE NEW.origin <> 'online' AND NEW.version = 1 AND d.id = NEW.document_id AND d.outage IS NOT NEW.outage;
  SELECT RAISE(ABORT, 'khlang:paper_required') FROM documents_document d
  WHERE NEW.origin <> 'online' AND NEW.version = 1 AND NEW.move = 'record' AND d.id = NEW.document_id AND d.paper_number = '';
END;
CREATE TRIGGER khlang_gate_begins BEFORE INSERT ON ledger_gate
WHEN NEW.certified_on IS NOT NULL OR NEW.directive_until IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM documents_document d WHERE d.org_id = NEW.org_id AND d.id = NEW.outage AND d.kind = 'outage'
    AND d.state IN ('manual', 'entering', 'reconciling'))
BEGIN SELECT RAISE(ABORT, 'khlang:gate_fixed'); END;
CREATE TRIGGER khlang_gate_kept BEFORE UPDATE ON ledger_gate
WHEN NEW.org_id <> OLD.org_id OR NEW.id <> OLD.id OR NEW.outage <> OLD.outage OR NEW.number <> OLD.number
  OR NEW.started_on <> OLD.started_on OR NEW.kinds <> OLD.kinds OR NEW.fiscal_year IS NOT OLD.fiscal_year
  OR OLD.certified_on IS NOT NULL
  OR (OLD.restored_on IS NOT NULL AND NEW.restored_on IS NULL)
  OR (NEW.certified_on IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM documents_document d WHERE d.org_id = NEW.org_id AND d.id = NEW.outage AND d.kind = 'outage'
      AND d.state IN ('certified', 'closed')))
  OR ((NEW.directive_until IS NOT OLD.directive_until OR NEW.directive_kinds <> OLD.directive_kinds) AND NOT EXISTS (
    SELECT 1 FROM documents_document d WHERE d.org_id = NEW.org_id AND d.kind = 'gate_directive' AND d.state = 'in_force'))
BEGIN SELECT RAISE(ABORT, 'khlang:gate_fixed'); END;
CREATE TRIGGER khlang_gate_delete BEFORE DELETE ON ledger_gate BEGIN SELECT RAISE(ABORT, 'khlang:gate_fixed'); END;
