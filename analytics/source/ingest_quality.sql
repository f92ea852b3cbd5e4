WITH codes AS (
  SELECT tree_key, ${join code|code|,} ${end}AS defects
  FROM ${defects}
  GROUP BY tree_key
),
read AS (
  SELECT
    tree_key,
    count(*) FILTER (WHERE references_state = 'PENDING') AS pending,
    count(*) FILTER (WHERE references_state = 'FAILED') AS failed,
    count(*) FILTER (WHERE references_state = 'GONE') AS gone
  FROM ${members}
  GROUP BY tree_key
),
last_ended AS (
  SELECT
    tree_key,
    first_seen_ms - disconnect_ms AS lag_ms,
    row_number() OVER (PARTITION BY tree_key ORDER BY disconnect_ms DESC, position DESC) AS place
  FROM ${members}
  WHERE disconnect_ms IS NOT NULL
)
SELECT
  head.instance_id,
  head.tree_id,
  head.state,
  codes.defects,
  CASE WHEN NOT head.torn THEN coalesce(read.pending, 0) END AS pending,
  CASE WHEN NOT head.torn THEN coalesce(read.failed, 0) END AS failed,
  CASE WHEN NOT head.torn THEN coalesce(read.gone, 0) END AS gone,
  CASE WHEN last_ended.lag_ms >= 0 THEN last_ended.lag_ms END AS lag_ms,
  head.revision,
  head.torn,
  bounds.exported_at
FROM ${heads} AS head
CROSS JOIN ${bounds} AS bounds
LEFT JOIN codes ON codes.tree_key = head.tree_key
LEFT JOIN read ON read.tree_key = head.tree_key
LEFT JOIN last_ended ON last_ended.tree_key = head.tree_key AND last_ended.place = 1
