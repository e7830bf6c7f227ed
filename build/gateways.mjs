// `npm run gateways -- --port P`: both practice gateways alone on one port, for trying other software against them. See docs/gateways.md.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileToWrite } from './setup/file-to-write.mjs';
import { ensureModules } from './setup/install.mjs';
import { NODE24, ROOT } from './setup/paths.mjs';
import { runInherited, SetUpError } from './setup/process.mjs';
import { runScript } from './setup.mjs';

const USAGE = `Both practice gateways, alone, on one port.

  npm run gateways -- --port P [flags]

  --port P           the port to listen on; 0 takes any free one
  --host ADDRESS     the address to listen at (default: 127.0.0.1); the control page answers this computer only
  --state FILE       keep the ledger in this file, and go on with what is in it
  --keys FILE        keep the keys in this file, and use those in it
  --notify-outside   also send notifications to addresses outside this computer
  --help             this text
`;

const OPTIONS = {
  port: { type: 'string' }, host: { type: 'string' }, state: { type: 'string' }, keys: { type: 'string' },
  'notify-outside': { type: 'boolean' }, help: { type: 'boolean' },
};

function parse(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, strict: true, tokens: true });
  } catch (error) {
    throw new SetUpError(`${error.message.split('\n')[0].replace(/\.? To specify.*/, '')} (--help lists the flags)`);
  }
  const { values, tokens } = parsed;
  if (values.help) return values;
  const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new SetUpError(`--${twice} is given twice`);
  for (const name of names) if (values[name] === '') throw new SetUpError(`--${name} needs a value`);
  if (values.port === undefined) throw new SetUpError('--port is missing (--help lists the flags)');
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) throw new SetUpError(`--port must be a number from 0 to 65535, not ${values.port}`);
  return values;
}

await runScript(async (args) => {
  const { port, host, state, keys, help, 'notify-outside': outside } = parse(args);
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [stateFile, keyFile] = [['--state', state], ['--keys', keys]].map(([flag, path]) => (path === undefined ? null : fileToWrite(flag, path, { kept: true })));
  ensureModules((line) => process.stderr.write(`set-up: ${line}\n`));
  const flags = { port: Number(port), host: host ?? '127.0.0.1', stateFile, keyFile, notifyOutside: outside ?? false };
  return runInherited(NODE24, [join(ROOT, 'build', 'gateways', 'run.ts'), JSON.stringify(flags)], { cwd: ROOT });
});
