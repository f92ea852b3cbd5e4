CREATE OR REPLACE VIEW ingest_quality AS
WITH manifests AS (
SELECT DISTINCT
  export_id,
  kind,
  CAST(from_iso8601_timestamp(from_time) AT TIME ZONE 'UTC' AS timestamp) AS from_time,
  CAST(from_iso8601_timestamp(to_time) AT TIME ZONE 'UTC' AS timestamp) AS to_time,
  CAST(item_count AS bigint) AS item_count
FROM finished_exports
),
chain AS (
WITH newest AS (
  SELECT export_id AS full_id, to_time AS full_time
  FROM manifests
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
  FROM manifests AS manifest
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
FROM manifests AS manifest
CROSS JOIN newest
LEFT JOIN chained ON chained.export_id = manifest.export_id
),
bounds AS (
SELECT
  max(CASE WHEN kind = 'FULL' THEN export_id END) AS full_id,
  min(CASE WHEN kind = 'FULL' THEN date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', to_time) ELSE date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', from_time) END) AS from_ms,
  max(CASE WHEN kind = 'FULL' THEN date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', to_time) END) AS full_ms,
  max(date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', to_time)) AS exported_ms,
  max(to_time) AS exported_at,
  coalesce(
    min(CASE WHEN kind = 'INCREMENTAL' THEN from_time END) < max(CASE WHEN kind = 'FULL' THEN to_time END),
    false) AS overlaps_full
FROM chain
WHERE used
),
items AS (
WITH written AS (
  SELECT
    keys.pk.s AS pk,
    keys.sk.s AS sk,
    newimage AS item,
    CAST(metadata.writetimestampmicros.n AS bigint) > bounds.full_ms * 1000 AS is_new,
    row_number() OVER (
      PARTITION BY keys.pk.s, keys.sk.s ORDER BY CAST(metadata.writetimestampmicros.n AS bigint) DESC) AS place
  FROM export_changes
  CROSS JOIN bounds AS bounds
  WHERE CAST(metadata.writetimestampmicros.n AS bigint) >= bounds.from_ms * 1000
    AND CAST(metadata.writetimestampmicros.n AS bigint) < bounds.exported_ms * 1000
),
changed AS (
  SELECT pk, sk, item, is_new FROM written WHERE place = 1
),
-- What no window tells of, though one goes on over the full export's time, is not told.
stored AS (
  SELECT stored.item, changed.pk IS NOT NULL OR NOT bounds.overlaps_full AS is_told
  FROM export_items AS stored
  CROSS JOIN bounds AS bounds
  LEFT JOIN changed ON changed.pk = stored.item.pk.s AND changed.sk = stored.item.sk.s
  WHERE (changed.pk IS NULL OR NOT changed.is_new) AND stored.item.entity_type.s IN ('TREE', 'PART', 'TOMBSTONE')
  UNION ALL
  SELECT item, true AS is_told
  FROM changed
  WHERE is_new AND item.entity_type.s IN ('TREE', 'PART', 'TOMBSTONE')
),
-- Such a window does not tell of parts that were both written first and deleted within it. The full export has them, and
-- the head, written since, counts fewer. They are the newest of those of which nothing tells.
part AS (
  SELECT item.pk.s AS pk, item.part_of.s AS part_of, count(*) AS parts
  FROM stored
  WHERE item.entity_type.s = 'PART'
  GROUP BY item.pk.s, item.part_of.s
),
surplus AS (
  SELECT part.pk, part.part_of, part.parts - CAST(head.item.part_count.n AS bigint) AS many
  FROM stored AS head
  JOIN part ON part.pk = head.item.pk.s AND part.part_of = head.item.part_of.s
  WHERE head.item.entity_type.s = 'TREE' AND head.is_told
),
placed AS (
  SELECT
    item,
    is_told,
    row_number() OVER (
      PARTITION BY item.pk.s, item.part_of.s, item.entity_type.s, is_told
      ORDER BY CAST(item.revision.n AS bigint) DESC, item.sk.s) AS place
  FROM stored
)
SELECT placed.item
FROM placed
LEFT JOIN surplus
  ON surplus.pk = placed.item.pk.s
  AND surplus.part_of = placed.item.part_of.s
  AND placed.item.entity_type.s = 'PART'
  AND NOT placed.is_told
WHERE surplus.many IS NULL OR placed.place > surplus.many
),
pieces AS (
SELECT
  item.pk.s AS pk,
  item.part_of.s AS part_of,
  0 AS piece,
  contact
FROM items
CROSS JOIN UNNEST(item.contacts.l) AS member (contact)
),
further AS (
SELECT
  item.pk.s AS pk,
  item.part_of.s AS part_of,
  piece.entry.contact_id.s AS contact_id,
  CAST(piece.entry.index.n AS bigint) AS piece,
  piece.entry."references".l AS read
FROM items
CROSS JOIN UNNEST(item.part_references.l) AS piece (entry)
),
heads AS (
WITH live AS (
  SELECT item
  FROM items
  CROSS JOIN bounds AS bounds
  WHERE item.entity_type.s = 'TREE'
    AND (item.expires_at.n IS NULL OR CAST(item.expires_at.n AS bigint) * 1000 > bounds.exported_ms)
),
part AS (
  SELECT
    item.pk.s AS pk,
    item.part_of.s AS part_of,
    count(*) AS parts,
    max(CAST(item.revision.n AS bigint)) AS newest,
    sum(CAST(item.revision.n AS bigint)) AS revisions
  FROM items
  WHERE item.entity_type.s = 'PART'
  GROUP BY item.pk.s, item.part_of.s
),
member AS (
  SELECT pk, coalesce(part_of, '') AS part_of, count(*) AS members
  FROM pieces
  GROUP BY pk, coalesce(part_of, '')
)
SELECT
  live.item.pk.s AS tree_key,
  CASE WHEN live.item.part_count.n IS NOT NULL THEN live.item.part_of.s ELSE '' END AS generation,
  CAST(live.item.schema_version.n AS bigint) AS schema_version,
  live.item.tree_id.s AS tree_id,
  live.item.instance_id.s AS instance_id,
  live.item.account_id.s AS account_id,
  live.item.region.s AS region,
  CAST(live.item.revision.n AS bigint) AS revision,
  live.item.state.s AS state,
  live.item.root_channel.s AS root_channel,
  CAST(live.item.contact_count.n AS bigint) AS contact_count,
  CAST(live.item.transfer_count.n AS bigint) AS transfer_count,
  CAST(live.item.depth.n AS bigint) AS depth,
  CAST(live.item.agent_count.n AS bigint) AS agent_count,
  CAST(live.item.queue_count.n AS bigint) AS queue_count,
  CAST(live.item.reference_count.n AS bigint) AS reference_count,
  CAST(from_iso8601_timestamp(live.item.first_initiated_at.s) AT TIME ZONE 'UTC' AS timestamp) AS first_initiated_at,
  CAST(from_iso8601_timestamp(live.item.last_disconnected_at.s) AT TIME ZONE 'UTC' AS timestamp) AS last_disconnected_at,
  CAST(live.item.duration_ms.n AS bigint) AS duration_ms,
  CAST(from_iso8601_timestamp(live.item.associated_at.s) AT TIME ZONE 'UTC' AS timestamp) AS associated_at,
  CAST(from_iso8601_timestamp(live.item.written_at.s) AT TIME ZONE 'UTC' AS timestamp) AS written_at,
  array_join(transform(live.item.channels.l, channel -> channel.s), ',') AS channels,
  date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(live.item.first_initiated_at.s) AT TIME ZONE 'UTC' AS timestamp)) AS first_initiated_ms,
  date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(live.item.last_disconnected_at.s) AT TIME ZONE 'UTC' AS timestamp)) AS last_disconnected_ms,
  coalesce(member.members, 0) <> CAST(live.item.contact_count.n AS bigint)
    OR (live.item.part_count.n IS NOT NULL
      AND (coalesce(part.parts, 0) <> CAST(live.item.part_count.n AS bigint)
        OR part.newest > CAST(live.item.revision.n AS bigint)
        OR part.revisions <> CAST(live.item.part_sum.n AS bigint))) AS torn
