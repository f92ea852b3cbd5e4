CREATE OR REPLACE VIEW exported_heads AS
WITH live AS (
  SELECT item
  FROM exported_items
  CROSS JOIN exported_bounds AS bounds
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
  FROM exported_items
  WHERE item.entity_type.s = 'PART'
  GROUP BY item.pk.s, item.part_of.s
),
member AS (
  SELECT pk, coalesce(part_of, '') AS part_of, count(*) AS members
  FROM exported_pieces
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
