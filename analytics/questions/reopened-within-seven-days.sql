-- Which trees reopened within seven days after everybody had hung up?
-- Counts trees of every state; a contact reopens its tree where it begins 60 s or more after the end of all before it.
WITH placed AS (
  SELECT
    instance_id,
    tree_id,
    contact_id,
    channel,
    initiation_timestamp,
    position,
    max(disconnect_timestamp) OVER earlier AS ended_before,
    count(*) OVER earlier - count(disconnect_timestamp) OVER earlier AS open_before
  FROM contacts
  WHERE tree_id IN (SELECT tree_id FROM contact_trees WHERE reopened > 0)
  WINDOW earlier AS (
    PARTITION BY instance_id, tree_id ORDER BY position
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT
  tree_id,
  count(*) AS reopened,
  min(ended_before) AS first_ended_before,
  min(initiation_timestamp) AS first_reopened_at
FROM placed
WHERE position > 1
  AND open_before = 0
  AND initiation_timestamp >= ended_before + INTERVAL '60' SECOND
  AND initiation_timestamp <= ended_before + INTERVAL '7' DAY
GROUP BY instance_id, tree_id
ORDER BY tree_id
