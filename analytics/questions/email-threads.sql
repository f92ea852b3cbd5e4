-- How long are e-mail threads, and how long until the first reply?
-- Counts trees of every state whose root is an e-mail; the time runs from the first contact's begin to the begin of the
-- first reply, and is NULL where nobody replied.
WITH thread AS (
  SELECT
    contact_trees.tree_id,
    contact_trees.contact_count,
    contact_trees.replies,
    contact_trees.first_initiated_at,
    min(contacts.initiation_timestamp) FILTER (WHERE contacts.initiation_method = 'AGENT_REPLY') AS first_reply_at
  FROM contact_trees
  JOIN contacts
    ON contacts.instance_id = contact_trees.instance_id AND contacts.tree_id = contact_trees.tree_id
  WHERE contact_trees.root_channel = 'EMAIL'
  GROUP BY
    contact_trees.tree_id, contact_trees.contact_count, contact_trees.replies, contact_trees.first_initiated_at
)
SELECT
  contact_count AS contacts,
  replies,
  count(*) AS threads,
  CAST(avg(date_diff('millisecond', first_initiated_at, first_reply_at)) AS bigint) AS average_ms_to_first_reply
FROM thread
GROUP BY contact_count, replies
ORDER BY contact_count, replies
