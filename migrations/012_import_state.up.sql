-- How an import stands, for whoever sent it: above all one whose upload broke off.

ALTER TABLE activity_imports
  ADD COLUMN bound_to   text[]
    CONSTRAINT activity_imports_bound_to_is_some CHECK (cardinality(bound_to) > 0),
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN failed_at  timestamptz,
  ADD COLUMN failure    text,
  ADD CONSTRAINT activity_imports_failure_has_a_time CHECK ((failed_at IS NULL) = (failure IS NULL));
COMMENT ON COLUMN activity_imports.bound_to IS 'The workspaces that who imports is bound to; null is all.';
COMMENT ON COLUMN activity_imports.updated_at IS 'When rows were taken last.';
COMMENT ON COLUMN activity_imports.failure IS 'Why it broke off, in a sentence. What it had taken by then stays.';

-- Serves listImports.
CREATE INDEX activity_imports_by_org ON activity_imports (org_id, id DESC) WHERE org_id IS NOT NULL;
