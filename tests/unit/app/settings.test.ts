import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { acceptedBy, durationMs, readConfig } from '../../../src/app/config.ts';
import type { Setting } from '../../../src/app/setting-kinds.ts';
import {
  clientSettings,
  databaseSettings,
  limitSettings,
  type SettingName,
  schedulerSettings,
  serverSettings,
  settings,
  webhookSettings,
} from '../../../src/app/settings.ts';
import { root } from '../../support/document.ts';

type Sections = ReadonlyMap<string, readonly (readonly string[])[]>;

/** The rows of the tables under each heading, cell by cell, without the marks of code. */
async function tablesOf(document: string): Promise<Sections> {
  const text = await readFile(`${root}${document}`, 'utf8');
  const sections = text.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => [
      section.split('\n', 1)[0] ?? '',
      [...section.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) =>
        row.split('|').map((cell) => cell.trim().replaceAll('`', '')),
      ),
    ]),
  );
}

function describedAs(name: SettingName): string[] {
  const { env, flag, kind, help, ...setting }: Setting = settings[name];
  return [env, `--${flag}`, setting.default ?? 'none', help, acceptedBy(kind)];
}

describe('docs/configuration.md', () => {
  it('lists every setting under the commands that take it, as it is', async () => {
    const tables = await tablesOf('docs/configuration.md');
    const listed = (heading: string) => tables.get(heading)?.filter((row) => row.length === 5);
    expect(listed('Database')).toEqual(databaseSettings.map(describedAs));
    expect(listed('Scheduler')).toEqual(schedulerSettings.map(describedAs));
    expect(listed('Server')).toEqual(serverSettings.map(describedAs));
    expect(listed('Limits')).toEqual(limitSettings.map(describedAs));
    expect(listed('Webhooks')).toEqual(webhookSettings.map(describedAs));
    expect(listed('Clients')).toEqual(clientSettings.map(describedAs));
    const all = [
      ...databaseSettings,
      ...schedulerSettings,
      ...serverSettings,
      ...limitSettings,
      ...webhookSettings,
      ...clientSettings,
    ];
    expect(all.toSorted()).toEqual(Object.keys(settings).toSorted());
  });

  it('gives for each preset what it sets', async () => {
    const rows = (await tablesOf('docs/configuration.md'))
      .get('Scheduler')
      ?.filter((row) => row.length === 4);
    const presets = ['default', 'high-throughput', 'high-reliability'];
    const names = schedulerSettings.filter((name) => settings[name].default === null);
    expect(rows?.map(([env]) => env)).toEqual(names.map((name) => settings[name].env));
    for (const [place, preset] of presets.entries()) {
      const { scheduler } = readConfig({ OFFGRIDFLOW_PRESET: preset });
      const given = rows?.map(([, ...values]) => settingOf(values[place] ?? ''));
      expect(given).toEqual(names.map((name) => scheduler[name as keyof typeof scheduler]));
    }
  });
});

function settingOf(text: string): number | null {
  return text === 'none' ? null : (durationMs(text) ?? Number(text));
}
