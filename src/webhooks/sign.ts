import { createHmac } from 'node:crypto';

/**
 * The headers of the Standard Webhooks specification: one signature for each secret, so that a receiver who knows any of
 * them accepts it.
 */
export function signedHeaders(
  { id, sentAt, body }: { readonly id: string; readonly sentAt: Date; readonly body: string },
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