FROM live
LEFT JOIN part ON part.pk = live.item.pk.s AND part.part_of = live.item.part_of.s
LEFT JOIN member
  ON member.pk = live.item.pk.s
  AND member.part_of = CASE WHEN live.item.part_count.n IS NOT NULL THEN live.item.part_of.s ELSE '' END
),
defects AS (
SELECT DISTINCT head.tree_key, defect.entry.code.s AS code
FROM items
CROSS JOIN UNNEST(item.defects.l) AS defect (entry)
JOIN heads AS head
  ON head.tree_key = item.pk.s AND (item.sk.s = 'contact' OR item.part_of.s = head.generation)
),
members AS (
WITH more AS (
  SELECT pk, part_of, contact_id, sum(cardinality(read)) AS reference_count
  FROM further
  GROUP BY pk, part_of, contact_id
)
SELECT
  head.instance_id,
  head.tree_key,
  head.tree_id,
  row_number() OVER (
    PARTITION BY head.tree_key
    ORDER BY date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(piece.contact.initiation_timestamp.s) AT TIME ZONE 'UTC' AS timestamp)) ASC NULLS LAST, piece.contact.contact_id.s) AS position,
  piece.contact.contact_id.s AS contact_id,
  piece.contact.contact_arn.s AS contact_arn,
  piece.contact.channel.s AS channel,
  piece.contact.initiation_method.s AS initiation_method,
  piece.contact.initial_contact_id.s AS initial_contact_id,
  piece.contact.previous_contact_id.s AS previous_contact_id,
  piece.contact.related_contact_id.s AS related_contact_id,
  piece.contact.parent_contact_id.s AS parent_contact_id,
  piece.contact.link.s AS link,
  CAST(piece.contact.depth.n AS bigint) AS depth,
  piece.contact.disconnect_reason.s AS disconnect_reason,
  piece.contact.agent_id.s AS agent_id,
  piece.contact.queue_id.s AS queue_id,
  CAST(from_iso8601_timestamp(piece.contact.listed_at.s) AT TIME ZONE 'UTC' AS timestamp) AS listed_at,
  piece.contact.references_state.s AS references_state,
  CAST(from_iso8601_timestamp(piece.contact.references_at.s) AT TIME ZONE 'UTC' AS timestamp) AS references_at,
  piece.contact.references_reason.s AS references_reason,
  date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(piece.contact.initiation_timestamp.s) AT TIME ZONE 'UTC' AS timestamp)) AS initiation_ms,
  date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(piece.contact.disconnect_timestamp.s) AT TIME ZONE 'UTC' AS timestamp)) AS disconnect_ms,
  date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(piece.contact.first_seen_at.s) AT TIME ZONE 'UTC' AS timestamp)) AS first_seen_ms,
  array_join(transform(piece.contact.reference_types.l, name -> name.s), ',') AS reference_types,
  coalesce(cardinality(piece.contact."references".l), 0) + coalesce(more.reference_count, 0) AS reference_count
