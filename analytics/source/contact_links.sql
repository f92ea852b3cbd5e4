SELECT
  linked.instance_id,
  linked.tree_id,
  linked.parent_contact_id,
  linked.child_contact_id,
  linked.link,
  linked.kind,
  linked.gap_ms,
  bounds.exported_at
FROM ${links} AS linked
CROSS JOIN ${bounds} AS bounds
