import type { RowOwner } from '../domain/activity-rules.ts';
import { ValidationError } from '../domain/errors.ts';
import { CsvHeader } from './csv-header.ts';
import { CsvScanner } from './csv-scanner.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import type { InputRow } from './input-row.ts';

/**
 * Reads activities from CSV: UTF-8 with or without a byte order mark; separated by comma, semicolon, tab or bar, whichever
 * the header uses; any line ends; quoted fields with newlines. Memory stays constant. A bad row becomes a row with
 * problems and the next is read; a bad header, another encoding or an input without rows throws a `ValidationError` that
 * names line and column, before any row is given.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  owner: Pick<RowOwner, 'orgId' | 'workspaceId'>,
): AsyncGenerator<InputRow> {
  const scanner = new CsvScanner();
  let header: CsvHeader | null = null;
  let hasRows = false;
  function* rows(): Generator<InputRow> {
    for (let record = scanner.next(); record !== null; record = scanner.next()) {
      if (header === null) {
        header = new CsvHeader(record, scanner.separator, owner);
        continue;
      }
      const { row, isWhole } = header.rowOf(record);
      // What is wrong may be the quote that made one record of several lines.
      if (!isWhole) scanner.rereadAfterFirstLine();
      hasRows = true;
      yield row;
    }
  }
  for await (const text of decodeUtf8(bytes)) {
    scanner.push(text);
    yield* rows();
  }
  scanner.end();
  yield* rows();
  if (header === null) throw new ValidationError('The file is empty: its first line must name the columns.');
  if (!hasRows) throw new ValidationError('The file has no rows: there is nothing below its header.');
}
