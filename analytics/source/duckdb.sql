-- The six views of Contact Tree over its exports; the columns are explained in dictionary.md.
--   SET VARIABLE exports = '<folder or s3:// address above AWSDynamoDB>';
--   .read views.sql
-- Reads the exports once into tables of the schema contact_tree; read it again after a new export.
-- Made by analytics/generate from analytics/source.

CREATE SCHEMA IF NOT EXISTS contact_tree;

-- 1. Which exports count.

CREATE OR REPLACE TABLE contact_tree.manifests AS
SELECT
  regexp_extract(filename, 'AWSDynamoDB/([^/]+)/manifest-summary.json$', 1) AS export_id,
  CASE WHEN exportFromTime IS NULL THEN 'FULL' ELSE 'INCREMENTAL' END AS kind,
  exportFromTime AS from_time,
  coalesce(exportToTime, exportTime) AS to_time,
  itemCount AS item_count
FROM read_json(
  getvariable('exports') || '/AWSDynamoDB/*/manifest-summary.json',
  records = true,
  filename = true,
  columns = {
    exportTime: 'TIMESTAMP', exportFromTime: 'TIMESTAMP', exportToTime: 'TIMESTAMP', itemCount: 'BIGINT'});

CREATE OR REPLACE TABLE contact_tree.chain AS
${chain.sql};

CREATE OR REPLACE TABLE contact_tree.bounds AS
${bounds.sql};

SET VARIABLE contact_tree_folder = (
  SELECT coalesce(
    getvariable('exports') || '/AWSDynamoDB/' || full_id || '/data/*.json.gz',
    error('no finished full export under ' || getvariable('exports') || '/AWSDynamoDB/'))
  FROM contact_tree.bounds);

-- A file of no bytes is no gzip stream.
SET VARIABLE contact_tree_full = (
  SELECT coalesce(list(filename), [getvariable('contact_tree_folder')])
  FROM read_blob(getvariable('contact_tree_folder'))
  WHERE size > 0);

-- Without incremental exports a file without lines stands in for theirs.
SET VARIABLE contact_tree_incremental = (
  SELECT coalesce(
    list(file) FILTER (WHERE file LIKE '%/data/%.json.gz'),
    list(file) FILTER (WHERE file LIKE '%' || (SELECT full_id FROM contact_tree.bounds) || '/_started'))
  FROM glob([getvariable('exports') || '/AWSDynamoDB/data/*.json.gz',
    getvariable('exports') || '/AWSDynamoDB/*/_started']));

SET VARIABLE contact_tree_incremental = (
  SELECT coalesce(list(filename), getvariable('contact_tree_incremental'))
  FROM read_blob(getvariable('contact_tree_incremental'))
  WHERE size > 0);

-- Where windows overlap, the later export tells alone from its begin on: a key that was inserted and deleted within its
-- window is not in it at all, while an earlier one may still have it. A file that no manifest names counts by time alone.
SET VARIABLE contact_tree_file_lists = (
  SELECT coalesce(
    list(file) FILTER (WHERE file LIKE '%/manifest-files.json'), list(file) FILTER (WHERE file LIKE '%/_started'))
  FROM glob([getvariable('exports') || '/AWSDynamoDB/*/manifest-files.json',
    getvariable('exports') || '/AWSDynamoDB/*/_started']));

CREATE OR REPLACE TABLE contact_tree.files AS
WITH counted AS (
  SELECT export_id, lead(from_time) OVER (ORDER BY to_time) AS next_from
  FROM contact_tree.chain
  WHERE used
)
SELECT
  regexp_extract(file.dataFileS3Key, '[^/]+$') AS file,
  bool_or(counted.export_id IS NOT NULL) AS counts,
  max(epoch_us(counted.next_from)) AS until_micros
FROM (
  FROM read_json(
    getvariable('contact_tree_file_lists'),
    format = 'newline_delimited',
    records = true,
    filename = true,
    columns = {dataFileS3Key: 'VARCHAR'})) AS file
