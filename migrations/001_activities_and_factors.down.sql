DROP TABLE emission_factors;
DROP TABLE factor_sets;
DROP TABLE activities;
DROP TABLE activity_imports;
