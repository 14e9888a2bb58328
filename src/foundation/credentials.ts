/** A character as it is, or percent-encoded once or several times over: `_`, `%5F`, `%255f`. */
const either = (literal: string, codes: string) => `(?:${literal}|%(?:25)*(?:${codes}))`;
const exactly = (text: string) => [...text].map((one) => either(one, codeOf(one))).join('');
const codeOf = (character: string) =>
  character
    .charCodeAt(0)
    .toString(16)
    .replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`);

const hexDigit = either('[0-9a-f]', '3[0-9]|[46][1-6]');
const wordCharacter = either('\\w', '3[0-9]|[46][1-9a-f]|[57][0-9a]|5f');
const base64Digit = either('[\\w-]', '2[dD]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]');
const plainBase64Digit = either('[\\w+/=-]', '2[bBdDfF]|3[0-9dD]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]');
const dot = either('\\.', '2[eE]');

/**
 * API keys, secrets of webhooks, and JSON Web Tokens as they begin; what follows belongs to them, whatever it is. All are
 * looked for inside of words too: in a URL, what stands before them may be the end of another percent-encoded character.
 * There a token must be whole, since its beginning is no rare word, and its first part is bounded, since each `eyJ` of a
 * text may begin one.
 */
const credentials = [
  new RegExp(`${exactly('ogf_')}${hexDigit}{16}${exactly('_')}${wordCharacter}*`, 'gi'),
  new RegExp(
    `(?<![\\w-])eyJ${base64Digit}{8,}${dot}(?:${base64Digit}|${dot})+|${exactly('eyJ')}${base64Digit}{8,300}${dot}${base64Digit}{8,}${dot}${base64Digit}+`,
    'g',
  ),
  new RegExp(`${exactly('whsec_')}${plainBase64Digit}{20,}`, 'g'),
] as const;

/** Whether something in the text has the form of a credential. */
export function hasCredential(text: string): boolean {
  return credentials.some((form) => text.search(form) >= 0);
}

/** The text with `***` in place of what has the form of a credential: for logs, and for messages that quote. */
export function withoutCredentials(text: string): string {
  return credentials.reduce((rest, form) => rest.replaceAll(form, '***'), text);
}

/**
 * The text with `***` in place of the user and password of URLs in it, and of a `password=` that they ask for. Up to the last
 * `@`: in a URL with a slip, anything before it may be the password, and what is hidden without need does no harm.
 */
export function withoutUserInfo(text: string): string {
  return text
    .replaceAll(/([a-z][a-z0-9+.-]*:\/\/)\S*@/gi, '$1***@')
    .replaceAll(/([?&]\w*password=)[^&\s"]*/gi, '$1***');
}