LEFT JOIN counted ON counted.export_id = regexp_extract(file.filename, 'AWSDynamoDB/([^/]+)/[^/]+$', 1)
WHERE file.dataFileS3Key LIKE '%AWSDynamoDB/data/%'
GROUP BY 1;

-- 2. Which record of which file says last what became of a key.

-- A file of '' says that the key is gone: a later export whose window has this write does not have the key.
CREATE OR REPLACE TABLE contact_tree.changed AS
SELECT
  pk,
  sk,
  max_by(CASE WHEN superseded THEN '' ELSE filename END, 2 * micros + CASE WHEN superseded THEN 0 ELSE 1 END) AS file,
  max(micros) AS micros
FROM (
  SELECT
    Keys.pk.S AS pk,
    Keys.sk.S AS sk,
    filename,
    Metadata.WriteTimestampMicros.N AS micros,
    coalesce(micros >= files.until_micros, false) AS superseded
  FROM read_json(
    getvariable('contact_tree_incremental'),
    format = 'newline_delimited',
    records = true,
    filename = true,
    maximum_object_size = 33554432,
    columns = {
      Metadata: 'STRUCT(WriteTimestampMicros STRUCT(N BIGINT))',
      Keys: 'STRUCT(pk STRUCT(S VARCHAR), sk STRUCT(S VARCHAR))'}) AS record
  LEFT JOIN contact_tree.files AS files ON files.file = regexp_extract(record.filename, '[^/]+$')
  WHERE coalesce(files.counts, true))
WHERE micros < (SELECT exported_ms * 1000 FROM contact_tree.bounds)
GROUP BY pk, sk;

-- Keys of which a window that goes on over the full export's time tells that they were still there at its end.
CREATE OR REPLACE TABLE contact_tree.kept AS
SELECT pk, sk
FROM contact_tree.changed
WHERE file <> '' AND micros <= (SELECT full_ms * 1000 FROM contact_tree.bounds);

DELETE FROM contact_tree.changed WHERE micros <= (SELECT full_ms * 1000 FROM contact_tree.bounds);

-- 3. Heads, parts and tombstones without members.

CREATE OR REPLACE TABLE contact_tree.items AS
${scan items};

-- A window that goes on over the full export's time does not tell of parts that were both written first and deleted
-- within it. The full export has them, and the head, written since, counts fewer. They are the newest of those of which
-- nothing tells: what was there when the window began is of an earlier revision.
CREATE OR REPLACE TABLE contact_tree.gone AS
WITH part AS (
  SELECT pk, sk, part_of, revision, is_told OR (pk, sk) IN (FROM contact_tree.kept) AS is_told
  FROM contact_tree.items
  WHERE entity_type = 'PART' AND (SELECT overlaps_full FROM contact_tree.bounds)
),
surplus AS (
  SELECT head.pk, head.part_of, count(*) - any_value(head.part_count) AS many
  FROM contact_tree.items AS head
  JOIN part ON part.pk = head.pk AND part.part_of = head.part_of
  WHERE head.entity_type = 'TREE' AND head.is_told
  GROUP BY head.pk, head.part_of
),
newest AS (
  SELECT pk, sk, part_of, row_number() OVER (PARTITION BY pk, part_of ORDER BY revision DESC, sk) AS place
  FROM part
  WHERE NOT is_told
)
SELECT pk, sk
FROM newest
JOIN surplus USING (pk, part_of)
WHERE place <= many;

DELETE FROM contact_tree.items WHERE (pk, sk) IN (FROM contact_tree.gone);
INSERT INTO contact_tree.changed SELECT pk, sk, '' AS file, 0 AS micros FROM contact_tree.gone;
DROP TABLE contact_tree.gone;
DROP TABLE contact_tree.kept;

