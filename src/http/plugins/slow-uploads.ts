import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type Clock, systemClock } from '../../foundation/clock.ts';
import type { ApiLimits } from '../api-limits.ts';

const intervalMs = 10_000;
/** For this long a body may come too slowly. */
const patienceMs = 30_000;

/** Gives up bodies that trickle: each would keep a connection, and what a handler holds meanwhile, for an hour. */
export function cutOffSlowUploads(
  app: FastifyInstance,
  { uploadBytesPerSecond }: Pick<ApiLimits, 'uploadBytesPerSecond'>,
): void {
  if (uploadBytesPerSecond === 0) return;
  const uploads = new SlowUploads(app.server, uploadBytesPerSecond);
  app.server.on('request', (request, response) => uploads.follow(request, response));
  const timer = setInterval(() => uploads.look(), intervalMs).unref();
  app.addHook('onClose', async () => clearInterval(timer));
}

interface Upload {
  readonly response: ServerResponse;
  bytesRead: number;
  /** Since when it has been too slow. */
  slowSinceMs: number;
  lookedAtMs: number;
}

/**
 * The bodies that are coming in. A client is slow where less comes than is asked for although there is room for it: as
 * long as something that came waits to be read, it is this node that is slow.
 */
export class SlowUploads {
  readonly #server: Server;
  readonly #bytesPerSecond: number;
  readonly #clock: Clock;
  readonly #uploads = new Map<IncomingMessage, Upload>();

  constructor(server: Server, bytesPerSecond: number, clock: Clock = systemClock) {
    this.#server = server;
    this.#bytesPerSecond = bytesPerSecond;
    this.#clock = clock;
  }

  follow(request: IncomingMessage, response: ServerResponse): void {
    if (!hasBody(request)) return;
    const nowMs = this.#clock.monotonicMs();
    this.#uploads.set(request, {
      response,
      bytesRead: request.socket.bytesRead,
      slowSinceMs: nowMs,
      lookedAtMs: nowMs,
    });
    request.once('end', () => this.#uploads.delete(request));
    request.once('close', () => this.#uploads.delete(request));
  }

  look(): void {
    const nowMs = this.#clock.monotonicMs();
    for (const [request, upload] of this.#uploads) {
      const { bytesRead } = request.socket;
      const bytesMin = (this.#bytesPerSecond * (nowMs - upload.lookedAtMs)) / 1_000;
      const isAwaited = !request.complete && request.readableLength === 0;
      const isSlow = isAwaited && bytesRead - upload.bytesRead < bytesMin;
      upload.bytesRead = bytesRead;
      upload.lookedAtMs = nowMs;
      if (!isSlow) upload.slowSinceMs = nowMs;
      else if (nowMs - upload.slowSinceMs >= patienceMs) this.#giveUp(request, upload);
    }
  }

  /** As Node does where a request takes too long: a 408, and the end of the connection. */
  #giveUp(request: IncomingMessage, { response }: Upload): void {
    this.#uploads.delete(request);
    const { socket } = request;
    if (response.headersSent) {
      socket.destroy();
      return;
    }
    const error = Object.assign(new Error('The body comes too slowly.'), {
      code: 'ERR_HTTP_REQUEST_TIMEOUT',
    });
    this.#server.emit('clientError', error, socket);
    socket.destroySoon();
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}
