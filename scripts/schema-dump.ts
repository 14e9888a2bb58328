import type { Database } from '../src/db/database.ts';

/** What the migrations have made, read back from the catalogue: reviewed in diffs beside the migrations themselves. */
export async function dumpSchema(db: Database): Promise<string> {
  const sections = [
    ['Types', enumTypes],
    ['Tables', columns],
    ['Constraints', constraints],
    ['Indexes', indexes],
    ['Triggers', triggers],
    ['Functions', functions],
    ['Views', views],
    ['Policies', policies],
    ['Rights of the tenant role', rights],
  ] as const;
  const parts: string[] = [];
  for (const [title, query] of sections) {
    const { rows } = await db.query<{ line: string }>(query);
    parts.push(`-- ${title}\n\n${rows.map(({ line }) => line).join('\n')}\n`);
  }
  return `-- The schema as the migrations leave it. Made by npm run sql; not for execution.\n\n${parts.join('\n')}`;
}

const isOurs = `NOT IN ('offgridflow_migrations', 'offgridflow_migrations_id_seq')`;

const enumTypes = `
  SELECT t.typname || ': ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) AS line
  FROM pg_type AS t JOIN pg_enum AS e ON e.enumtypid = t.oid
  WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname ORDER BY 1`;

const columns = `
  SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN co.collname = 'C' THEN ' COLLATE "C"' ELSE '' END
    || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
    || CASE WHEN a.attidentity <> '' THEN ' IDENTITY' ELSE '' END
    || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') AS line
  FROM pg_class AS c
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
  LEFT JOIN pg_collation AS co ON co.oid = a.attcollation
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname ${isOurs}
  ORDER BY c.relname, a.attnum`;

const constraints = `
  SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line
  FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid::regclass::text ${isOurs}
  ORDER BY conrelid::regclass::text, conname`;

const indexes = `
  SELECT indexdef || ';' AS line FROM pg_indexes
  WHERE schemaname = 'public' AND tablename ${isOurs} ORDER BY tablename, indexname`;

const triggers = `
  SELECT pg_get_triggerdef(t.oid) || ';' AS line FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
  WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname, t.tgname`;

const functions = `
  SELECT pg_get_functiondef(oid) AS line FROM pg_proc
  WHERE pronamespace = 'public'::regnamespace ORDER BY proname`;

const views = `
  SELECT 'CREATE VIEW ' || viewname || coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') || ' AS'
    || chr(10) || definition AS line
  FROM pg_views JOIN pg_class AS c ON c.oid = format('%I.%I', schemaname, viewname)::regclass
  WHERE schemaname = 'public' ORDER BY viewname`;

const policies = `
  SELECT tablename || ' ' || policyname || ' FOR ' || cmd || ' TO ' || array_to_string(roles, ', ')
    || ' USING ' || qual || coalesce(' WITH CHECK ' || with_check, '') AS line
  FROM pg_policies WHERE schemaname = 'public' ORDER BY tablename, policyname`;

const rights = `
  SELECT line FROM (
    SELECT c.relname || ': ' || string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) AS line
    FROM pg_class AS c CROSS JOIN LATERAL aclexplode(c.relacl) AS a JOIN pg_roles AS r ON r.oid = a.grantee
    WHERE c.relnamespace = 'public'::regnamespace AND r.rolname = 'offgridflow_tenant' GROUP BY c.relname
    UNION ALL
    SELECT c.relname || ': ' || a.privilege_type || ' of ' || string_agg(att.attname, ', ' ORDER BY att.attnum)
    FROM pg_attribute AS att CROSS JOIN LATERAL aclexplode(att.attacl) AS a JOIN pg_roles AS r ON r.oid = a.grantee
    JOIN pg_class AS c ON c.oid = att.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND r.rolname = 'offgridflow_tenant'
    GROUP BY c.relname, a.privilege_type
  ) AS granted ORDER BY line`;
