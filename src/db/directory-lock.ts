import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigurationError, UnavailableError } from '../domain/errors.ts';

const lockFile = 'offgridflow.lock';
const holderFile = 'offgridflow.holder.json';
const sqliteBusy = 5;

/** A directory that this process alone may use. */
export interface DirectoryLock {
  release(): void;
}

/**
 * Locks `directory` for this process. The lock is the operating system's, taken through SQLite's exclusive
 * transaction on a file of its own: it dies with the process, also by kill -9, and no process id that was given to
 * somebody else can keep it alive. Throws `UnavailableError` naming the holder.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await createDirectory(directory);
  const lock = openLock(directory);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== sqliteBusy) throw error;
    throw new UnavailableError(
      `The embedded database in ${directory} is in use by ${await holderOf(directory)}. ` +
        'Stop that process, name another directory with OFFGRIDFLOW_DATA_DIR, or use PostgreSQL through DATABASE_URL.',
    );
  }
  const holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(join(directory, holderFile), JSON.stringify(holder));
  return { release: () => lock.isOpen && lock.close() };
}

async function createDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (cause) {
    throw unusable(directory, cause);
  }
}

function openLock(directory: string): DatabaseSync {
  try {
    return new DatabaseSync(join(directory, lockFile));
  } catch (cause) {
    throw unusable(directory, cause);
  }
}

function unusable(directory: string, cause: unknown): ConfigurationError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ConfigurationError(
    `OFFGRIDFLOW_DATA_DIR names ${directory}, which cannot be used: ${reason}. Name a directory that can be written.`,
    { cause },
  );
}

async function holderOf(directory: string): Promise<string> {
  try {
    const { pid, host, since } = JSON.parse(await readFile(join(directory, holderFile), 'utf8'));
    return `process ${pid} on ${host} since ${since}`;
  } catch {
    return 'another process';
  }
}
