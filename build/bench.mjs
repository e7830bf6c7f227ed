// `npm run bench -- --json FILE [--quick] [--only NAME]`: sets up, builds and measures; test/bench/run.ts does the measuring. See docs/benches.md.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './freshness.mjs';
import { fileToWrite } from './setup/file-to-write.mjs';
import { ROOT } from './setup/paths.mjs';
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

await runScript(async (args) => {
  const { quick, json, only, help } = parse(args);
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const file = json === undefined ? undefined : fileToWrite('--json', json);
  const { node, runtime } = await setUp({ tests: true });
  await ensureBuilt();
  const flags = [...(quick ? ['--quick'] : []), ...(file ? ['--json', file] : []), ...(only ? ['--only', only] : []), '--runtime', runtime.kind];
  return runInherited(node, [join(BENCHES, 'run.ts'), ...flags], { cwd: ROOT });
});
