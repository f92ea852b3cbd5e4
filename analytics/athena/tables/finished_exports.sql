CREATE EXTERNAL TABLE IF NOT EXISTS finished_exports (
  `export_id` string,
  `kind` string,
  `from_time` string,
  `to_time` string,
  `item_count` string
)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('case.insensitive' = 'TRUE')
LOCATION 's3://BUCKET/finished-exports/'
