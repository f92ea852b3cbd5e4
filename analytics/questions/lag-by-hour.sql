-- How long after a tree's last end was it known, half of the trees and 99 of 100, by hour?
-- Counts trees of every state that became known after their last end.
WITH ranked AS (
  SELECT
    date_trunc('hour', contact_trees.last_disconnected_at) AS hour,
    ingest_quality.lag_ms,
    row_number() OVER (
      PARTITION BY date_trunc('hour', contact_trees.last_disconnected_at) ORDER BY ingest_quality.lag_ms) AS place,
    count(*) OVER (PARTITION BY date_trunc('hour', contact_trees.last_disconnected_at)) AS trees
  FROM ingest_quality
  JOIN contact_trees
    ON contact_trees.instance_id = ingest_quality.instance_id
    AND contact_trees.tree_id = ingest_quality.tree_id
  WHERE ingest_quality.lag_ms IS NOT NULL
)
SELECT
  hour,
  count(*) AS trees,
  min(lag_ms) FILTER (WHERE place >= 0.50 * trees) AS p50_ms,
  min(lag_ms) FILTER (WHERE place >= 0.99 * trees) AS p99_ms
FROM ranked
GROUP BY hour
ORDER BY hour
