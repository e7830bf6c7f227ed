// `npm test`: everything that is checked, on two cores, within ten minutes. The last line is `N passed, N failed`.
//
//   npm test -- --only unit,integration   only these kinds of tests (and the checks)
//   npm test -- --only day                a whole shop day through the real windows, which takes minutes; a short one is among the end-to-end tests
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './freshness.mjs';
import { MODULES, NODE24, ROOT } from './setup/paths.mjs';
import { runInherited, SetUpError } from './setup/process.mjs';
import { runScript, setUp } from './setup.mjs';

/** Well beyond what it takes on two idle cores, so that a busy machine is no failure. */
const TOTAL_TIMEOUT_MS = 25 * 60_000;
const KINDS = ['unit', 'integration', 'e2e'];
/** Only when asked for. */
const APART = ['day'];
/** Windows and browsers get the machine to themselves; the rest shares it. */
const ROUNDS = [['unit', 'integration'], ['e2e'], ['day']];

const CHECKS = [
  { name: 'types', args: [join(MODULES, 'typescript', 'bin', 'tsc'), '--noEmit', '-p', '.'] },
  { name: 'lint', args: [join(MODULES, 'oxlint', 'bin', 'oxlint'), '--deny-warnings'] },
  { name: 'dependency rules', args: [join(ROOT, 'build', 'rules', 'dependencies.mjs')] },
];

function readArguments(args) {
  if (args.length === 0) return KINDS;
  const kinds = args[0] === '--only' && args.length === 2 ? args[1].split(',') : [];
  if (kinds.length === 0 || !kinds.every((kind) => KINDS.includes(kind) || APART.includes(kind))) throw new SetUpError(`usage: npm test [-- --only ${[...KINDS, ...APART].join(',')}]`);
  return kinds;
}

/** Counts of one vitest run: a file that could not even be read counts as one failure, and so does an error outside any test. */
function count(reportFile, exitCode) {
  let files;
  try {
    files = JSON.parse(readFileSync(reportFile, 'utf8')).testResults;
  } catch {
    return { passed: 0, failed: 1 };
  }
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const broken = files.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed')).length;
  const failed = tests.filter(({ status }) => status === 'failed').length + broken;
  return { passed: tests.filter(({ status }) => status === 'passed').length, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

await runScript(async (args) => {
  const kinds = readArguments(args);
  const begunAtMs = Date.now();
  const leftMs = () => Math.max(1, TOTAL_TIMEOUT_MS - (Date.now() - begunAtMs));
  const { runtime } = await setUp({ tests: true });
  await ensureBuilt();
  process.stdout.write(`end-to-end tests run on ${runtime.kind}\n`);

  const scratch = mkdtempSync(join(tmpdir(), 'guitai-test-'));
  const summary = [];
  const run = async (name, commandArgs, tally) => {
    const stepBegunAtMs = Date.now();
    const exitCode = await runInherited(NODE24, commandArgs, { cwd: ROOT, timeoutMs: leftMs() });
    summary.push({ name, seconds: (Date.now() - stepBegunAtMs) / 1000, ...tally(exitCode) });
  };
  try {
    for (const { name, args: checkArgs } of CHECKS) await run(name, checkArgs, (exitCode) => (exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }));
    for (const round of ROUNDS) {
      const wanted = round.filter((kind) => kinds.includes(kind));
      if (wanted.length === 0) continue;
      const report = join(scratch, `${wanted[0]}.json`);
      const vitest = [join(MODULES, 'vitest', 'vitest.mjs'), 'run', ...wanted.flatMap((kind) => ['--project', kind]), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      await run(wanted.join(' and '), vitest, (exitCode) => count(report, exitCode));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }

  process.stdout.write('\n');
  for (const { name, seconds, passed, failed } of summary) process.stdout.write(`${name.padEnd(24)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s\n`);
  const total = (key) => summary.reduce((sum, step) => sum + step[key], 0);
  process.stdout.write(`${total('passed')} passed, ${total('failed')} failed\n`);
  return total('failed') === 0 ? 0 : 1;
});
