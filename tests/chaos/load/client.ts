import { setTimeout } from 'node:timers/promises';
import type { Chance } from '../../support/chance.ts';
import type { Report } from '../report.ts';
import type { Answer, Api } from './api.ts';
import { mendable, mended, type Scale } from './known-activities.ts';
import type { Asked, KnownBatch, Ledger } from './ledger.ts';
import { newBatch } from './new-batch.ts';
import { hasEnded, type Sight, sightOf, wentBack } from './seen-progress.ts';

const afterFailureMs = 300;

export interface ClientSituation {
  readonly number: number;
  readonly api: Api;
  readonly chance: Chance;
  readonly ledger: Ledger;
  readonly report: Report;
  readonly scale: Scale;
  /** It submits only while fewer activities of its batches wait for their end: the load follows what is done. */
  readonly activitiesMax: number;
}

interface Watched {
  readonly batch: KnownBatch;
  readonly mendable: number | null;
  sight: Sight | null;
  retriesAtSight: number;
}

/**
 * A client of the API that submits, looks, cancels, retries, mends and deletes without end, one request after the other,
 * and keeps book of every answer. What it sees of a batch must never go back.
 */
export class Client {
  readonly #is: ClientSituation;
  #open: Watched[] = [];
  readonly #ended: Watched[] = [];
  #openActivities = 0;

  constructor(situation: ClientSituation) {
    this.#is = situation;
  }

  async run(over: AbortSignal): Promise<void> {
    const { chance, activitiesMax } = this.#is;
    while (!over.aborted) {
      if (this.#openActivities < activitiesMax && chance.happens(0.6)) await this.#submit();
      else await this.#lookAtSome();
      await setTimeout(chance.between(5, 60));
    }
  }

  async #submit(): Promise<void> {
    const { api, chance, ledger, scale, number } = this.#is;
    const { body, activityCount, idsHash, mendable } = newBatch(chance, scale, number);
    const answer = await api.call('POST', '/batches', body);
    if (answer.kind === 'acknowledged') {
      const batch = ledger.acknowledge(api.orgId, String(answer.body.batch_id), activityCount, idsHash);
      this.#watch({ batch, mendable, sight: null, retriesAtSight: 0 });
    } else if (answer.kind === 'unknown') {
      ledger.submissionsOf(api.orgId).unknown += 1;
      await setTimeout(afterFailureMs);
    } else this.#mayBeRefused('a submission', answer, []);
  }

  async #lookAtSome(): Promise<void> {
    const { chance } = this.#is;
    const among = this.#open.length === 0 || chance.happens(0.1) ? this.#ended : this.#open;
    if (among.length > 0) await this.#look(chance.oneOf(among));
  }

  async #look(watched: Watched): Promise<void> {
    const { api, report } = this.#is;
    const { batch } = watched;
    const answer = await api.call('GET', `/batches/${batch.id}`);
    if (answer.kind === 'refused') {
      if (timesOf(batch.deletes) === 0)
        report.violation(`${batch.id} was acknowledged, and is ${answer.status}`);
      this.#forget(watched);
    }
    if (answer.kind !== 'acknowledged') return;
    const now = sightOf(answer.body);
    const mayBeRetried = batch.retries.unknown > 0 || timesOf(batch.retries) > watched.retriesAtSight;
    const back = watched.sight && wentBack(watched.sight, now, mayBeRetried);
    if (back) {
      const sights = `${JSON.stringify(watched.sight)} became ${JSON.stringify(now)}`;
      report.violation(`${batch.id}: ${back} has changed when it must not: ${sights}`);
    }
    watched.sight = now;
    watched.retriesAtSight = timesOf(batch.retries);
    if (hasEnded(now)) await this.#afterEnd(watched, now);
    else await this.#interfere(watched);
  }

  async #interfere({ batch }: Watched): Promise<void> {
    const drawn = this.#is.chance.fraction();
    if (drawn < 0.02) await this.#ask(batch, 'cancels', 'POST', '/cancel');
    else if (drawn < 0.03) await this.#ask(batch, 'deletes', 'DELETE', '');
  }

  async #afterEnd(watched: Watched, { status, retryCount }: Sight): Promise<void> {
    const { chance } = this.#is;
    const { batch } = watched;
    if (this.#open.includes(watched)) this.#close(watched);
    if (status === 'failed' && (watched.mendable !== null || chance.happens(0.4))) {
      if (watched.mendable !== null && !(await this.#mend(watched.mendable))) return;
      await this.#ask(batch, 'retries', 'POST', '/retry', { max_retries: Math.max(retryCount + 1, 1_000) });
      this.#watch(watched);
    } else if (chance.happens(0.05)) await this.#ask(batch, 'deletes', 'DELETE', '');
  }

  async #ask(
    batch: KnownBatch,
    what: 'cancels' | 'retries' | 'deletes',
    method: string,
    path: string,
    body?: Record<string, unknown>,
  ): Promise<void> {
    const text = body && JSON.stringify(body);
    const answer = await this.#is.api.call(method, `/batches/${batch.id}${path}`, text);
    if (answer.kind === 'refused') this.#mayBeRefused(`${what} of ${batch.id}`, answer, [404, 409]);
    else batch[what][answer.kind] += 1;
  }

  /** False where no answer came: the activity may be mended or not. */
  async #mend(n: number): Promise<boolean> {
    const { api, number } = this.#is;
    const line = JSON.stringify(mended(mendable(number, n)));
    const answer = await api.call('POST', '/activities', line, 'application/x-ndjson');
    return answer.kind === 'acknowledged';
  }

  #mayBeRefused(
    what: string,
    answer: Extract<Answer, { kind: 'refused' }>,
    expected: readonly number[],
  ): void {
    if (expected.includes(answer.status) || answer.status === 429) return;
    this.#is.report.violation(`${what} was refused with ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  #watch(watched: Watched): void {
    const index = this.#ended.indexOf(watched);
    if (index !== -1) this.#ended.splice(index, 1);
    if (this.#open.includes(watched)) return;
    this.#open.push(watched);
    this.#openActivities += watched.batch.activityCount;
  }

  #close(watched: Watched): void {
    this.#forget(watched);
    this.#ended.push(watched);
  }

  #forget(watched: Watched): void {
    const index = this.#ended.indexOf(watched);
    if (index !== -1) this.#ended.splice(index, 1);
    if (!this.#open.includes(watched)) return;
    this.#open = this.#open.filter((other) => other !== watched);
    this.#openActivities -= watched.batch.activityCount;
  }
}

function timesOf({ acknowledged, unknown }: Asked): number {
  return acknowledged + unknown;
}
