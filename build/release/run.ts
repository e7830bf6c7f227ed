import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { badFlag, cliWords, readCliFlags } from '../../electron/cli-flags.ts';
import { realClock } from '../../electron/real-world.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { KEYS_FILE, makePublisher, ReleaseError, signRelease, verifyRelease } from './publisher.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const USAGE = 'usage: npm run release -- keys --out DIR | sign --key FILE [--dist DIR] [--notes FILE] | verify [--dist DIR]';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What the publisher asked for. Throws TillError, ReleaseError. */
function run(args: readonly string[]): void {
  const { values, rest } = readCliFlags(args, { valued: ['--out', '--key', '--dist', '--notes'] });
  const dist = values.get('--dist') ?? join(ROOT, 'dist');
  const keysFile = join(ROOT, 'build', KEYS_FILE);
  const wanted = (flag: string): string => {
    const value = values.get(flag);
    if (value === undefined) throw badFlag(flag, `is missing (${USAGE})`);
    return value;
  };
  switch (rest.length === 1 ? rest[0] : undefined) {
    case 'keys': {
      const made = makePublisher(wanted('--out'), ROOT);
      say(`${made.secretFile}: the secret key ${made.keyId}. Whoever has it can update every till that trusts it: keep it off the network, and a copy somewhere else.`);
      return say(`${made.keysFile}: what builds need in order to trust it; put it into build/${KEYS_FILE}.`);
    }
    case 'sign': {
      const { path, release } = signRelease({ dist, version: packageJson.version, secretFile: wanted('--key'), keysFile, notesFile: values.get('--notes') ?? null, nowMs: realClock.nowMs() });
      for (const file of release.files) say(`${file.platform} ${file.arch} ${file.name} ${file.bytes} bytes`);
      return say(`${path}: version ${release.version}. Put the installers in place first and this file last.`);
    }
    case 'verify': {
      const { version, files } = verifyRelease(dist, keysFile);
      return say(`version ${version} is signed, and its ${files.length} installers are those that were signed`);
    }
    default:
      throw badFlag('command', USAGE);
  }
}

try {
  run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof TillError) && !(error instanceof ReleaseError)) throw error;
  process.stderr.write(`guitai: ${error instanceof ReleaseError ? error.message : (cliWords(error, USAGE) ?? error.message)}\n`);
  process.exitCode = 2;
}
