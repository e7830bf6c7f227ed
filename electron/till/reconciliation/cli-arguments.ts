import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Language } from '../../../shared/contract/views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { AMOUNT_UNITS, type AmountUnit } from '../../../shared/reconciliation/files.ts';
import { FILES_MAX } from '../../../shared/reconciliation/limits.ts';
import { RECONCILE_WORDS } from '../../../shared/reconciliation/words.ts';
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
const VALUES = ['--data', '--out', '--world', '--amount-unit', '--lang'] as const;
/** Folders inside folders are looked into this deep. */
const DEPTH_MAX = 4;

const wrong = (flag: string, reason: string): TillError => new TillError('CLI_BAD_VALUE', { flag, reason });
const isOneOf = <T extends string>(list: readonly T[], value: string): value is T => (list as readonly string[]).includes(value);

/** Throws CLI_UNKNOWN_FLAG, CLI_BAD_VALUE, RECONCILE_TOO_LARGE. */
export function parseCommand(args: readonly string[]): Command {
  const values = new Map<string, string>();
  const paths: string[] = [];
  let record = true;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('--')) {
      paths.push(arg);
      continue;
    }
    const [flag = '', inline] = arg.split(/=(.*)/s, 2);
    if (flag === '--no-record' && inline === undefined) {
      record = false;
      continue;
    }
    if (!isOneOf(VALUES, flag)) throw new TillError('CLI_UNKNOWN_FLAG', { flag: flag.slice(0, 60) });
    if (values.has(flag)) throw wrong(flag, 'given twice');
    if (inline === undefined) at += 1;
    const value = inline ?? args[at] ?? '';
    if (value === '') throw wrong(flag, 'needs a value');
    values.set(flag, value);
  }
  const dataDir = values.get('--data');
  if (dataDir === undefined || paths.length === 0) throw wrong(dataDir === undefined ? '--data' : 'FILE', USAGE);
  const said = values.get('--world');
  if (said !== undefined && !isOneOf(WORLDS, said)) throw wrong('--world', 'must be live or training');
  // Business comes first; a folder that only practises has no other.
  const world = said ?? WORLDS.find((candidate) => existsSync(journalFile(dataDir, candidate)));
  if (world === undefined || !existsSync(journalFile(dataDir, world))) throw wrong('--data', `no journal${said === undefined ? '' : ` of world ${said}`} in ${dataDir}`);
  const unit = values.get('--amount-unit') ?? null;
  if (unit !== null && !isOneOf(AMOUNT_UNITS, unit)) throw wrong('--amount-unit', 'must be minor or major');
  const language = values.get('--lang') ?? 'en';
  if (!isOneOf(LANGUAGES, language)) throw wrong('--lang', `must be ${LANGUAGES.join(', ')}`);
  const files = paths.flatMap((path) => filesIn(path, 0));
  if (files.length === 0) throw wrong('FILE', 'no file in that folder');
  if (files.length > FILES_MAX) throw new TillError('RECONCILE_TOO_LARGE', { files: files.length });
  return { files, dataDir, outDir: values.get('--out') ?? null, world, unit, language, record };
}

/** A file, or the files of a folder by name; hidden ones are not meant. */
function filesIn(path: string, depth: number): Command['files'] {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) throw wrong('FILE', `not there: ${path}`);
  if (!facts.isDirectory()) return [{ name: basename(path), path, bytes: facts.size }];
  if (depth >= DEPTH_MAX) return [];
  return readdirSync(path).filter((name) => !name.startsWith('.')).sort().flatMap((name) => filesIn(join(path, name), depth + 1));
}
