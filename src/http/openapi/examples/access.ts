/** As a server answers them, and what it may be sent. */

export const newKey = {
  name: 'nightly import',
  role: 'operator',
  workspaces: ['main'],
  expires_at: '2027-01-31T00:00:00Z',
};

export const createdKey = {
  id: 'ogf_1fed7f2434a6228d',
  org_id: 'acme',
  name: 'nightly import',
  role: 'operator',
  workspaces: ['main'],
  status: 'usable',
  created_at: '2026-11-24T14:45:39.971Z',
  created_by: 'api',
  expires_at: '2027-01-31T00:00:00.000Z',
  last_used_at: null,
  revoked_at: null,
  revoked_by: null,
  key: 'ogf_1fed7f2434a6228d_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef00000000',
};

export const keyList = {
  keys: [
    {
      id: 'ogf_1fed7f2434a6228d',
      org_id: 'acme',
      name: 'nightly import',
      role: 'operator',
      workspaces: ['main'],
      status: 'usable',
      created_at: '2026-11-24T14:45:39.971Z',
      created_by: 'api',
      expires_at: '2027-01-31T00:00:00.000Z',
      last_used_at: null,
      revoked_at: null,
      revoked_by: null,
    },
  ],
  next: null,
  limit: 100,
};

export const auditLog = {
  entries: [
    {
      id: 1,
      time: '2026-11-24T14:45:30.411Z',
      actor: 'api',
      action: 'import_begun',
      subject: '1',
      details: {},
    },
    {
      id: 2,
      time: '2026-11-24T14:45:30.458Z',
      actor: 'api',
      action: 'import_finished',
      subject: '1',
      details: {
        updated: 0,
        imported: 3,
        rejected: 0,
        unchanged: 0,
      },
    },
  ],
  next: null,
  limit: 100,
};
