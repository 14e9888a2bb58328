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

// V8 lets young objects pile up to 128 MB on a large machine before it looks at them, and old ones to four times what is
// in use, whatever a program needs. The first was a third of the memory of `run`, the second a third of that of `serve`
// (294 MB for 60,000 rows in and out, 200 MB with these), and taking them away costs a few percent of its processor time.
// It can only be told so at its start.
const memoryFlag = '--max-semi-space-size';
const thrift = [`${memoryFlag}=8`, '--initial-old-space-size=64', '--heap-growing-percent=70'];
const flags = [...process.execArgv, ...(isChosenByUser() ? [] : thrift)];
const args = [...flags, main, ...process.argv.slice(2)];

if (!existsSync(main)) fail('OffGridFlow is not built: run npm run build.');
else if (!isNewEnough) runWithPinnedNode();
else if (isChosenByUser() || !canReplaceItself()) await import('../dist/cli/main.js');
// The same process goes on as another program: signals, exit code and terminal stay what they are.
else process.execve(process.execPath, [process.execPath, ...args]);

function isChosenByUser() {
  return [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((given) => given.includes(memoryFlag));
}

/** Windows cannot, and a channel to a parent would be lost. */
function canReplaceItself() {
  return process.platform !== 'win32' && process.execve !== undefined && process.channel === undefined;
}

function runWithPinnedNode() {
  let node;
  try {
    const require = createRequire(import.meta.url);
    node = join(dirname(require.resolve('node/package.json')), 'bin', 'node');
  } catch {
    return fail(`OffGridFlow needs Node ${oldest.join('.')} or newer; this is ${process.version}.`);
  }
  const child = spawn(node, args, {
    // The channel tells the child when this process is gone, even by kill -9: it ends with it.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // A terminal sends Ctrl-C to both; the child takes a signal that comes twice at once for one.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`The pinned Node cannot be started: ${error.message}.`));
  child.on('exit', (code, signal) => {
    for (const passedOn of signals) process.removeAllListeners(passedOn);
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
