import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Queryable } from '../db/database.ts';
import { parseFactorPack } from '../emissions/factor-pack.ts';
import type { FactorSet } from '../store/factor-store.ts';
import { installFactorSet, isFactorSetInstalled } from '../store/postgres-factor-store.ts';

/** The packs that ship with the package and are active without a word. */
const builtInPacks = ['curated-2025'];

const packDirectory = new URL('../../data/factors/', import.meta.url);

/** Installs the packs that are missing. Runs under the migrator's lock, so that nodes starting together do it once. */
export async function installBuiltInFactors(connection: Queryable): Promise<void> {
  for (const id of builtInPacks) {
    const { manifest, bytes } = await readPack(id);
    if (await isFactorSetInstalled(connection, manifest)) continue;
    await installFactorSet(connection, manifest, parseFactorPack(bytes.toString('utf8'), id));
  }
}

async function readPack(id: string): Promise<{ manifest: FactorSet; bytes: Buffer }> {
  const text = await readFile(new URL(`${id}.json`, packDirectory), 'utf8');
  const { name, edition, file } = JSON.parse(text) as { name: string; edition: string; file: string };
  const bytes = await readFile(new URL(file, packDirectory));
  const checksum = createHash('sha256').update(bytes).digest('hex');
  return { manifest: { id, name, edition, checksum }, bytes };
}
