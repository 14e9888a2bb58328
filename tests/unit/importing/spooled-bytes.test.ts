import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { SpooledBytes, SpoolRoom } from '../../../src/importing/spooled-bytes.ts';

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let size = 1; size < 300_000; size *= 3) yield Buffer.alloc(size, size);
}

it('gives bytes on as they come, and all of them again as often as they are asked for', async () => {
  const spooled = await SpooledBytes.open(new SpoolRoom(1_000_000));
  try {
    const given = await buffer(spooled.keep(pieces()));
    expect(given.length).toBeGreaterThan(250_000);
    for (const _ of [1, 2]) expect((await buffer(spooled.read())).equals(given)).toBe(true);
  } finally {
    await spooled.close();
  }
});

it('gives all of them again to who comes after one that stopped early', async () => {
  const spooled = await SpooledBytes.open(new SpoolRoom(1_000_000));
  try {
    const given = await buffer(spooled.keep(pieces()));
    for await (const piece of spooled.read()) if (piece.length > 0) break;
    expect((await buffer(spooled.read())).equals(given)).toBe(true);
  } finally {
    await spooled.close();
  }
});

it('has no name that could be found, or left behind', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'offgridflow-spool-'));
  const { TMPDIR } = process.env;
  process.env.TMPDIR = directory;
  try {
    const spooled = await SpooledBytes.open(new SpoolRoom(1_000_000));
    expect(await readdir(directory)).toEqual([]);
    await spooled.close();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    await rm(directory, { recursive: true });
  }
});

it('keeps no more of all bodies together than there is room for, and takes others when one is let go of', async () => {
  const room = new SpoolRoom(500_000);
  const [first, second] = [await SpooledBytes.open(room), await SpooledBytes.open(room)];
  await buffer(first.keep(pieces()));
  await expect(buffer(second.keep(pieces()))).rejects.toThrow(/no room at the moment/);
  await second.close();
  await first.close();
  const third = await SpooledBytes.open(room);
  expect((await buffer(third.keep(pieces()))).length).toBeGreaterThan(250_000);
  await third.close();
});
