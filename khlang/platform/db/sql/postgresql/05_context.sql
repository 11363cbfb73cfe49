-- The verified context: who may see which rows is read from a text that the application signed for this very connection.
-- The key (its two pads, RFC 2104) is in a table that only the owner reads; `khlang migrate` puts it there.

CREATE TABLE IF NOT EXISTS khlang_secret (
  id smallint PRIMARY KEY CHECK (id = 1),
  inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
  outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);
REVOKE ALL ON khlang_secret FROM PUBLIC;

-- The part of the context that was asked for (1 organisation, 2 person), or NULL: not said, not signed by us, for another
-- connection, or too old. NULL equals nothing, so no row is seen.
CREATE OR REPLACE FUNCTION khlang_told(part int) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  told text := current_setting('khlang.context', true);
  said text[];
  secret record;
BEGIN
  IF told IS NULL OR told !~ '^-?[0-9]{1,19}\.[0-9]{1,19}\.[0-9]{1,10}\.[0-9]{1,12}\.[0-9a-f]{64}$' THEN
    RETURN NULL;
  END IF;
  said := string_to_array(told, '.');
  IF said[3] <> pg_backend_pid()::text OR said[4]::bigint < extract(epoch FROM clock_timestamp()) THEN
    RETURN NULL;
  END IF;
  SELECT inner_pad, outer_pad INTO secret FROM public.khlang_secret WHERE id = 1;
  IF encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to(left(told, -65), 'UTF8'))), 'hex')
     IS DISTINCT FROM said[5] THEN
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
