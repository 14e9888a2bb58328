import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
export const activityRoutes: FastifyPluginAsyncTypebox = async () => {};
