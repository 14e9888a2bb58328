import { describe, expect, it } from 'vitest';
import type { Setting } from '../../../src/app/setting-kinds.ts';
import { type SettingName, settings } from '../../../src/app/settings.ts';
import { runCli } from '../../support/cli.ts';

const commands = [
  'run',
  'serve',
  'worker',
  'migrate',
  'keys',
  'import',
  'submit',
  'list',
  'show',
  'cancel',
  'retry',
  'delete',
  'watch',
  'compare',
  'export',
  'inventory',
  'explain',
  'factors',
  'settings',
  'webhooks',
  'verify',
  'audit',
];

/** Help without the breaks that fit it to a terminal. */
async function helpOf(...command: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli([...command, '--help']);
  expect([code, stderr]).toEqual([0, '']);
  return stdout.replaceAll(/\s+/g, ' ');
}

describe('--help', () => {
  it('lists every command with what it does', async () => {
    const { stdout } = await runCli(['--help']);
    const listed = [...stdout.matchAll(/^ {2}(\w+)(?: [^A-Z]*)? {2,}[A-Z]/gm)].map(([, name]) => name);
    expect(listed.filter((name) => name !== 'help')).toEqual(commands);
  });

  it('explains every setting with its variable, its default and its choices', async () => {
    const help = (await Promise.all(['run', 'serve', 'list'].map((command) => helpOf(command)))).join(' ');
    for (const name of Object.keys(settings) as SettingName[]) {
      const { env, flag, help: says, default: standard, kind }: Setting = settings[name];
      expect(help).toContain(`--${flag} <`);
      expect(help).toContain(says);
      if (standard !== null) expect(help).toContain(`(${env}, default ${standard})`);
      else expect(help).toMatch(new RegExp(`\\(${env}(, default [^)]+)?\\)`));
      if (kind.type === 'choice') expect(help).toContain(kind.choices.join(', '));
    }
    expect(help).toContain('Times are written as 500ms, 30s, 5m or 1h.');
  });

  it('shows the defaults of each preset where they differ', async () => {
    const help = await helpOf('worker');
    expect(help).toContain('default 30s, 1s with high-throughput, 5s with high-reliability)');
    expect(help).toContain('default 5m, 10m with high-reliability)');
    expect(help).toContain('(OFFGRIDFLOW_JITTER_RANGE, default 5s)');
  });

  it('says what the exit codes of a command tell', async () => {
    const [run, imports, watch] = await Promise.all([helpOf('run'), helpOf('import'), helpOf('watch')]);
    for (const help of [run, imports, watch]) expect(help).toMatch(/Exit code: 0 if .*, 2 if /);
  });
});

describe('a command line that makes no sense', () => {
  const cases: [string[], RegExp][] = [
    [['lst'], /^Error: unknown command 'lst' \(Did you mean list\?\)\n$/],
    [['list', '--limt', '3'], /^Error: unknown option '--limt' \(Did you mean --limit\?\)\n$/],
    [['show'], /^Error: missing required argument 'batch-id'\n$/],
    [['show', 'a', 'b'], /^Error: too many arguments/],
    [['run'], /^Error: missing required argument 'file'\n$/],
    [['serve', '--port'], /^Error: option '--port <count>' argument missing\n$/],
    [[], /^Usage: offgridflow /],
    [['migrate'], /^Usage: offgridflow migrate /],
    [['list'], /^Error: name the organisation with --org or OFFGRIDFLOW_ORG, or give a key with /],
    [['list', '--org', 'a\nb'], /^Error: --org is "a\\nb", which cannot be used: .*\n$/],
    [
      ['list', '--org', 'a', '--url', 'localhost:8080'],
      /^Error: --url is "localhost:8080", .* http:\/\/127\.0\.0\.1:8080, without user and password\.\n$/,
    ],
    [
      ['submit', 'a', '--org', 'a'],
      /^Error: name the workspace with --workspace or OFFGRIDFLOW_WORKSPACE\.\n$/,
    ],
    [['submit', '--org', 'a', '--workspace', 'w'], /^Error: give ids of activities, --file /],
    [
      ['submit', 'a', '--org', 'a', '--workspace', 'w', '--priority', 'high'],
      /^Error: --priority is "high": /,
    ],
    [
      ['submit', '--file', '/nowhere', '--org', 'a', '--workspace', 'w'],
      /^Error: there is no file \/nowhere\.\n$/,
    ],
    [
      ['retry', 'b', '--org', 'a', '--max-retries', '-1'],
      /^Error: --max-retries is "-1": give a whole number\.\n$/,
    ],
    [['show', '', '--org', 'a'], /^Error: "" is no id of a batch\.\n$/],
    [['delete', '..', '--org', 'a'], /^Error: "\.\." is no id of a batch\.\n$/],
    [['import', '/tmp', '--org', 'a'], /^Error: \/tmp has none of the endings \.csv, /],
  ];

  it.each(cases)('%j is refused with a line on standard error and exit code 1', async (args, said) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(said);
  });
});
