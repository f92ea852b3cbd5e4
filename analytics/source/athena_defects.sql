SELECT DISTINCT head.tree_key, defect.entry.code.s AS code
FROM ${items}
CROSS JOIN UNNEST(item.defects.l) AS defect (entry)
JOIN ${heads} AS head
  ON head.tree_key = item.pk.s AND (item.sk.s = 'contact' OR item.part_of.s = head.generation)
