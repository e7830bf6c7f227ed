// `npm run release -- keys --out DIR | sign --key FILE [--dist DIR] [--notes FILE] | verify [--dist DIR]`: the publisher's tools (docs/updates.md). build/release/run.ts does it and says what is wrong.
import { join } from 'node:path';
import { ensureModules } from './setup/install.mjs';
import { fromHere, NODE24, ROOT } from './setup/paths.mjs';
import { runInherited } from './setup/process.mjs';
import { runScript } from './setup.mjs';

const PATH_FLAGS = ['--out', '--key', '--dist', '--notes'];

/** Paths on the command line are meant from where the person is. */
const fromWhereWeAre = (args) => args.map((arg, at) => {
  const flag = PATH_FLAGS.find((name) => arg.startsWith(`${name}=`));
  if (flag !== undefined) return `${flag}=${fromHere(arg.slice(flag.length + 1))}`;
  return PATH_FLAGS.includes(args[at - 1]) ? fromHere(arg) : arg;
});

await runScript(async (args) => {
  ensureModules((line) => process.stderr.write(`set-up: ${line}\n`));
  return runInherited(NODE24, [join(ROOT, 'build', 'release', 'run.ts'), ...fromWhereWeAre(args)], { cwd: ROOT });
});
