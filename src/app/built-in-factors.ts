import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Queryable } from '../db/database.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import { parseFactorPack } from '../emissions/factor-pack.ts';
import type { FactorSet } from '../store/factor-store.ts';
import { installFactorSet, isFactorSetInstalled } from '../store/postgres-factor-store.ts';

/** The packs that ship with the package and are used by whoever names no others. */
export const factorSetsDefault = ['curated-2025'] as const;

const packDirectory = new URL('../../data/factors/', import.meta.url);

/** The file beside each pack that says what it is. */
export interface PackManifest extends Omit<FactorSet, 'orgId' | 'checksum'> {
  readonly file: string;
}

/** Installs the packs that are missing. Runs under the migrator's lock, so that nodes starting together do it once. */
export async function installBuiltInFactors(connection: Queryable): Promise<void> {
  for (const id of factorSetsDefault) {
    const { set, csvText } = await readPack(id);
    if (await isFactorSetInstalled(connection, set)) continue;
    await installFactorSet(connection, set, parseFactorPack(csvText, id));
  }
}

/** What ships with the package, installed or not, by id. Reads the manifests alone. */
export async function listBuiltInPacks(): Promise<PackManifest[]> {
  const files = (await readdir(packDirectory)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(readManifest));
}

/** A pack that ships with the package, read whole. Throws for an id that is none of theirs. */
export async function readBuiltInPack(id: string): Promise<{ set: FactorSet; factors: EmissionFactor[] }> {
  const { set, csvText } = await readPack(id);
  return { set, factors: parseFactorPack(csvText, id) };
}

async function readPack(id: string): Promise<{ set: FactorSet; csvText: string }> {
  const { file, ...manifest } = await readManifest(`${id}.json`);
  const bytes = await readFile(new URL(file, packDirectory));
  const checksum = createHash('sha256').update(bytes).digest('hex');
  return { set: { ...manifest, orgId: null, checksum }, csvText: bytes.toString('utf8') };
}

async function readManifest(file: string): Promise<PackManifest> {
  return JSON.parse(await readFile(new URL(file, packDirectory), 'utf8')) as PackManifest;
}
