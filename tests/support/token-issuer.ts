import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** Undefined leaves a claim out. */
export type Claims = { readonly [Name in keyof JWTPayload]?: JWTPayload[Name] | undefined };

/** An OpenID Connect issuer on a port of its own, as far as it signs tokens and shows the keys to check them by. */
export class TokenIssuer {
  readonly audience = 'offgridflow-api';
  /** How often its keys were asked for. */
  keysAskedFor = 0;
  /** How often anything was. */
  asked = 0;
  /** Where it shows its keys. */
  keysPath = '/keys';
  /** What it says of itself; null for an issuer that is down. */
  claimedIssuer: string | null = null;
  readonly #server: Server;
  readonly #keys = new Map<string, KeyPair>();
  readonly #broken = new Set<string>();
  #newest = '';

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked += 1;
      if (this.claimedIssuer === null) response.writeHead(500).end();
      else if (request.url === '/.well-known/openid-configuration') {
        response.end(JSON.stringify({ issuer: this.claimedIssuer, jwks_uri: `${this.url}${this.keysPath}` }));
      } else if (request.url !== this.keysPath) response.writeHead(404).end();
      else this.#showKeys().then((keys) => response.end(JSON.stringify({ keys })));
    });
  }

  static async start(): Promise<TokenIssuer> {
    const issuer = new TokenIssuer();
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    issuer.claimedIssuer = issuer.url;
    await issuer.addKey();
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on it signs with another key. The former ones stay known until they are withdrawn. */
  async addKey(algorithm = 'ES256'): Promise<void> {
    this.#newest = `key-${this.#keys.size + 1}`;
    this.#keys.set(this.#newest, await generateKeyPair(algorithm));
  }

  /** From now on it signs with a key that it shows, under its id, as one that nobody could check anything by. */
  async addBrokenKey(): Promise<void> {
    await this.addKey();
    this.#broken.add(this.#newest);
  }

  withdrawFormerKeys(): void {
    for (const id of this.#keys.keys()) if (id !== this.#newest) this.#keys.delete(id);
  }

  /** A token that is right unless the claims say otherwise. */
  async token(claims: Claims, algorithm = 'ES256'): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const standard = { iss: this.url, aud: this.audience, sub: 'ann', iat: now, exp: now + 3600 };
    return new SignJWT({ ...standard, ...claims } as JWTPayload)
      .setProtectedHeader({ alg: algorithm, kid: this.#newest })
      .sign(this.#key(this.#newest).privateKey);
  }

  async publicKey(): Promise<object> {
    return exportJWK(this.#key(this.#newest).publicKey);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #key(id: string): KeyPair {
    const key = this.#keys.get(id);
    if (key === undefined) throw new Error(`There is no key ${id}.`);
    return key;
  }

  async #showKeys(): Promise<object[]> {
    this.keysAskedFor += 1;
    return Promise.all(
      [...this.#keys].map(async ([kid, { publicKey }]) => ({
        ...(await exportJWK(publicKey)),
        ...(this.#broken.has(kid) && { x: 'AAAA' }),
        kid,
        use: 'sig',
      })),
    );
  }
}
