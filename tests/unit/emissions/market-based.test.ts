import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import { completeCalculation } from '../../../src/domain/calculation.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { anActivity } from '../../support/batches.ts';
import { aFactor } from '../../support/factors.ts';

const grid = aFactor({ id: 'grid', co2eKgPerUnit: '0.2' });
const contract = aFactor({ id: 'contract', co2eKgPerUnit: '0.01', instrument: 'contract' });
const residual = aFactor({ id: 'residual', co2eKgPerUnit: '0.4', instrument: 'residual_mix' });

function outcomeOf(
  factors: readonly EmissionFactor[],
  fields: Partial<Activity> = {},
  periodPolicy: 'by_days' | 'period_start' = 'by_days',
) {
  const calculation = completeCalculation({ periodPolicy }, ['test']);
  return createCalculator(new FactorIndex(factors, calculation.factorSets), calculation)(anActivity(fields));
}

function marketOf(...given: Parameters<typeof outcomeOf>) {
  const outcome = outcomeOf(...given);
  if (outcome.kind === 'error') throw new Error(outcome.details);
  const { market, co2eKg } = outcome.result;
  return { located: co2eKg, co2eKg: market?.co2eKg, basis: market?.basis, id: market?.factor?.factorId };
}

function errorOf(...given: Parameters<typeof outcomeOf>) {
  const outcome = outcomeOf(...given);
  if (outcome.kind === 'result') throw new Error(`${outcome.result.co2eKg} kg was computed.`);
  return { code: outcome.code, details: outcome.details };
}

describe('scope 2 (M20)', () => {
  it('has both figures, each with its own factor', () => {
    expect(marketOf([grid, contract])).toEqual({
      located: '20',
      co2eKg: '1',
      basis: 'instrument',
      id: 'contract',
    });
  });

  it('says so where the grid average stands in for an instrument', () => {
    expect(marketOf([grid])).toMatchObject({ co2eKg: '20', basis: 'location_based', id: undefined });
  });

  it('never lets an instrument into the location-based figure', () => {
    expect(errorOf([contract]).code).toBe('NO_FACTOR');
  });

  it('needs a location-based factor, also where the supplier states a figure', () => {
    expect(marketOf([grid], { supplierFactor: '0.05', supplier: 'Acme Power' })).toMatchObject({
      located: '20',
      co2eKg: '5',
      basis: 'supplier',
    });
    expect(errorOf([grid], { supplierFactor: '0.05', location: 'FR' }).code).toBe('NO_FACTOR');
  });

  it('takes the figure of the supplier before any instrument', () => {
    expect(marketOf([grid, contract], { supplierFactor: '0' })).toMatchObject({
      co2eKg: '0',
      basis: 'supplier',
    });
  });
});

it('is never that of another activity, whatever a meter is called', () => {
  const other = aFactor({ id: 'other', category: 'electricity', co2eKgPerUnit: '9', validTo: '2025-12-30' });
  const factors = [grid, other, { ...contract, meterId: 'm-1' }];
  const calculate = createCalculator(new FactorIndex(factors, ['test']));
  const pinned = anActivity({ factorId: 'other' });
  const { source, workspaceId } = pinned;
  const odd = { workspaceId: 'other', meterId: `null\nnull\n${source}\n${workspaceId}\nnull` };
  const kgOf = (activity: Activity) => {
    const outcome = calculate(activity);
    return outcome.kind === 'result' ? outcome.result.co2eKg : outcome.code;
  };
  expect([kgOf(pinned), kgOf(anActivity(odd)), kgOf(pinned)]).toEqual(['900', '20', '900']);
});

