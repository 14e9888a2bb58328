/* @name listAuditLog */
SELECT id, at, actor, action, subject, details
FROM audit_log
WHERE org_id = :orgId! AND id > :after!
ORDER BY id
LIMIT :limit!;
