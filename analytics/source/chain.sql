WITH newest AS (
  SELECT export_id AS full_id, to_time AS full_time
  FROM ${manifests}
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
  FROM ${manifests} AS manifest
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
FROM ${manifests} AS manifest
CROSS JOIN newest
LEFT JOIN chained ON chained.export_id = manifest.export_id
