import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/app/config.ts';
import { settings } from '../../src/app/settings.ts';
import { parseFactorPack } from '../../src/emissions/factor-pack.ts';
import { unitDefinitions } from '../../src/emissions/unit-definitions.ts';
import { root } from '../support/document.ts';

const documents = globSync(['*.md', 'docs/**/*.md', 'data/*.md', 'examples/*/*.md'], { cwd: root }).sort();

function textOf(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}

/** As they are shown, so without what stands in fenced blocks. */
async function proseOf(document: string): Promise<string> {
  return (await textOf(document)).replaceAll(/^```[\s\S]*?^```$/gm, '');
}

describe('the documents', () => {
  it('link to files and headings that are there', async () => {
    const dead: string[] = [];
    for (const document of documents) {
      for (const [, target = ''] of (await proseOf(document)).matchAll(/\]\(([^)]+)\)/g)) {
        if (/^https?:/.test(target)) continue;
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? document : join(dirname(document), path);
        if (!existsSync(join(root, file))) dead.push(`${document}: ${target}`);
        else if (anchor !== undefined && !anchorsOf(await textOf(file)).includes(anchor))
          dead.push(`${document}: ${target}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it('name files of the repository that are there', async () => {
    const missing: string[] = [];
    for (const document of documents) {
      const text = await proseOf(document);
      for (const [, path = ''] of text.matchAll(
        /`((?:src|tests|scripts|migrations|data|bin|examples|bench|docs)\/[\w./-]+)`/g,
      )) {
        if (!existsSync(join(root, path))) missing.push(`${document}: ${path}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('name scripts that package.json has, and settings that there are', async () => {
    const { scripts } = JSON.parse(await textOf('package.json')) as { scripts: Record<string, string> };
    const variables = Object.values(settings).map(({ env }) => env as string);
    const unknown: string[] = [];
    for (const document of documents) {
      const text = await textOf(document);
      for (const [, script = ''] of text.matchAll(/npm run ([a-z:]+)/g)) {
        if (!(script in scripts)) unknown.push(`${document}: npm run ${script}`);
      }
      for (const [variable] of text.matchAll(/\bOFFGRIDFLOW_[A-Z_]+\b/g)) {
        if (!variables.includes(variable)) unknown.push(`${document}: ${variable}`);
      }
    }
    expect(unknown).toEqual([]);
  });

  it('are all reached from README.md, or from one that is', async () => {
    const reached = new Set(['README.md']);
    for (const document of reached) {
      for (const [, target = ''] of (await proseOf(document)).matchAll(/\]\(([^)#:]+\.md)(?:#[^)]*)?\)/g)) {
        reached.add(join(dirname(document), target));
      }
    }
    const lost = documents.filter((document) => !reached.has(document) && !document.startsWith('docs/adr/'));
    expect(lost).toEqual([]);
  });

  it('use nothing of a checkout that is not part of it', async () => {
    for (const document of documents)
      expect(await textOf(document), document).not.toMatch(/\/work\/|\/tmp\//);
  });
});

describe('examples/client', () => {
  it('installs the package from the clone that it is in', async () => {
    const { dependencies } = JSON.parse(await textOf('examples/client/package.json'));
    expect(dependencies).toEqual({ offgridflow: 'file:../..' });
  });
});

/** As the usual renderers make them of headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}

describe('README.md', () => {
  it('shows the defaults of the settings as they are', async () => {
    const rows = [...(await textOf('README.md')).matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\|/gm)];
    const shown = rows.map(([, variable = '', cell = '']) => [variable, cell.replaceAll('`', '')]);
    const config = readConfig({});
    expect(Object.fromEntries(shown)).toEqual({
      DATABASE_URL: 'none',
      OFFGRIDFLOW_DATA_DIR: config.dataDir,
      OFFGRIDFLOW_PRESET: settings.preset.default,
      OFFGRIDFLOW_WORKER_POOL_SIZE: `by the preset: ${config.scheduler.workerPoolSize}`,
      OFFGRIDFLOW_CHUNK_SIZE: String(config.chunkSize),
      OFFGRIDFLOW_LOCK_TIMEOUT: `by the preset: ${config.scheduler.lockTimeout / 60_000}m`,
      OFFGRIDFLOW_SHUTDOWN_TIMEOUT: `${config.scheduler.shutdownTimeout / 1_000}s`,
    });
  });
});

describe('docs/operations.md', () => {
  it('explains every message that the product logs, and no other', async () => {
    const logged = new Set<string>();
    for (const file of globSync('src/**/*.ts', { cwd: root })) {
      const calls = (await textOf(file)).matchAll(/\blog(?:ger)?\s*\.(\w+)\([^;]*?,\s*'([^']+)'/g);
      for (const [, level, message] of calls) logged.add(`${level} ${message}`);
    }
    for (const message of ['Server listening at ...', 'incoming request', 'request completed']) {
      logged.add(`info ${message}`);
    }
    const rows = (await textOf('docs/operations.md')).matchAll(/^\| (debug|info|warn|error) +\| (.*?) +\|/gm);
    const explained = [...rows].flatMap(([, level, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, message]) => `${level} ${message}`),
    );
    expect(logged.size).toBeGreaterThan(15);
    expect(explained.sort()).toEqual([...logged].sort());
  });
});

describe('docs/method.md', () => {
  it('lists every unit under its dimension', async () => {
    const rows = [...(await textOf('docs/method.md')).matchAll(/^\| [a-z][^|`]*\| (`.*?) +\|$/gm)];
    const listed = rows.map(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, unit]) => unit));
    expect(listed).toEqual(Object.values(unitDefinitions).map((units) => units.map(({ code }) => code)));
  });
});

describe('data/README.md', () => {
  it('counts the factors of each dataset, and carries the attributions as they were asked for', async () => {
    const text = await textOf('data/README.md');
    const pack = parseFactorPack(await textOf('data/factors/curated-2025.csv'), 'curated-2025');
    const sources = /## Sources\n([\s\S]*?)\n## /.exec(text)?.[1] ?? '';
    const counts = [...sources.matchAll(/^\| (.*?) +\|.*?\| (\d+) +\|/gm)].map(([, dataset = '', rows]) => ({
      dataset,
      rows: Number(rows),
    }));
    const sumOf = (beginning: string) =>
      counts.filter(({ dataset }) => dataset.startsWith(beginning)).reduce((sum, { rows }) => sum + rows, 0);
    const inPack = (beginning: string) => pack.filter(({ dataset }) => dataset.startsWith(beginning)).length;
    for (const source of ['US EPA GHG', 'UK Government', 'Ember', 'US EPA Supply']) {
      expect([source, sumOf(source)]).toEqual([source, inPack(source)]);
    }
    expect(text).toContain('| 655 |');
    expect(sumOf('')).toBe(pack.length);
    expect(text).toContain(`The ${new Set(pack.map(({ category }) => category)).size} categories`);
    for (const document of ['data/README.md', 'README.md']) {
      expect(await textOf(document)).toContain(
        '> Contains public sector information licensed under the Open Government Licence v3.0\n',
      );
      expect(await textOf(document)).toContain(
        '> Ember; Our World in Data, CC BY 4.0, values divided by 1000 and rows selected\n',
      );
    }
  });
});
