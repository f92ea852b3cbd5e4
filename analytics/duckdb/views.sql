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
WITH newest AS (
  SELECT export_id AS full_id, to_time AS full_time
  FROM contact_tree.manifests
  WHERE kind = 'FULL'
  ORDER BY to_time DESC, export_id DESC
  LIMIT 1
),
reached AS (
  SELECT
    manifest.export_id,
    manifest.from_time,
    manifest.to_time,
    coalesce(
      max(manifest.to_time) OVER (ORDER BY manifest.from_time, manifest.to_time, manifest.export_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      newest.full_time) AS end_before
  FROM contact_tree.manifests AS manifest
  CROSS JOIN newest
  WHERE manifest.kind = 'INCREMENTAL' AND manifest.to_time > newest.full_time
),
chained AS (
  SELECT
    export_id,
    to_time > end_before
      AND max(CASE WHEN from_time > end_before THEN 1 ELSE 0 END)
        OVER (ORDER BY from_time, to_time, export_id
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) = 0 AS is_used
  FROM reached
)
SELECT
  manifest.export_id,
  manifest.kind,
  manifest.from_time,
  manifest.to_time,
  manifest.item_count,
  coalesce(chained.is_used, manifest.export_id = newest.full_id) AS used
FROM contact_tree.manifests AS manifest
CROSS JOIN newest
LEFT JOIN chained ON chained.export_id = manifest.export_id;

CREATE OR REPLACE TABLE contact_tree.bounds AS
SELECT
  max(CASE WHEN kind = 'FULL' THEN export_id END) AS full_id,
  min(CASE WHEN kind = 'FULL' THEN epoch_ms(to_time) ELSE epoch_ms(from_time) END) AS from_ms,
  max(CASE WHEN kind = 'FULL' THEN epoch_ms(to_time) END) AS full_ms,
  max(epoch_ms(to_time)) AS exported_ms,
  max(to_time) AS exported_at,
  coalesce(
    min(CASE WHEN kind = 'INCREMENTAL' THEN from_time END) < max(CASE WHEN kind = 'FULL' THEN to_time END),
    false) AS overlaps_full
FROM contact_tree.chain
WHERE used;

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
  SELECT
    item.pk.S AS pk,
    item.sk.S AS sk,
    item.entity_type.S AS entity_type,
    item.expires_at.N AS expires_at,
    item.part_of.S AS part_of,
    item.part_count.N AS part_count,
    item.part_sum.N AS part_sum,
    item.schema_version.N AS schema_version,
    item.tree_id.S AS tree_id,
    item.instance_id.S AS instance_id,
    item.account_id.S AS account_id,
    item.region.S AS region,
    item.revision.N AS revision,
    item.state.S AS state,
    item.root_channel.S AS root_channel,
    item.contact_count.N AS contact_count,
    item.transfer_count.N AS transfer_count,
    item.depth.N AS depth,
    item.agent_count.N AS agent_count,
    item.queue_count.N AS queue_count,
    item.reference_count.N AS reference_count,
    item.first_initiated_at.S AS first_initiated_at,
    item.last_disconnected_at.S AS last_disconnected_at,
    item.duration_ms.N AS duration_ms,
    item.associated_at.S AS associated_at,
    item.written_at.S AS written_at,
    item.channels.L AS channels,
    item.defects.L AS defects, false AS is_told
  FROM (
    SELECT Item AS item
    FROM read_json(
      getvariable('contact_tree_full'),
      format = 'newline_delimited',
      records = true,
      maximum_object_size = 33554432,
      columns = {
        Item: 'STRUCT("pk" STRUCT(S VARCHAR), "sk" STRUCT(S VARCHAR), "entity_type" STRUCT(S VARCHAR), "expires_at" STRUCT(N BIGINT), "part_of" STRUCT(S VARCHAR), "part_count" STRUCT(N BIGINT), "part_sum" STRUCT(N BIGINT), "schema_version" STRUCT(N BIGINT), "tree_id" STRUCT(S VARCHAR), "instance_id" STRUCT(S VARCHAR), "account_id" STRUCT(S VARCHAR), "region" STRUCT(S VARCHAR), "revision" STRUCT(N BIGINT), "state" STRUCT(S VARCHAR), "root_channel" STRUCT(S VARCHAR), "contact_count" STRUCT(N BIGINT), "transfer_count" STRUCT(N BIGINT), "depth" STRUCT(N BIGINT), "agent_count" STRUCT(N BIGINT), "queue_count" STRUCT(N BIGINT), "reference_count" STRUCT(N BIGINT), "first_initiated_at" STRUCT(S TIMESTAMP), "last_disconnected_at" STRUCT(S TIMESTAMP), "duration_ms" STRUCT(N BIGINT), "associated_at" STRUCT(S TIMESTAMP), "written_at" STRUCT(S TIMESTAMP), "channels" STRUCT(L STRUCT(S VARCHAR)[]), "defects" STRUCT(L STRUCT(M STRUCT(code STRUCT(S VARCHAR)))[]))'}))
  WHERE item.entity_type.S IN ('TREE', 'PART', 'TOMBSTONE')
    AND NOT EXISTS (
      FROM contact_tree.changed AS changed WHERE changed.pk = item.pk.S AND changed.sk = item.sk.S)
  UNION ALL
  SELECT
    item.pk.S AS pk,
    item.sk.S AS sk,
    item.entity_type.S AS entity_type,
    item.expires_at.N AS expires_at,
    item.part_of.S AS part_of,
    item.part_count.N AS part_count,
    item.part_sum.N AS part_sum,
    item.schema_version.N AS schema_version,
    item.tree_id.S AS tree_id,
    item.instance_id.S AS instance_id,
    item.account_id.S AS account_id,
    item.region.S AS region,
    item.revision.N AS revision,
    item.state.S AS state,
    item.root_channel.S AS root_channel,
    item.contact_count.N AS contact_count,
    item.transfer_count.N AS transfer_count,
    item.depth.N AS depth,
    item.agent_count.N AS agent_count,
    item.queue_count.N AS queue_count,
    item.reference_count.N AS reference_count,
    item.first_initiated_at.S AS first_initiated_at,
    item.last_disconnected_at.S AS last_disconnected_at,
    item.duration_ms.N AS duration_ms,
    item.associated_at.S AS associated_at,
    item.written_at.S AS written_at,
    item.channels.L AS channels,
    item.defects.L AS defects, true AS is_told
  FROM (
    SELECT NewImage AS item, filename, Metadata.WriteTimestampMicros.N AS micros
    FROM read_json(
      getvariable('contact_tree_incremental'),
      format = 'newline_delimited',
      records = true,
      filename = true,
      maximum_object_size = 33554432,
      columns = {
        Metadata: 'STRUCT(WriteTimestampMicros STRUCT(N BIGINT))',
        NewImage: 'STRUCT("pk" STRUCT(S VARCHAR), "sk" STRUCT(S VARCHAR), "entity_type" STRUCT(S VARCHAR), "expires_at" STRUCT(N BIGINT), "part_of" STRUCT(S VARCHAR), "part_count" STRUCT(N BIGINT), "part_sum" STRUCT(N BIGINT), "schema_version" STRUCT(N BIGINT), "tree_id" STRUCT(S VARCHAR), "instance_id" STRUCT(S VARCHAR), "account_id" STRUCT(S VARCHAR), "region" STRUCT(S VARCHAR), "revision" STRUCT(N BIGINT), "state" STRUCT(S VARCHAR), "root_channel" STRUCT(S VARCHAR), "contact_count" STRUCT(N BIGINT), "transfer_count" STRUCT(N BIGINT), "depth" STRUCT(N BIGINT), "agent_count" STRUCT(N BIGINT), "queue_count" STRUCT(N BIGINT), "reference_count" STRUCT(N BIGINT), "first_initiated_at" STRUCT(S TIMESTAMP), "last_disconnected_at" STRUCT(S TIMESTAMP), "duration_ms" STRUCT(N BIGINT), "associated_at" STRUCT(S TIMESTAMP), "written_at" STRUCT(S TIMESTAMP), "channels" STRUCT(L STRUCT(S VARCHAR)[]), "defects" STRUCT(L STRUCT(M STRUCT(code STRUCT(S VARCHAR)))[]))'})) AS record
  JOIN contact_tree.changed AS changed
    ON changed.pk = item.pk.S AND changed.sk = item.sk.S
    AND changed.micros = record.micros AND changed.file = record.filename
  WHERE item.entity_type.S IN ('TREE', 'PART', 'TOMBSTONE');

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
  SELECT
    item.pk.S AS pk,
    item.part_of.S AS part_of,
    item.contacts.L AS contacts,
    item.part_references.L AS part_references
  FROM (
    SELECT Item AS item
    FROM read_json(
      getvariable('contact_tree_full'),
      format = 'newline_delimited',
      records = true,
      maximum_object_size = 33554432,
      columns = {
        Item: 'STRUCT("pk" STRUCT(S VARCHAR), "sk" STRUCT(S VARCHAR), "entity_type" STRUCT(S VARCHAR), "part_of" STRUCT(S VARCHAR), "contacts" STRUCT(L STRUCT(M STRUCT("contact_id" STRUCT(S VARCHAR), "contact_arn" STRUCT(S VARCHAR), "channel" STRUCT(S VARCHAR), "initiation_method" STRUCT(S VARCHAR), "initial_contact_id" STRUCT(S VARCHAR), "previous_contact_id" STRUCT(S VARCHAR), "related_contact_id" STRUCT(S VARCHAR), "parent_contact_id" STRUCT(S VARCHAR), "link" STRUCT(S VARCHAR), "depth" STRUCT(N BIGINT), "initiation_timestamp" STRUCT(S TIMESTAMP), "disconnect_timestamp" STRUCT(S TIMESTAMP), "disconnect_reason" STRUCT(S VARCHAR), "agent_id" STRUCT(S VARCHAR), "queue_id" STRUCT(S VARCHAR), "first_seen_at" STRUCT(S TIMESTAMP), "listed_at" STRUCT(S TIMESTAMP), "references_state" STRUCT(S VARCHAR), "references_at" STRUCT(S TIMESTAMP), "references_reason" STRUCT(S VARCHAR), "index" STRUCT(N BIGINT), "reference_types" STRUCT(L STRUCT(S VARCHAR)[]), "references" STRUCT(L STRUCT(M STRUCT("type" STRUCT(S VARCHAR), "name" STRUCT(S VARCHAR), "value" STRUCT(S VARCHAR), "value_state" STRUCT(S VARCHAR), "status" STRUCT(S VARCHAR), "arn" STRUCT(S VARCHAR)))[])))[]), "part_references" STRUCT(L STRUCT(M STRUCT("contact_id" STRUCT(S VARCHAR), "contact_arn" STRUCT(S VARCHAR), "channel" STRUCT(S VARCHAR), "initiation_method" STRUCT(S VARCHAR), "initial_contact_id" STRUCT(S VARCHAR), "previous_contact_id" STRUCT(S VARCHAR), "related_contact_id" STRUCT(S VARCHAR), "parent_contact_id" STRUCT(S VARCHAR), "link" STRUCT(S VARCHAR), "depth" STRUCT(N BIGINT), "initiation_timestamp" STRUCT(S TIMESTAMP), "disconnect_timestamp" STRUCT(S TIMESTAMP), "disconnect_reason" STRUCT(S VARCHAR), "agent_id" STRUCT(S VARCHAR), "queue_id" STRUCT(S VARCHAR), "first_seen_at" STRUCT(S TIMESTAMP), "listed_at" STRUCT(S TIMESTAMP), "references_state" STRUCT(S VARCHAR), "references_at" STRUCT(S TIMESTAMP), "references_reason" STRUCT(S VARCHAR), "index" STRUCT(N BIGINT), "reference_types" STRUCT(L STRUCT(S VARCHAR)[]), "references" STRUCT(L STRUCT(M STRUCT("type" STRUCT(S VARCHAR), "name" STRUCT(S VARCHAR), "value" STRUCT(S VARCHAR), "value_state" STRUCT(S VARCHAR), "status" STRUCT(S VARCHAR), "arn" STRUCT(S VARCHAR)))[])))[]))'}))
  WHERE item.entity_type.S IN ('TREE', 'PART')
    AND NOT EXISTS (
      FROM contact_tree.changed AS changed WHERE changed.pk = item.pk.S AND changed.sk = item.sk.S)
  UNION ALL
  SELECT
    item.pk.S AS pk,
    item.part_of.S AS part_of,
    item.contacts.L AS contacts,
    item.part_references.L AS part_references
  FROM (
    SELECT NewImage AS item, filename, Metadata.WriteTimestampMicros.N AS micros
    FROM read_json(
      getvariable('contact_tree_incremental'),
      format = 'newline_delimited',
      records = true,
      filename = true,
      maximum_object_size = 33554432,
      columns = {
        Metadata: 'STRUCT(WriteTimestampMicros STRUCT(N BIGINT))',
        NewImage: 'STRUCT("pk" STRUCT(S VARCHAR), "sk" STRUCT(S VARCHAR), "entity_type" STRUCT(S VARCHAR), "part_of" STRUCT(S VARCHAR), "contacts" STRUCT(L STRUCT(M STRUCT("contact_id" STRUCT(S VARCHAR), "contact_arn" STRUCT(S VARCHAR), "channel" STRUCT(S VARCHAR), "initiation_method" STRUCT(S VARCHAR), "initial_contact_id" STRUCT(S VARCHAR), "previous_contact_id" STRUCT(S VARCHAR), "related_contact_id" STRUCT(S VARCHAR), "parent_contact_id" STRUCT(S VARCHAR), "link" STRUCT(S VARCHAR), "depth" STRUCT(N BIGINT), "initiation_timestamp" STRUCT(S TIMESTAMP), "disconnect_timestamp" STRUCT(S TIMESTAMP), "disconnect_reason" STRUCT(S VARCHAR), "agent_id" STRUCT(S VARCHAR), "queue_id" STRUCT(S VARCHAR), "first_seen_at" STRUCT(S TIMESTAMP), "listed_at" STRUCT(S TIMESTAMP), "references_state" STRUCT(S VARCHAR), "references_at" STRUCT(S TIMESTAMP), "references_reason" STRUCT(S VARCHAR), "index" STRUCT(N BIGINT), "reference_types" STRUCT(L STRUCT(S VARCHAR)[]), "references" STRUCT(L STRUCT(M STRUCT("type" STRUCT(S VARCHAR), "name" STRUCT(S VARCHAR), "value" STRUCT(S VARCHAR), "value_state" STRUCT(S VARCHAR), "status" STRUCT(S VARCHAR), "arn" STRUCT(S VARCHAR)))[])))[]), "part_references" STRUCT(L STRUCT(M STRUCT("contact_id" STRUCT(S VARCHAR), "contact_arn" STRUCT(S VARCHAR), "channel" STRUCT(S VARCHAR), "initiation_method" STRUCT(S VARCHAR), "initial_contact_id" STRUCT(S VARCHAR), "previous_contact_id" STRUCT(S VARCHAR), "related_contact_id" STRUCT(S VARCHAR), "parent_contact_id" STRUCT(S VARCHAR), "link" STRUCT(S VARCHAR), "depth" STRUCT(N BIGINT), "initiation_timestamp" STRUCT(S TIMESTAMP), "disconnect_timestamp" STRUCT(S TIMESTAMP), "disconnect_reason" STRUCT(S VARCHAR), "agent_id" STRUCT(S VARCHAR), "queue_id" STRUCT(S VARCHAR), "first_seen_at" STRUCT(S TIMESTAMP), "listed_at" STRUCT(S TIMESTAMP), "references_state" STRUCT(S VARCHAR), "references_at" STRUCT(S TIMESTAMP), "references_reason" STRUCT(S VARCHAR), "index" STRUCT(N BIGINT), "reference_types" STRUCT(L STRUCT(S VARCHAR)[]), "references" STRUCT(L STRUCT(M STRUCT("type" STRUCT(S VARCHAR), "name" STRUCT(S VARCHAR), "value" STRUCT(S VARCHAR), "value_state" STRUCT(S VARCHAR), "status" STRUCT(S VARCHAR), "arn" STRUCT(S VARCHAR)))[])))[]))'})) AS record
  JOIN contact_tree.changed AS changed
    ON changed.pk = item.pk.S AND changed.sk = item.sk.S
    AND changed.micros = record.micros AND changed.file = record.filename
  WHERE item.entity_type.S IN ('TREE', 'PART')
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
SELECT
  child.instance_id,
  child.tree_key,
  child.tree_id,
  parent.contact_id AS parent_contact_id,
  child.contact_id AS child_contact_id,
  child.link,
  child.initiation_method,
  parent.initiation_method AS parent_initiation_method,
  CASE
    WHEN child.link = 'ORPHAN' THEN 'orphan'
    WHEN child.initiation_method = 'AGENT_REPLY' THEN 'reply'
    WHEN child.initiation_method = 'MONITOR' THEN 'monitor'
    WHEN child.initiation_method = 'CALLBACK' THEN 'callback'
    WHEN child.initiation_method = 'DISCONNECT' THEN 'disconnect_flow'
    WHEN child.initiation_method IN ('TRANSFER', 'EXTERNAL_OUTBOUND')
      AND child.link IN ('PREVIOUS', 'INITIAL')
      AND child.initiation_ms IS NOT NULL
      AND child.disconnect_ms IS NOT NULL
      AND (parent.disconnect_ms IS NULL
        OR (child.initiation_ms < parent.disconnect_ms AND child.disconnect_ms < parent.disconnect_ms))
      THEN 'leg'
    WHEN child.initiation_method = 'EXTERNAL_OUTBOUND' THEN 'external'
    WHEN child.initiation_method = 'QUEUE_TRANSFER' THEN 'queue_transfer'
    WHEN child.initiation_method = 'TRANSFER' THEN 'transfer'
    WHEN child.link = 'RELATED' THEN 'related'
    ELSE 'follow_up'
  END AS kind,
  child.initiation_ms - parent.disconnect_ms AS gap_ms
FROM contact_tree.members AS child
JOIN contact_tree.members AS parent
  ON parent.tree_key = child.tree_key AND parent.contact_id = child.parent_contact_id;

CREATE OR REPLACE TABLE contact_tree.journeys AS
WITH ordered AS (
  SELECT
    member.*,
    lag(channel) OVER (PARTITION BY tree_key ORDER BY position) AS channel_before,
    max(disconnect_ms) OVER (PARTITION BY tree_key ORDER BY position
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest_end_before,
    count(*) OVER (PARTITION BY tree_key ORDER BY position
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      - count(disconnect_ms) OVER (PARTITION BY tree_key ORDER BY position
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS open_before
  FROM contact_tree.members AS member
),
counted AS (
  SELECT
    tree_key,
    string_agg(channel, '>' ORDER BY position) FILTER (WHERE position = 1 OR channel <> channel_before) AS channel_path,
    count(*) FILTER (WHERE initiation_method = 'CALLBACK') AS callback_attempts,
    count(*) FILTER (WHERE initiation_method = 'AGENT_REPLY') AS replies,
    count(*) FILTER (WHERE position > 1 AND open_before = 0
      AND initiation_ms - latest_end_before >= 60000) AS reopened,
    count(*) FILTER (WHERE link = 'ORPHAN' AND depth = 1) AS orphans,
    count(*) FILTER (WHERE disconnect_ms IS NOT NULL
      AND references_state IN ('PENDING', 'FAILED')) AS unread_contacts
  FROM ordered
  GROUP BY tree_key
),
linked AS (
  SELECT
    tree_key,
    count(*) FILTER (WHERE kind = 'leg') AS legs_within,
    count(*) FILTER (WHERE initiation_method = 'CALLBACK'
      AND parent_initiation_method = 'CALLBACK') AS further_attempts
  FROM contact_tree.links
  GROUP BY tree_key
),
intervals AS (
  SELECT
    member.tree_key,
    member.position,
    member.initiation_ms AS begins,
    coalesce(member.disconnect_ms, bounds.exported_ms) AS ends
  FROM contact_tree.members AS member
  CROSS JOIN contact_tree.bounds AS bounds
  WHERE coalesce(member.disconnect_ms, bounds.exported_ms) >= member.initiation_ms
),
covered AS (
  SELECT
    tree_key,
    begins,
    ends,
    coalesce(
      max(ends) OVER (PARTITION BY tree_key ORDER BY begins, ends, position
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      begins) AS covered_until,
    max(ends) OVER (PARTITION BY tree_key ORDER BY begins, ends, position
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) IS NULL AS is_first
  FROM intervals
),
spanned AS (
  SELECT
    covered.tree_key,
    sum(CASE WHEN covered.ends > covered.covered_until
      THEN covered.ends - greatest(covered.begins, covered.covered_until) ELSE 0 END) AS active_ms,
    CASE WHEN max(head.first_initiated_ms) < max(head.last_disconnected_ms) THEN greatest(
      max(least(covered.begins, head.last_disconnected_ms) - CASE WHEN covered.is_first
        THEN head.first_initiated_ms
        ELSE greatest(head.first_initiated_ms, covered.covered_until) END),
      max(head.last_disconnected_ms) - greatest(max(head.first_initiated_ms), max(covered.ends)),
      0) END AS longest_gap_ms
  FROM covered
  JOIN contact_tree.heads AS head ON head.tree_key = covered.tree_key
  GROUP BY covered.tree_key
),
agents_once AS (
  SELECT tree_key, agent_id, min(position) AS first_position, max(position) AS last_position
  FROM contact_tree.members
  WHERE agent_id IS NOT NULL AND initiation_method <> 'MONITOR'
  GROUP BY tree_key, agent_id
),
agents AS (
  SELECT
    tree_key,
    string_agg(agent_id, ',' ORDER BY first_position) AS agents,
    min_by(agent_id, first_position) AS first_agent_id,
    max_by(agent_id, last_position) AS last_agent_id
  FROM agents_once
  GROUP BY tree_key
),
queues_once AS (
  SELECT tree_key, queue_id, min(position) AS first_position
  FROM contact_tree.members
  WHERE queue_id IS NOT NULL
  GROUP BY tree_key, queue_id
),
queues AS (
  SELECT tree_key, string_agg(queue_id, ',' ORDER BY first_position) AS queues
  FROM queues_once
  GROUP BY tree_key
)
SELECT
  head.tree_key,
  counted.channel_path,
  coalesce(linked.legs_within, 0) AS legs_within,
  coalesce(counted.callback_attempts, 0) - coalesce(linked.further_attempts, 0) AS callbacks,
  coalesce(counted.callback_attempts, 0) AS callback_attempts,
  coalesce(counted.replies, 0) AS replies,
  coalesce(counted.reopened, 0) AS reopened,
  CAST(coalesce(spanned.longest_gap_ms,
    greatest(head.last_disconnected_ms - head.first_initiated_ms, 0), 0) AS bigint) AS longest_gap_ms,
  CAST(coalesce(spanned.active_ms, 0) AS bigint) AS active_ms,
  agents.agents,
  queues.queues,
  agents.first_agent_id,
  agents.last_agent_id,
  coalesce(counted.orphans, 0) AS orphans,
  coalesce(counted.unread_contacts, 0) AS unread_contacts
FROM contact_tree.heads AS head
LEFT JOIN counted ON counted.tree_key = head.tree_key
LEFT JOIN linked ON linked.tree_key = head.tree_key
LEFT JOIN spanned ON spanned.tree_key = head.tree_key
LEFT JOIN agents ON agents.tree_key = head.tree_key
LEFT JOIN queues ON queues.tree_key = head.tree_key
WHERE NOT head.torn;

-- 7. The views. Each stands on a table that holds its rows, so that a question need not compute them again.

CREATE OR REPLACE TABLE contact_tree.contact_trees AS
SELECT
  head.instance_id,
  head.tree_id,
  head.account_id,
  head.region,
  head.schema_version,
  head.revision,
  head.state,
  head.root_channel,
  head.channels,
  head.contact_count,
  head.transfer_count,
  head.depth,
  head.agent_count,
  head.queue_count,
  head.reference_count,
  head.first_initiated_at,
  head.last_disconnected_at,
  head.duration_ms,
  head.associated_at,
  head.written_at,
  journey.channel_path,
  journey.legs_within,
  journey.callbacks,
  journey.callback_attempts,
  journey.replies,
  journey.reopened,
  journey.longest_gap_ms,
  journey.active_ms,
  journey.agents,
  journey.queues,
  journey.first_agent_id,
  journey.last_agent_id,
  journey.orphans,
  journey.unread_contacts,
  bounds.exported_at
FROM contact_tree.heads AS head
CROSS JOIN contact_tree.bounds AS bounds
LEFT JOIN contact_tree.journeys AS journey ON journey.tree_key = head.tree_key;
CREATE OR REPLACE VIEW contact_trees AS FROM contact_tree.contact_trees;

CREATE OR REPLACE TABLE contact_tree.contacts AS
SELECT
  member.instance_id,
  member.contact_id,
  member.tree_id,
  member.position,
  member.contact_arn,
  member.channel,
  member.initiation_method,
  member.initial_contact_id,
  member.previous_contact_id,
  member.related_contact_id,
  member.parent_contact_id,
  member.link,
  member.depth,
  make_timestamp(member.initiation_ms * 1000) AS initiation_timestamp,
  make_timestamp(member.disconnect_ms * 1000) AS disconnect_timestamp,
  CASE WHEN member.disconnect_ms >= member.initiation_ms
    THEN member.disconnect_ms - member.initiation_ms END AS duration_ms,
  member.disconnect_reason,
  member.agent_id,
  member.queue_id,
  make_timestamp(member.first_seen_ms * 1000) AS first_seen_at,
  member.listed_at,
  member.references_state,
  member.references_at,
  member.references_reason,
  member.reference_types,
  member.reference_count,
  bounds.exported_at
FROM contact_tree.members AS member
CROSS JOIN contact_tree.bounds AS bounds;
CREATE OR REPLACE VIEW contacts AS FROM contact_tree.contacts;

CREATE OR REPLACE TABLE contact_tree.contact_references AS
SELECT
  reference.instance_id,
  reference.contact_id,
  reference.position,
  reference.tree_id,
  reference.type,
  reference.name,
  reference.value,
  reference.value_state,
  reference.status,
  reference.arn,
  CASE WHEN reference.type = 'NUMBER' AND reference.value_state IS NULL
      AND regexp_full_match(reference.value, '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$')
    THEN TRY_CAST(reference.value AS double) END AS value_number,
  bounds.exported_at
FROM contact_tree.read_references AS reference
CROSS JOIN contact_tree.bounds AS bounds;
CREATE OR REPLACE VIEW contact_references AS FROM contact_tree.contact_references;

CREATE OR REPLACE TABLE contact_tree.contact_links AS
SELECT
  linked.instance_id,
  linked.tree_id,
  linked.parent_contact_id,
  linked.child_contact_id,
  linked.link,
  linked.kind,
  linked.gap_ms,
  bounds.exported_at
FROM contact_tree.links AS linked
CROSS JOIN contact_tree.bounds AS bounds;
CREATE OR REPLACE VIEW contact_links AS FROM contact_tree.contact_links;

CREATE OR REPLACE TABLE contact_tree.ingest_quality AS
WITH codes AS (
  SELECT tree_key, string_agg(code, ',' ORDER BY code) AS defects
  FROM contact_tree.defects
  GROUP BY tree_key
),
read AS (
  SELECT
    tree_key,
    count(*) FILTER (WHERE references_state = 'PENDING') AS pending,
    count(*) FILTER (WHERE references_state = 'FAILED') AS failed,
    count(*) FILTER (WHERE references_state = 'GONE') AS gone
  FROM contact_tree.members
  GROUP BY tree_key
),
last_ended AS (
  SELECT
    tree_key,
    first_seen_ms - disconnect_ms AS lag_ms,
    row_number() OVER (PARTITION BY tree_key ORDER BY disconnect_ms DESC, position DESC) AS place
  FROM contact_tree.members
  WHERE disconnect_ms IS NOT NULL
)
SELECT
  head.instance_id,
  head.tree_id,
  head.state,
  codes.defects,
  CASE WHEN NOT head.torn THEN coalesce(read.pending, 0) END AS pending,
  CASE WHEN NOT head.torn THEN coalesce(read.failed, 0) END AS failed,
  CASE WHEN NOT head.torn THEN coalesce(read.gone, 0) END AS gone,
  CASE WHEN last_ended.lag_ms >= 0 THEN last_ended.lag_ms END AS lag_ms,
  head.revision,
  head.torn,
  bounds.exported_at
FROM contact_tree.heads AS head
CROSS JOIN contact_tree.bounds AS bounds
LEFT JOIN codes ON codes.tree_key = head.tree_key
LEFT JOIN read ON read.tree_key = head.tree_key
LEFT JOIN last_ended ON last_ended.tree_key = head.tree_key AND last_ended.place = 1;
CREATE OR REPLACE VIEW ingest_quality AS FROM contact_tree.ingest_quality;

CREATE OR REPLACE TABLE contact_tree.exports AS
SELECT export_id, kind, from_time, to_time, item_count, used
FROM contact_tree.chain;
CREATE OR REPLACE VIEW exports AS FROM contact_tree.exports;

DROP TABLE contact_tree.read_references;
DROP TABLE contact_tree.journeys;
DROP TABLE contact_tree.links;
DROP TABLE contact_tree.members;
DROP TABLE contact_tree.defects;
DROP TABLE contact_tree.heads;
DROP TABLE contact_tree.bounds;
DROP TABLE contact_tree.chain;
DROP TABLE contact_tree.manifests;
