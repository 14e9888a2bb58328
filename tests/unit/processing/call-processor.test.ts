import { describe, expect, it } from 'vitest';
import { LeaseLostError, ProcessorFault } from '../../../src/domain/errors.ts';
import type { ActivityOutcome } from '../../../src/domain/outcome.ts';
import type { ActivityProcessor, ProcessingContext } from '../../../src/processing/activity-processor.ts';
import { callProcessor } from '../../../src/processing/call-processor.ts';
import { activityIds, anActivity, aResult, fails, succeeds } from '../../support/batches.ts';

const longMs = 60_000;
const ids = activityIds(3);
const activities = ids.map((id) => anActivity({ id }));

const contextWith = (signal: AbortSignal): ProcessingContext => ({
  orgId: 'org-test',
  workspaceId: 'ws-test',
  batchId: 'batch_test',
  attempt: 1,
  calculation: {},
  signal,
});

const context = contextWith(new AbortController().signal);

function aProcessor(process: ActivityProcessor['process']): ActivityProcessor {
  return { name: 'custom', process };
}

/** A processor in plain JavaScript, whose answers nothing checks. */
function returning(outcomes: unknown): ActivityProcessor {
  return aProcessor(async () => outcomes as ActivityOutcome[]);
}

async function faultOf(processor: ActivityProcessor, timeoutMs = longMs): Promise<ProcessorFault> {
  const fault = await callProcessor(processor, activities, context, timeoutMs).then(
    () => null,
    (error) => error,
  );
  expect(fault).toBeInstanceOf(ProcessorFault);
  return fault as ProcessorFault;
}

describe('calling a processor', () => {
  it('hands over the activities and resolves with the outcome of each, in whatever order they came', async () => {
    const seen: unknown[] = [];
    const processor = aProcessor(async (chunk, { signal, ...rest }) => {
      seen.push(chunk, rest, signal.aborted);
      return [...ids].reverse().map((id, index) => (index === 0 ? fails(id) : succeeds()(id)));
    });
    const outcomes = await callProcessor(processor, activities, context, longMs);
    const { signal: _, ...rest } = context;
    expect(seen).toEqual([activities, rest, false]);
    expect([...outcomes.keys()].sort()).toEqual(ids);
    expect(outcomes.get('act-0003')).toEqual(fails('act-0003'));
    expect(outcomes.get('act-0001')).toEqual(succeeds()('act-0001'));
  });

  it('takes what a processor throws for a fault of the whole chunk, and names processor and reason', async () => {
    const cause = new Error('the model is on fire');
    const fault = await faultOf(aProcessor(() => Promise.reject(cause)));
    expect(fault).toMatchObject({ code: 'PROCESSOR_ERROR', activityIds: ids, cause });
    expect(fault.message).toBe('The processor "custom" failed: the model is on fire');
  });

  it('survives whatever is thrown, and keeps a text that can be stored', async () => {
    const thrown: [unknown, string][] = [
      ['a text', 'a text'],
      [undefined, 'undefined'],
      [Object.create(null), 'an error that cannot be shown'],
      [new Error(''), 'an error without a message'],
      [new Error('a\u0000b\nc \ud800 d'), 'a b c \ufffd d'],
      [new Error('x'.repeat(10_000)), `${'x'.repeat(500)}...`],
      [new AggregateError([new Error('connect ECONNREFUSED')]), 'connect ECONNREFUSED'],
    ];
    for (const [what, text] of thrown) {
      const fault = await faultOf(aProcessor(() => Promise.reject(what)));
      expect(fault.message.startsWith(`The processor "custom" failed: ${text.slice(0, 400)}`)).toBe(true);
      expect(fault.message.length).toBeLessThan(600);
      expect(fault.message).not.toContain('\u0000');
    }
  });

  it('takes a throw before the first promise for a fault like any other', async () => {
    const fault = await faultOf(
      aProcessor(() => {
        throw new Error('at once');
      }),
    );
    expect(fault.message).toContain('at once');
  });

  it('passes on that the lease is lost, which is no fault of the processor', async () => {
    const lost = new LeaseLostError('batch_test');
    const processor = aProcessor(() => Promise.reject(lost));
    await expect(callProcessor(processor, activities, context, longMs)).rejects.toBe(lost);
  });

  it('gives up on a processor that hangs, and tells it so', async () => {
    const told = Promise.withResolvers<void>();
    const fault = await faultOf(
      aProcessor((_, { signal }) => {
        signal.addEventListener('abort', () => told.resolve());
        return new Promise(() => {});
      }),
      5,
    );
    expect(fault).toMatchObject({ code: 'PROCESSOR_TIMEOUT', activityIds: ids });
    expect(fault.message).toBe('The processor "custom" took longer than 0.005 s over 3 activities.');
    await told.promise;
  });

  it('rejects at once with the reason of an abort, also when the processor ignores its signal', async () => {
    const aborting = new AbortController();
    const reason = new Error('cancelled');
    const begun = Promise.withResolvers<void>();
    const processor = aProcessor(() => {
      begun.resolve();
      return new Promise(() => {});
    });
    const calling = callProcessor(processor, activities, contextWith(aborting.signal), longMs);
    await begun.promise;
    aborting.abort(reason);
    await expect(calling).rejects.toBe(reason);
  });

  it('gives the reason of the abort and not what the processor makes of it', async () => {
    const aborting = new AbortController();
    const reason = new LeaseLostError('batch_test');
    const processor = aProcessor(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('fetch failed')));
          aborting.abort(reason);
        }),
    );
    const calling = callProcessor(processor, activities, contextWith(aborting.signal), longMs);
    await expect(calling).rejects.toBe(reason);
  });

  it('does not begin when the signal has fired before', async () => {
    let calls = 0;
    const processor = aProcessor(async () => {
      calls++;
      return [];
    });
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(callProcessor(processor, activities, contextWith(signal), longMs)).rejects.toThrow(
      'too late',
    );
    expect(calls).toBe(0);
  });

  it('leaves nothing waiting on the batch when it is done', async () => {
    const aborting = new AbortController();
    let listeners = 0;
    const { signal } = aborting;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    await callProcessor(returning(ids.map(succeeds())), activities, contextWith(signal), longMs);
    expect(listeners).toBe(0);
  });
});

