-- What do the contact records of Amazon Connect's analytics data lake add to a tree: handle time, a tree?
-- Counts trees of every state. Of each contact the newest row of contact_record; both bounds keep the scan small.
-- The data lake's table is contact_record in a database of its own: put that before its name.
WITH record AS (
  SELECT
    instance_id,
    contact_id,
    max_by(agent_interaction_duration_ms, data_lake_last_processed_timestamp) AS interaction_ms,
    max_by(agent_after_contact_work_duration_ms, data_lake_last_processed_timestamp) AS after_contact_work_ms
  FROM contact_record
  WHERE initiation_timestamp >= TIMESTAMP '2026-03-01 00:00:00'
    AND initiation_timestamp < TIMESTAMP '2026-04-01 00:00:00'
  GROUP BY instance_id, contact_id
)
SELECT
  contacts.tree_id,
  count(*) AS contacts,
  count(record.contact_id) AS contact_records,
  sum(record.interaction_ms) AS interaction_ms,
  sum(record.after_contact_work_ms) AS after_contact_work_ms
FROM contacts
LEFT JOIN record
  ON record.instance_id = contacts.instance_id
  AND record.contact_id = contacts.contact_id
WHERE contacts.initiation_timestamp >= TIMESTAMP '2026-03-01 00:00:00'
  AND contacts.initiation_timestamp < TIMESTAMP '2026-04-01 00:00:00'
GROUP BY contacts.tree_id
ORDER BY contacts.tree_id
