import Type, { type Static } from 'typebox';
import { roles } from '../domain/access.ts';
import type { ApiKey } from '../store/key-store.ts';
import { choice, nullable, Time } from './json-schema.ts';

const KeyFields = {
  id: Type.String({ description: 'How the key begins.' }),
  org_id: Type.String(),
  name: Type.String(),
  role: choice(roles),
  workspaces: Type.Unsafe<string[] | null>({
    type: ['array', 'null'],
    items: Type.String(),
    description: 'Null is every workspace of the organisation.',
  }),
  status: choice(['usable', 'expired', 'revoked']),
  created_at: Time,
  created_by: Type.String(),
  expires_at: nullable(Time),
  last_used_at: nullable(Type.String({ format: 'date-time', description: 'To the minute.' })),
  revoked_at: nullable(Time),
  revoked_by: nullable(Type.String()),
};

export const KeySchema = Type.Object(KeyFields, { $id: 'ApiKey' });

export const CreatedKeySchema = Type.Object(
  {
    ...KeyFields,
    key: Type.String({ description: 'The whole key. It is shown this once and kept nowhere.' }),
  },
  { $id: 'CreatedApiKey' },
);

export type KeyAnswer = Static<typeof KeySchema>;
export type CreatedKeyAnswer = Static<typeof CreatedKeySchema>;

export function presentKey(key: ApiKey): KeyAnswer {
  return {
    id: key.id,
    org_id: key.orgId,
    name: key.name,
    role: key.role,
    workspaces: key.workspaces && [...key.workspaces],
    status: statusOf(key),
    created_at: key.createdAt.toISOString(),
    created_by: key.createdBy,
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    revoked_by: key.revokedBy,
  };
}

function statusOf(key: ApiKey): KeyAnswer['status'] {
  if (key.revokedAt !== null) return 'revoked';
  return key.isExpired ? 'expired' : 'usable';
}
