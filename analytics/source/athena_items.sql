WITH written AS (
  SELECT
    keys.pk.s AS pk,
    keys.sk.s AS sk,
    newimage AS item,
    CAST(metadata.writetimestampmicros.n AS bigint) > bounds.full_ms * 1000 AS is_new,
    row_number() OVER (
      PARTITION BY keys.pk.s, keys.sk.s ORDER BY CAST(metadata.writetimestampmicros.n AS bigint) DESC) AS place
  FROM ${export_changes}
  CROSS JOIN ${bounds} AS bounds
  WHERE CAST(metadata.writetimestampmicros.n AS bigint) >= bounds.from_ms * 1000
    AND CAST(metadata.writetimestampmicros.n AS bigint) < bounds.exported_ms * 1000
),
changed AS (
  SELECT pk, sk, item, is_new FROM written WHERE place = 1
),
-- What no window tells of, though one goes on over the full export's time, is not told.
stored AS (
  SELECT stored.item, changed.pk IS NOT NULL OR NOT bounds.overlaps_full AS is_told
  FROM ${export_items} AS stored
  CROSS JOIN ${bounds} AS bounds
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
