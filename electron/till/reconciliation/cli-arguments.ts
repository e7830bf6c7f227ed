import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Language } from '../../../shared/contract/views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { AMOUNT_UNITS, type AmountUnit } from '../../../shared/reconciliation/files.ts';
import { FILES_MAX } from '../../../shared/reconciliation/limits.ts';
import { RECONCILE_WORDS } from '../../../shared/reconciliation/words.ts';
import { badFlag, readCliFlags } from '../../cli-flags.ts';
import { journalFile, WORLDS, type World } from '../../journal/files.ts';

export const USAGE = 'usage: npm run reconcile -- FILE... --data DIR [--out DIR] [--world live|training] [--amount-unit minor|major] [--lang en|zh-Hans|zh-Hant] [--no-record]';

export interface Command {
  readonly files: readonly { readonly name: string; readonly path: string; readonly bytes: number }[];
  readonly dataDir: string;
  readonly outDir: string | null;
  readonly world: World;
  readonly unit: AmountUnit | null;
  readonly language: Language;
  readonly record: boolean;
}

const LANGUAGES = Object.keys(RECONCILE_WORDS) as Language[];
const VALUED = ['--data', '--out', '--world', '--amount-unit', '--lang'];
/** Folders inside folders are looked into this deep. */
const DEPTH_MAX = 4;

const isOneOf = <T extends string>(list: readonly T[], value: string): value is T => (list as readonly string[]).includes(value);

/** Throws CLI_UNKNOWN_FLAG, CLI_BAD_VALUE, RECONCILE_TOO_LARGE. */
export function parseCommand(args: readonly string[]): Command {
  const { values, alone, rest: paths } = readCliFlags(args, { valued: VALUED, alone: ['--no-record'] });
  const dataDir = values.get('--data');
  if (dataDir === undefined || paths.length === 0) throw badFlag(dataDir === undefined ? '--data' : 'FILE', USAGE);
  const said = values.get('--world');
  if (said !== undefined && !isOneOf(WORLDS, said)) throw badFlag('--world', 'must be live or training');
  // Business comes first; a folder that only practises has no other.
  const world = said ?? WORLDS.find((candidate) => existsSync(journalFile(dataDir, candidate)));
  if (world === undefined || !existsSync(journalFile(dataDir, world))) throw badFlag('--data', `no journal${said === undefined ? '' : ` of world ${said}`} in ${dataDir}`);
  const unit = values.get('--amount-unit') ?? null;
  if (unit !== null && !isOneOf(AMOUNT_UNITS, unit)) throw badFlag('--amount-unit', 'must be minor or major');
  const language = values.get('--lang') ?? 'en';
  if (!isOneOf(LANGUAGES, language)) throw badFlag('--lang', `must be ${LANGUAGES.join(', ')}`);
  const files = paths.flatMap((path) => filesIn(path, 0));
  if (files.length === 0) throw badFlag('FILE', 'no file in that folder');
  if (files.length > FILES_MAX) throw new TillError('RECONCILE_TOO_LARGE', { files: files.length });
  return { files, dataDir, outDir: values.get('--out') ?? null, world, unit, language, record: !alone.has('--no-record') };
}

/** A file, or the files of a folder by name; hidden ones are not meant. */
function filesIn(path: string, depth: number): Command['files'] {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) throw badFlag('FILE', `not there: ${path}`);
  if (!facts.isDirectory()) return [{ name: basename(path), path, bytes: facts.size }];
  if (depth >= DEPTH_MAX) return [];
  return readdirSync(path).filter((name) => !name.startsWith('.')).sort().flatMap((name) => filesIn(join(path, name), depth + 1));
}
