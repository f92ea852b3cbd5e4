-- What one would write at first to read an export: the newest full one alone, attribute by attribute.
CREATE OR REPLACE VIEW item AS
SELECT Item AS item
FROM read_json(
  getvariable('exports') || '/AWSDynamoDB/*-*/data/*.json.gz',
  format = 'newline_delimited', records = true, columns = {Item: 'JSON'});

CREATE OR REPLACE VIEW member AS
SELECT
  split_part(item->'pk'->>'S', '#', 1) AS instance_id,
  split_part(item->'pk'->>'S', '#', 2) AS tree_id,
  unnest(CAST(item->'contacts'->'L' AS json[])) AS contact
FROM item
WHERE (item->'contacts') IS NOT NULL;

CREATE OR REPLACE VIEW contacts AS
SELECT
  instance_id,
  tree_id,
  contact->'M'->'contact_id'->>'S' AS contact_id,
  contact->'M'->'channel'->>'S' AS channel,
  contact->'M'->'initiation_method'->>'S' AS initiation_method,
  CAST(contact->'M'->'initiation_timestamp'->>'S' AS timestamp) AS initiation_timestamp,
  CAST(contact->'M'->'disconnect_timestamp'->>'S' AS timestamp) AS disconnect_timestamp,
  contact->'M'->'references_state'->>'S' AS references_state,
  contact->'M'->'references_reason'->>'S' AS references_reason,
  row_number() OVER (
    PARTITION BY tree_id ORDER BY contact->'M'->'initiation_timestamp'->>'S', contact->'M'->'contact_id'->>'S') AS position
FROM member;

CREATE OR REPLACE VIEW contact_references AS
SELECT
  instance_id,
  contact_id,
  reference->'M'->'type'->>'S' AS type,
  reference->'M'->'status'->>'S' AS status
FROM (
  SELECT instance_id, contact->'M'->'contact_id'->>'S' AS contact_id,
    unnest(CAST(contact->'M'->'references'->'L' AS json[])) AS reference
  FROM member);
