import { expect, it } from 'vitest';
import {
  ConfigurationError,
  ConflictError,
  LeaseLostError,
  NotFoundError,
  OffGridFlowError,
  ProcessorFault,
  UnavailableError,
  ValidationError,
} from '../../../src/domain/errors.ts';

const cause = new Error('socket hang up');

it.each([
  [new ValidationError('x'), 'VALIDATION_ERROR'],
  [new NotFoundError('x'), 'NOT_FOUND'],
  [new ConflictError('x'), 'CONFLICT'],
  [new ConfigurationError('x'), 'CONFIGURATION_ERROR'],
  [new UnavailableError('x'), 'UNAVAILABLE'],
  [new LeaseLostError('batch_1'), 'LEASE_LOST'],
  [new ProcessorFault('PROCESSOR_ERROR', ['act-1'], 'x'), 'PROCESSOR_ERROR'],
  [new ProcessorFault('PROCESSOR_TIMEOUT', ['act-1'], 'x'), 'PROCESSOR_TIMEOUT'],
])('%s has a stable code', (error, code) => {
  expect(error).toBeInstanceOf(OffGridFlowError);
  expect(error.code).toBe(code);
});

it('keeps what caused it', () => {
  expect(new UnavailableError('The database cannot be reached.', { cause }).cause).toBe(cause);
  expect(new ProcessorFault('PROCESSOR_ERROR', ['act-1'], 'x', cause).cause).toBe(cause);
});

it('names the batch whose lease was lost, and the ways to lose it', () => {
  const error = new LeaseLostError('batch_1');
  expect(error.batchId).toBe('batch_1');
  expect(error.message).toBe(
    'The lease on batch_1 is no longer held: it ran out, passed to another worker or was cancelled.',
  );
});

it('names the activities of the chunk that a processor failed on', () => {
  expect(new ProcessorFault('PROCESSOR_ERROR', ['act-1', 'act-2'], 'x').activityIds).toEqual([
    'act-1',
    'act-2',
  ]);
});
