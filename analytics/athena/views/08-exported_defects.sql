CREATE OR REPLACE VIEW exported_defects AS
SELECT DISTINCT head.tree_key, defect.entry.code.s AS code
FROM exported_items
CROSS JOIN UNNEST(item.defects.l) AS defect (entry)
JOIN exported_heads AS head
  ON head.tree_key = item.pk.s AND (item.sk.s = 'contact' OR item.part_of.s = head.generation)
