import type { Caller } from '../domain/access.ts';
import { seesWorkspace } from '../domain/access.ts';
import { HttpError } from './http-error.ts';

/** The workspace whose figures are shown; undefined is all of the organisation, for who may see all. */
export function visibleWorkspace(caller: Caller, asked: string | undefined): string | undefined {
  const { workspaces } = caller;
  if (workspaces === null) return asked;
  const one = asked ?? (workspaces.length === 1 ? workspaces[0] : undefined);
  if (one === undefined) {
    throw new HttpError(
      'FORBIDDEN',
      `Name one of your workspaces with workspace=: ${workspaces.join(', ')}.`,
    );
  }
  if (seesWorkspace(caller, one)) return one;
  throw new HttpError('FORBIDDEN', 'The credentials are not for the workspace that is asked for.');
}
