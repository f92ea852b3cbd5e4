-- In which state are the references of contacts, for which reason, by the day on which the contact ended?
-- Counts trees of every state, contacts that have ended.
SELECT
  CAST(disconnect_timestamp AS date) AS day,
  references_state,
  references_reason,
  count(*) AS contacts
FROM contacts
WHERE disconnect_timestamp IS NOT NULL
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