CREATE OR REPLACE TABLE contact_tree.tombstones AS
SELECT pk FROM contact_tree.items WHERE entity_type = 'TOMBSTONE';

-- 4. Members and their references.

CREATE OR REPLACE TABLE contact_tree.pieces AS
WITH item AS (
${scan pieces}
),
piece AS (
  SELECT pk, part_of, unnest(list_concat(contacts, part_references)).M AS contact FROM item
)
SELECT
  pk,
  part_of,
  contact.index.N AS piece,
  contact.contact_id.S AS contact_id,
  contact.contact_arn.S AS contact_arn,
  contact.channel.S AS channel,
  contact.initiation_method.S AS initiation_method,
  contact.initial_contact_id.S AS initial_contact_id,
  contact.previous_contact_id.S AS previous_contact_id,
  contact.related_contact_id.S AS related_contact_id,
  contact.parent_contact_id.S AS parent_contact_id,
  contact.link.S AS link,
  contact.depth.N AS depth,
  epoch_ms(contact.initiation_timestamp.S) AS initiation_ms,
  epoch_ms(contact.disconnect_timestamp.S) AS disconnect_ms,
  contact.disconnect_reason.S AS disconnect_reason,
  contact.agent_id.S AS agent_id,
  contact.queue_id.S AS queue_id,
  epoch_ms(contact.first_seen_at.S) AS first_seen_ms,
  contact.listed_at.S AS listed_at,
  contact.references_state.S AS references_state,
  contact.references_at.S AS references_at,
  contact.references_reason.S AS references_reason,
  array_to_string(list_transform(contact.reference_types.L, lambda type: type.S), ',') AS reference_types,
  list_transform(contact."references".L, lambda reference: {
    type: reference.M.type.S, name: reference.M.name.S, value: reference.M.value.S,
    value_state: reference.M.value_state.S, status: reference.M.status.S, arn: reference.M.arn.S}) AS read
FROM piece;

-- 5. Trees that count: neither expired nor torn.

CREATE OR REPLACE TABLE contact_tree.heads AS
WITH live AS (
  SELECT item.*
  FROM contact_tree.items AS item
  CROSS JOIN contact_tree.bounds AS bounds
  WHERE entity_type = 'TREE' AND (expires_at IS NULL OR expires_at * 1000 > bounds.exported_ms)
),
part AS (
  SELECT pk, part_of, count(*) AS parts, max(revision) AS newest, sum(revision) AS revisions
  FROM contact_tree.items
  WHERE entity_type = 'PART'
  GROUP BY pk, part_of
),
member AS (
  SELECT pk, part_of, count(*) AS members
  FROM contact_tree.pieces
  WHERE piece IS NULL
  GROUP BY pk, part_of
)
SELECT
  row_number() OVER () AS tree_key,
  live.part_count IS NOT NULL AS in_parts,
  CASE WHEN live.part_count IS NOT NULL THEN live.part_of END AS generation,
  live.* EXCLUDE (sk, entity_type, expires_at, is_told, part_of, part_count, part_sum, channels, defects),
  array_to_string(list_transform(live.channels, lambda channel: channel.S), ',') AS channels,
  epoch_ms(live.first_initiated_at) AS first_initiated_ms,
  epoch_ms(live.last_disconnected_at) AS last_disconnected_ms,
  coalesce(member.members, 0) <> live.contact_count
    OR (live.part_count IS NOT NULL
      AND (coalesce(part.parts, 0) <> live.part_count
        OR part.newest > live.revision
        OR part.revisions <> live.part_sum)) AS torn
FROM live
LEFT JOIN part ON part.pk = live.pk AND part.part_of = live.part_of
LEFT JOIN member
  ON member.pk = live.pk
  AND member.part_of IS NOT DISTINCT FROM
    CASE WHEN live.part_count IS NOT NULL THEN live.part_of END;

