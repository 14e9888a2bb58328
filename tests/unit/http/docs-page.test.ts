import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildUnconnectedApp } from '../../../scripts/make-openapi.ts';

describe('the page that shows the document', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = buildUnconnectedApp();
    await app.ready();
  });
  afterAll(() => app.close());

  it('takes all that it consists of from this server', async () => {
    const { payload, headers } = await app.inject('/docs');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const sources = [...payload.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source);
    expect(sources.length).toBeGreaterThan(4);
    for (const source of sources) {
      const { pathname, origin } = new URL(source, 'http://here/docs');
      expect([source, origin, (await app.inject(pathname)).statusCode]).toEqual([source, 'http://here', 200]);
    }
    // Scripts and styles within the page are what its policy forbids.
    expect(payload).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=/);
  });

  it('may run no script but those files, and ask no other server', async () => {
    for (const url of ['/docs', '/docs/', '/docs/static/swagger-initializer.js']) {
      const policy = String((await app.inject(url)).headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
      expect(policy).toContain(
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(policy).not.toMatch(/unsafe|http|\*/);
    }
    expect((await app.inject('/docs/static/swagger-initializer.js')).payload).toContain(
      '"validatorUrl":null',
    );
  });

  it('leaves paths, methods and policies beside it as they are', async () => {
    const missing = await app.inject('/docs/static/no-such-file.js');
    expect([missing.statusCode, missing.json().code]).toEqual([404, 'NOT_FOUND']);
    const refused = await app.inject({ method: 'POST', url: '/docs/static/index.css' });
    expect([refused.statusCode, refused.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect((await app.inject('/docs/static/..%2f..%2fpackage.json')).statusCode).toBe(404);
    const document = await app.inject('/openapi.json');
    expect(document.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
  });
});
