WITH changed AS (
  SELECT
    keys.pk.s AS pk,
    keys.sk.s AS sk,
    newimage AS item,
    row_number() OVER (
      PARTITION BY keys.pk.s, keys.sk.s ORDER BY CAST(metadata.writetimestampmicros.n AS bigint) DESC) AS place
  FROM ${export_changes}
  CROSS JOIN ${bounds} AS bounds
  WHERE CAST(metadata.writetimestampmicros.n AS bigint) > bounds.full_ms * 1000
    AND CAST(metadata.writetimestampmicros.n AS bigint) < bounds.exported_ms * 1000
)
SELECT stored.item
FROM ${export_items} AS stored
LEFT JOIN changed ON changed.pk = stored.item.pk.s AND changed.sk = stored.item.sk.s AND changed.place = 1
WHERE changed.pk IS NULL AND stored.item.entity_type.s IN ('TREE', 'PART', 'TOMBSTONE')
UNION ALL
SELECT changed.item
FROM changed
WHERE changed.place = 1 AND changed.item.entity_type.s IN ('TREE', 'PART', 'TOMBSTONE')
