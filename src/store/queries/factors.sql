/* @name createFactorSet */
-- No row: the set is there (getFactorSet). A built-in one is nobody's, and no change of an organisation.
WITH created AS (
  INSERT INTO factor_sets (org_id, id, name, edition, level, licence, source, checksum)
  VALUES (:orgId!, :id!, :name!, :edition!, :level!, :licence!, :source!, :checksum!)
  ON CONFLICT (org_id, id) DO NOTHING
  RETURNING *
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, :actor!, 'factor_set_imported', id, jsonb_build_object(
    'name', name, 'edition', edition, 'licence', licence, 'source', source, 'checksum', checksum
  )
  FROM created
  WHERE org_id <> ''
)
SELECT id FROM created;

/* @name getFactorSet */
SELECT org_id, id, name, edition, level, licence, source, checksum
FROM factor_sets
WHERE org_id = :orgId! AND id = :id!;

/* @name insertFactors */
INSERT INTO emission_factors (
  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
  workspace_id, meter_id
)
SELECT
  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
  workspace_id, meter_id
FROM jsonb_populate_recordset(NULL::emission_factors, :factors!::jsonb);

/* @name listFactorSets */
-- The organisation's own and the built-in ones.
SELECT s.org_id, s.id, s.name, s.edition, s.level, s.licence, s.source, s.checksum, s.installed_at,
  (SELECT count(*) FROM emission_factors AS f WHERE f.org_id = s.org_id AND f.set_id = s.id) AS "factor_count!"
FROM factor_sets AS s
WHERE s.org_id IN ('', :orgId!)
ORDER BY s.org_id DESC, s.id;

/* @name loadFactors */
SELECT
  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
  workspace_id, meter_id
FROM emission_factors
WHERE org_id IN ('', :orgId!) AND set_id = :setId!
ORDER BY org_id DESC, id;

/* @name searchFactors */
SELECT
  org_id, id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis, methane_origin, instrument,
  workspace_id, meter_id
FROM emission_factors
WHERE org_id IN ('', :orgId!)
  AND (:setId::text IS NULL OR set_id = :setId)
  AND (:factorId::text IS NULL OR id = :factorId)
  AND (:category::text IS NULL OR category = :category)
  AND (:region::text IS NULL OR region = :region)
  AND (:unit::text IS NULL OR unit = :unit)
  AND (:search::text IS NULL OR position(lower(:search) IN lower(id || ' ' || category || ' ' || description)) > 0)
  AND (:workspaces::text[] IS NULL OR workspace_id IS NULL OR workspace_id = ANY (:workspaces))
  AND (set_id COLLATE "C", id COLLATE "C") > (:afterSetId!, :afterFactorId!)
ORDER BY set_id COLLATE "C", id COLLATE "C"
LIMIT :limit!;

/* @name getCalculationSettings */
SELECT factor_sets, gwp_set, period_policy, version FROM calculation_settings WHERE org_id = :orgId!;

/* @name saveCalculationSettings */
-- No row: they are no longer of the version that was to be replaced; 0 is that of settings that were never saved.
WITH saved AS (
  INSERT INTO calculation_settings AS s (org_id, factor_sets, gwp_set, period_policy, updated_by)
  VALUES (:orgId!, :factorSets, :gwpSet, :periodPolicy, :actor!)
  ON CONFLICT (org_id) DO UPDATE
  SET factor_sets = excluded.factor_sets, gwp_set = excluded.gwp_set, period_policy = excluded.period_policy,
      version = s.version + 1, updated_at = now(), updated_by = excluded.updated_by
  WHERE :version::integer IS NULL OR s.version = :version
  RETURNING *
), logged AS (
  INSERT INTO audit_log (org_id, actor, action, subject, details)
  SELECT org_id, updated_by, 'calculation_settings_changed', org_id, jsonb_strip_nulls(jsonb_build_object(
    'factor_sets', factor_sets, 'gwp_set', gwp_set, 'period_policy', period_policy
  ))
  FROM saved
)
SELECT factor_sets, gwp_set, period_policy, version FROM saved;
