/** What names something, such as an activity, a meter or a factor. */
export const idLengthMax = 200;
/** What activities and factors are matched by. */
export const textLengthMax = 100;

/** PostgreSQL stores no NUL and no half of a surrogate pair, and control characters in a name are an accident. */
export function isStorableText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  return !/[\u0000-\u001f\u007f]/.test(text) && text.isWellFormed();
}

/** The same with line breaks and tabs, which belong to a text of several lines. */
export function isStorableLines(text: string): boolean {
  return isStorableText(text.replaceAll(/[\t\r\n]/g, ''));
}
