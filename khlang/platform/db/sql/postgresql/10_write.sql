-- The single write of a document: journal, document, numbers, voucher, lines, balances, seal, trail, in one call.
-- The row of documents_chain_head is locked first, so the writes of one organisation follow each other and cannot deadlock.

CREATE OR REPLACE FUNCTION khlang_draw(the_org bigint, s jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  drawn text;
BEGIN
  INSERT INTO documents_counter AS c (org_id, series, fiscal_year, last)
  VALUES (the_org, s->>'series', (s->>'fiscal_year')::smallint, 1)
  ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = c.last + 1
  RETURNING c.last::text INTO drawn;
  RETURN (s->>'before') || lpad(drawn, greatest((s->>'width')::int, length(drawn)), '0') || (s->>'after');
END $$;

DROP FUNCTION IF EXISTS khlang_post(bigint, jsonb, text, text);
CREATE OR REPLACE FUNCTION khlang_post(the_org bigint, v jsonb, the_number text, the_digest text, the_origin text)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  the_id bigint := (v->>'id')::bigint;
  the_day date := (v->>'posting_date')::date;
  floors int := (v->>'floors')::int;
  touched int;
BEGIN
  INSERT INTO ledger_voucher (org_id, id, kind, number, fiscal_year, posting_date, description, document_kind,
                              document_id, reverses_id, actor_id, entered_at, seal_id, origin)
  VALUES (the_org, the_id, v->>'kind', the_number, (v->>'fiscal_year')::smallint, the_day, v->>'description',
          v->>'document_kind', (v->>'document_id')::bigint, (v->>'reverses')::bigint, (v->>'actor')::bigint,
          (v->>'at')::timestamptz, the_id, the_origin);
  WITH l AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(v->'lines') AS r(p smallint, b text, a text, s text, d bigint, c bigint, t text)
  ), written AS (
    INSERT INTO ledger_line (org_id, voucher_id, position, book, account, sub, debit, credit, posting_date, description)
    SELECT the_org, the_id, p, b, a, s, d, c, the_day, t FROM l
  )
  INSERT INTO ledger_day_balance AS o (org_id, account, sub, day, book, debit, credit)
  SELECT the_org, a, s, the_day, min(b), sum(d), sum(c) FROM l GROUP BY a, s ORDER BY a, s
  ON CONFLICT (org_id, account, sub, day) DO UPDATE SET debit = o.debit + excluded.debit, credit = o.credit + excluded.credit;
  IF floors > 0 THEN
    UPDATE ledger_guarded_balance g SET debit = g.debit + f.d, credit = g.credit + f.c
    FROM jsonb_to_recordset(v->'guarded') AS f(a text, s text, f text, d bigint, c bigint)
    WHERE g.org_id = the_org AND g.account = f.a AND g.sub = f.s;
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched < floors THEN
      INSERT INTO ledger_guarded_balance (org_id, account, sub, floor, debit, credit)
      SELECT the_org, f.a, f.s, f.f, f.d, f.c
      FROM jsonb_to_recordset(v->'guarded') AS f(a text, s text, f text, d bigint, c bigint)
      WHERE NOT EXISTS (SELECT 1 FROM ledger_guarded_balance g
                        WHERE g.org_id = the_org AND g.account = f.a AND g.sub = f.s);
    END IF;
  END IF;
  INSERT INTO ledger_seal (org_id, id, line_count, digest)
  VALUES (the_org, the_id, jsonb_array_length(v->'lines'), the_digest);
END $$;

