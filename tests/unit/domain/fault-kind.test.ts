import { describe, expect, it } from 'vitest';
import {
  ConflictError,
  LeaseLostError,
  PermanentProcessorError,
  ProcessorFault,
  TransientProcessorError,
  UnavailableError,
} from '../../../src/domain/errors.ts';
import { classifyFault } from '../../../src/domain/fault-kind.ts';

const thrownByProcessor = (cause: unknown) =>
  new ProcessorFault('PROCESSOR_ERROR', ['a'], 'It failed.', cause);

describe('faults', () => {
  it('of a lost lease are nobody else', () => {
    expect(classifyFault(new LeaseLostError('batch_x'))).toBe('lease_lost');
  });

  it('of a processor are what it marks them as, and unmarked where it does not', () => {
    expect(classifyFault(thrownByProcessor(new TransientProcessorError('down')))).toBe('transient');
    expect(classifyFault(thrownByProcessor(new UnavailableError('the database is away')))).toBe('transient');
    expect(classifyFault(thrownByProcessor(new PermanentProcessorError('never')))).toBe('permanent');
    for (const cause of [new Error('x'), new ConflictError('x'), 'x', undefined, null, Object.create(null)]) {
      expect(classifyFault(thrownByProcessor(cause))).toBe('unmarked');
    }
    expect(classifyFault(new ProcessorFault('PROCESSOR_TIMEOUT', ['a'], 'It took too long.'))).toBe(
      'unmarked',
    );
  });

  it('of the machinery around it pass, unless they are marked', () => {
    for (const fault of [new Error('terminating connection'), 'x', undefined]) {
      expect(classifyFault(fault)).toBe('transient');
    }
    expect(classifyFault(new PermanentProcessorError('never'))).toBe('permanent');
  });
});
