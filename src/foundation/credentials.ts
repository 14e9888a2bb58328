/** API keys, and JSON Web Tokens as they begin. What follows belongs to them, whatever it is. */
const credentials = /\bogf_[0-9a-f]{16}_\w*|\beyJ[\w-]{8,}\.[\w.-]+/g;

/** Whether something in the text has the form of a credential. */
export function hasCredential(text: string): boolean {
  return text.search(credentials) >= 0;
}

/** The text with `***` in place of what has the form of a credential: for logs, and for messages that quote. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(credentials, '***');
}
