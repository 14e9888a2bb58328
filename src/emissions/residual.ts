import { formatDecimal, multiply, parseDecimal, subtract, sumDecimals } from '../domain/decimal.ts';

/**
 * What a CO2e holds beyond CO2, CH4 and N2O, exactly; null where a gas that is known has no known potential, or no gas is
 * known.
 */
export function residual(
  co2e: string,
  co2: string | null,
  gases: readonly (readonly [mass: string | null, potential: string | null])[],
): string | null {
  if (co2 === null && gases.every(([mass]) => mass === null)) return null;
  const weighted: string[] = [co2 ?? '0'];
  for (const [mass, potential] of gases) {
    if (mass === null) continue;
    if (potential === null) return null;
    weighted.push(formatDecimal(multiply(parseDecimal(mass), parseDecimal(potential))));
  }
  return formatDecimal(subtract(parseDecimal(co2e), parseDecimal(sumDecimals(weighted))));
}
