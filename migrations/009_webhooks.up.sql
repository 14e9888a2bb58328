-- Events of batches, told to the programs of an organisation. See docs/webhooks.md and docs/adr/0020.

CREATE TABLE webhooks (
  org_id          text        NOT NULL,
  id              text        NOT NULL COLLATE "C",
  url             text        NOT NULL,
  description     text        NOT NULL,
  events          text[]      NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  created_by      text        NOT NULL,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  failing_since   timestamptz,
  disabled_at     timestamptz,
  disabled_by     text,
  disabled_reason text,
  PRIMARY KEY (org_id, id),
  CONSTRAINT webhooks_owner_is_named CHECK (org_id <> ''),
  CONSTRAINT webhooks_some_event_is_chosen CHECK (cardinality(events) > 0),
  CONSTRAINT webhooks_end_has_a_reason CHECK (num_nonnulls(disabled_at, disabled_by, disabled_reason) IN (0, 3))
);
COMMENT ON TABLE webhooks IS 'Where an organisation wants to be told of what happens to its batches.';
COMMENT ON COLUMN webhooks.failing_since IS 'The first attempt that failed with none after it that worked; null while it works.';

CREATE TABLE webhook_secrets (
  org_id     text        NOT NULL,
  webhook_id text        NOT NULL COLLATE "C",
  number     integer     NOT NULL,
  secret     text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  PRIMARY KEY (org_id, webhook_id, number),
  CONSTRAINT webhook_secrets_secret_has_its_form CHECK (secret ~ '^whsec_[A-Za-z0-9+/]{32,}=*$')
);
COMMENT ON TABLE webhook_secrets IS 'What deliveries are signed with: all of those that have not expired.';
COMMENT ON COLUMN webhook_secrets.secret IS 'As it is: without it nothing can be signed. No statement of the API reads it; see docs/security.md.';

CREATE TABLE webhook_deliveries (
  org_id        text        NOT NULL,
  webhook_id    text        NOT NULL COLLATE "C",
  id            text        NOT NULL COLLATE "C" DEFAULT 'msg_' || replace(gen_random_uuid()::text, '-', ''),
  number        bigint      GENERATED ALWAYS AS IDENTITY,
  type          text        NOT NULL,
  happened_at   timestamptz NOT NULL DEFAULT now(),
  batch_id      text        COLLATE "C",
  batch         jsonb,
  status        text        NOT NULL DEFAULT 'pending',
  due_at        timestamptz NOT NULL DEFAULT now(),
  claim         integer     NOT NULL DEFAULT 0,
  tries         integer     NOT NULL DEFAULT 0,
  attempt_count integer     NOT NULL DEFAULT 0,
  ended_at      timestamptz,
  PRIMARY KEY (org_id, id),
  CONSTRAINT webhook_deliveries_status_is_known CHECK (status IN ('pending', 'delivered', 'failed')),
  CONSTRAINT webhook_deliveries_end_has_a_time CHECK ((status = 'pending') = (ended_at IS NULL))
);
COMMENT ON TABLE webhook_deliveries IS 'One row for each event and webhook, written in the transaction of the event.';
COMMENT ON COLUMN webhook_deliveries.id IS 'The webhook-id of every attempt: who receives it twice knows it by this.';
COMMENT ON COLUMN webhook_deliveries.batch IS 'The batch as it was when it happened.';
COMMENT ON COLUMN webhook_deliveries.due_at IS 'Not sent before this time. Whoever claims it moves it to the end of its lease: if that node dies, it is due again.';
COMMENT ON COLUMN webhook_deliveries.claim IS 'One higher with every claim; what the holder of an older one says of the future is not heard.';
COMMENT ON COLUMN webhook_deliveries.tries IS 'Attempts since the event or the last replay.';

-- Serves findDueDelivery, claimDeliveries, saveAttempt and deleteOrphans.
CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (org_id, webhook_id, due_at) WHERE status = 'pending';
-- Serves listDeliveries.
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (org_id, webhook_id, number);
-- Serves listDeliveriesWithStatus and replayDeliveries.
CREATE INDEX webhook_deliveries_by_status ON webhook_deliveries (org_id, webhook_id, status, number);
-- Serves deleteOldDeliveries.
CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE webhook_attempts (
  org_id      text        NOT NULL,
  delivery_id text        NOT NULL COLLATE "C",
  number      integer     NOT NULL,
  at          timestamptz NOT NULL DEFAULT now(),
  node        text        NOT NULL,
  duration_ms integer     NOT NULL,
  status_code integer,
  answer      text,
  error       text,
  PRIMARY KEY (org_id, delivery_id, number)
);
COMMENT ON TABLE webhook_attempts IS 'What became of each attempt to deliver.';
COMMENT ON COLUMN webhook_attempts.at IS 'When it ended.';
COMMENT ON COLUMN webhook_attempts.answer IS 'How the answer''s body begins.';

-- A statement for the organisation's webhooks, and nothing else where it has none. Runs behind the statement that wrote the
-- entry, so that it sees the batch as that left it.
CREATE FUNCTION batch_progress_log_tell_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO webhook_deliveries (org_id, webhook_id, type, happened_at, batch_id, batch)
  SELECT w.org_id, w.id, 'batch.' || NEW.event, NEW.at, b.id, to_jsonb(b)
  FROM webhooks AS w, batch_jobs AS b
  WHERE w.org_id = NEW.org_id AND w.disabled_at IS NULL AND 'batch.' || NEW.event = ANY (w.events)
    AND b.id = NEW.batch_id AND b.part_of IS NULL;
  IF FOUND THEN
    PERFORM pg_notify('offgridflow_deliveries', '');
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER batch_progress_log_is_told AFTER INSERT ON batch_progress_log
  FOR EACH ROW WHEN (
    NEW.event IN ('submitted', 'retry_scheduled', 'completed', 'failed', 'cancelled', 'retried', 'mended')
  ) EXECUTE FUNCTION batch_progress_log_tell_webhooks();

-- For each table: what the statements of the API need, and whose rows. Deliveries are sent by the owner of the tables.

GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks TO offgridflow_tenant;
ALTER TABLE webhooks ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhooks_of_tenant ON webhooks TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

-- Not the secret: whoever signs asks as the owner.
GRANT SELECT (org_id, webhook_id, number, created_at, expires_at), INSERT, UPDATE (expires_at), DELETE ON webhook_secrets TO offgridflow_tenant;
ALTER TABLE webhook_secrets ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_secrets_of_tenant ON webhook_secrets TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_deliveries TO offgridflow_tenant;
ALTER TABLE webhook_deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_deliveries_of_tenant ON webhook_deliveries TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

GRANT SELECT, DELETE ON webhook_attempts TO offgridflow_tenant;
ALTER TABLE webhook_attempts ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_attempts_of_tenant ON webhook_attempts TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

ALTER TABLE audit_log DROP CONSTRAINT audit_log_action_is_known;
ALTER TABLE audit_log ADD CONSTRAINT audit_log_action_is_known CHECK (action IN (
  'import_begun', 'import_finished', 'batch_deleted', 'factor_set_imported', 'calculation_settings_changed',
  'key_created', 'key_revoked', 'webhook_created', 'webhook_changed', 'webhook_enabled', 'webhook_disabled',
  'webhook_secret_rotated', 'webhook_tested', 'webhook_replayed', 'webhook_deleted'
));
