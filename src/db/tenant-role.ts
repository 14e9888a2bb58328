import { ConfigurationError } from '../domain/errors.ts';
import type { Queryable } from './database.ts';
import { tenantRole } from './tenant-database.ts';

/**
 * Whether the user of the database may do what a node does: see the rows of all organisations, and act as the role that
 * sees those of one. Throws `ConfigurationError` with what an administrator must run. After a restore into another server,
 * or as another user than the one that migrated, it need not be so.
 */
export async function checkTenantRole(connection: Queryable): Promise<void> {
  const { rows } = await connection.query<Rights>(rights, [tenantRole]);
  const [found] = rows;
  if (found === undefined) throw new Error('The rights of the database user are not known.');
  const { user, owner, sees_all: seesAll, has_role: hasRole, may_act: mayAct, grant } = found;
  if (!hasRole) {
    throw new ConfigurationError(
      `The role ${tenantRole}, by which requests are kept to their organisation, is not on this server: have an administrator run CREATE ROLE ${tenantRole} NOLOGIN and restore the schema again, whose policies and rights it needs.`,
    );
  }
  if (!seesAll) {
    throw new ConfigurationError(
      `The database user ${user} does not own the tables of OffGridFlow, so that row-level security hides their rows from it: connect as ${owner}, or have an administrator run: GRANT ${owner} TO ${user};`,
    );
  }
  if (!mayAct) {
    throw new ConfigurationError(
      `The database user ${user} may not act as ${tenantRole}, by which requests are kept to their organisation. Have an administrator of the server run this once: ${grant};`,
    );
  }
}

type Rights = {
  readonly user: string;
  readonly owner: string;
  readonly sees_all: boolean;
  readonly has_role: boolean;
  readonly may_act: boolean;
  readonly grant: string;
};

/** `SET ROLE` asks the user who connected, row-level security the one who acts. */
const rights = `
  SELECT
    quote_ident(session_user) AS "user", quote_ident(pg_get_userbyid(t.relowner)) AS owner,
    NOT row_security_active(t.oid) AS sees_all, r.oid IS NOT NULL AS has_role,
    coalesce(pg_has_role(session_user, r.oid, CASE WHEN is_new THEN 'SET' ELSE 'MEMBER' END), false) AS may_act,
    'GRANT ' || $1::text || ' TO ' || quote_ident(session_user)
      || CASE WHEN is_new THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END AS "grant"
  FROM pg_class AS t
  LEFT JOIN pg_roles AS r ON r.rolname = $1::text
  CROSS JOIN (SELECT current_setting('server_version_num')::int >= 160000) AS version (is_new)
  WHERE t.oid = to_regclass('batch_jobs')`;
