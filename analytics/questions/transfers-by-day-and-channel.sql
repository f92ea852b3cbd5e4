-- How many transfers were there, a day and channel, and in how many trees?
-- Counts trees of every state; a transfer is a contact begun by TRANSFER or QUEUE_TRANSFER.
SELECT
  CAST(contacts.initiation_timestamp AS date) AS day,
  contacts.channel,
  count(*) AS transfers,
  count(DISTINCT contacts.tree_id) AS trees
FROM contacts
WHERE contacts.initiation_method IN ('TRANSFER', 'QUEUE_TRANSFER')
GROUP BY 1, 2
ORDER BY 1, 2
