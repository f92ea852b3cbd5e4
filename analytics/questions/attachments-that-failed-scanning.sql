-- Which attachments did not pass the scan, or have not been scanned yet?
-- Counts trees of every state. Amazon Connect calls a file REJECTED that failed, PROCESSING that is not done.
SELECT
  contact_references.status,
  contacts.channel,
  count(*) AS attachments,
  count(DISTINCT contact_references.contact_id) AS contacts
FROM contact_references
JOIN contacts
  ON contacts.instance_id = contact_references.instance_id
  AND contacts.contact_id = contact_references.contact_id
WHERE contact_references.type = 'ATTACHMENT' AND contact_references.status <> 'APPROVED'
GROUP BY contact_references.status, contacts.channel
ORDER BY contact_references.status, contacts.channel
