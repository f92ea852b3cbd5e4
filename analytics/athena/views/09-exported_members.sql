CREATE OR REPLACE VIEW exported_members AS
WITH more AS (
  SELECT pk, part_of, contact_id, sum(cardinality(read)) AS reference_count
  FROM exported_further
  GROUP BY pk, part_of, contact_id
)
SELECT
  head.instance_id,
  head.tree_key,
  head.tree_id,
  row_number() OVER (
    PARTITION BY head.tree_key
    ORDER BY date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(piece.contact.initiation_timestamp.s) AT TIME ZONE 'UTC' AS timestamp)) ASC NULLS LAST, piece.contact.contact_id.s) AS position,
  piece.contact.contact_id.s AS contact_id,
  piece.contact.contact_arn.s AS contact_arn,
  piece.contact.channel.s AS channel,
  piece.contact.initiation_method.s AS initiation_method,
  piece.contact.initial_contact_id.s AS initial_contact_id,
  piece.contact.previous_contact_id.s AS previous_contact_id,
  piece.contact.related_contact_id.s AS related_contact_id,
  piece.contact.parent_contact_id.s AS parent_contact_id,
  piece.contact.link.s AS link,
  CAST(piece.contact.depth.n AS bigint) AS depth,
  piece.contact.disconnect_reason.s AS disconnect_reason,
  piece.contact.agent_id.s AS agent_id,
  piece.contact.queue_id.s AS queue_id,
  CAST(from_iso8601_timestamp(piece.contact.listed_at.s) AT TIME ZONE 'UTC' AS timestamp) AS listed_at,
  piece.contact.references_state.s AS references_state,
  CAST(from_iso8601_timestamp(piece.contact.references_at.s) AT TIME ZONE 'UTC' AS timestamp) AS references_at,
  piece.contact.references_reason.s AS references_reason,
  date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(piece.contact.initiation_timestamp.s) AT TIME ZONE 'UTC' AS timestamp)) AS initiation_ms,
  date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(piece.contact.disconnect_timestamp.s) AT TIME ZONE 'UTC' AS timestamp)) AS disconnect_ms,
  date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', CAST(from_iso8601_timestamp(piece.contact.first_seen_at.s) AT TIME ZONE 'UTC' AS timestamp)) AS first_seen_ms,
  array_join(transform(piece.contact.reference_types.l, name -> name.s), ',') AS reference_types,
  cardinality(piece.contact."references".l) + coalesce(more.reference_count, 0) AS reference_count
FROM exported_pieces AS piece
JOIN exported_heads AS head ON head.tree_key = piece.pk AND head.generation = coalesce(piece.part_of, '')
LEFT JOIN more
  ON more.pk = piece.pk AND more.part_of = piece.part_of AND more.contact_id = piece.contact.contact_id.s
LEFT JOIN exported_items AS tombstone
  ON tombstone.item.entity_type.s = 'TOMBSTONE'
  AND tombstone.item.pk.s = head.instance_id || '#' || piece.contact.contact_id.s
WHERE NOT head.torn AND tombstone.item.pk.s IS NULL
