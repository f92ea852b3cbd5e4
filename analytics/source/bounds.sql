SELECT
  max(CASE WHEN kind = 'FULL' THEN export_id END) AS full_id,
  max(CASE WHEN kind = 'FULL' THEN ${ms_of_timestamp to_time} END) AS full_ms,
  max(${ms_of_timestamp to_time}) AS exported_ms,
  max(to_time) AS exported_at
FROM ${chain}
WHERE used