CREATE OR REPLACE FUNCTION khlang_write(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  the_org bigint := (p->>'org')::bigint;
  the_at timestamptz := (p->>'at')::timestamptz;
  d jsonb := p->'document';
  v jsonb := p->'voucher';
  s jsonb := p->'step';
  j jsonb := p->'journal';
  drawn text;
  the_number text;
  the_request text;
  the_voucher_number text;
  the_seal text := '';
  head documents_chain_head%ROWTYPE;
BEGIN
  SELECT * INTO head FROM documents_chain_head WHERE org_id = the_org AND chain = 'trail' FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO documents_chain_head (org_id, chain, sequence, digest) VALUES (the_org, 'trail', 0, '')
    ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM documents_chain_head WHERE org_id = the_org AND chain = 'trail' FOR UPDATE;
  END IF;
  IF jsonb_typeof(p->'number') = 'object' THEN
    the_number := khlang_draw(the_org, p->'number');
  END IF;
  IF jsonb_typeof(p->'request') = 'object' THEN
    the_request := khlang_draw(the_org, p->'request');
  END IF;
  drawn := concat_ws(E'\n', the_number, the_request);
  IF jsonb_typeof(v) = 'object' AND jsonb_typeof(v->'number') = 'object' THEN
    the_voucher_number := khlang_draw(the_org, v->'number');
  END IF;
  IF (p->>'creates')::boolean THEN
    IF drawn <> '' THEN
      d := d || jsonb_build_object('number', the_number, 'request_number', the_request);
    END IF;
    INSERT INTO documents_document SELECT * FROM jsonb_populate_record(NULL::documents_document, d);
  ELSE
    UPDATE documents_document o SET
      state = d->>'state', version = o.version + 1, updated_at = the_at,
      number = coalesce(the_number, o.number),
      request_number = coalesce(the_request, o.request_number),
      posting_date = coalesce((d->>'posting_date')::date, o.posting_date),
      fiscal_year = coalesce((d->>'fiscal_year')::smallint, o.fiscal_year),
      amount = coalesce((d->>'amount')::bigint, o.amount),
      title = coalesce(d->>'title', o.title),
      document_date = coalesce((d->>'document_date')::date, o.document_date),
      party_id = CASE WHEN d ? 'party_id' THEN (d->>'party_id')::bigint ELSE o.party_id END,
      party_name = coalesce(d->>'party_name', o.party_name),
      channel = coalesce(d->>'channel', o.channel),
      division_id = CASE WHEN d ? 'division_id' THEN (d->>'division_id')::bigint ELSE o.division_id END,
      last_origin = d->>'last_origin',
      outage = coalesce((d->>'outage')::bigint, o.outage),
      paper_series = coalesce(d->>'paper_series', o.paper_series),
      paper_book = coalesce(d->>'paper_book', o.paper_book),
      paper_number = coalesce(d->>'paper_number', o.paper_number),
      paper_date = coalesce((d->>'paper_date')::date, o.paper_date)
    WHERE o.org_id = the_org AND o.id = (d->>'id')::bigint AND o.version = (d->>'version')::int;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'khlang:stale_version' USING errcode = '23514';
    END IF;
  END IF;
  IF jsonb_typeof(v) = 'object' THEN
    the_seal := encode(sha256(convert_to(coalesce(the_voucher_number, '') || '|' || (v->>'content'), 'UTF8')), 'hex');
    PERFORM khlang_post(the_org, v, the_voucher_number, the_seal, coalesce(s->>'origin', 'online'));
  END IF;
  head.sequence := head.sequence + 1;
  head.digest := encode(sha256(convert_to(
    head.digest || '|' || (s->>'content') || '|' || drawn || '|' || the_seal, 'UTF8')), 'hex');
  INSERT INTO documents_step (org_id, sequence, document_id, version, move, from_state, to_state, actor_id, actor_name,
                              at, reason, voucher_id, drawn, seal_digest, content, digest, origin, outage, remote)
  VALUES (the_org, head.sequence, (s->>'document')::bigint, (s->>'version')::int, s->>'move', s->>'from', s->>'to',
          (s->>'actor')::bigint, s->>'actor_name', the_at, s->>'reason', (v->>'id')::bigint,
          drawn, the_seal, s->>'content', head.digest, coalesce(s->>'origin', 'online'), (s->>'outage')::bigint,
          (s->>'remote')::bigint);
  UPDATE documents_chain_head SET sequence = head.sequence, digest = head.digest
  WHERE org_id = the_org AND chain = 'trail';
  IF jsonb_typeof(j) = 'object' THEN
    INSERT INTO platform_command_journal (org_id, command_id, name, input_hash, actor_id, at, answer)
    VALUES (the_org, (j->>'command_id')::uuid, j->>'name', j->>'input_hash', (s->>'actor')::bigint, the_at,
            (j->'answer') || jsonb_build_object('number', coalesce(the_number, j->'answer'->>'number'),
                                                'voucher_number', the_voucher_number));
  END IF;
  RETURN jsonb_build_object('number', the_number, 'voucher_number', the_voucher_number, 'digest', head.digest);
END $$;
