DROP TABLE calculation_settings;
DROP TABLE emission_factors;
DROP TABLE factor_sets;
DROP TABLE activities;
DROP FUNCTION activities_keep_version();
DROP TABLE activity_versions;
DROP TABLE activity_imports;
