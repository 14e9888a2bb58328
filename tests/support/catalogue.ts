import type { Database } from '../../src/db/database.ts';

/** Everything that the database holds besides PostgreSQL's own, by kind and name: tables, indexes, types, functions, ... */
export async function catalogueOf(db: Database): Promise<string[]> {
  const { rows } = await db.query<{ object: string }>(`
    SELECT kind || ' ' || name AS object FROM (
      SELECT relnamespace AS schema, 'relation ' || relkind::text AS kind, relname::text AS name FROM pg_class
      UNION ALL SELECT typnamespace, 'type', typname::text FROM pg_type
      UNION ALL SELECT pronamespace, 'function', proname::text FROM pg_proc
      UNION ALL SELECT connamespace, 'constraint', conname::text FROM pg_constraint
      UNION ALL SELECT oprnamespace, 'operator', oprname::text FROM pg_operator
      UNION ALL SELECT collnamespace, 'collation', collname::text FROM pg_collation
      UNION ALL SELECT c.relnamespace, 'trigger', t.tgname::text
        FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
      UNION ALL SELECT oid, 'schema', nspname::text FROM pg_namespace
      UNION ALL SELECT c.relnamespace, 'policy', p.polname::text
        FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
      UNION ALL SELECT n.oid, 'right on the schema of', coalesce(a.grantee::regrole::text, 'everybody')
        FROM pg_namespace AS n CROSS JOIN LATERAL aclexplode(n.nspacl) AS a
    ) AS objects
    WHERE schema NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    ORDER BY 1`);
  return rows.map(({ object }) => object);
}
