// `node build/check-model.mjs [--depth N]`: walks every interleaving of a payment deeper than npm test has time for; test/simulation/check-model.ts does the walking.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureModules } from './setup/install.mjs';
import { fromHere, NODE24, ROOT } from './setup/paths.mjs';
import { runInherited, SetUpError } from './setup/process.mjs';
import { runScript } from './setup.mjs';

const USAGE = `Walks every interleaving of answers, late answers, messages, inquiries, cancels, crashes, repeated charges and clock jumps, product by product.

  node build/check-model.mjs [flags]

  --depth N      events of the walk in which everything may happen (10); each further one takes about twice as long
  --whole        every state there is of one payment with a crash, a clock that is set and the end of the cancel window: minutes and gigabytes
  --only NAME    one system, such as alipayOrderCode or alipayHkMerchantQr, or refund
  --states N     stop when so many states of one system were seen
  --json FILE    also write the figures into this file
  --help         this text

Exit code 0 when all is well, 1 when a path leads where none may lead; the path is printed.
`;

const OPTIONS = { depth: { type: 'string' }, whole: { type: 'boolean' }, only: { type: 'string' }, states: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } };
/** A walk keeps its frontier in memory; the whole of one payment needs a few gigabytes. */
const HEAP_MB = 12_000;

function parse(args) {
  let values;
  try {
    values = parseArgs({ args, options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new SetUpError(`${error.message.split('\n')[0].replace(/\.? To specify.*/, '')} (--help lists the flags)`);
  }
  for (const [name, most] of [['depth', 200], ['states', 1_000_000_000]]) {
    const value = values[name];
    if (value !== undefined && (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > most)) throw new SetUpError(`--${name} must be a whole number from 1 to ${most}, not ${value}`);
  }
  for (const name of ['only', 'json']) if (values[name] === '') throw new SetUpError(`--${name} needs a value`);
  return values;
}

await runScript(async (args) => {
  const { help, whole, json, ...rest } = parse(args);
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  ensureModules((line) => process.stderr.write(`set-up: ${line}\n`));
  const flags = Object.entries(rest).flatMap(([name, value]) => [`--${name}`, value]);
  return runInherited(
    NODE24, [`--max-old-space-size=${HEAP_MB}`, join(ROOT, 'test', 'simulation', 'check-model.ts'), ...flags, ...(whole ? ['--whole'] : []), ...(json === undefined ? [] : ['--json', fromHere(json)])], { cwd: ROOT },
  );
});
