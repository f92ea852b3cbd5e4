SELECT
  reference.instance_id,
  reference.contact_id,
  reference.position,
  reference.tree_id,
  reference.type,
  reference.name,
  reference.value,
  reference.value_state,
  reference.status,
  reference.arn,
  CASE WHEN reference.type = 'NUMBER' AND reference.value_state IS NULL
      AND ${matches}(reference.value, '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$')
    THEN TRY_CAST(reference.value AS double) END AS value_number,
  bounds.exported_at
FROM ${references} AS reference
CROSS JOIN ${bounds} AS bounds
