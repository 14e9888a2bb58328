import { describe, expect, it } from 'vitest';
import { hasRole, roles, seesWorkspace } from '../../../src/domain/access.ts';

describe('a role', () => {
  it('may do what it is for and what the roles before it are for, and no more', () => {
    const allowed = roles.map((role) => roles.filter((needed) => hasRole({ role }, needed)));
    expect(allowed).toEqual([['viewer'], ['viewer', 'operator'], ['viewer', 'operator', 'admin']]);
  });
});

describe('a caller', () => {
  it('sees every workspace unless it is bound to some', () => {
    expect(seesWorkspace({ workspaces: null }, 'plant')).toBe(true);
    expect(seesWorkspace({ workspaces: ['plant'] }, 'plant')).toBe(true);
    expect(seesWorkspace({ workspaces: ['plant'] }, 'Plant')).toBe(false);
    expect(seesWorkspace({ workspaces: [] }, 'plant')).toBe(false);
  });
});
