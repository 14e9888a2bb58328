/* @name createApiKey */
INSERT INTO api_keys (org_id, id, name, role, workspaces, secret_hash, created_by, expires_at)
VALUES (:orgId!, :id!, :name!, :role!, :workspaces, :secretHash!, :actor!, :expiresAt)
RETURNING
  org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
  coalesce(expires_at <= now(), false) AS "is_expired!";

/* @name listApiKeys */
SELECT
  org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
  coalesce(expires_at <= now(), false) AS "is_expired!"
FROM api_keys
WHERE org_id = :orgId!
ORDER BY created_at DESC, id
LIMIT :limit!;

/* @name revokeApiKey */
-- Who revoked it first stays.
UPDATE api_keys
SET revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, :actor!)
WHERE org_id = :orgId! AND id = :id!
RETURNING
  org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
  coalesce(expires_at <= now(), false) AS "is_expired!";

/* @name findApiKey */
-- By its id alone: whose it is, is what is asked. The database's clock tells what has expired.
SELECT
  org_id, id, role, workspaces, secret_hash,
  revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) AS "is_usable!",
  last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS "is_use_unnoted!"
FROM api_keys
WHERE id = :id!;

/* @name noteApiKeyUse */
-- Of many requests at the same moment one writes and the others do not wait for it.
UPDATE api_keys AS k
SET last_used_at = now()
FROM (
  SELECT org_id, id FROM api_keys
  WHERE org_id = :orgId! AND id = :id! AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
  FOR NO KEY UPDATE SKIP LOCKED
) AS due
WHERE k.org_id = due.org_id AND k.id = due.id;
