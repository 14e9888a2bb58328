/**
 * Named moments of long-lived parts (`batch.claimed`, `chunk.committed`, `poll.finished`, ...). In production
 * nobody listens and a moment costs one call; tests await moments instead of sleeping.
 */
export type Probe = (moment: string, fields: Readonly<Record<string, unknown>>) => void;

export const noProbe: Probe = () => {};
