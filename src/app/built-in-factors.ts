import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Queryable } from '../db/database.ts';
import { parseFactorPack } from '../emissions/factor-pack.ts';
import type { FactorSet } from '../store/factor-store.ts';
import { installFactorSet, isFactorSetInstalled } from '../store/postgres-factor-store.ts';

/** The packs that ship with the package and are used by whoever names no others. */
export const factorSetsDefault = ['curated-2025'] as const;

const packDirectory = new URL('../../data/factors/', import.meta.url);

/** Installs the packs that are missing. Runs under the migrator's lock, so that nodes starting together do it once. */
export async function installBuiltInFactors(connection: Queryable): Promise<void> {
  for (const id of factorSetsDefault) {
    const { manifest, bytes } = await readPack(id);
    if (await isFactorSetInstalled(connection, manifest)) continue;
    await installFactorSet(connection, manifest, parseFactorPack(bytes.toString('utf8'), id));
  }
}

async function readPack(id: string): Promise<{ manifest: FactorSet; bytes: Buffer }> {
  const text = await readFile(new URL(`${id}.json`, packDirectory), 'utf8');
  const { file, ...manifest } = JSON.parse(text) as PackManifest;
  const bytes = await readFile(new URL(file, packDirectory));
  const checksum = createHash('sha256').update(bytes).digest('hex');
  return { manifest: { ...manifest, orgId: null, checksum }, bytes };
}

/** The file beside each pack that says what it is. */
interface PackManifest extends Omit<FactorSet, 'orgId' | 'checksum'> {
  readonly file: string;
}
