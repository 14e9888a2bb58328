/** Prints the answer as JSON where that was asked for, else as a person reads it. */
export function print<Answer>(
  answer: Answer,
  isJson: boolean | undefined,
  render: (answer: Answer) => string,
): void {
  process.stdout.write(`${isJson ? JSON.stringify(answer, null, 2) : render(answer)}\n`);
}
