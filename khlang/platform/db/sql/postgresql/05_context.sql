-- The verified context: who may see which rows is read from a text that the application signed for this very connection.
-- The key (its two pads, RFC 2104) is in a table that only the owner reads; `khlang migrate` puts it there.

CREATE TABLE IF NOT EXISTS khlang_secret (
  id smallint PRIMARY KEY CHECK (id = 1),
  inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
  outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);
REVOKE ALL ON khlang_secret FROM PUBLIC;

-- The part of the context that was asked for (1 organisation, 2 person), or NULL: not said, not signed by us, for another
-- connection, or too old. NULL equals nothing, so no row is seen. Asked once a statement (an InitPlan of its policies), so it does
-- as little as it can. A part that is missing, or the key, makes the comparison NULL, and that is not true.
CREATE OR REPLACE FUNCTION khlang_told(part int) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said text[] := string_to_array(left(current_setting('khlang.context', true), 200), '.');
  secret public.khlang_secret;
BEGIN
  IF (said[3] = pg_backend_pid()::text) IS NOT TRUE THEN
    RETURN NULL;
  END IF;
  SELECT * INTO secret FROM public.khlang_secret WHERE id = 1;
  IF (encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to(
       said[1] || '.' || said[2] || '.' || said[3] || '.' || said[4], 'UTF8'))), 'hex') = said[5]) IS NOT TRUE THEN
    RETURN NULL;
  END IF;
  -- From here on the text is ours, so its parts are numbers.
  IF said[4]::bigint < date_part('epoch', clock_timestamp()) THEN
    RETURN NULL;
  END IF;
  RETURN said[part]::bigint;
END $$;

CREATE OR REPLACE FUNCTION khlang_org() RETURNS bigint LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$SELECT public.khlang_told(1)$$;

CREATE OR REPLACE FUNCTION khlang_person() RETURNS bigint LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$SELECT nullif(public.khlang_told(2), 0)$$;

-- The organisation of the context and everything below it.
CREATE OR REPLACE FUNCTION khlang_below() RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  WITH RECURSIVE below(id) AS (
    SELECT public.khlang_org()
    UNION
    SELECT o.id FROM public.organisations_organisation o JOIN below b ON o.parent_id = b.id
  )
  SELECT id FROM below WHERE id > 0
$$;
