-- A card of the asset register keeps what was accepted, for ever; what was corrected stays in its history.
CREATE TRIGGER khlang_accepted BEFORE UPDATE OF org_id, id, code, class_code, run, acquired_date, cost, account, document_id, position ON assets_asset FOR EACH ROW EXECUTE FUNCTION khlang_refuse('asset_fixed');
CREATE TRIGGER khlang_kept BEFORE DELETE ON assets_asset FOR EACH ROW EXECUTE FUNCTION khlang_refuse('asset_fixed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON assets_asset FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('asset_fixed');
CREATE TRIGGER khlang_history BEFORE UPDATE OR DELETE ON assets_change FOR EACH ROW EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON assets_change FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('trail_fixed');
