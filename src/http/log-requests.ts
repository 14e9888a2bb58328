import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import { withoutCredentials } from '../foundation/credentials.ts';

/** Logs requests without their headers, and without what looks like a credential in their URL. */
export function withoutSecrets(logger: FastifyBaseLogger): FastifyBaseLogger {
  return logger.child({}, { serializers: { req: logged } });
}

function logged(request: FastifyRequest) {
  return {
    method: request.method,
    url: withoutCredentials(request.url),
    host: withoutCredentials(request.host),
    remoteAddress: request.ip,
    remotePort: request.socket?.remotePort,
  };
}
