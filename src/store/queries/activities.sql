/* @name createImport */
-- No row: an import with this key exists (findImport).
WITH begun AS (
  INSERT INTO activity_imports (source, key, org_id, actor, bound_to)
  VALUES (:source!, :key, :orgId, :actor!, :boundTo)
  ON CONFLICT (key) DO NOTHING
  RETURNING *
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject)
  SELECT org_id, actor, 'import_begun', id::text FROM begun WHERE org_id IS NOT NULL
)
SELECT id, source, lines_done, imported, updated, unchanged, rejected, finished_at FROM begun;

/* @name findImport */
SELECT id, source, lines_done, imported, updated, unchanged, rejected, finished_at
FROM activity_imports
WHERE key = :key!;

/* @name forgetImport */
UPDATE activity_imports SET key = NULL WHERE key = :key! RETURNING id;

/* @name advanceImport */
-- Only forward. No row: another process imports the same content and has done these lines.
UPDATE activity_imports
SET lines_done = :linesDone!, imported = imported + :imported!, updated = updated + :updated!,
    unchanged = unchanged + :unchanged!, rejected = rejected + :rejected!, updated_at = now(), failed_at = NULL,
    failure = NULL
WHERE id = :importId! AND lines_done < :linesDone!
RETURNING id;

/* @name finishImport */
-- An import of one organisation has no key, so that it ends once.
WITH done AS (
  UPDATE activity_imports
  SET finished_at = coalesce(finished_at, now())
  WHERE id = :importId!
  RETURNING *
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, actor, 'import_finished', id::text, jsonb_build_object(
    'imported', imported, 'updated', updated, 'unchanged', unchanged, 'rejected', rejected
  )
  FROM done
  WHERE org_id IS NOT NULL
)
SELECT id, source, lines_done, imported, updated, unchanged, rejected, finished_at FROM done;

/* @name failImport */
-- It has broken off. What it has taken stays.
UPDATE activity_imports
SET failed_at = now(), failure = :failure!
WHERE id = :importId! AND finished_at IS NULL
RETURNING id, source, lines_done, imported, updated, unchanged, rejected, finished_at;

/* @name getImport */
SELECT
  id, source, lines_done, imported, updated, unchanged, rejected, actor, bound_to, created_at, updated_at, finished_at,
  failed_at, failure
FROM activity_imports
WHERE org_id = :orgId! AND id = :importId!;

/* @name listImports */
-- The newest first; of those bound to some of these workspaces and no other, where some are named.
SELECT
  id, source, lines_done, imported, updated, unchanged, rejected, actor, bound_to, created_at, updated_at, finished_at,
  failed_at, failure
FROM activity_imports
WHERE org_id = :orgId! AND id < :before!
  AND (:workspaceIds::text[] IS NULL OR bound_to <@ :workspaceIds)
ORDER BY id DESC
LIMIT :limit!;

/* @name upsertActivities */
-- An equal row is only marked as named by this import. A row that changes keeps its former self in activity_versions,
-- by the trigger activities_keep_version. A row that this import named before is left as it is and missing from the
-- answer (findNamedBefore tells where it stood). So is one of a workspace that the caller may not write to (findForeign);
-- it stays locked to the end of the transaction all the same, so that the answers agree.
INSERT INTO activities AS a (
  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, import_id, import_line
)
SELECT
  r.org_id, r.id, r.workspace_id, r.source, r.category, r.location, r.quantity, r.unit, r.period_start, r.period_end,
  r.data_quality, r.meter_id, r.external_id, r.metadata::jsonb, r.factor_id, r.supplier_factor, r.supplier,
  r.uncertainty_pct, :importId!, r.import_line
FROM unnest(
  :orgIds!::text[], :ids!::text[], :workspaceIds!::text[], :sources!::text[], :categories!::text[],
  :locations!::text[], :quantities!::numeric[], :units!::text[], :periodStarts!::date[], :periodEnds!::date[],
  :dataQualities!::text[], :meterIds!::text[], :externalIds!::text[], :metadatas!::text[], :factorIds!::text[],
  :supplierFactors!::numeric[], :suppliers!::text[], :uncertaintyPcts!::numeric[], :lines!::bigint[]
) AS r (
  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, import_line
)
ORDER BY r.org_id, r.id COLLATE "C"
ON CONFLICT (org_id, id) DO UPDATE
SET workspace_id = excluded.workspace_id, source = excluded.source, category = excluded.category,
    location = excluded.location, quantity = excluded.quantity, unit = excluded.unit,
    period_start = excluded.period_start, period_end = excluded.period_end,
    data_quality = excluded.data_quality, meter_id = excluded.meter_id, external_id = excluded.external_id,
    metadata = excluded.metadata, factor_id = excluded.factor_id, supplier_factor = excluded.supplier_factor,
    supplier = excluded.supplier, uncertainty_pct = excluded.uncertainty_pct, import_id = excluded.import_id,
    import_line = excluded.import_line
