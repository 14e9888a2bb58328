import type { RegionMatch } from '../domain/outcome.ts';

/** Codes in common use for a country whose ISO 3166 code is another. ISO keeps them free for just that. */
const isoCodes: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** A region as factors spell it: `US-CAMX`, an ISO alpha-2 code or `GLOBAL`. */
export function regionCode(location: string): string {
  const [country = '', ...subregion] = location.trim().toUpperCase().split('-');
  const isoCode = Object.hasOwn(isoCodes, country) ? (isoCodes[country] ?? country) : country;
  return [isoCode, ...subregion].join('-');
}

/** The US of US-CAMX. */
export function countryOf(location: string): string {
  return regionCode(location).split('-', 1)[0] ?? '';
}

/** Where a factor for a location may come from, from near to far: as given, its country, the world. */
export function regionsOf(location: string): { region: string; regionMatch: RegionMatch }[] {
  const region = regionCode(location);
  const country = countryOf(location);
  return [
    { region, regionMatch: 'exact' as const },
    ...(country === region ? [] : [{ region: country, regionMatch: 'country' as const }]),
    ...(region === 'GLOBAL' ? [] : [{ region: 'GLOBAL', regionMatch: 'global' as const }]),
  ];
}
