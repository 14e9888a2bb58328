/** Lets one act at a time have what it stands for; the others wait for their turn. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  alone<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(act);
    this.#last = result.catch(() => {});
    return result;
  }
}
