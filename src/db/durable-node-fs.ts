import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/*
 * PGlite leaves its files to the operating system's cache: it starts with fsync off, and its file system in Node has
 * no fsync to call. A killed process loses nothing that way, a machine that loses power may lose commits or the whole
 * database. Here both are mended: PostgreSQL syncs as it does on a server, and the files are synced when it says so.
 */

/** What makes PGlite keep `directory` so that a commit that returned survives a power cut. */
export function durableOptions(directory: string): PGliteOptions {
  return {
    fs: new DurableNodeFs(directory),
    relaxedDurability: false,
    // -F is "fsync off". fdatasync, the default for the log, does nothing in WebAssembly; fsync reaches our files.
    startParams: [
      ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
      '-c',
      'wal_sync_method=fsync',
    ],
  };
}

class DurableNodeFs extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const addSync = (module: unknown) => {
      const { NODEFS: files } = module as { NODEFS: EmscriptenFiles };
      files.stream_ops.fsync = (stream) => sync(stream, files);
    };
    const preRun = emscriptenOpts.preRun ?? [];
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...[preRun].flat(), addSync] } };
  }
}

/** The part of Emscripten's file system over Node that is used here. */
interface EmscriptenFiles {
  stream_ops: { fsync?: (stream: EmscriptenStream) => number };
  realPath(node: unknown): string;
}

interface EmscriptenStream {
  /** Node's file descriptor; a directory has none. */
  readonly nfd?: number;
  readonly node: unknown;
}

function sync(stream: EmscriptenStream, files: EmscriptenFiles): number {
  if (stream.nfd === undefined) syncPath(files.realPath(stream.node));
  else fsyncSync(stream.nfd);
  return 0;
}

/** Syncs every file and directory below `directory`, and itself. */
export function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(directory);
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
