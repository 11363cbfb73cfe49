-- A card of the asset register keeps what was accepted, for ever; the same meaning as ../postgresql/40_assets.sql.

CREATE TRIGGER khlang_asset_accepted BEFORE UPDATE OF org_id, id, code, class_code, run, acquired_date, cost, account, document_id, position
ON assets_asset BEGIN SELECT RAISE(ABORT, 'khlang:asset_fixed'); END;
CREATE TRIGGER khlang_asset_kept BEFORE DELETE ON assets_asset BEGIN SELECT RAISE(ABORT, 'khlang:asset_fixed'); END;
CREATE TRIGGER khlang_asset_history BEFORE UPDATE ON assets_change BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
CREATE TRIGGER khlang_asset_history_kept BEFORE DELETE ON assets_change BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
