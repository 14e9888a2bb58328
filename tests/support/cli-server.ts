import { CliProcess, type CliResult } from './cli.ts';

/** A server that runs as a process of its own. */
export interface CliServer {
  readonly url: string;
  readonly process: CliProcess;
  /** Ends it in good order. */
  stop(): Promise<CliResult>;
}

/** Starts `serve` on a free port and waits for its line. `args` name the database. */
export async function startCliServer(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CliServer> {
  const server = new CliProcess(['serve', '--port', '0', ...args], env);
  const [, url = ''] = await server.says(/listens on (\S+)/);
  return { url, process: server, stop: () => server.kill('SIGTERM') };
}

/** The client commands in the name of one owner. */
export class CliClient {
  readonly orgId: string;
  readonly #env: Record<string, string>;

  constructor(url: string, orgId: string, workspaceId = 'ws-test') {
    this.orgId = orgId;
    this.#env = {
      OFFGRIDFLOW_URL: url,
      OFFGRIDFLOW_ORG: orgId,
      OFFGRIDFLOW_WORKSPACE: workspaceId,
    };
  }

  start(...args: string[]): CliProcess {
    return new CliProcess(args, this.#env);
  }

  run(...args: string[]): Promise<CliResult> {
    return this.start(...args).ended();
  }

  /** The standard output of a command that must succeed. */
  async output(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0)
      throw new Error(`offgridflow ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  async json(...args: string[]): Promise<Record<string, unknown>> {
    return JSON.parse(await this.output(...args, '--json'));
  }

  /** Submits and gives the id of the batch. */
  async submit(...args: string[]): Promise<string> {
    return (await this.output('submit', ...args)).trim();
  }
}
