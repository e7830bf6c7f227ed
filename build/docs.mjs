// `npm run docs`: draws what is drawn in docs/ from the tables the till runs on; build/docs/ does the drawing. A test fails when a drawing is stale.
import { join } from 'node:path';
import { ensureModules } from './setup/install.mjs';
import { NODE24, ROOT } from './setup/paths.mjs';
import { runInherited } from './setup/process.mjs';
import { runScript, SetUpError } from './setup.mjs';

await runScript(async (args) => {
  if (args.length > 0) throw new SetUpError(`npm run docs takes no flags, not ${args[0]}`);
  ensureModules((line) => process.stderr.write(`set-up: ${line}\n`));
  return runInherited(NODE24, [join(ROOT, 'build', 'docs', 'run.ts')], { cwd: ROOT });
});
