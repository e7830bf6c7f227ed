// `npm run journal -- verify|rebuild|check-receipt --data DIR [--world training|live] [--code TEXT]`, `restore --data DIR --from BACKUP`. electron/journal/cli.ts does it and says what is wrong.
import { join } from 'node:path';
import { ensureModules } from './setup/install.mjs';
import { fromHere, NODE24, ROOT } from './setup/paths.mjs';
import { runInherited } from './setup/process.mjs';
import { runScript } from './setup.mjs';

const FOLDERS = ['--data', '--from'];
const withFolderFromHere = (args) => args.map((arg, at) => {
  if (FOLDERS.includes(args[at - 1])) return fromHere(arg);
  const flag = FOLDERS.find((name) => arg.startsWith(`${name}=`));
  return flag === undefined ? arg : `${flag}=${fromHere(arg.slice(flag.length + 1))}`;
});

await runScript(async (args) => {
  ensureModules((line) => process.stderr.write(`set-up: ${line}\n`));
  return runInherited(NODE24, [join(ROOT, 'electron', 'journal', 'cli.ts'), ...withFolderFromHere(args)], { cwd: ROOT });
});
