/**
 * Checks who imports whom (structure-rules.ts). It must have read the whole of src/, for a cruiser that reads
 * nothing finds nothing wrong.
 */
import { globSync } from 'node:fs';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { structureRules } from './structure-rules.ts';

const { output } = await cruise(['src'], {
  ruleSet: { forbidden: structureRules.forbidden },
  validate: true,
  ...structureRules.options,
} as ICruiseOptions);
const { summary, modules } = output as ICruiseResult;
const read = modules.filter(({ source }) => source.startsWith('src/')).length;
const files = globSync('src/**/*.ts').length;

for (const { rule, from, to } of summary.violations) {
  const comment = structureRules.forbidden.find(({ name }) => name === rule.name)?.comment ?? '';
  process.stderr.write(`${rule.name}: ${from} -> ${to}\n  ${comment}\n`);
}
if (read < files) process.stderr.write(`Only ${read} of ${files} files of src/ were read.\n`);
process.stdout.write(
  `${read} files, ${summary.totalDependenciesCruised} imports, ${summary.violations.length} violations\n`,
);
process.exitCode = summary.violations.length > 0 || read < files ? 1 : 0;
