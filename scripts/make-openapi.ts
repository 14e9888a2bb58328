import { version } from '../src/app/version.ts';
import { buildApp } from '../src/http/build-app.ts';

/** The OpenAPI document as the application makes it. */
export async function makeOpenApi(): Promise<object> {
  const app = buildUnconnectedApp();
  await app.ready();
  try {
    return app.swagger();
  } finally {
    await app.close();
  }
}

/** For what needs no database, which nothing touches before a request asks for it. */
export function buildUnconnectedApp(): ReturnType<typeof buildApp> {
  const nothing = { authentication: { methods: ['headers'], keys: null }, logger: false, version };
  return buildApp(nothing as unknown as Parameters<typeof buildApp>[0]);
}
