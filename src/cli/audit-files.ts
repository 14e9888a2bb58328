import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CommandError } from './exit-codes.ts';

/** A directory of files that appears when it is whole, with the checksums of all of them in SHA256SUMS. */
export class AuditFiles {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** Runs `write` and puts what it saved in place; nothing is left of it when it fails. */
  static async write<Result>(out: string, write: (files: AuditFiles) => Promise<Result>): Promise<Result> {
    if ((await stat(out).catch(() => null)) !== null) {
      throw new CommandError(`Error: ${out} is there already: name a new directory.`);
    }
    const unfinished = `${out}.part`;
    try {
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished);
      const files = new AuditFiles(unfinished);
      const result = await write(files);
      await files.save('SHA256SUMS', await files.#checksums());
      await rename(unfinished, out);
      return result;
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      if (error instanceof CommandError) throw error;
      const reason = error instanceof Error ? error.message : error;
      throw new CommandError(`Error: ${out} cannot be written: ${reason}.`);
    }
  }

  async save(name: string, content: string | AsyncIterable<string>): Promise<void> {
    const path = join(this.#directory, name);
    if (typeof content === 'string') await writeFile(path, content, { flush: true });
    else await pipeline(content, createWriteStream(path, { flush: true }));
  }

  /** As sha256sum writes and checks them. */
  async #checksums(): Promise<string> {
    let text = '';
    for (const name of (await readdir(this.#directory)).sort()) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(join(this.#directory, name)), hash);
      text += `${hash.digest('hex')}  ${name}\n`;
    }
    return text;
  }
}
