import { expect, it } from 'vitest';
import { acceptsGzip, negotiate } from '../../../src/http/negotiate.ts';

const offered = ['application/json', 'application/x-ndjson', 'text/csv'] as const;

it.each<[string | undefined, string]>([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['text/csv', 'text/csv'],
  ['TEXT/CSV; charset=utf-8', 'text/csv'],
  ['text/*', 'text/csv'],
  ['application/*', 'application/json'],
  ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
  ['application/json;q=0.5, text/csv', 'text/csv'],
  ['application/x-ndjson, application/json', 'application/x-ndjson'],
  ['*/*, text/csv;q=0.5', 'application/json'],
  ['*/*;q=0.1, application/json;q=0', 'application/x-ndjson'],
  ['application/*;q=0, */*', 'text/csv'],
  ['text/csv;q=0.001', 'text/csv'],
  ['text/csv;q=nonsense', 'text/csv'],
])('takes %j as a wish for %s', (accept, type) => {
  expect(negotiate(accept, offered)).toBe(type);
});

it.each(['text/html', 'text/csv;q=0', 'application/json;q=0, application/x-ndjson;q=0.0, text/*;q=0', 'csv'])(
  'can give nothing for %j',
  (accept) => {
    expect(() => negotiate(accept, offered)).toThrow(/this is given as application\/json, .*text\/csv\.$/);
  },
);

it.each<[string | undefined, boolean]>([
  [undefined, false],
  ['gzip, deflate, br', true],
  ['br;q=1, x-gzip;q=0.5', true],
  ['gzip;q=0', false],
  ['*', false],
  ['identity', false],
])('takes Accept-Encoding %j for gzip: %j', (header, accepted) => {
  expect(acceptsGzip(header)).toBe(accepted);
});
