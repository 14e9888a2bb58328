import type { Logger } from '../../src/foundation/logger.ts';

/** Writes down what is logged. */
export class RecordedLogger implements Logger {
  readonly messages: string[] = [];

  debug = (_: object, message: string) => this.#record(message);
  info = (_: object, message: string) => this.#record(message);
  warn = (_: object, message: string) => this.#record(message);
  error = (_: object, message: string) => this.#record(message);
  child = () => this;

  #record(message: string): void {
    this.messages.push(message);
  }
}
