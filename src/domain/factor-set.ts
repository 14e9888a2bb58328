const ownPrefix = 'own/';

/** Whether the set is an organisation's own: only their ids begin so. */
export function isOwnFactorSet(setId: string): boolean {
  return setId.startsWith(ownPrefix);
}
