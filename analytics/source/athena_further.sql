SELECT
  item.pk.s AS pk,
  item.part_of.s AS part_of,
  piece.entry.contact_id.s AS contact_id,
  CAST(piece.entry.index.n AS bigint) AS piece,
  piece.entry."references".l AS read
FROM ${items}
CROSS JOIN UNNEST(item.part_references.l) AS piece (entry)