describe('what a processor returns', () => {
  const good = ids.map(succeeds());
  const withResult = (fields: object) => [
    { activityId: 'act-0001', kind: 'result', result: { ...aResult(), ...fields } },
    ...good.slice(1),
  ];
  const withError = (fields: object) => [
    { activityId: 'act-0001', kind: 'error', code: 'NO_FACTOR', details: 'None.', ...fields },
    ...good.slice(1),
  ];

  const nonsense: [string, unknown, string][] = [
    ['nothing', undefined, 'undefined instead of a list of outcomes'],
    ['null', null, 'object instead of a list of outcomes'],
    ['a text', 'done', 'string instead of a list of outcomes'],
    ['a list with a hole', [null, ...good], 'an outcome for "undefined", which it was not asked about'],
    ['no outcome for some', good.slice(1), 'no outcome for 1 activities, the first "act-0001"'],
    ['no outcome at all', [], 'no outcome for 3 activities, the first "act-0001"'],
    ['one outcome twice', [...good, good[0]], 'two outcomes for "act-0001"'],
    [
      'one too many',
      [...good, succeeds()('act-0009')],
      'an outcome for "act-0009", which it was not asked about',
    ],
    [
      'an unknown kind',
      [{ activityId: 'act-0001', kind: 'fine' }, ...good.slice(1)],
      'for "act-0001" an outcome of the kind "fine"',
    ],
    [
      'no kind',
      [{ activityId: 'act-0001' }, ...good.slice(1)],
      'for "act-0001" an outcome of the kind undefined',
    ],
    [
      'no result',
      [{ activityId: 'act-0001', kind: 'result' }, ...good.slice(1)],
      'for "act-0001" the result undefined',
    ],
    ['an unknown code', withError({ code: 'OOPS' }), 'for "act-0001" an error with the code "OOPS"'],
    ['no details', withError({ details: ' ' }), 'for "act-0001" an error whose details are " "'],
    ['details with a NUL', withError({ details: 'a\u0000b' }), 'an error whose details are "a\\u0000b"'],
    [
      'a number for a decimal',
      withResult({ co2eKg: 12.5 }),
      'a result whose co2eKg is 12.5 instead of a decimal in a string',
    ],
    ['NaN', withResult({ co2eKg: 'NaN' }), 'a result whose co2eKg is "NaN"'],
    ['Infinity', withResult({ co2eKg: 'Infinity' }), 'a result whose co2eKg is "Infinity"'],
    [
      'an exponent',
      withResult({ co2Kg: '1e3' }),
      'a result whose co2Kg is "1e3" instead of a decimal in a string or null',
    ],
    ['an endless figure', withResult({ ch4Kg: '1'.repeat(101) }), 'a result whose ch4Kg is "1111'],
    ['a missing figure', withResult({ co2eKg: undefined }), 'a result whose co2eKg is undefined'],
    [
      'a market-based figure outside scope 2',
      withResult({ scope: 1, market: { co2eKg: '1', basis: 'instrument', factor: null } }),
      'a result whose market is an object instead of a figure with its basis',
    ],
    ['a quality that is none', withResult({ qualityScore: 6 }), 'a result whose qualityScore is 6'],
    ['a scope that is none', withResult({ scope: 4 }), 'a result whose scope is 4 instead of 1, 2 or 3'],
    ['a category that is none', withResult({ scope3Category: 16 }), 'a result whose scope3Category is 16'],
    ['half a character', withResult({ dataset: '\ud800' }), 'a result whose dataset is'],
    [
      'an object for a text',
      withResult({ factorId: {} }),
      'a result whose factorId is an object instead of a text or null',
    ],
    ['an unknown region match', withResult({ regionMatch: 'near' }), 'a result whose regionMatch is "near"'],
    ['parts that are no list', withResult({ factorParts: {} }), 'a result whose factorParts is an object'],
    ['no method', withResult({ method: null }), 'a result whose method is null instead of a text'],
  ];

  for (const [what, outcomes, message] of nonsense) {
    it(`is refused as a fault when it is ${what}`, async () => {
      const fault = await faultOf(returning(outcomes));
      expect(fault.code).toBe('PROCESSOR_ERROR');
      expect(fault.activityIds).toEqual(ids);
      expect(fault.message).toContain('The processor "custom" returned ');
      expect(fault.message).toContain(message);
    });
  }

  it('may be a negative figure, a result that explains nothing, and an error of any known code', async () => {
    const bare = Object.fromEntries(Object.keys(aResult()).map((field) => [field, null]));
    const outcomes = [
      { activityId: 'act-0001', kind: 'result', result: aResult({ co2eKg: '-0.000000001' }) },
      { activityId: 'act-0002', kind: 'result', result: { ...bare, scope: 3, co2eKg: '0', method: 'own' } },
      {
        activityId: 'act-0003',
        kind: 'error',
        code: 'PROCESSOR_ERROR',
        details: 'The service knows no such thing.',
      },
    ];
    expect((await callProcessor(returning(outcomes), activities, context, longMs)).size).toBe(3);
  });
});
