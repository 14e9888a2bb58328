import { HttpError } from './http-error.ts';

interface Range {
  readonly type: string;
  readonly quality: number;
}

/**
 * Which of the media types in `offered` an `Accept` asks for (RFC 9110, 12.5.1): the most specific range that names a
 * type says how welcome it is, and the most welcome is taken; of several the first in the order of the header, or, where
 * one range names them all, of `offered`. Without the header it is the first. Throws a 406 where none is welcome.
 */
export function negotiate<Type extends string>(accept: string | undefined, offered: readonly Type[]): Type {
  const ranges = accept === undefined || accept.trim() === '' ? [anything] : rangesOf(accept);
  let best: { type: Type; quality: number; place: number } | null = null;
  for (const type of offered) {
    const place = placeOf(type, ranges);
    const quality = ranges[place]?.quality ?? 0;
    if (quality === 0) continue;
    if (best === null || quality > best.quality || (quality === best.quality && place < best.place))
      best = { type, quality, place };
  }
  if (best !== null) return best.type;
  throw new HttpError(
    'NOT_ACCEPTABLE',
    `Accept is ${JSON.stringify(accept?.slice(0, 200))}: this is given as ${offered.join(', ')}.`,
  );
}

/** Whether an `Accept-Encoding` names gzip, and not with a quality of 0. */
export function acceptsGzip(header: string | undefined): boolean {
  const codings = rangesOf(header ?? '');
  const gzip = codings.find(({ type }) => type === 'gzip' || type === 'x-gzip');
  return (gzip?.quality ?? 0) > 0;
}

const anything: Range = { type: '*/*', quality: 1 };

/** Of the most specific range that names the type; -1 where none does. */
function placeOf(type: string, ranges: readonly Range[]): number {
  const [group] = type.split('/');
  for (const name of [type, `${group}/*`, '*/*']) {
    const place = ranges.findIndex((range) => range.type === name);
    if (place !== -1) return place;
  }
  return -1;
}

function rangesOf(header: string): Range[] {
  return header.split(',').flatMap((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    return type === '' ? [] : [{ type, quality: qualityOf(parameters) }];
  });
}

/** What is no quality by the grammar does not make a type unwelcome. */
function qualityOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return given !== undefined && /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(given) ? Number(given) : 1;
}
