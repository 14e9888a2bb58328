/**
 * Something with a lifetime. `start` resolves once it works; `stop` resolves once it holds nothing any more.
 * Both are safe to call twice, and `stop` is safe before `start`.
 */
export interface Service {
  start(): Promise<void>;
  stop(): Promise<void>;
}
