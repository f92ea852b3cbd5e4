-- How many agents does a tree take?
-- Counts COMPLETE trees alone; who only listened in (MONITOR) is no agent of the tree.
SELECT
  CASE WHEN agents IS NULL THEN 0
    ELSE 1 + length(agents) - length(replace(agents, ',', '')) END AS agents,
  count(*) AS trees,
  sum(contact_count) AS contacts
FROM contact_trees
WHERE state = 'COMPLETE' AND channel_path IS NOT NULL
GROUP BY 1
ORDER BY 1
