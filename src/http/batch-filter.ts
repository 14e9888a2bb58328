import Type from 'typebox';
import { type Caller, seesWorkspace } from '../domain/access.ts';
import { JobStatus, type JobStatusName, jobStatusNames, priorityMax } from '../domain/batch-job.ts';
import { ValidationError } from '../domain/errors.ts';
import type { BatchFilter } from '../store/batch-store.ts';
import { HttpError } from './http-error.ts';
import { textLengthMax, textPattern } from './json-schema.ts';
import { readTime } from './read-time.ts';

const Moment = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }));

/** Which batches, in a query or a body. What they say is read below, whose refusals can be understood. */
export const BatchConditions = {
  status: Type.Optional(
    Type.String({
      maxLength: 100,
      description: `Of ${jobStatusNames.join(', ')}: one, or several with commas between them.`,
    }),
  ),
  workspace: Type.Optional(Type.String({ maxLength: textLengthMax, pattern: textPattern })),
  priority: Type.Optional(
    Type.String({ maxLength: 10, description: 'A priority (`7`), or a range with both its ends (`7-10`).' }),
  ),
  created_from: Moment('A time: submitted then or later.'),
  created_before: Moment('A time: submitted before it.'),
};

interface AskedConditions {
  readonly status?: string;
  readonly workspace?: string;
  readonly priority?: string;
  readonly created_from?: string;
  readonly created_before?: string;
}

/** Only what the caller sees: who is bound to workspaces gets no other's. */
export function readBatchFilter(caller: Caller, asked: AskedConditions): BatchFilter {
  const { status, priority, created_from, created_before } = asked;
  const workspaceIds = workspacesOf(caller, asked.workspace);
  return {
    orgId: caller.orgId,
    ...(status !== undefined && { status: readStatuses(status) }),
    ...(workspaceIds !== null && { workspaceIds }),
    ...(priority !== undefined && { priorities: readPriorities(priority) }),
    ...(created_from !== undefined && { createdFrom: readTime('created_from', created_from) }),
    ...(created_before !== undefined && { createdBefore: readTime('created_before', created_before) }),
  };
}

function workspacesOf(caller: Caller, asked: string | undefined): readonly string[] | null {
  if (asked === undefined) return caller.workspaces;
  if (seesWorkspace(caller, asked)) return [asked];
  throw new HttpError('FORBIDDEN', 'The credentials are not for the workspace that is asked for.');
}

function readStatuses(text: string): JobStatus[] {
  return text.split(',').map((name) => {
    if (Object.hasOwn(JobStatus, name)) return JobStatus[name as JobStatusName];
    throw new ValidationError(
      `status must be one of ${jobStatusNames.join(', ')}, not ${JSON.stringify(name)}.`,
    );
  });
}

function readPriorities(text: string): number[] {
  const [, first, last = first] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text) ?? [];
  const [low, high] = [Number(first), Number(last)];
  if (low <= high && high <= priorityMax) {
    return Array.from({ length: high - low + 1 }, (_, place) => low + place);
  }
  throw new ValidationError(
    `priority must be from 0 to ${priorityMax}, or a range of such as 7-10, not ${JSON.stringify(text)}.`,
  );
}
