import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const sample = fileURLToPath(new URL('../../examples/activities.csv', import.meta.url));
const rowsPerWrite = 1_000;

/**
 * Writes a CSV of so many activities: the sample over and over, its bad rows included, each row with an id of its own.
 * Real categories, regions, units and owners in real proportions, and the same bytes every time.
 */
export async function writeActivitiesFile(path: string, rows: number): Promise<void> {
  await write(path, rows, (line) => line);
}

/** The same without the columns of the owner. */
export async function writeOwnerlessFile(path: string, rows: number): Promise<void> {
  await write(path, rows, (line) => line.split(',').toSpliced(ownerColumns.at, ownerColumns.count).join(','));
}

/** In the sample, of which no field holds a comma. */
const ownerColumns = { at: 8, count: 2 };

async function write(path: string, rows: number, written: (line: string) => string): Promise<void> {
  const text = (await readFile(sample, 'utf8')).trimEnd();
  const [header = '', ...lines] = text.split('\n').map(written);
  const withoutIds = lines.map((line) => line.slice(line.indexOf(',')));
  await pipeline(texts(header, withoutIds, rows), createWriteStream(path));
}

function* texts(header: string, withoutIds: readonly string[], rows: number): Generator<string> {
  yield `${header}\n`;
  let text = '';
  for (let row = 0; row < rows; row++) {
    text += `act-${String(row + 1).padStart(9, '0')}${withoutIds[row % withoutIds.length]}\n`;
    if ((row + 1) % rowsPerWrite > 0) continue;
    yield text;
    text = '';
  }
  yield text;
}
