/* @name reserveAnswer */
-- Waits for a request with the same key that is not done, though not for ever: so it is with locks in the rest of the
-- transaction. No row: there is an answer (findAnswer).
INSERT INTO idempotency_keys AS k (org_id, actor, key, request_hash)
SELECT :orgId!, :actor!, :key!, :requestHash!
FROM set_config('lock_timeout', :waitMs!::integer::text, true)
ON CONFLICT (org_id, actor, key) DO UPDATE
SET request_hash = excluded.request_hash, created_at = excluded.created_at, status = NULL, headers = NULL, body = NULL
WHERE k.created_at <= now() - :keptForMs!::float8 * interval '1 millisecond'
RETURNING k.key;

/* @name findAnswer */
SELECT request_hash, status AS "status!", headers AS "headers!", body AS "body!"
FROM idempotency_keys
WHERE org_id = :orgId! AND actor = :actor! AND key = :key! AND status IS NOT NULL;

/* @name keepAnswer */
-- In the transaction of reserveAnswer and of what was asked.
UPDATE idempotency_keys
SET status = :status!, headers = :headers!, body = :body!
WHERE org_id = :orgId! AND actor = :actor! AND key = :key!;

/* @name removeOldAnswers */
-- A few at a time. Those that a request holds at this moment are its own again, or go the next time.
DELETE FROM idempotency_keys
WHERE ctid = ANY (ARRAY (
  SELECT old.ctid
  FROM idempotency_keys AS old
  WHERE old.created_at <= now() - :keptForMs!::float8 * interval '1 millisecond'
  ORDER BY old.created_at
  LIMIT :limit!
  FOR UPDATE SKIP LOCKED
))
RETURNING key;
