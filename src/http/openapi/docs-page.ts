import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** All that the page needs comes from this server; scripts run from files alone, never from what a text says. */
const contentSecurityPolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': ["'self'", 'data:'],
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** Shows the document to people, at `/docs`. */
export function showDocument(app: FastifyInstance): void {
  app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: contentSecurityPolicy,
    theme: { title: 'OffGridFlow API' },
    uiConfig: {
      docExpansion: 'none',
      displayRequestDuration: true,
      tryItOutEnabled: false,
      // It would send the document to a third party to have it checked.
      validatorUrl: null,
    },
  });
}
