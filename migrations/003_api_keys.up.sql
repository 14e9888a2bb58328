-- Who may use the API.

CREATE TABLE api_keys (
  org_id       text        NOT NULL,
  id           text        NOT NULL,
  name         text        NOT NULL,
  role         text        NOT NULL,
  workspaces   text[],
  secret_hash  text        NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  created_by   text        NOT NULL,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  revoked_by   text,
  PRIMARY KEY (org_id, id),
  CONSTRAINT api_keys_owner_is_named CHECK (org_id <> '' AND name <> ''),
  CONSTRAINT api_keys_role_is_known CHECK (role IN ('viewer', 'operator', 'admin')),
  CONSTRAINT api_keys_some_workspace_is_named CHECK (cardinality(workspaces) > 0),
  CONSTRAINT api_keys_secret_is_hashed CHECK (secret_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT api_keys_revocation_has_an_actor CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
COMMENT ON TABLE api_keys IS 'Keys to the API. Never deleted: the audit trail names them.';
COMMENT ON COLUMN api_keys.id IS 'How the key begins.';
COMMENT ON COLUMN api_keys.workspaces IS 'What the key is bound to; null is every workspace of the organisation.';
COMMENT ON COLUMN api_keys.secret_hash IS 'SHA-256 of 256 random bits, in hexadecimal digits; the secret itself is nowhere.';
COMMENT ON COLUMN api_keys.last_used_at IS 'To the minute.';

-- Serves findApiKey.
CREATE UNIQUE INDEX api_keys_by_id ON api_keys (id);
