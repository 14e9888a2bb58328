/** One line of CSV by RFC 4180, with a line feed, and with no cell that a spreadsheet would execute. */
export function formatCsvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(cell).join(',')}\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? String(value) : harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text that a spreadsheet would take for a formula is shown as text. A negative number is no formula. */
function harmless(text: string): string {
  if (!/^[=+\-@\t\r]/.test(text) || /^-\d+(\.\d+)?$/.test(text)) return text;
  return `'${text}`;
}
