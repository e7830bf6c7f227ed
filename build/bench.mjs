// `npm run bench -- --json FILE [--quick] [--only NAME]`: sets up, builds and measures; test/bench/run.ts does the measuring. See docs/benches.md.
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeWritableFolder } from './folder.mjs';
import { ensureBuilt } from './freshness.mjs';
import { fromHere, ROOT } from './setup/paths.mjs';
import { runInherited, SetUpError } from './setup/process.mjs';
import { runScript, setUp } from './setup.mjs';

const BENCHES = join(ROOT, 'test', 'bench');
const SUFFIX = '.bench.ts';

const USAGE = `Measures the till against floors taken in the same run.

  npm run bench -- [flags]

  --json FILE   also write the figures into this file
  --quick       smaller data and fewer rounds: proves that the benches work
  --only NAME   one bench
  --help        this text
`;

const benchNames = () => readdirSync(BENCHES).filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length)).sort();

function parse(args) {
  const wanted = { quick: false, json: undefined, only: undefined, help: false };
  for (let at = 0; at < args.length; at += 1) {
    const [name, ...rest] = args[at].split('=');
    const given = rest.length > 0 ? rest.join('=') : undefined;
    if ((name === '--quick' || name === '--help') && given === undefined) wanted[name.slice(2)] = true;
    else if (name === '--json' || name === '--only') {
      const value = given ?? args[(at += 1)];
      if (!value || value.startsWith('--')) throw new SetUpError(`${name} needs a value`);
      wanted[name.slice(2)] = value;
    } else throw new SetUpError(`unknown flag: ${args[at]} (--help lists the flags)`);
  }
  if (wanted.only !== undefined && !benchNames().includes(wanted.only)) throw new SetUpError(`--only must be one of ${benchNames().join(', ')}, not ${wanted.only}`);
  return wanted;
}

/** Refused now, not after minutes of measuring. */
function writableFile(path) {
  const file = fromHere(path);
  const isThere = statSync(file, { throwIfNoEntry: false });
  try {
    if (isThere?.isDirectory()) throw new SetUpError(`--json: ${file} is a folder`);
    if (isThere) accessSync(file, constants.W_OK);
    else makeWritableFolder(dirname(file));
    return file;
  } catch (error) {
    throw error instanceof SetUpError ? error : new SetUpError(`--json: cannot write ${file} (${error.code ?? error.message})`);
  }
}

await runScript(async (args) => {
  const { quick, json, only, help } = parse(args);
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const file = json === undefined ? undefined : writableFile(json);
  const { node, runtime } = await setUp({ tests: true });
  await ensureBuilt();
  const flags = [...(quick ? ['--quick'] : []), ...(file ? ['--json', file] : []), ...(only ? ['--only', only] : []), '--runtime', runtime.kind];
  return runInherited(node, [join(BENCHES, 'run.ts'), ...flags], { cwd: ROOT });
});
