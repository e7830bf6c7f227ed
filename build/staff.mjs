// `npm run staff -- reset-owner --data DIR [--name NAME]`: a new PIN for an owner who forgot theirs. electron/till/staff/cli.ts does it and says what is wrong.
import { join } from 'node:path';
import { ensureModules } from './setup/install.mjs';
import { fromHere, NODE24, ROOT } from './setup/paths.mjs';
import { runInherited } from './setup/process.mjs';
import { runScript } from './setup.mjs';

const withFolderFromHere = (args) => args.map((arg, at) => {
  if (args[at - 1] === '--data') return fromHere(arg);
  return arg.startsWith('--data=') ? `--data=${fromHere(arg.slice('--data='.length))}` : arg;
});

await runScript(async (args) => {
  ensureModules((line) => process.stderr.write(`set-up: ${line}\n`));
  return runInherited(NODE24, [join(ROOT, 'electron', 'till', 'staff', 'cli.ts'), ...withFolderFromHere(args)], { cwd: ROOT });
});
