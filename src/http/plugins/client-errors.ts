import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { errorResponse } from '../error-response.ts';
import { type ErrorCode, errorStatuses } from '../http-error.ts';

/** Answers what is not even HTTP, in the same shape as everything else, and closes the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, details] = refusals[error.code ?? ''] ?? notHttp;
  const body = JSON.stringify(errorResponse(code, details));
  socket.end(
    [
      `HTTP/1.1 ${errorStatuses[code]} ${code}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

/** An `Expect` that is not `100-continue` is ignored: Node would refuse it without a body. */
export function ignoreExpectations(server: Server): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

const notHttp: [ErrorCode, string] = ['VALIDATION_ERROR', 'The request is not valid HTTP.'];

const refusals: Readonly<Record<string, [ErrorCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['REQUEST_TIMEOUT', 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: ['HEADERS_TOO_LARGE', 'The headers are too large.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['PAYLOAD_TOO_LARGE', 'The chunks of the body have too much beside them.'],
};
