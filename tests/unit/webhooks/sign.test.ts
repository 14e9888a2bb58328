import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { signedHeaders } from '../../../src/webhooks/sign.ts';

const [secret, former, foreign] = ['a', 'b', 'c'].map(
  (text) => `whsec_${Buffer.from(text.repeat(32)).toString('base64')}`,
);
const message = {
  id: 'msg_1',
  sentAt: new Date(),
  body: '{"type":"batch.completed","data":{"name":"Köln ✓"}}',
};
const verify = (key = '', body: string, headers: Record<string, string>) =>
  new Webhook(key).verify(body, headers);

it('signs as the reference library of the specification verifies', () => {
  const headers = signedHeaders(message, [secret ?? '']);
  expect(verify(secret, message.body, headers)).toEqual(JSON.parse(message.body));
  expect(new Webhook(secret ?? '').sign(message.id, message.sentAt, message.body)).toBe(
    headers['webhook-signature'],
  );
});

it('signs with every secret while they are being exchanged', () => {
  const headers = signedHeaders(message, [secret ?? '', former ?? '']);
  for (const known of [secret, former]) verify(known, message.body, headers);
  expect(() => verify(foreign, message.body, headers)).toThrow(/No matching signature/);
});

it('signs the id, the time and every byte of the body', () => {
  const headers = signedHeaders(message, [secret ?? '']);
  expect(() => verify(secret, `${message.body} `, headers)).toThrow();
  expect(() => verify(secret, message.body, { ...headers, 'webhook-id': 'msg_2' })).toThrow();
  const later = String(Number(headers['webhook-timestamp']) + 1);
  expect(() => verify(secret, message.body, { ...headers, 'webhook-timestamp': later })).toThrow();
});
