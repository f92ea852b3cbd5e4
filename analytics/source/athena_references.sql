WITH run AS (
  SELECT pk, coalesce(part_of, '') AS generation, contact.contact_id.s AS contact_id, CAST(0 AS bigint) AS piece,
    contact."references".l AS read
  FROM ${pieces}
  UNION ALL
  SELECT pk, part_of AS generation, contact_id, piece, read
  FROM ${further}
),
placed AS (
  SELECT pk, generation, contact_id, read,
    coalesce(sum(cardinality(read)) OVER (
      PARTITION BY pk, generation, contact_id ORDER BY piece
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
  FROM run
)
SELECT
  member.instance_id,
  member.contact_id,
  CAST(placed.before + reference.place AS bigint) AS position,
  member.tree_id,
  reference.entry.type.s AS type,
  reference.entry.name.s AS name,
  reference.entry.value.s AS value,
  reference.entry.value_state.s AS value_state,
  reference.entry.status.s AS status,
  reference.entry.arn.s AS arn
FROM ${members} AS member
JOIN ${heads} AS head ON head.tree_key = member.tree_key
JOIN placed
  ON placed.pk = member.tree_key
  AND placed.generation = head.generation
  AND placed.contact_id = member.contact_id
CROSS JOIN UNNEST(placed.read) WITH ORDINALITY AS reference (entry, place)
