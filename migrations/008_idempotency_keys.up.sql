-- What was answered to requests that may be sent again.

CREATE TABLE idempotency_keys (
  org_id       text        NOT NULL,
  actor        text        NOT NULL,
  key          text        NOT NULL,
  request_hash text        NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  status       smallint,
  headers      jsonb,
  body         text,
  PRIMARY KEY (org_id, actor, key),
  CONSTRAINT idempotency_keys_owner_is_named CHECK (org_id <> '' AND actor <> '' AND key <> ''),
  CONSTRAINT idempotency_keys_request_is_hashed CHECK (request_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT idempotency_keys_answer_is_whole CHECK (num_nonnulls(status, headers, body) IN (0, 3))
);
COMMENT ON TABLE idempotency_keys IS 'One row for each Idempotency-Key, written in the transaction of what was asked with it, and kept for 24 hours.';
COMMENT ON COLUMN idempotency_keys.actor IS 'A key belongs to the credentials that it came with.';
COMMENT ON COLUMN idempotency_keys.request_hash IS 'SHA-256 of what was asked: with the same key for something else it is refused.';
COMMENT ON COLUMN idempotency_keys.status IS 'Null while the first request runs: only its own transaction sees such a row.';
COMMENT ON COLUMN idempotency_keys.headers IS 'Those that the answer has beside the ones of every answer.';

-- Serves removeOldAnswers.
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

GRANT SELECT, INSERT, UPDATE ON idempotency_keys TO offgridflow_tenant;
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY idempotency_keys_of_tenant ON idempotency_keys TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));
