import {
  LeaseLostError,
  PermanentProcessorError,
  ProcessorFault,
  TransientProcessorError,
  UnavailableError,
} from './errors.ts';

/**
 * What a fault calls for. `transient`: the batch waits and is tried again. `permanent`: no other try can mend it.
 * `unmarked`: a processor failed and did not say which; what it failed on is isolated and tried again.
 */
export type FaultKind = 'lease_lost' | 'transient' | 'permanent' | 'unmarked';

/**
 * The one place that tells faults apart. What an activity does wrong is an outcome and never comes here. What does not
 * come from a processor is of the machinery around it, such as a database that is away, and passes.
 */
export function classifyFault(fault: unknown): FaultKind {
  if (fault instanceof LeaseLostError) return 'lease_lost';
  const thrown = fault instanceof ProcessorFault ? fault.cause : fault;
  if (thrown instanceof PermanentProcessorError) return 'permanent';
  if (thrown instanceof TransientProcessorError || thrown instanceof UnavailableError) return 'transient';
  return fault instanceof ProcessorFault ? 'unmarked' : 'transient';
}
