import type { FastifyInstance } from 'fastify';
import { HttpError } from '../http-error.ts';
import type { RateLimits, RateStanding } from '../rate-limits.ts';

/** Says on every answer how the rates of its caller stand, as draft-ietf-httpapi-ratelimit-headers-10 has it. */
export function limitRates(app: FastifyInstance, rateLimits: RateLimits): void {
  app.addHook('onRequest', async ({ orgId, caller }, reply) => {
    const standings = await rateLimits.count(orgId, caller.actor);
    if (standings.length === 0) return;
    reply.header('ratelimit-policy', standings.map(policyOf).join(', '));
    reply.header('ratelimit', standings.map(standingOf).join(', '));
    for (const { policy, quota, retryInSeconds } of standings) {
      if (retryInSeconds === null) continue;
      throw new HttpError(
        'RATE_LIMITED',
        `The ${policy} may make ${quota} requests a minute, and has: try again in ${retryInSeconds} s.`,
        { 'retry-after': String(retryInSeconds) },
      );
    }
  });
}

function policyOf({ policy, quota }: RateStanding): string {
  return `"${policy}";q=${quota};w=60`;
}

function standingOf({ policy, remaining, fullInSeconds }: RateStanding): string {
  return `"${policy}";r=${remaining};t=${fullInSeconds}`;
}
