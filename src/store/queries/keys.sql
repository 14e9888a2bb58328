/* @name createApiKey */
WITH created AS (
  INSERT INTO api_keys (org_id, id, name, role, workspaces, secret_hash, created_by, expires_at)
  VALUES (:orgId!, :id!, :name!, :role!, :workspaces, :secretHash!, :actor!, :expiresAt)
  RETURNING
    org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, created_by, 'key_created', id, jsonb_build_object(
    'name', name, 'role', role, 'workspaces', workspaces, 'expires_at', expires_at
  )
  FROM created
)
SELECT
  org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
  coalesce(expires_at <= now(), false) AS "is_expired!"
FROM created;

/* @name listApiKeys */
SELECT
  org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
  coalesce(expires_at <= now(), false) AS "is_expired!"
FROM api_keys
WHERE org_id = :orgId!
  AND (:after::text IS NULL OR (created_at, id) < (
    SELECT former.created_at, former.id FROM api_keys AS former WHERE former.org_id = :orgId! AND former.id = :after
  ))
ORDER BY created_at DESC, id DESC
LIMIT :limit!;

/* @name revokeApiKey */
-- Who revoked it first stays, and is the one whom the audit log names. Others wait and see it revoked.
WITH known AS (
  SELECT org_id, id, name, revoked_at FROM api_keys WHERE org_id = :orgId! AND id = :id! FOR NO KEY UPDATE
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, :actor!, 'key_revoked', id, jsonb_build_object('name', name) FROM known WHERE revoked_at IS NULL
)
UPDATE api_keys AS k
SET revoked_at = coalesce(k.revoked_at, now()), revoked_by = coalesce(k.revoked_by, :actor!)
FROM known
WHERE k.org_id = known.org_id AND k.id = known.id
RETURNING
  k.org_id, k.id, k.name, k.role, k.workspaces, k.created_at, k.created_by, k.expires_at, k.last_used_at,
  k.revoked_at, k.revoked_by, coalesce(k.expires_at <= now(), false) AS "is_expired!";

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

/* @name listUsableKeys */
-- Which of these keys still count.
SELECT id FROM api_keys
WHERE id = ANY (:ids!::text[]) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now());
