import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { hasSmallDisks, runOnSmallDisk } from '../support/small-disk.ts';

const program = fileURLToPath(new URL('../support/embedded-on-full-disk.ts', import.meta.url));
const diskBytes = 160_000_000;

it.skipIf(!hasSmallDisks(tmpdir()))(
  'an embedded database whose disk is full loses nothing, fails clearly, and works again when there is room',
  async () => {
    const full = 'transient: The disk of the database is full';
    const directory = mkdtempSync(join(tmpdir(), 'offgridflow-disk-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const seen = await runOnSmallDisk(program, directory, diskBytes);
    expect(JSON.parse(seen)).toEqual({
      // A table that cannot grow: what failed has left nothing.
      table: { fault: full, lost: 0, lostAfter: 0 },
      // A log that cannot grow: PostgreSQL ends itself, is opened again once there is room, and whoever listens is told.
      log: {
        fault: full,
        meanwhile: 'transient: The database cannot be reached at the moment',
        lost: 0,
        heard: ['reconnected', 'news: after'],
      },
    });
  },
);
