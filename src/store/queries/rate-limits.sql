/* @name takeRequests */
-- Takes as many as there are and no more than are wanted, maybe none. Whoever comes at the same moment waits for the row.
INSERT INTO rate_limits AS r (org_id, subject, full_at, granted)
VALUES (
  :orgId!, :subject!,
  now() + least(:wanted!::int, :quota!::int) * interval '1 minute' / :quota!::int,
  least(:wanted!::int, :quota!::int)
)
ON CONFLICT (org_id, subject) DO UPDATE
SET (full_at, granted) = (
  SELECT greatest(r.full_at, now()) + taken.count * interval '1 minute' / :quota!::int, taken.count
  FROM (
    -- What a rounded microsecond takes from a whole request is given back.
    SELECT greatest(0, least(:wanted!::int, floor(
      :quota!::int + 0.001
      - extract(epoch FROM greatest(r.full_at - now(), interval '0')) / 60 * :quota!::int
    )))::int AS count
  ) AS taken
)
RETURNING granted, extract(epoch FROM greatest(full_at - now(), interval '0'))::float8 AS "full_in_seconds!";

/* @name forgetFullBuckets */
-- A full one says no more than none.
DELETE FROM rate_limits WHERE full_at < now() - interval '1 hour';
