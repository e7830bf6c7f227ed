import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseFlags, USAGE } from '../build/flags.mjs';
import { realClock, realRandom } from './real-world.ts';
import { defaultDataDir, openShell, ownArguments } from './shell/shell.ts';

const refuse = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(2);
};

const parsed = parseFlags(ownArguments());
if (!parsed.ok) refuse(parsed.message);
else if (parsed.flags.help) process.stdout.write(USAGE);
else {
  const dataDir = parsed.flags.dataDir ?? defaultDataDir();
  mkdirSync(dataDir, { recursive: true });
  const shell = await openShell({
    userDataDir: join(dataDir, 'runtime'),
    rendererDir: join(import.meta.dirname, 'renderer'),
    preloadPath: join(import.meta.dirname, 'preload.cjs'),
    clock: realClock,
    random: realRandom,
    onDropped: (dropped) => process.stderr.write(`dropped ${JSON.stringify(dropped)}\n`),
    onNote: (note) => process.stderr.write(`${JSON.stringify(note)}\n`),
    onFailure: (channel, error) => process.stderr.write(`${channel}: ${String(error)}\n`),
  });
  await shell.openWindows(async () => ({ ok: false, error: { code: 'INTERNAL', details: {} } }));
}
