SELECT export_id, kind, from_time, to_time, item_count, used
FROM ${chain}
