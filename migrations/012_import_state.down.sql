DROP INDEX activity_imports_by_org;
ALTER TABLE activity_imports
  DROP COLUMN bound_to, DROP COLUMN updated_at, DROP COLUMN failed_at, DROP COLUMN failure;
