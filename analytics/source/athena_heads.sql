WITH live AS (
  SELECT item
  FROM ${items}
  CROSS JOIN ${bounds} AS bounds
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
  FROM ${items}
  WHERE item.entity_type.s = 'PART'
  GROUP BY item.pk.s, item.part_of.s
),
member AS (
  SELECT pk, coalesce(part_of, '') AS part_of, count(*) AS members
  FROM ${pieces}
  GROUP BY pk, coalesce(part_of, '')
)
SELECT
  live.item.pk.s AS tree_key,
  CASE WHEN live.item.part_count.n IS NOT NULL THEN live.item.part_of.s ELSE '' END AS generation,
${head_columns}
  array_join(transform(live.item.channels.l, channel -> channel.s), ',') AS channels,
  ${ms_of_text live.item.first_initiated_at.s} AS first_initiated_ms,
  ${ms_of_text live.item.last_disconnected_at.s} AS last_disconnected_ms,
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
