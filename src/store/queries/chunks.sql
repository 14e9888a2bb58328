/* @name readChunk */
-- The next activities of the batch without an outcome in this pass, with their data where they exist. In a first
-- pass nothing beyond the cursor has one and the probes find nothing; in a retry they skip what is done.
-- OFFSET 0 keeps each probe a look into the index by the whole key. Turned into a join, as the planner would have it
-- while it knows nothing of tables that were filled a moment ago, every ref is compared with every outcome.
-- A part has its own range of the whole batch's activities; no id is behind 201 times the last character.
-- An activity that was moved out of the workspaces that its submitter is bound to is not there any more.
WITH span AS MATERIALIZED (
  SELECT
    coalesce(part_of, id) AS batch_id, attempt, coalesce(range_until, repeat(chr(1114111), 201)) AS last_id, bound_to
  FROM batch_jobs WHERE id = :batchId!
), chunk AS MATERIALIZED (
  SELECT ref.org_id, ref.activity_id
  FROM batch_activity_refs AS ref
  WHERE ref.org_id = :orgId! AND ref.batch_id = (SELECT s.batch_id FROM span AS s) AND ref.activity_id > :cursor!
    AND ref.activity_id <= (SELECT s.last_id FROM span AS s)
    AND NOT EXISTS (
      SELECT 1 FROM emission_records AS done
      WHERE done.org_id = ref.org_id AND done.batch_id = ref.batch_id AND done.activity_id = ref.activity_id
      OFFSET 0
    )
    AND NOT EXISTS (
      SELECT 1 FROM activity_errors AS ended
      WHERE ended.org_id = ref.org_id AND ended.batch_id = ref.batch_id AND ended.activity_id = ref.activity_id
        AND ended.attempt = (SELECT s.attempt FROM span AS s)
      OFFSET 0
    )
  ORDER BY ref.activity_id
  LIMIT :limit!
)
SELECT
  chunk.activity_id AS "ref_activity_id!", a.id AS "id?", a.workspace_id AS "workspace_id?", a.source AS "source?",
  a.category AS "category?", a.location AS "location?", a.quantity AS "quantity?", a.unit AS "unit?",
  a.period_start AS "period_start?", a.period_end AS "period_end?", a.data_quality AS "data_quality?",
  a.meter_id, a.external_id, a.metadata, a.factor_id, a.supplier_factor, a.supplier, a.uncertainty_pct,
  a.version AS "version?"
FROM chunk
LEFT JOIN activities AS a ON a.org_id = chunk.org_id AND a.id = chunk.activity_id
  AND coalesce(a.workspace_id = ANY ((SELECT s.bound_to FROM span AS s)::text[]), true)
ORDER BY chunk.activity_id;

/* @name getLeased */
-- The row of a lease, whoever holds it by now: a batch, or a part of one.
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch_jobs
WHERE org_id = :orgId! AND id = :batchId!;

/* @name lockBatch */
-- Holds the batch's row, so that no outcome is written between this and the end of the transaction. What depends on
-- other tables is for a later statement to ask: this one may have waited with an old view of them.
SELECT id FROM batch_jobs
WHERE id = :batchId! AND fencing_token = :fencingToken! AND status = 'processing' AND locked_until > now()
FOR UPDATE;

/* @name findOutcome */
-- Whether the activity belongs to the batch, and what this pass knows of it.
SELECT
  b.cursor, b.activity_count, b.success_count, b.error_count,
  EXISTS (
    SELECT 1 FROM batch_activity_refs AS ref
    WHERE ref.org_id = b.org_id AND ref.batch_id = coalesce(b.part_of, b.id) AND ref.activity_id = :activityId!
      AND ref.activity_id > b.range_after AND (b.range_until IS NULL OR ref.activity_id <= b.range_until)
  ) AS "is_in_batch!",
  EXISTS (
    SELECT 1 FROM emission_records AS r
    WHERE r.org_id = b.org_id AND r.batch_id = coalesce(b.part_of, b.id) AND r.activity_id = :activityId!
  ) OR EXISTS (
    SELECT 1 FROM activity_errors AS e
    WHERE e.org_id = b.org_id AND e.batch_id = coalesce(b.part_of, b.id) AND e.attempt = b.attempt AND e.activity_id = :activityId!
  ) AS "has_outcome!"
