SELECT
  child.instance_id,
  child.tree_key,
  child.tree_id,
  parent.contact_id AS parent_contact_id,
  child.contact_id AS child_contact_id,
  child.link,
  child.initiation_method,
  parent.initiation_method AS parent_initiation_method,
  CASE
    WHEN child.link = 'ORPHAN' THEN 'orphan'
    WHEN child.initiation_method = 'AGENT_REPLY' THEN 'reply'
    WHEN child.initiation_method = 'MONITOR' THEN 'monitor'
    WHEN child.initiation_method = 'CALLBACK' THEN 'callback'
    WHEN child.initiation_method = 'DISCONNECT' THEN 'disconnect_flow'
    WHEN child.initiation_method IN ('TRANSFER', 'EXTERNAL_OUTBOUND')
      AND child.link IN ('PREVIOUS', 'INITIAL')
      AND child.initiation_ms IS NOT NULL
      AND child.disconnect_ms IS NOT NULL
      AND (parent.disconnect_ms IS NULL
        OR (child.initiation_ms < parent.disconnect_ms AND child.disconnect_ms < parent.disconnect_ms))
      THEN 'leg'
    WHEN child.initiation_method = 'EXTERNAL_OUTBOUND' THEN 'external'
    WHEN child.initiation_method = 'QUEUE_TRANSFER' THEN 'queue_transfer'
    WHEN child.initiation_method = 'TRANSFER' THEN 'transfer'
    WHEN child.link = 'RELATED' THEN 'related'
    ELSE 'follow_up'
  END AS kind,
  child.initiation_ms - parent.disconnect_ms AS gap_ms
FROM ${members} AS child
JOIN ${members} AS parent
  ON parent.tree_key = child.tree_key AND parent.contact_id = child.parent_contact_id
