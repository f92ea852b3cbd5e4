-- Which agents hand over to which?
-- Counts trees of every state: each transfer between two contacts with different agents, consultations apart.
SELECT
  parent.agent_id AS from_agent,
  child.agent_id AS to_agent,
  count(*) FILTER (WHERE contact_links.kind IN ('transfer', 'queue_transfer')) AS hand_overs,
  count(*) FILTER (WHERE contact_links.kind = 'leg') AS consultations
FROM contact_links
JOIN contacts AS child
  ON child.instance_id = contact_links.instance_id AND child.contact_id = contact_links.child_contact_id
JOIN contacts AS parent
  ON parent.instance_id = contact_links.instance_id AND parent.contact_id = contact_links.parent_contact_id
WHERE contact_links.kind IN ('transfer', 'queue_transfer', 'leg')
  AND parent.agent_id <> child.agent_id
GROUP BY parent.agent_id, child.agent_id
ORDER BY hand_overs DESC, consultations DESC, from_agent, to_agent
