/**
 * A process that opens the embedded database in the directory of its first argument, writes rows one after the other,
 * says each number once it is committed, and never ends by itself.
 */
import { openPglite } from '../../src/db/pglite.ts';

const [directory = ''] = process.argv.slice(2);
const db = await openPglite(directory);
await db.query('DROP TABLE IF EXISTS rows_written');
await db.query('CREATE TABLE rows_written (n int)');
for (let n = 1; ; n++) {
  await db.query('INSERT INTO rows_written VALUES ($1)', [n]);
  process.stdout.write(`${n}\n`);
}
