import { setTimeout } from 'node:timers/promises';
import type { Chance } from '../../support/chance.ts';
import type { Report } from '../report.ts';
import type { Position } from '../wait-for-end.ts';
import { Api } from './api.ts';
import { Client } from './client.ts';
import { importKnown } from './import-known.ts';
import { type KnownActivity, knownActivities, type Scale } from './known-activities.ts';
import { Ledger } from './ledger.ts';

export interface LoadSituation {
  readonly report: Report;
  readonly chance: Chance;
  readonly scale: Scale;
  readonly clientsPerOrg: number;
  /** For each client. */
  readonly activitiesMax: number;
  /** Where servers listen at the moment. */
  readonly urls: () => readonly string[];
}

const orgCount = 3;
const lookAgainMs = 50;

/** Clients of several organisations that submit without end. */
export class Load {
  readonly ledger = new Ledger();
  readonly orgIds = Array.from({ length: orgCount }, (_, index) => `org-${index + 1}`);
  readonly activities: readonly KnownActivity[];
  readonly #is: LoadSituation;
  readonly #over = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(situation: LoadSituation) {
    this.#is = situation;
    this.activities = knownActivities(situation.scale, situation.clientsPerOrg);
  }

  async importActivities(): Promise<void> {
    for (const orgId of this.orgIds) await importKnown(this.#apiOf(orgId), this.activities);
  }

  start(): void {
    const { report, chance, scale, activitiesMax, clientsPerOrg } = this.#is;
    const clients = this.orgIds.flatMap((orgId) =>
      Array.from({ length: clientsPerOrg }, (_, index) => {
        const api = this.#apiOf(orgId);
        const { ledger } = this;
        return new Client({
          number: index + 1,
          api,
          chance: chance.fork(),
          ledger,
          report,
          scale,
          activitiesMax,
        });
      }),
    );
    this.#running = Promise.all(clients.map((client) => client.run(this.#over.signal)));
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await this.#running;
  }

  /** For a batch that faults alone have failed; asked until it is answered. */
  async retry({ orgId, id, retryCount }: { orgId: string; id: string; retryCount: number }): Promise<void> {
    const known = this.ledger.batches.find((batch) => batch.id === id);
    const body = JSON.stringify({ max_retries: Math.max(1_000, retryCount + 1) });
    for (;;) {
      const answer = await this.#apiOf(orgId).call('POST', `/batches/${id}/retry`, body);
      if (answer.kind === 'refused') return;
      if (known) known.retries[answer.kind] += 1;
      if (answer.kind === 'acknowledged') return;
      await setTimeout(200);
    }
  }

  /** How far the work is, as the API tells it. */
  async position(): Promise<Position> {
    const totals: number[] = [];
    for (const orgId of this.orgIds) {
      for (const status of ['pending', 'queued', 'processing', 'complete', 'failed']) {
        const answer = await this.#apiOf(orgId).call('GET', `/batches?status=${status}&limit=1`);
        totals.push(answer.kind === 'acknowledged' ? Number(answer.body.total) : Number.NaN);
      }
    }
    const open = totals.filter((_, index) => index % 5 < 3);
    return { left: open.reduce((sum, total) => sum + total, 0), state: totals.join() };
  }

  figures(): Record<string, string> {
    const of = { submissions: this.ledger.countSubmissions(), cancellations: this.ledger.count('cancels') };
    const all = {
      ...of,
      'user retries': this.ledger.count('retries'),
      deletions: this.ledger.count('deletes'),
    };
    return Object.fromEntries(
      Object.entries(all).map(([name, { acknowledged, unknown }]) => [
        name,
        `${acknowledged} acknowledged, ${unknown} without an answer`,
      ]),
    );
  }

  #apiOf(orgId: string): Api {
    const { report, urls } = this.#is;
    // Which server is asked changes nothing of what is asked, so the seed need not decide it.
    const aServer = async () => {
      for (;;) {
        const there = urls();
        const url = there[Math.floor(Math.random() * there.length)];
        if (url !== undefined) return url;
        await setTimeout(lookAgainMs);
      }
    };
    return new Api(orgId, aServer, (sentence) => report.violation(sentence));
  }
}
