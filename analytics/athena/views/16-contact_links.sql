CREATE OR REPLACE VIEW contact_links AS
SELECT
  linked.instance_id,
  linked.tree_id,
  linked.parent_contact_id,
  linked.child_contact_id,
  linked.link,
  linked.kind,
  linked.gap_ms,
  bounds.exported_at
FROM exported_links AS linked
CROSS JOIN exported_bounds AS bounds
