/* @name createFactorSet */
-- No row: the set is there (getFactorSet).
INSERT INTO factor_sets (id, name, edition, checksum)
VALUES (:id!, :name!, :edition!, :checksum!)
ON CONFLICT (id) DO NOTHING
RETURNING id;

/* @name getFactorSet */
SELECT id, name, edition, checksum FROM factor_sets WHERE id = :id!;

/* @name insertFactors */
INSERT INTO emission_factors (
  id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis
)
SELECT
  id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis
FROM jsonb_populate_recordset(NULL::emission_factors, :factors!::jsonb);

/* @name listFactorSets */
SELECT s.id, s.name, s.edition, s.checksum, s.installed_at,
  (SELECT count(*) FROM emission_factors AS f WHERE f.set_id = s.id) AS "factor_count!"
FROM factor_sets AS s
ORDER BY s.id;

/* @name loadFactors */
SELECT
  id, set_id, dataset, dataset_version, licence, scope, scope3_category, category, description, region, unit,
  co2_kg_per_unit, ch4_kg_per_unit, n2o_kg_per_unit, co2e_kg_per_unit, gwp_set, valid_from, valid_to, uncertainty_pct,
  source_ref, original_value, original_unit, biogenic_co2_kg_per_unit, boundary, heat_basis
FROM emission_factors
ORDER BY set_id, id;
