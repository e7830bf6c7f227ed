// `npm run journal -- verify|rebuild --data DIR [--world training|live]`. electron/journal/cli.ts does it and says what is wrong.
import { join, resolve } from 'node:path';
import { ensureModules } from './setup/install.mjs';
import { NODE24, ROOT } from './setup/paths.mjs';
import { runInherited } from './setup/process.mjs';
import { runScript } from './setup.mjs';

/** npm runs scripts in the project's folder; `--data` is meant from where the person is. */
const fromHere = (args) => args.map((arg, at) => {
  if (args[at - 1] === '--data') return resolve(process.env.INIT_CWD ?? process.cwd(), arg);
  return arg.startsWith('--data=') ? `--data=${resolve(process.env.INIT_CWD ?? process.cwd(), arg.slice('--data='.length))}` : arg;
});

await runScript(async (args) => {
  ensureModules((line) => process.stderr.write(`set-up: ${line}\n`));
  return runInherited(NODE24, [join(ROOT, 'electron', 'journal', 'cli.ts'), ...fromHere(args)], { cwd: ROOT });
});