FROM batch_jobs AS b
WHERE b.id = :batchId!;

/* @name commitChunk */
-- One chunk, one statement, one transaction: the batch's row proves the lease and moves on from exactly the cursor
-- the chunk was read from, and only then are records and errors written. No row: the lease was lost.
-- One error more than a stated tolerance ends the batch here and now; without one it is worked through to its end.
WITH batch AS (
  UPDATE batch_jobs AS b
  SET cursor = :toCursor!,
      success_count = success_count + cardinality(:recordActivityIds!::text[]),
      error_count = error_count + cardinality(:errorActivityIds!::text[]),
      total_emissions = total_emissions
        + coalesce((SELECT sum(co2e_kg) FROM unnest(:co2eKg!::numeric[]) AS figure (co2e_kg)), 0),
      (status, locked_by, locked_until, completed_at, error_message) = (
        SELECT
          CASE WHEN is_beyond THEN 'failed' WHEN :isLast!::boolean THEN 'complete' ELSE b.status END,
          CASE WHEN NOT is_over THEN b.locked_by END,
          CASE WHEN NOT is_over THEN b.locked_until END,
          CASE WHEN is_over THEN now() END,
          CASE
            WHEN NOT is_over THEN b.error_message
            WHEN is_beyond
              THEN batch_jobs_error_sentence(
                errors, b.activity_count, b.errors_tolerated, without_result, b.retry_count < b.max_retries
              )
          END
        FROM (
          SELECT
            b.error_count + cardinality(:errorActivityIds!::text[]) AS errors,
            b.activity_count - b.success_count - cardinality(:recordActivityIds!::text[]) AS without_result
        ) AS tally, LATERAL (
          SELECT coalesce(errors > coalesce(b.errors_tolerated, CASE WHEN :isLast!::boolean THEN 0 END), false)
        ) AS judged (is_beyond), LATERAL (SELECT is_beyond OR :isLast!::boolean) AS ended (is_over)
      ),
      updated_at = now()
  WHERE id = :batchId! AND fencing_token = :fencingToken! AND status = 'processing' AND locked_until > now()
    AND cursor = :fromCursor!
  RETURNING *
), records AS (
  INSERT INTO emission_records (
    org_id, batch_id, attempt, is_scenario,
    activity_id, workspace_id, category, location, quantity, unit, period_start, period_end, data_quality,
    activity_version, scope, scope3_category, co2e_kg, co2_kg, ch4_kg, n2o_kg, biogenic_co2_kg, factor_id,
    factor_set, dataset, dataset_version, factor_value, co2_per_unit, ch4_per_unit, n2o_per_unit,
    biogenic_co2_per_unit, factor_unit, factor_region, region_match, unit_match, factor_source, factor_order,
    co2e_basis, gwp_set, gwp_ch4, gwp_n2o, quantity_converted, conversion, period_policy, factor_parts, method,
    market_co2e_kg, market_basis, market_factor, activity_uncertainty_pct, factor_uncertainty_pct, quality_score
  )
  SELECT
    batch.org_id, coalesce(batch.part_of, batch.id), batch.attempt, batch.purpose = 'scenario',
    r.activity_id, r.workspace_id, r.category, r.location, r.quantity, r.unit, r.period_start, r.period_end,
    r.data_quality, r.activity_version, r.scope, r.scope3_category, r.co2e_kg, r.co2_kg, r.ch4_kg, r.n2o_kg,
    r.biogenic_co2_kg, r.factor_id, r.factor_set, r.dataset, r.dataset_version, r.factor_value, r.co2_per_unit,
    r.ch4_per_unit, r.n2o_per_unit, r.biogenic_co2_per_unit, r.factor_unit, r.factor_region, r.region_match,
    r.unit_match, r.factor_source, r.factor_order, r.co2e_basis, r.gwp_set, r.gwp_ch4, r.gwp_n2o,
    r.quantity_converted, r.conversion, r.period_policy, r.factor_parts::jsonb, r.method, r.market_co2e_kg,
    r.market_basis, r.market_factor::jsonb, r.activity_uncertainty_pct, r.factor_uncertainty_pct, r.quality_score
  FROM batch, unnest(
    :recordActivityIds!::text[], :workspaceIds!::text[], :categories!::text[], :locations!::text[],
    :quantities!::numeric[], :units!::text[], :periodStarts!::date[], :periodEnds!::date[],
    :dataQualities!::text[], :activityVersions!::integer[], :scopes!::smallint[], :scope3Categories!::smallint[],
    :co2eKg!::numeric[], :co2Kg!::numeric[], :ch4Kg!::numeric[], :n2oKg!::numeric[], :biogenicCo2Kg!::numeric[],
    :factorIds!::text[], :factorSets!::text[], :datasets!::text[], :datasetVersions!::text[],
    :factorValues!::numeric[], :co2PerUnit!::numeric[], :ch4PerUnit!::numeric[], :n2oPerUnit!::numeric[],
    :biogenicCo2PerUnit!::numeric[], :factorUnits!::text[], :factorRegions!::text[], :regionMatches!::text[],
    :unitMatches!::text[], :factorSources!::text[], :factorOrders!::text[], :co2eBases!::text[],
    :gwpSets!::text[], :gwpCh4!::numeric[], :gwpN2o!::numeric[], :quantitiesConverted!::numeric[],
    :conversions!::text[], :periodPolicies!::text[], :factorParts!::text[], :methods!::text[],
    :marketCo2eKg!::numeric[], :marketBases!::text[], :marketFactors!::text[],
    :activityUncertaintyPcts!::numeric[], :factorUncertaintyPcts!::numeric[], :qualityScores!::smallint[]
  ) AS r (
    activity_id, workspace_id, category, location, quantity, unit, period_start, period_end, data_quality,
    activity_version, scope, scope3_category, co2e_kg, co2_kg, ch4_kg, n2o_kg, biogenic_co2_kg, factor_id,
    factor_set, dataset, dataset_version, factor_value, co2_per_unit, ch4_per_unit, n2o_per_unit,
    biogenic_co2_per_unit, factor_unit, factor_region, region_match, unit_match, factor_source, factor_order,
    co2e_basis, gwp_set, gwp_ch4, gwp_n2o, quantity_converted, conversion, period_policy, factor_parts, method,
    market_co2e_kg, market_basis, market_factor, activity_uncertainty_pct, factor_uncertainty_pct, quality_score
  )
), errors AS (
  INSERT INTO activity_errors (org_id, batch_id, attempt, activity_id, code, details)
  SELECT batch.org_id, coalesce(batch.part_of, batch.id), batch.attempt, e.activity_id, e.code, e.details
  FROM batch, unnest(:errorActivityIds!::text[], :errorCodes!::text[], :errorDetails!::text[])
    AS e (activity_id, code, details)
), logged AS (
  INSERT INTO batch_progress_log (
    org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
    message
  )
  SELECT org_id, id,
         CASE status WHEN 'complete' THEN 'completed' WHEN 'failed' THEN 'failed' ELSE 'progress' END,
         status, success_count, error_count, total_emissions, retry_count, fencing_token, :holder!,
         CASE WHEN status = 'failed' THEN error_message END
  FROM batch
)
SELECT
  id, org_id, workspace_id, status, activity_count, success_count, error_count,
  trim_scale(total_emissions) AS "total_emissions!", retry_count, max_retries, priority, error_tolerance,
  error_tolerance_share, errors_tolerated,
  calculation, purpose, error_message, locked_by, locked_until, fencing_token, not_before, attempt, cursor,
  part_of, part_count, created_at, updated_at, started_at, completed_at, now() AS "read_at!"
FROM batch;
