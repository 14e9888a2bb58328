import type { components } from '../client/client.ts';
import { alignedDecimals, count, table } from './format.ts';

/** A comparison as the API shows it. */
export type ApiComparison = components['schemas']['Comparison'];
type ApiTotal = ApiComparison['total'];
type ApiFigure = ApiTotal['location_based'];

/** Base, new and difference by cause, scope and category: location-based, then market-based where it is another. */
export function renderComparison(comparison: ApiComparison): string {
  const { batch_id, base_batch_id, total } = comparison;
  const base = base_batch_id ?? 'the records that counted before it';
  const counts = `${count(total.new_activities, 'activity', 'activities')}, ${count(total.base_activities, 'activity', 'activities')} in the base`;
  const heads = [`${batch_id} compared with ${base}`, counts];
  const isOneFigure = JSON.stringify(total.location_based) === JSON.stringify(total.market_based);
  const tables = [
    tableOf('Location-based', comparison, (line) => line.location_based),
    ...(isOneFigure ? [] : [tableOf('Market-based', comparison, (line) => line.market_based)]),
  ];
  return [heads.join('\n'), ...tables].join('\n\n');
}

const causeNames: Readonly<Record<string, string>> = {
  activity_data: 'activity data',
  factor: 'factor',
  method: 'method',
  several: 'several of these',
  added: 'added',
  removed: 'removed',
  none: 'no difference',
};

function tableOf(
  method: string,
  { total, by_cause, by_scope, by_category }: ApiComparison,
  pick: (line: ApiTotal) => ApiFigure,
): string {
  const lines: [string, ApiFigure][] = [
    ...by_cause.map((line) => [causeNames[line.cause] ?? line.cause, pick(line)] as [string, ApiFigure]),
    ...by_scope.map((line) => [`Scope ${line.scope}`, pick(line)] as [string, ApiFigure]),
    ...by_category.map((line) => [`${line.scope} ${line.category}`, pick(line)] as [string, ApiFigure]),
    ['Total', pick(total)],
  ];
  const figures = lines.map(([, figure]) => figure);
  const columns = [
    alignedDecimals(figures.map((figure) => figure.base_kg_exact)),
    alignedDecimals(figures.map((figure) => figure.new_kg_exact)),
    alignedDecimals(figures.map((figure) => figure.difference_kg_exact)),
  ];
  const rows = lines.map(([name], place) => [name, ...columns.map((column) => column[place] ?? '')]);
  return table([[`${method}, kg CO2e`, 'base', 'new', 'difference'], ...rows], [1, 2, 3]);
}
