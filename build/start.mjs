// `npm start -- flags`: sets up, builds when something changed, and opens the till.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatFlags, parseFlags, USAGE } from './flags.mjs';
import { isDiskFull, makeWritableFolder } from './folder.mjs';
import { ensureBuilt } from './freshness.mjs';
import { hasDisplay, isHeadless, tillCommand } from './launch.mjs';
import { fromHere, ROOT } from './setup/paths.mjs';
import { runInherited, SetUpError } from './setup/process.mjs';
import { runScript, setUp } from './setup.mjs';

function checkFolder(folder) {
  try {
    makeWritableFolder(folder);
  } catch (error) {
    // The till says it itself, with what is safe.
    if (isDiskFull(error)) return;
    throw new SetUpError(`--data: cannot write in ${folder} (${error.code ?? error.message})`);
  }
}

function checkFile(file) {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new SetUpError(`--provision: no such file: ${file}`);
}

/** The demo is practice: whoever asked for real money, or for a shop to be set up, must not take it for that. */
async function runDemo(flags) {
  if (flags.live) throw new SetUpError('--live needs a display to open the till on, and there is none here');
  if (flags.provisionFile) throw new SetUpError('--provision needs a display to open the till on, and there is none here; nothing was set up');
  const demo = join(ROOT, 'build', 'demo.mjs');
  const out = join(ROOT, '.demo');
  if (!existsSync(demo)) throw new SetUpError('there is no display to open the till on (set GUITAI_HEADLESS=1 to run it without one)');
  process.stderr.write(`there is no display here: showing the demo instead, pictures go to ${out}\n`);
  return runInherited(process.execPath, [demo, '--out', out, ...(flags.dataDir ? ['--data', flags.dataDir] : [])], { cwd: ROOT });
}

await runScript(async (args) => {
  const parsed = parseFlags(args);
  if (!parsed.ok) throw new SetUpError(parsed.message);
  if (parsed.flags.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const flags = { ...parsed.flags, dataDir: parsed.flags.dataDir && fromHere(parsed.flags.dataDir), provisionFile: parsed.flags.provisionFile && fromHere(parsed.flags.provisionFile) };
  if (flags.dataDir) checkFolder(flags.dataDir);
  if (flags.provisionFile) checkFile(flags.provisionFile);
  if (!hasDisplay() && !isHeadless()) return runDemo(flags);

  const { runtime } = await setUp();
  await ensureBuilt();
  const { command, args: commandArgs, env } = tillCommand({ runtime, args: formatFlags(flags) });
  return runInherited(command, commandArgs, { env, lifeline: runtime.kind === 'chromium' });
});