WHERE a.import_id IS DISTINCT FROM excluded.import_id
  AND (:onlyWorkspaces::text[] IS NULL OR a.workspace_id = ANY (:onlyWorkspaces))
RETURNING a.id, (a.xmax = 0) AS "is_new!", (a.updated_at = now()) AS "is_changed!";

/* @name findNamedBefore */
-- Which of these rows an earlier line of the import named, where, and whether with the same content.
SELECT
  r.org_id AS "org_id!", r.id AS "id!", r.import_line AS "line!", a.import_line AS "first_line!",
  ((a.workspace_id, a.source, a.category, a.location, a.quantity, a.unit, a.period_start, a.period_end,
    a.data_quality, a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier,
    a.uncertainty_pct)
    IS NOT DISTINCT FROM
   (r.workspace_id, r.source, r.category, r.location, r.quantity, r.unit, r.period_start, r.period_end,
    r.data_quality, r.meter_id, r.external_id, r.metadata::jsonb, r.factor_id, r.supplier_factor, r.supplier,
    r.uncertainty_pct)) AS "is_equal!"
FROM unnest(
  :orgIds!::text[], :ids!::text[], :workspaceIds!::text[], :sources!::text[], :categories!::text[],
  :locations!::text[], :quantities!::numeric[], :units!::text[], :periodStarts!::date[], :periodEnds!::date[],
  :dataQualities!::text[], :meterIds!::text[], :externalIds!::text[], :metadatas!::text[], :factorIds!::text[],
  :supplierFactors!::numeric[], :suppliers!::text[], :uncertaintyPcts!::numeric[], :lines!::bigint[]
) AS r (
  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, import_line
)
JOIN activities AS a ON a.org_id = r.org_id AND a.id = r.id
WHERE a.import_id = :importId! AND a.import_line < r.import_line
ORDER BY r.import_line;

/* @name findForeign */
-- Which of these rows name an activity of another workspace than these.
SELECT r.id AS "id!", r.import_line AS "line!"
FROM unnest(:orgIds!::text[], :ids!::text[], :lines!::bigint[]) AS r (org_id, id, import_line)
JOIN activities AS a ON a.org_id = r.org_id AND a.id = r.id
WHERE a.workspace_id <> ALL (:onlyWorkspaces!::text[])
ORDER BY r.import_line;

/* @name findOutside */
-- The first of these ids that is no activity of these workspaces.
SELECT one.id AS "id!"
FROM unnest(:activityIds!::text[]) WITH ORDINALITY AS one (id, place)
WHERE NOT EXISTS (
  SELECT 1 FROM activities AS a
  WHERE a.org_id = :orgId! AND a.id = one.id AND a.workspace_id = ANY (:workspaceIds!::text[])
)
ORDER BY one.place
LIMIT 1;

/* @name listImportOwners */
-- Whose activities the import was the last to name, and who has a batch of it: another import may have named all of
-- their activities since.
SELECT
  owned.org_id AS "org_id!", owned.workspace_id AS "workspace_id!", max(owned.activity_count) AS "activity_count!"
FROM (
  SELECT org_id, workspace_id, count(*) AS activity_count
  FROM activities
  WHERE import_id = :importId!
  GROUP BY org_id, workspace_id
  UNION ALL
  SELECT org_id, workspace_id, activity_count::bigint
  FROM batch_jobs
  WHERE import_id = :importId!
) AS owned
GROUP BY owned.org_id, owned.workspace_id
ORDER BY owned.org_id COLLATE "C", owned.workspace_id COLLATE "C";

/* @name getActivity */
SELECT
  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, version
FROM activities
WHERE org_id = :orgId! AND id = :activityId!;

/* @name findActivities */
SELECT
  org_id, id, workspace_id, source, category, location, quantity, unit, period_start, period_end, data_quality,
  meter_id, external_id, metadata, factor_id, supplier_factor, supplier, uncertainty_pct, version, import_id,
  import_line
FROM activities
WHERE org_id = :orgId! AND id = ANY (:activityIds!::text[]);
