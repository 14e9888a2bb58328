import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/app/config.ts';
import { createTokenVerifier } from '../../src/app/token-verifier.ts';
import type { VerifyToken } from '../../src/http/authentication.ts';
import { failureOf } from '../support/failure.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { TokenIssuer } from '../support/token-issuer.ts';

const claims = { org_id: 'acme', role: 'viewer' };
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the keys of an issuer', () => {
  let issuer: TokenIssuer;
  let clock: ManualClock;
  let verify: VerifyToken;

  beforeEach(async () => {
    issuer = await TokenIssuer.start();
    clock = new ManualClock();
    const { url, audience } = issuer;
    const settings = { ...readConfig({}).tokens, issuer: url, audience, keysUrl: null };
    verify = createTokenVerifier({ ...settings, keysKeptMs: 600_000, refetchedAfterMs: 30_000 }, clock);
  });
  afterEach(() => issuer.stop());

  const isRight = async (token: string) => (await verify(token))?.actor === 'jwt:ann';
  const away = async (token: string) =>
    expect(await failureOf(verify(token))).toMatchObject({ code: 'UNAVAILABLE' });

  it('are not asked for because of what cannot be its token', async () => {
    const [header = '', payload = '', signature = ''] = (await issuer.token(claims)).split('.');
    for (const token of [
      ...['open-sesame', 'a.b', 'a.b.c', `${header}.${payload}`, `${header}..${signature}`],
      await issuer.token({ ...claims, iss: 'https://login.example.com' }),
      await issuer.token({ ...claims, iss: undefined }),
      `${base64({ alg: 'none' })}.${payload}.`,
      `${base64({ alg: 'HS256', kid: 'key-1' })}.${payload}.${signature}`,
      `${base64({ kid: 'key-1' })}.${payload}.${signature}`,
      `${header}.${base64(['iss', issuer.url])}.${signature}`,
    ]) {
      expect([token, await verify(token)]).toEqual([token, null]);
    }
    expect(issuer.asked).toBe(0);
  });

  it('are asked for once where many ask at the same time', async () => {
    const token = await issuer.token(claims);
    const answers = await Promise.all(Array.from({ length: 50 }, () => isRight(token)));
    expect([new Set(answers), issuer.asked]).toEqual([new Set([true]), 2]);
  });

  it('are asked for every 30 seconds at most while the issuer is away, whoever asks', async () => {
    const token = await issuer.token(claims);
    issuer.claimedIssuer = null;
    await Promise.all(Array.from({ length: 20 }, () => away(token)));
    await away(token);
    expect(issuer.asked).toBe(1);
    clock.jump(20_000);
    expect(await failureOf(verify(token))).toMatchObject({ headers: { 'retry-after': '10' } });
    issuer.claimedIssuer = issuer.url;
    await away(token);
    expect(issuer.asked).toBe(1);
    clock.jump(10_000);
    expect(await isRight(token)).toBe(true);
  });

  it('that are known count while it is away, until their time is over; of others nothing is known', async () => {
    const known = await issuer.token(claims);
    expect(await isRight(known)).toBe(true);
    clock.jump(60_000);
    await issuer.addKey();
    const unknown = await issuer.token(claims);
    issuer.claimedIssuer = null;
    const asked = issuer.asked;
    for (let call = 0; call < 5; call++) await away(unknown);
    expect(issuer.asked).toBe(asked + 1);
    expect(await isRight(known)).toBe(true);
    clock.jump(540_000);
    await away(known);
  });

  it('are asked for every 30 seconds at most because of tokens by keys that it does not have', async () => {
    expect(await isRight(await issuer.token(claims))).toBe(true);
    const stranger = await TokenIssuer.start();
    for (let count = 0; count < 3; count++) await stranger.addKey();
    const foreign = await stranger.token({ ...claims, iss: issuer.url });
    await stranger.stop();
    for (let call = 0; call < 5; call++) expect(await verify(foreign)).toBeNull();
    expect(issuer.keysAskedFor).toBe(1);
    clock.jump(30_000);
    for (let call = 0; call < 5; call++) expect(await verify(foreign)).toBeNull();
    expect(issuer.keysAskedFor).toBe(2);
  });

  it('are found where it shows them now, though it has moved them', async () => {
    expect(await isRight(await issuer.token(claims))).toBe(true);
    issuer.keysPath = '/realms/new/keys';
    await issuer.addKey();
    clock.jump(30_000);
    expect(await isRight(await issuer.token(claims))).toBe(true);
  });

  it('are found anew when half of their time is over, and nobody waits or is refused for it', async () => {
    const token = await issuer.token(claims);
    expect(await isRight(token)).toBe(true);
    clock.jump(300_000);
    issuer.claimedIssuer = null;
    const { asked } = issuer;
    while (issuer.asked === asked) expect(await isRight(token)).toBe(true);
    clock.jump(30_000);
    issuer.claimedIssuer = issuer.url;
    while (issuer.keysAskedFor === 1) expect(await isRight(token)).toBe(true);
    // Without the second finding, their time would be over.
    clock.jump(290_000);
    issuer.claimedIssuer = null;
    expect(await isRight(token)).toBe(true);
  });

  it('that cannot be read are as if they were not there, and keep the others from nothing', async () => {
    const right = await issuer.token(claims);
    await issuer.addBrokenKey();
    expect(await verify(await issuer.token(claims))).toBeNull();
    expect(await isRight(right)).toBe(true);
  });
});
