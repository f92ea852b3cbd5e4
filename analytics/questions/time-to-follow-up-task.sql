-- How long did it take from a contact's end to the task that follows it up?
-- Counts trees of every state; a negative time is a task begun while its parent was still open.
SELECT
  parent.channel AS parent_channel,
  count(*) AS tasks,
  min(contact_links.gap_ms) AS least_ms,
  CAST(avg(contact_links.gap_ms) AS bigint) AS average_ms,
  max(contact_links.gap_ms) AS greatest_ms
FROM contact_links
JOIN contacts AS child
  ON child.instance_id = contact_links.instance_id AND child.contact_id = contact_links.child_contact_id
JOIN contacts AS parent
  ON parent.instance_id = contact_links.instance_id AND parent.contact_id = contact_links.parent_contact_id
WHERE child.channel = 'TASK' AND parent.channel <> 'TASK'
GROUP BY parent.channel
ORDER BY parent.channel
