const lengthMax = 500;

/**
 * What was thrown, as a text that can be stored and shown: one line, no control characters, not endless. Anything can
 * be thrown by anybody's processor, also what cannot be turned into a text at all.
 */
export function faultText(thrown: unknown): string {
  const line = messageOf(thrown)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out; a NUL cannot be stored.
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
  const short = line.length > lengthMax ? `${line.slice(0, lengthMax)}...` : line;
  return short === '' ? 'an error without a message' : short.toWellFormed();
}

function messageOf(thrown: unknown): string {
  try {
    // Node reports a host that is tried on several addresses with the reasons apart and no message of its own.
    if (thrown instanceof AggregateError && thrown.message === '') return messageOf(thrown.errors[0] ?? '');
    return thrown instanceof Error ? String(thrown.message) : String(thrown);
  } catch {
    return 'an error that cannot be shown';
  }
}
