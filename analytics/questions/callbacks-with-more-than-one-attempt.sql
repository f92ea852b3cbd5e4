-- How many callbacks needed more than one attempt?
-- Counts trees of every state that have a callback; attempts are shared out evenly where a tree has several callbacks.
SELECT
  callback_attempts AS attempts,
  sum(callbacks) AS callbacks,
  count(*) AS trees
FROM contact_trees
WHERE callbacks > 0 AND callback_attempts > callbacks
GROUP BY callback_attempts
ORDER BY callback_attempts
