CREATE OR REPLACE VIEW contacts AS
SELECT
  member.instance_id,
  member.contact_id,
  member.tree_id,
  member.position,
  member.contact_arn,
  member.channel,
  member.initiation_method,
  member.initial_contact_id,
  member.previous_contact_id,
  member.related_contact_id,
  member.parent_contact_id,
  member.link,
  member.depth,
  date_add('millisecond', member.initiation_ms, TIMESTAMP '1970-01-01 00:00:00.000') AS initiation_timestamp,
  date_add('millisecond', member.disconnect_ms, TIMESTAMP '1970-01-01 00:00:00.000') AS disconnect_timestamp,
  CASE WHEN member.disconnect_ms >= member.initiation_ms
    THEN member.disconnect_ms - member.initiation_ms END AS duration_ms,
  member.disconnect_reason,
  member.agent_id,
  member.queue_id,
  date_add('millisecond', member.first_seen_ms, TIMESTAMP '1970-01-01 00:00:00.000') AS first_seen_at,
  member.listed_at,
  member.references_state,
  member.references_at,
  member.references_reason,
  member.reference_types,
  member.reference_count,
  bounds.exported_at
FROM exported_members AS member
CROSS JOIN exported_bounds AS bounds
