SELECT
  item.pk.s AS pk,
  item.part_of.s AS part_of,
  0 AS piece,
  contact
FROM ${items}
CROSS JOIN UNNEST(item.contacts.l) AS member (contact)
