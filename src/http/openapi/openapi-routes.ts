import type { FastifyPluginAsync } from 'fastify';
import Type from 'typebox';
import { errorResponses } from '../error-response.ts';

/** The document, for whoever asks: it tells nothing about anybody. */
export const openapiRoutes: FastifyPluginAsync = async (app) => {
  let text: string | undefined;
  app.get('/openapi.json', { schema }, async (_, reply) => {
    text ??= JSON.stringify(app.swagger());
    return reply
      .type('application/json; charset=utf-8')
      .serializer((json: string) => json)
      .send(text);
  });
};

const schema = {
  operationId: 'getOpenApi',
  tags: ['Service'],
  summary: 'This document',
  response: {
    200: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
    ...errorResponses,
  },
  answers: {
    200: {
      description: 'OpenAPI 3.1. It also stands at `/openapi.json`, outside of `/api/v1`.',
      example: { openapi: '3.1.0', info: { title: 'OffGridFlow', version: '0.1.0' }, paths: {} },
    },
  },
};
