import type { InjectOptions } from 'fastify';
import type { Chance } from '../../support/chance.ts';
import type { Organisation } from './organisation.ts';

export interface Visit {
  /** Below the prefix of the API. */
  readonly path: string;
  /** In place of the route's: of a stream that does not end, its head. */
  readonly method?: 'HEAD';
  readonly body?: InjectOptions['payload'];
  readonly headers?: Record<string, string>;
}

/**
 * How each route is used by an organisation. Where the path or the query names something it is `at`'s: its own or the
 * other's. What is written is always its own, and says so. A route that is not here fails the test by its name.
 */
export const visits: Readonly<Record<string, (me: Organisation, at: Organisation, random: Chance) => Visit>> =
  {
    'POST /activities': (me, _, random) => ({
      path: `/activities?on_error=${random.oneOf(['continue', 'abort'])}`,
      body: me.activityRows(String(random.between(1, 1000))),
      headers: random.oneOf([{}, { 'content-type': 'application/json' }]),
    }),
    'GET /imports': () => ({ path: '/imports?limit=1000' }),
    'GET /imports/:import_id': (_, at, random) => ({ path: `/imports/${random.oneOf(at.imports)}` }),
    'GET /activities': (_, at, random) => ({
      path: random.oneOf(['/activities?limit=1000', `/activities?workspace=${at.workspaceId}`]),
    }),
    'GET /activities/:activity_id': (_, at, random) => ({ path: `/activities/${activityOf(at, random)}` }),
    'GET /activities/:activity_id/history': (_, at, random) => ({
      path: `/activities/${activityOf(at, random)}/history`,
    }),
    'GET /records': (_, at, random) => ({
      path: random.oneOf([
        '/records?limit=1000',
        `/records?workspace=${at.workspaceId}`,
        '/records?year=2025',
      ]),
    }),
    'GET /records/:record_id/explain': (_, at, random) => ({
      path: `/records/${encodeURIComponent(`${at.batches[0]}:${activityOf(at, random)}`)}/explain`,
      headers: random.oneOf([{}, { accept: 'text/plain' }]),
    }),
    'GET /inventory': (_, at, random) => ({
      path: random.oneOf([
        '/inventory?year=2025&monte_carlo=100',
        `/inventory?year=2025&workspace=${at.workspaceId}`,
      ]),
    }),

    'POST /batches': (me, _, random) => ({
      path: '/batches',
      body: random.oneOf<object>([
        { activity_ids: me.activityIds },
        { filter: { all_workspaces: true } },
        { filter: { stale: true, without_record: true } },
      ]),
    }),
    'GET /batches': (_, __, random) => ({
      path: random.oneOf(['/batches?limit=1000', '/batches?status=complete&limit=1000', '/batches?offset=1']),
    }),
    ...Object.fromEntries(
      ['', '/progress', '/factors', '/log'].map((part) => [
        `GET /batches/:batch_id${part}`,
        (_: Organisation, at: Organisation, random: Chance) => ({
          path: `/batches/${random.oneOf(at.batches)}${part}`,
        }),
      ]),
    ),
    ...Object.fromEntries(
      ['records', 'errors', 'results'].map((part) => [
        `GET /batches/:batch_id/${part}`,
        (_: Organisation, at: Organisation, random: Chance) => ({
          path: `/batches/${random.oneOf(at.batches)}/${part}`,
          headers: { accept: random.oneOf(['application/json', 'application/x-ndjson', 'text/csv']) },
        }),
      ]),
    ),
    'GET /batches/:batch_id/events': (_, at, random) => ({
      path: `/batches/${random.oneOf(at.batches)}/events`,
      method: 'HEAD',
    }),
    'GET /events': () => ({ path: '/events', method: 'HEAD' }),
    'GET /batches/:batch_id/comparison': (me, at, random) => ({
      path: random.oneOf([
        `/batches/${at.batches[0]}/comparison`,
        `/batches/${me.batches[0]}/comparison?base=${at.batches[0]}`,
      ]),
    }),
    'POST /batches/:batch_id/cancel': (_, at) => ({ path: `/batches/${at.batches.at(-1)}/cancel` }),
    'POST /batches/:batch_id/retry': (_, at) => ({ path: `/batches/${at.batches[1]}/retry` }),
    // What is its own is left to the routes for one batch.
    'POST /batches/cancel': (me, at) => manyAt('cancel', [at.batches.at(-1)], me === at),
    'POST /batches/retry': (me, at) => manyAt('retry', [at.batches[1]], me === at),
    'POST /batches/delete': (me, at) => manyAt('delete', [at.batches.at(-2)], me === at),
    'DELETE /batches/:batch_id': (_, at) => ({ path: `/batches/${at.batches.at(-2)}` }),

    'GET /factors': (_, at, random) => ({
      path: random.oneOf([
        '/factors?category=electricity&limit=1000',
        `/factors?set=${encodeURIComponent(at.factorSet)}`,
        '/factors?search=own',
      ]),
    }),
    'GET /factors/:factor_id': (_, at) => ({ path: `/factors/${at.factorId}` }),
    'GET /factor-sets': () => ({ path: '/factor-sets' }),
    'GET /factor-sets/:factor_set_id': (_, at) => ({
      path: `/factor-sets/${encodeURIComponent(at.factorSet)}`,
    }),
    'POST /factor-sets': (me, _, random) => me.factorSetOf(`edition-${random.between(1, 3)}`),
    'POST /factor-sets/:factor_set_id/enable': (_, at, random) => ({
      path: `/factor-sets/${random.oneOf([encodeURIComponent(at.factorSet), 'ember-2024'])}/enable`,
    }),
    'POST /factor-sets/:factor_set_id/disable': (_, at) => ({
      path: `/factor-sets/${encodeURIComponent(at.factorSet)}/disable`,
    }),
    'GET /calculation-settings': () => ({ path: '/calculation-settings' }),
    'PUT /calculation-settings': (_, at, random) => ({
      path: '/calculation-settings',
      body: { factor_sets: [at.factorSet, 'curated-2025'], gwp_set: random.oneOf(['AR5', 'AR6']) },
    }),

    'GET /webhooks': () => ({ path: '/webhooks' }),
    'POST /webhooks': (me) => me.newWebhook,
    'GET /webhooks/:webhook_id': (_, at) => ({ path: `/webhooks/${at.webhooks[0]}` }),
    'PATCH /webhooks/:webhook_id': (me, at) => ({
      path: `/webhooks/${at.webhooks[0]}`,
      body: { description: `changed ${me.secret}` },
    }),
    'DELETE /webhooks/:webhook_id': (_, at) => ({ path: `/webhooks/${at.webhooks.at(-1)}` }),
    ...Object.fromEntries(
      Object.entries({ enable: 1, disable: 1, 'rotate-secret': 0, test: 0 }).map(([act, which]) => [
        `POST /webhooks/:webhook_id/${act}`,
        (_: Organisation, at: Organisation) => ({ path: `/webhooks/${at.webhooks[which]}/${act}` }),
      ]),
    ),
    'POST /webhooks/:webhook_id/replay': (_, at) => ({
      path: `/webhooks/${at.webhooks[0]}/replay`,
      body: { since: '2020-01-01T00:00:00Z' },
    }),
    'GET /webhooks/:webhook_id/deliveries': (_, at) => ({ path: `/webhooks/${at.webhooks[0]}/deliveries` }),
    'GET /webhooks/:webhook_id/deliveries/:delivery_id': (me, at, random) => ({
      path: `/webhooks/${random.oneOf([me, at]).webhooks[0]}/deliveries/${at.deliveries[0]}`,
    }),
    'POST /webhooks/:webhook_id/deliveries/:delivery_id/replay': (me, at, random) => ({
      path: `/webhooks/${random.oneOf([me, at]).webhooks[0]}/deliveries/${at.deliveries[0]}/replay`,
    }),

    'GET /audit-log': () => ({ path: '/audit-log?limit=1000' }),
    'GET /keys': () => ({ path: '/keys' }),
    'POST /keys': (me) => ({ path: '/keys', body: { name: `key ${me.secret}`, role: 'viewer' } }),
    'DELETE /keys/:key_id': (_, at, random) => ({ path: `/keys/${random.oneOf(at.spareKeys)}` }),
  };

/** Some ids are those of both. */
function activityOf(at: Organisation, random: Chance): string {
  return random.oneOf([...at.activityIds, 'common-1']);
}

function manyAt(act: string, batchIds: readonly (string | undefined)[], isDryRun: boolean) {
  return { path: `/batches/${act}`, body: { batch_ids: batchIds, dry_run: isDryRun } };
}