CREATE OR REPLACE TABLE contact_tree.defects AS
SELECT DISTINCT head.tree_key, unnest(item.defects).M.code.S AS code
FROM contact_tree.items AS item
JOIN contact_tree.heads AS head
  ON head.pk = item.pk AND (item.sk = 'contact' OR item.part_of = head.generation)
WHERE item.defects IS NOT NULL;

DROP TABLE contact_tree.items;
DROP TABLE contact_tree.changed;
DROP TABLE contact_tree.files;

CREATE OR REPLACE TABLE contact_tree.further AS
SELECT head.tree_key, contact_id, sum(len(read))::BIGINT AS reference_count
FROM contact_tree.pieces AS piece
JOIN contact_tree.heads AS head ON head.pk = piece.pk AND head.generation = piece.part_of
WHERE piece IS NOT NULL
GROUP BY ALL;

CREATE OR REPLACE TABLE contact_tree.members AS
SELECT
  head.instance_id,
  head.tree_key,
  head.tree_id,
  row_number() OVER (
    PARTITION BY head.tree_key ORDER BY initiation_ms ASC NULLS LAST, contact_id) AS position,
  piece.* EXCLUDE (pk, part_of, piece, read),
  coalesce(len(read), 0) + coalesce(further.reference_count, 0) AS reference_count
FROM contact_tree.pieces AS piece
JOIN contact_tree.heads AS head
  ON head.pk = piece.pk AND piece.part_of IS NOT DISTINCT FROM head.generation
LEFT JOIN contact_tree.further AS further USING (tree_key, contact_id)
WHERE piece.piece IS NULL
  AND NOT head.torn
  AND NOT EXISTS (
    FROM contact_tree.tombstones AS gone WHERE gone.pk = head.instance_id || '#' || piece.contact_id);

CREATE OR REPLACE TABLE contact_tree.read_references AS
WITH run AS (
  SELECT
    head.instance_id,
    head.tree_id,
    piece.contact_id,
    piece.read,
    -- How many references of the contact stand in pieces before this one.
    CASE WHEN further.contact_id IS NULL THEN 0 ELSE coalesce(sum(len(read)) OVER (
      PARTITION BY head.tree_key, piece.contact_id ORDER BY coalesce(piece.piece, 0)
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) END AS before
  FROM contact_tree.pieces AS piece
  JOIN contact_tree.heads AS head
    ON head.pk = piece.pk AND piece.part_of IS NOT DISTINCT FROM head.generation
  LEFT JOIN contact_tree.further AS further USING (tree_key, contact_id)
  WHERE NOT head.torn
    AND len(read) > 0
    AND NOT EXISTS (
      FROM contact_tree.tombstones AS gone WHERE gone.pk = head.instance_id || '#' || piece.contact_id)
),
numbered AS (
  SELECT instance_id, tree_id, contact_id, before, unnest(read) AS reference,
    generate_subscripts(read, 1) AS place
  FROM run
)
SELECT
  instance_id, contact_id, (before + place)::BIGINT AS position, tree_id, reference.type, reference.name,
  reference.value, reference.value_state, reference.status, reference.arn
FROM numbered;

DROP TABLE contact_tree.pieces;
DROP TABLE contact_tree.tombstones;
DROP TABLE contact_tree.further;

-- 6. What is computed of members.

CREATE OR REPLACE TABLE contact_tree.links AS
${links.sql};

CREATE OR REPLACE TABLE contact_tree.journeys AS
${journeys.sql};

-- 7. The views. Each stands on a table that holds its rows, so that a question need not compute them again.
${views}
DROP TABLE contact_tree.read_references;
DROP TABLE contact_tree.journeys;
DROP TABLE contact_tree.links;
DROP TABLE contact_tree.members;
DROP TABLE contact_tree.defects;
DROP TABLE contact_tree.heads;
DROP TABLE contact_tree.bounds;
DROP TABLE contact_tree.chain;
DROP TABLE contact_tree.manifests;
