import type { Config } from '../app/config.ts';
import type { CallArguments, CallOptions, Data, PagedId, RowOf } from '../client/calls.ts';
import {
  ApiError,
  ConnectionError,
  OffGridFlowClient,
  type OperationId,
  UnexpectedAnswerError,
} from '../client/client.ts';
import { withoutUserInfo } from '../foundation/credentials.ts';
import { CommandError } from './exit-codes.ts';

const rowsPerPage = 1_000;

/** The server, or what stands in front of it, cannot answer now and may answer soon. */
export class ServerAwayError extends CommandError {}
/** Too many requests, and what servers and proxies answer while they start, stop or wait for something. */
const passing = [429, 502, 503, 504];

/** Talks to a running server in the name of the configured owner. Every failure is a `CommandError` of one line. */
export class ApiClient {
  readonly #url: string;
  readonly #client: OffGridFlowClient;

  constructor({ url, apiKey, orgId, workspaceId }: Pick<Config, 'url' | 'apiKey' | 'orgId' | 'workspaceId'>) {
    // A key says whose it is.
    if (orgId === null && apiKey === null) {
      throw new CommandError(
        'Error: name the organisation with --org or OFFGRIDFLOW_ORG, or give a key with OFFGRIDFLOW_API_KEY.',
      );
    }
    // A server behind a path, as proxies have it, keeps its path.
    this.#url = `${url.replace(/\/+$/, '')}/api/v1`;
    this.#client = new OffGridFlowClient({
      url,
      // Somebody sits there and waits.
      waitSecondsMax: 10,
      ...(apiKey !== null && { key: apiKey }),
      ...(orgId !== null && { orgId }),
      ...(workspaceId !== null && { workspaceId }),
    });
  }

  async call<Id extends OperationId>(id: Id, ...args: CallArguments<Id>): Promise<Data<Id>> {
    return this.#client.call(id, ...args).catch((error: unknown) => this.#fail(error));
  }

  /** With the tag of what was read, to be given when it is replaced. */
  async callTagged<Id extends OperationId>(
    id: Id,
    ...args: CallArguments<Id>
  ): Promise<{ answer: Data<Id>; tag: string | null }> {
    const { data, headers } = await this.#client
      .request(id, ...args)
      .catch((error: unknown) => this.#fail(error));
    return { answer: data as Data<Id>, tag: headers.get('etag') };
  }

  /** All rows of a list, page after page. */
  async *pages<Id extends PagedId>(id: Id, options: CallOptions<Id>): AsyncGenerator<RowOf<Data<Id>>[]> {
    const query = { ...(options.query as object | undefined), limit: rowsPerPage };
    try {
      for await (const page of this.#client.pages(id, { ...options, query } as CallOptions<Id>)) {
        yield Object.values(page as object).find(Array.isArray) as RowOf<Data<Id>>[];
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): never {
    if (error instanceof ApiError) {
      const failure = passing.includes(error.status) ? ServerAwayError : CommandError;
      throw new failure([`Error: ${error.message}`, ...rowsOf(error)].join('\n'));
    }
    if (error instanceof UnexpectedAnswerError) throw this.#notOurs(error);
    if (error instanceof ConnectionError) throw this.#unreachable(error.cause);
    throw error;
  }

  /** A proxy answered, the server has moved, or something else listens there. */
  #notOurs({ status, text, headers }: UnexpectedAnswerError): CommandError {
    const location = headers.get('location');
    if (location !== null && status >= 300) {
      return new CommandError(
        `Error: ${this.#url} answered ${status} and points to ${withoutUserInfo(location)}: name that server with --url or OFFGRIDFLOW_URL.`,
      );
    }
    const begin = text.replaceAll(/\s+/g, ' ').trim().slice(0, 100);
    const failure = passing.includes(status) ? ServerAwayError : CommandError;
    return new failure(
      `Error: ${this.#url} answered ${status} and not as OffGridFlow does${begin === '' ? '' : ` ("${begin}")`}: check --url or OFFGRIDFLOW_URL.`,
    );
  }

  #unreachable(error: unknown): CommandError {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason =
      (cause as { code?: string }).code ?? (cause instanceof Error ? cause.message : String(cause));
    if (reason === 'unexpected redirect')
      return new CommandError(
        `Error: ${this.#url} points to another server: name that one with --url or OFFGRIDFLOW_URL.`,
      );
    return new ServerAwayError(
      `Error: no server answers at ${this.#url} (${withoutUserInfo(reason)}): start one with "offgridflow serve", or name it with --url or OFFGRIDFLOW_URL.`,
    );
  }
}

/** Where several rows were at fault, a line for each. */
function rowsOf({ errors }: ApiError): string[] {
  if (errors.length < 2) return [];
  return errors.map(({ line, column, details }) => {
    return `  line ${line}${column === null ? '' : `, ${column}`}: ${details}`;
  });
}

/** What was written on the command line, as it is: whether it is a number or a choice is for the server to check. */
export function asGiven<Value>(text: string): Value {
  return text as Value;
}
