import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Target } from './targets.ts';

export interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly statusCode: number;
  /** How the body begins, fit to be stored and shown. */
  readonly text: string;
  readonly retryAfter: string | undefined;
}

/** Enough to see what went wrong. */
const answerBytesMax = 1_024;
/** The status has come: for its explanation nobody waits for long. */
const answerPatienceMs = 2_000;

/**
 * Posts to one of the target's addresses. A redirect is an answer like any other, and followed to nowhere. Of what is answered
 * no more is read than is kept. Rejects where there is no answer until `signal` aborts.
 */
export async function send(target: Target, request: Request, signal: AbortSignal): Promise<Answer> {
  const sent = open(target, request, signal);
  try {
    const response = await responseOf(sent);
    const text = await beginningOf(response);
    return { statusCode: response.statusCode ?? 0, text, retryAfter: response.headers['retry-after'] };
  } finally {
    sent.destroy();
  }
}

function open({ url, addresses }: Target, { headers, body }: Request, signal: AbortSignal): ClientRequest {
  const { request } = url.protocol === 'https:' ? https : http;
  const sent = request({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: `${url.pathname}${url.search}`,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    },
    lookup: onlyTo(addresses),
    // A connection of its own: none that was made for what the name led to before.
    agent: false,
    maxHeaderSize: 16_384,
    signal,
  });
  // Also once nobody waits for it any more.
  sent.on('error', () => {});
  sent.end(body);
  return sent;
}

/** Whatever name is asked for: the addresses that were checked. */
function onlyTo(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_, { all: wantsAll }, answer) => {
    if (wantsAll) return answer(null, all);
    const [{ address, family } = { address: '', family: 0 }] = all;
    answer(null, address, family);
  };
}

function responseOf(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.once('close', () => reject(new Error('The connection was closed without an answer.')));
  });
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, answerPatienceMs);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, answerBytesMax - length));
      length += chunk.length;
      if (length >= answerBytesMax) resolve();
    });
    for (const end of ['end', 'error', 'close']) response.on(end, resolve);
    response.once('close', () => clearTimeout(timer));
  });
  return Buffer.concat(chunks).toString('utf8');
}
