// `npm run simulate -- --runs N --seed S [--json FILE]`: sets up and plays whole tills against faulty gateways under a virtual clock; test/simulation/simulate.ts does the playing.
import { join } from 'node:path';
import { fileToWrite } from './setup/file-to-write.mjs';
import { ROOT } from './setup/paths.mjs';
import { runInherited, SetUpError } from './setup/process.mjs';
import { runScript, setUp } from './setup.mjs';

const USAGE = `Plays whole tills against faulty gateways, and judges every run: gateway ledger = journal, no sale charged twice, nothing lost, nothing hidden.

  npm run simulate -- [flags]

  --runs N      how many runs (1000)
  --seed S      the series; the same seed is the same series (1)
  --json FILE   also write the counts into this file
  --only RUN    play that run of the series alone, twice, and tell its story
  --workers N   processes to play in (as many as there are cores); the result does not depend on it
  --help        this text

Exit code 0 when every run is clean, 1 when one is not.
`;

const COUNTS = { '--runs': [1, 100_000_000], '--seed': [0, 4_294_967_295], '--only': [0, 100_000_000], '--workers': [1, 256] };

function parse(args) {
  const wanted = { help: false, flags: [], json: undefined };
  for (let at = 0; at < args.length; at += 1) {
    const [name, ...rest] = args[at].split('=');
    const given = rest.length > 0 ? rest.join('=') : undefined;
    if (name === '--help' && given === undefined) wanted.help = true;
    else if (name === '--json' || name in COUNTS) {
      const value = given ?? args[(at += 1)];
      if (!value || value.startsWith('--')) throw new SetUpError(`${name} needs a value`);
      if (name === '--json') wanted.json = value;
      else {
        const [least, most] = COUNTS[name];
        if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most) throw new SetUpError(`${name} must be a whole number from ${least} to ${most}, not ${value}`);
        wanted.flags.push(name, value);
      }
    } else throw new SetUpError(`unknown flag: ${args[at]} (--help lists the flags)`);
  }
  return wanted;
}

await runScript(async (args) => {
  const { help, flags, json } = parse(args);
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const file = json === undefined ? undefined : fileToWrite('--json', json);
  const { node } = await setUp({});
  return runInherited(node, [join(ROOT, 'test', 'simulation', 'simulate.ts'), ...flags, ...(file ? ['--json', file] : [])], { cwd: ROOT });
});
