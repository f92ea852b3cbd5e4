CREATE OR REPLACE VIEW exported_manifests AS
SELECT DISTINCT
  export_id,
  kind,
  CAST(from_iso8601_timestamp(from_time) AT TIME ZONE 'UTC' AS timestamp) AS from_time,
  CAST(from_iso8601_timestamp(to_time) AT TIME ZONE 'UTC' AS timestamp) AS to_time,
  CAST(item_count AS bigint) AS item_count
FROM finished_exports
