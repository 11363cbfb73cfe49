-- The security log and the log of looks at personal data are only ever added to.
CREATE TRIGGER khlang_log BEFORE UPDATE OR DELETE ON access_securityevent FOR EACH ROW EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON access_securityevent FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_log BEFORE UPDATE OR DELETE ON access_personaldataread FOR EACH ROW EXECUTE FUNCTION khlang_refuse('trail_fixed');
CREATE TRIGGER khlang_whole BEFORE TRUNCATE ON access_personaldataread FOR EACH STATEMENT EXECUTE FUNCTION khlang_refuse('trail_fixed');
