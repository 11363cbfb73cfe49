-- The security log and the log of looks at personal data are only ever added to.

CREATE TRIGGER khlang_security_update BEFORE UPDATE ON access_securityevent BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
CREATE TRIGGER khlang_security_delete BEFORE DELETE ON access_securityevent BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
CREATE TRIGGER khlang_personal_update BEFORE UPDATE ON access_personaldataread BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
CREATE TRIGGER khlang_personal_delete BEFORE DELETE ON access_personaldataread BEGIN SELECT RAISE(ABORT, 'khlang:trail_fixed'); END;