describe('the choice among instruments (M21)', () => {
  const certificate = aFactor({ id: 'certificate', co2eKgPerUnit: '0', instrument: 'energy_certificate' });
  const rate = aFactor({ id: 'rate', co2eKgPerUnit: '0.3', instrument: 'supplier_rate' });

  it.each([
    ['a certificate before a contract', [contract, certificate], 'certificate'],
    ['a contract before a rate', [rate, contract], 'contract'],
    ['a rate before the residual mix', [residual, rate], 'rate'],
    ['the residual mix before the grid average', [residual], 'residual'],
    [
      'that of the meter before a better one of the organisation',
      [certificate, { ...rate, meterId: 'm-1' }],
      'rate',
    ],
    [
      'that of the workspace before one of the organisation',
      [certificate, { ...rate, workspaceId: 'ws-test' }],
      'rate',
    ],
    ['none of another meter', [residual, { ...certificate, meterId: 'm-2' }], 'residual'],
    ['none of another workspace', [residual, { ...certificate, workspaceId: 'ws-b' }], 'residual'],
  ])('takes %s', (_, instruments, expected) => {
    expect(marketOf([grid, ...instruments], { meterId: 'm-1' }).id).toBe(expected);
  });

  it('takes a contract for the country before the residual mix of the subregion', () => {
    const factors = [
      aFactor({ id: 'grid', region: 'US-CAMX' }),
      { ...residual, region: 'US-CAMX' },
      { ...contract, region: 'US' },
    ];
    expect(marketOf(factors, { location: 'US-CAMX' }).id).toBe('contract');
  });

  it('takes the residual mix of the country where an instrument of the subregion is over', () => {
    const over = { ...contract, region: 'US-CAMX', validFrom: '2024-01-01', validTo: '2024-12-31' };
    const factors = [aFactor({ region: 'US-CAMX' }), over, { ...residual, region: 'US' }];
    expect(marketOf(factors, { location: 'US-CAMX' }).id).toBe('residual');
  });

  it("does not let a unit decide: the meter's contract per MWh comes before the residual mix per kWh", () => {
    const ofMeter = { ...contract, unit: 'MWh', co2eKgPerUnit: '10', meterId: 'm-1' };
    expect(marketOf([grid, residual, ofMeter], { meterId: 'm-1' })).toMatchObject({
      id: 'contract',
      co2eKg: '1',
    });
  });

  it('gives each day of a period the best instrument that is valid on it', () => {
    const untilTheTenth = { ...contract, validTo: '2025-03-10' };
    // 10 of 31 days by contract, 21 by the residual mix: 100 x (0.01 x 10 + 0.4 x 21) / 31.
    expect(marketOf([grid, untilTheTenth, residual])).toMatchObject({
      id: 'contract+residual',
      co2eKg: '27.419354839',
    });
  });

  it('uses no instrument where they leave a day of the period uncovered', () => {
    const untilTheTenth = { ...contract, validTo: '2025-03-10' };
    expect(marketOf([grid, untilTheTenth])).toMatchObject({ basis: 'location_based', co2eKg: '20' });
  });

  it('asks about the first day alone with the policy period_start (M12)', () => {
    const untilTheTenth = { ...contract, validTo: '2025-03-10' };
    expect(marketOf([grid, untilTheTenth], {}, 'period_start')).toMatchObject({
      basis: 'instrument',
      co2eKg: '1',
    });
  });
});

describe('an instrument that the activity names (M22)', () => {
  it('makes the market-based figure, and the location-based one is searched for as ever', () => {
    const better = aFactor({ id: 'better', co2eKgPerUnit: '0', instrument: 'energy_certificate' });
    expect(marketOf([grid, contract, better], { factorId: 'contract' })).toEqual({
      located: '20',
      co2eKg: '1',
      basis: 'instrument',
      id: 'contract',
    });
  });

  it('is refused where it holds for another meter', () => {
    expect(
      errorOf([grid, { ...contract, meterId: 'm-2' }], { factorId: 'contract', meterId: 'm-1' }),
    ).toEqual({ code: 'NO_FACTOR', details: 'The instrument "contract" holds for the meter "m-2" only.' });
  });

  it('of another workspace is like one that there is not, and is not proposed either', () => {
    const theirs = { ...contract, workspaceId: 'ws-b' };
    const text = 'There is no factor "contract" in the factor sets in use (test).';
    const none = { code: 'NO_FACTOR', details: text };
    expect(errorOf([grid, theirs], { factorId: 'contract' })).toEqual(none);
    expect(errorOf([grid], { factorId: 'contract' })).toEqual(none);
    expect(errorOf([grid, theirs], { factorId: 'contracts' }).details).not.toContain('Did you mean');
    const own = { ...contract, workspaceId: 'ws-test' };
    expect(errorOf([grid, own], { factorId: 'contracts' }).details).toContain('Did you mean contract?');
  });

  it('is refused for what is not scope 2, and not passed over in silence', () => {
    const diesel = aFactor({ id: 'diesel', category: 'diesel', scope: 1, unit: 'L' });
    const activity = { category: 'diesel', unit: 'L', factorId: 'contract' };
    expect(errorOf([diesel, contract], activity)).toEqual({
      code: 'NO_FACTOR',
      details: 'The factor "contract" is an instrument of market-based scope 2, and diesel is scope 1.',
    });
  });

  it('is refused outside its window and in another dimension', () => {
    expect(errorOf([grid, { ...contract, validTo: '2025-03-10' }], { factorId: 'contract' }).code).toBe(
      'NO_VALID_FACTOR_FOR_DATE',
    );
    expect(errorOf([grid, { ...contract, unit: 'kg' }], { factorId: 'contract' }).code).toBe(
      'INCOMPATIBLE_UNIT',
    );
  });
});
