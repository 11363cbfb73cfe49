-- The verified context: who may see which rows is what the application last said, signed, on this very connection.
-- The key (its two pads, RFC 2104) is in a table that only the owner reads; `khlang migrate` puts it there.

CREATE TABLE IF NOT EXISTS khlang_secret (
  id smallint PRIMARY KEY CHECK (id = 1),
  inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
  outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);
REVOKE ALL ON khlang_secret FROM PUBLIC;

-- What was believed is kept in the connection's own memory: currval() of a sequence is what this connection set last, whatever
-- others set, and to set or read it takes privileges that only the owner has. -2 is nobody. Unlogged: nothing is written for it.
CREATE UNLOGGED SEQUENCE IF NOT EXISTS khlang_told_org MINVALUE -2;
CREATE UNLOGGED SEQUENCE IF NOT EXISTS khlang_told_person MINVALUE -2;
REVOKE ALL ON SEQUENCE khlang_told_org, khlang_told_person FROM PUBLIC;

-- Say the context of what follows: `<organisation>.<person>.<backend>.<good until>.<HMAC>`. What is not signed by us, for another
-- connection or too old is nobody's, and then no row is seen. A part that is missing, or the key, makes the comparison NULL, and
-- that is not true.
CREATE OR REPLACE FUNCTION khlang_say(context text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said text[] := string_to_array(left(context, 200), '.');
  secret public.khlang_secret;
BEGIN
  PERFORM setval('public.khlang_told_org', -2), setval('public.khlang_told_person', -2);
  IF (said[3] = pg_backend_pid()::text) IS NOT TRUE THEN
    RETURN false;
  END IF;
  SELECT * INTO secret FROM public.khlang_secret WHERE id = 1;
  IF (encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to(
       said[1] || '.' || said[2] || '.' || said[3] || '.' || said[4], 'UTF8'))), 'hex') = said[5]) IS NOT TRUE THEN
    RETURN false;
  END IF;
  -- From here on the text is ours, so its parts are numbers.
  IF said[4]::bigint < date_part('epoch', clock_timestamp()) THEN
    RETURN false;
  END IF;
  PERFORM setval('public.khlang_told_person', said[2]::bigint), setval('public.khlang_told_org', said[1]::bigint);
  RETURN true;
END $$;

-- Asked in every statement (an InitPlan of its policies), so they only look. Where nothing was said yet they are an error.
CREATE OR REPLACE FUNCTION khlang_org() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN nullif(currval('public.khlang_told_org'), -2);
END $$;

CREATE OR REPLACE FUNCTION khlang_person() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN CASE WHEN currval('public.khlang_told_person') > 0 THEN currval('public.khlang_told_person') END;
END $$;

DROP FUNCTION IF EXISTS khlang_told(int);

-- The organisation of the context and everything below it.
CREATE OR REPLACE FUNCTION khlang_below() RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  WITH RECURSIVE below(id) AS (
    SELECT public.khlang_org()
    UNION
    SELECT o.id FROM public.organisations_organisation o JOIN below b ON o.parent_id = b.id
  )
  SELECT id FROM below WHERE id > 0
$$;
