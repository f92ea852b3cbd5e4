CREATE OR REPLACE VIEW exported_bounds AS
SELECT
  max(CASE WHEN kind = 'FULL' THEN export_id END) AS full_id,
  max(CASE WHEN kind = 'FULL' THEN date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', to_time) END) AS full_ms,
  max(date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', to_time)) AS exported_ms,
  max(to_time) AS exported_at
FROM exported_chain
WHERE used
