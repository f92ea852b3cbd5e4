SELECT
  max(CASE WHEN kind = 'FULL' THEN export_id END) AS full_id,
  min(CASE WHEN kind = 'FULL' THEN ${ms_of_timestamp to_time} ELSE ${ms_of_timestamp from_time} END) AS from_ms,
  max(CASE WHEN kind = 'FULL' THEN ${ms_of_timestamp to_time} END) AS full_ms,
  max(${ms_of_timestamp to_time}) AS exported_ms,
  max(to_time) AS exported_at,
  coalesce(
    min(CASE WHEN kind = 'INCREMENTAL' THEN from_time END) < max(CASE WHEN kind = 'FULL' THEN to_time END),
    false) AS overlaps_full
FROM ${chain}
WHERE used
