SELECT DISTINCT
  export_id,
  kind,
  ${timestamp_of_text from_time} AS from_time,
  ${timestamp_of_text to_time} AS to_time,
  CAST(item_count AS bigint) AS item_count
FROM ${finished_exports}
