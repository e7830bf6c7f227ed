// `npm run demo -- --out DIR [--data DIR]`: the main job by itself, headless, through the real windows. build/demo/run.ts does it.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeWritableFolder } from './folder.mjs';
import { ensureBuilt } from './freshness.mjs';
import { fromHere, ROOT } from './setup/paths.mjs';
import { runInherited, SetUpError } from './setup/process.mjs';
import { runScript, setUp } from './setup.mjs';

const USAGE = 'usage: npm run demo -- --out DIR [--data DIR]';

function folder(flag, path) {
  const dir = fromHere(path);
  try {
    makeWritableFolder(dir);
    return dir;
  } catch (error) {
    throw new SetUpError(`${flag}: cannot write in ${dir} (${error.code ?? error.message})`);
  }
}

function parse(args) {
  let values;
  try {
    ({ values } = parseArgs({ args, options: { out: { type: 'string' }, data: { type: 'string' } }, strict: true }));
  } catch (error) {
    throw new SetUpError(`${error.message.split('\n')[0]} (${USAGE})`);
  }
  if (!values.out) throw new SetUpError(USAGE);
  return { out: folder('--out', values.out), data: values.data === undefined ? undefined : folder('--data', values.data) };
}

await runScript(async (args) => {
  const { out, data } = parse(args);
  const { node } = await setUp({ tests: true });
  await ensureBuilt();
  return runInherited(node, [join(ROOT, 'build', 'demo', 'run.ts'), '--out', out, ...(data ? ['--data', data] : [])], { cwd: ROOT });
});