FROM pieces AS piece
JOIN heads AS head ON head.tree_key = piece.pk AND head.generation = coalesce(piece.part_of, '')
LEFT JOIN more
  ON more.pk = piece.pk AND more.part_of = piece.part_of AND more.contact_id = piece.contact.contact_id.s
LEFT JOIN items AS tombstone
  ON tombstone.item.entity_type.s = 'TOMBSTONE'
  AND tombstone.item.pk.s = head.instance_id || '#' || piece.contact.contact_id.s
WHERE NOT head.torn AND tombstone.item.pk.s IS NULL
)
SELECT * FROM (
WITH codes AS (
  SELECT tree_key, array_join(array_agg(code ORDER BY code) , ',') AS defects
  FROM defects
  GROUP BY tree_key
),
read AS (
  SELECT
    tree_key,
    count(*) FILTER (WHERE references_state = 'PENDING') AS pending,
    count(*) FILTER (WHERE references_state = 'FAILED') AS failed,
    count(*) FILTER (WHERE references_state = 'GONE') AS gone
  FROM members
  GROUP BY tree_key
),
last_ended AS (
  SELECT
    tree_key,
    first_seen_ms - disconnect_ms AS lag_ms,
    row_number() OVER (PARTITION BY tree_key ORDER BY disconnect_ms DESC, position DESC) AS place
  FROM members
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
FROM heads AS head
CROSS JOIN bounds AS bounds
LEFT JOIN codes ON codes.tree_key = head.tree_key
LEFT JOIN read ON read.tree_key = head.tree_key
LEFT JOIN last_ended ON last_ended.tree_key = head.tree_key AND last_ended.place = 1
)
