// `npm run ams-merchants -- register|status|info …`: registers an acquirer's merchants. electron/till/ams-merchants.ts does it, inside the runtime
// the till runs on, because only that can read the keys in the till's settings. See docs/ams-merchants.md.
import { ensureBuilt } from './freshness.mjs';
import { hasDisplay, tillCommand } from './launch.mjs';
import { fromHere } from './setup/paths.mjs';
import { runInherited } from './setup/process.mjs';
import { runScript, setUp } from './setup.mjs';

/** Paths are meant from where the person is. */
const withPathsFromHere = ([name, ...rest]) => {
  let isFileNext = name === 'register';
  return [name, ...rest.map((arg, at) => {
    if (rest[at - 1] === '--data') return fromHere(arg);
    if (arg.startsWith('--data=')) return `--data=${fromHere(arg.slice('--data='.length))}`;
    if (!isFileNext || arg.startsWith('--') || rest[at - 1] === '--product') return arg;
    isFileNext = false;
    return fromHere(arg);
  })].filter((arg) => arg !== undefined);
};

await runScript(async (args) => {
  const { runtime } = await setUp();
  await ensureBuilt();
  const env = { ...process.env, GUITAI_COMMAND: 'ams-merchants', GUITAI_DEVTOOLS: '0', ...(hasDisplay() ? {} : { GUITAI_HEADLESS: '1' }) };
  const till = tillCommand({ runtime, args: withPathsFromHere(args), env });
  return runInherited(till.command, till.args, { env: till.env });
});
