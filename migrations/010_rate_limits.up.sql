-- How much of its rate each organisation and each key has used up. See docs/adr/0026.

-- Not in the WAL: after a crash of the server everybody may begin anew, and nothing waits for a disk.
CREATE UNLOGGED TABLE rate_limits (
  org_id text NOT NULL,
  subject text NOT NULL,
  full_at timestamptz NOT NULL,
  granted integer NOT NULL,
  CONSTRAINT rate_limits_pkey PRIMARY KEY (org_id, subject)
);
COMMENT ON TABLE rate_limits IS 'A bucket of requests for each key and each organisation, from which nodes take in blocks. A row that is not there is a full one.';
COMMENT ON COLUMN rate_limits.subject IS 'The actor whose bucket it is; empty for the organisation''s.';
COMMENT ON COLUMN rate_limits.full_at IS 'When it is full again, if nothing more is taken: how much is in it follows from that and the rate.';
COMMENT ON COLUMN rate_limits.granted IS 'What the last node that asked was given.';

-- No right to it for requests: whoever could write it could give itself more.
ALTER TABLE rate_limits ENABLE ROW LEVEL SECURITY;
CREATE POLICY rate_limits_of_tenant ON rate_limits TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));
