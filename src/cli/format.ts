/** A whole number with its thousands apart: `1,234,567`. */
export function grouped(text: string | number): string {
  const [whole = '', decimals] = String(text).split('.');
  const groups = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? groups : `${groups}.${decimals}`;
}

/** Columns beside each other, each as wide as its widest cell. `right` names the columns that are aligned right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const padded = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return rows.map((row) => `  ${row.map(padded).join('  ')}`.trimEnd()).join('\n');
}

/** Decimals under one another by their points: pads the places that are missing with blanks. */
export function alignedDecimals(texts: readonly string[]): string[] {
  const places = (text: string) => text.split('.')[1]?.length ?? -1;
  const most = Math.max(-1, ...texts.map(places));
  return texts.map((text) => grouped(text) + ' '.repeat(most - places(text)));
}

export function count(amount: number, one: string, many = `${one}s`): string {
  return `${grouped(amount)} ${amount === 1 ? one : many}`;
}

/** `9s`, `1m 05s`, `2h 03m`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}s`;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${hours}h ${String(minutes).padStart(2, '0')}m`;
  return `${minutes}m ${String(whole % 60).padStart(2, '0')}s`;
}

/** Of a time: `2026-01-05 09:30`, in UTC. */
export function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
