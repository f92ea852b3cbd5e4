WITH ordered AS (
  SELECT
    member.*,
    lag(channel) OVER (PARTITION BY tree_key ORDER BY position) AS channel_before,
    max(disconnect_ms) OVER (PARTITION BY tree_key ORDER BY position
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest_end_before,
    count(*) OVER (PARTITION BY tree_key ORDER BY position
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      - count(disconnect_ms) OVER (PARTITION BY tree_key ORDER BY position
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS open_before
  FROM ${members} AS member
),
counted AS (
  SELECT
    tree_key,
    ${join channel|position|>} FILTER (WHERE position = 1 OR channel <> channel_before) ${end}AS channel_path,
    count(*) FILTER (WHERE initiation_method = 'CALLBACK') AS callback_attempts,
    count(*) FILTER (WHERE initiation_method = 'AGENT_REPLY') AS replies,
    count(*) FILTER (WHERE position > 1 AND open_before = 0
      AND initiation_ms - latest_end_before >= 60000) AS reopened,
    count(*) FILTER (WHERE link = 'ORPHAN' AND depth = 1) AS orphans,
    count(*) FILTER (WHERE disconnect_ms IS NOT NULL
      AND references_state IN ('PENDING', 'FAILED')) AS unread_contacts
  FROM ordered
  GROUP BY tree_key
),
linked AS (
  SELECT
    tree_key,
    count(*) FILTER (WHERE kind = 'leg') AS legs_within,
    count(*) FILTER (WHERE initiation_method = 'CALLBACK'
      AND parent_initiation_method = 'CALLBACK') AS further_attempts
  FROM ${links}
  GROUP BY tree_key
),
intervals AS (
  SELECT
    member.tree_key,
    member.position,
    member.initiation_ms AS begins,
    coalesce(member.disconnect_ms, bounds.exported_ms) AS ends
  FROM ${members} AS member
  CROSS JOIN ${bounds} AS bounds
  WHERE coalesce(member.disconnect_ms, bounds.exported_ms) >= member.initiation_ms
),
covered AS (
  SELECT
    tree_key,
    begins,
    ends,
    coalesce(
      max(ends) OVER (PARTITION BY tree_key ORDER BY begins, ends, position
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      begins) AS covered_until,
    max(ends) OVER (PARTITION BY tree_key ORDER BY begins, ends, position
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) IS NULL AS is_first
  FROM intervals
),
spanned AS (
  SELECT
    covered.tree_key,
    sum(CASE WHEN covered.ends > covered.covered_until
      THEN covered.ends - greatest(covered.begins, covered.covered_until) ELSE 0 END) AS active_ms,
    CASE WHEN max(head.first_initiated_ms) < max(head.last_disconnected_ms) THEN greatest(
      max(least(covered.begins, head.last_disconnected_ms) - CASE WHEN covered.is_first
        THEN head.first_initiated_ms
        ELSE greatest(head.first_initiated_ms, covered.covered_until) END),
      max(head.last_disconnected_ms) - greatest(max(head.first_initiated_ms), max(covered.ends)),
      0) END AS longest_gap_ms
  FROM covered
  JOIN ${heads} AS head ON head.tree_key = covered.tree_key
  GROUP BY covered.tree_key
),
agents_once AS (
  SELECT tree_key, agent_id, min(position) AS first_position, max(position) AS last_position
  FROM ${members}
  WHERE agent_id IS NOT NULL AND initiation_method <> 'MONITOR'
  GROUP BY tree_key, agent_id
),
agents AS (
  SELECT
    tree_key,
    ${join agent_id|first_position|,} ${end}AS agents,
    min_by(agent_id, first_position) AS first_agent_id,
    max_by(agent_id, last_position) AS last_agent_id
  FROM agents_once
  GROUP BY tree_key
),
queues_once AS (
  SELECT tree_key, queue_id, min(position) AS first_position
  FROM ${members}
  WHERE queue_id IS NOT NULL
  GROUP BY tree_key, queue_id
),
queues AS (
  SELECT tree_key, ${join queue_id|first_position|,} ${end}AS queues
  FROM queues_once
  GROUP BY tree_key
)
SELECT
  head.tree_key,
  counted.channel_path,
  coalesce(linked.legs_within, 0) AS legs_within,
  coalesce(counted.callback_attempts, 0) - coalesce(linked.further_attempts, 0) AS callbacks,
  coalesce(counted.callback_attempts, 0) AS callback_attempts,
  coalesce(counted.replies, 0) AS replies,
  coalesce(counted.reopened, 0) AS reopened,
  CAST(coalesce(spanned.longest_gap_ms,
    greatest(head.last_disconnected_ms - head.first_initiated_ms, 0), 0) AS bigint) AS longest_gap_ms,
  CAST(coalesce(spanned.active_ms, 0) AS bigint) AS active_ms,
  agents.agents,
  queues.queues,
  agents.first_agent_id,
  agents.last_agent_id,
  coalesce(counted.orphans, 0) AS orphans,
  coalesce(counted.unread_contacts, 0) AS unread_contacts
FROM ${heads} AS head
LEFT JOIN counted ON counted.tree_key = head.tree_key
LEFT JOIN linked ON linked.tree_key = head.tree_key
LEFT JOIN spanned ON spanned.tree_key = head.tree_key
LEFT JOIN agents ON agents.tree_key = head.tree_key
LEFT JOIN queues ON queues.tree_key = head.tree_key
WHERE NOT head.torn
