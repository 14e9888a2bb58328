import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { Real } from './real.ts';
import { runCommands } from './run-commands.ts';

/** `npm run test:model -- --commands 100000 --seed 1` says otherwise. */
const commands = Number(process.env.MODEL_COMMANDS ?? 1_500);
const seed = Number(process.env.MODEL_SEED ?? randomInt(2 ** 30));

describeOnEachDatabase('the store beside its model', (openDatabase, kind) => {
  it(`answers every command as the model does (${commands} from seed ${seed})`, { timeout: 0 }, async () => {
    const real = new Real(await openDatabase());
    await real.prepare();
    const begun = performance.now();
    const { byKind, ...run } = await runCommands(real, commands, seed);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const kinds = Object.entries(byKind).map(([name, count]) => `${name} ${count}`);
    process.stdout.write(
      `model: ${run.commands} commands on ${kind} in ${seconds} s, seed ${seed}: ${kinds.join(', ')}\n`,
    );
    expect(run.commands).toBeGreaterThanOrEqual(commands);
  });
});
