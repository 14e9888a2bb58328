#!/usr/bin/env node
// Runs on any Node, if only to say that a newer one is needed. The one that the package pins is used when this one is
// too old.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldest = [22, 18];
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

if (!existsSync(main)) fail('OffGridFlow is not built: run npm run build.');
else if (isNewEnough) await import('../dist/cli/main.js');
else runWithPinnedNode();

function runWithPinnedNode() {
  let node;
  try {
    const require = createRequire(import.meta.url);
    node = join(dirname(require.resolve('node/package.json')), 'bin', 'node');
  } catch {
    return fail(`OffGridFlow needs Node ${oldest.join('.')} or newer; this is ${process.version}.`);
  }
  const child = spawn(node, [...process.execArgv, main, ...process.argv.slice(2)], {
    // The channel tells the child when this process is gone, even by kill -9: it ends with it.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // The terminal sends Ctrl-C to both; other signals reach only this process and are passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`The pinned Node cannot be started: ${error.message}.`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal === 'SIGINT' ? 'SIGTERM' : signal);
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
