WITH more AS (
  SELECT pk, part_of, contact_id, sum(cardinality(read)) AS reference_count
  FROM ${further}
  GROUP BY pk, part_of, contact_id
)
SELECT
  head.instance_id,
  head.tree_key,
  head.tree_id,
  row_number() OVER (
    PARTITION BY head.tree_key
    ORDER BY ${ms_of_text piece.contact.initiation_timestamp.s} ASC NULLS LAST, piece.contact.contact_id.s) AS position,
${contact_columns}
  ${ms_of_text piece.contact.initiation_timestamp.s} AS initiation_ms,
  ${ms_of_text piece.contact.disconnect_timestamp.s} AS disconnect_ms,
  ${ms_of_text piece.contact.first_seen_at.s} AS first_seen_ms,
  array_join(transform(piece.contact.reference_types.l, name -> name.s), ',') AS reference_types,
  coalesce(cardinality(piece.contact."references".l), 0) + coalesce(more.reference_count, 0) AS reference_count
FROM ${pieces} AS piece
JOIN ${heads} AS head ON head.tree_key = piece.pk AND head.generation = coalesce(piece.part_of, '')
LEFT JOIN more
  ON more.pk = piece.pk AND more.part_of = piece.part_of AND more.contact_id = piece.contact.contact_id.s
LEFT JOIN ${items} AS tombstone
  ON tombstone.item.entity_type.s = 'TOMBSTONE'
  AND tombstone.item.pk.s = head.instance_id || '#' || piece.contact.contact_id.s
WHERE NOT head.torn AND tombstone.item.pk.s IS NULL
