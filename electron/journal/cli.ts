import { existsSync } from 'node:fs';
import { TillError } from '../../shared/errors/registry.ts';
import { GENESIS_HASH } from '../../shared/journal/chain.ts';
import { realClock } from '../real-world.ts';
import { openDatabase, openReadOnly, pageDamage } from './database.ts';
import { journalFile, WORLDS, type World } from './files.ts';
import { hexOf, sha256 } from './hash.ts';
import { versionOf } from './migrations.ts';
import { rebuildProjections } from './rebuild.ts';
import { verifyChain, type Verdict } from './verifier.ts';

const USAGE = 'usage: npm run journal -- verify|rebuild --data DIR [--world training|live]';

/** 0 all is well; 1 a journal is broken; 2 it could not be looked at. */
export type ExitCode = 0 | 1 | 2;
interface Command {
  readonly name: 'verify' | 'rebuild';
  readonly dir: string;
  readonly world: World | null;
}
export interface Printer {
  out(line: string): void;
  err(line: string): void;
}

/**
 * `verify` prints `ok entries=N head=HASH` or `broken at seq N: reason` per journal in the folder, live first, with ` world=NAME` behind
 * it when there are two; N is then the first entry that is not proven. It may run beside the till. `rebuild` folds the projections anew and refuses while the till runs.
 */
export function runJournalCommand(args: readonly string[], printer: Printer): ExitCode {
  try {
    const command = parse(args);
    const worlds = (command.world === null ? WORLDS : [command.world]).filter((world) => existsSync(journalFile(command.dir, world)));
    if (worlds.length === 0) throw new TillError('CLI_BAD_VALUE', { flag: '--data', reason: `no journal${command.world === null ? '' : ` of world ${command.world}`} in ${command.dir}` });
    let exit: ExitCode = 0;
    for (const world of worlds) {
      const verdict = command.name === 'verify' ? verifyFile(journalFile(command.dir, world)) : rebuildFile(command.dir, world);
      const suffix = worlds.length > 1 ? ` world=${world}` : '';
      if (verdict.kind === 'ok') printer.out(`${command.name === 'verify' ? 'ok' : 'rebuilt'} entries=${verdict.entries} head=${verdict.head}${suffix}`);
      else {
        printer.out(`broken at seq ${verdict.seq}: ${verdict.reason}${suffix}`);
        exit = 1;
      }
    }
    return exit;
  } catch (error) {
    printer.err(`guitai: ${wordsFor(error)}`);
    return 2;
  }
}

function verifyFile(file: string): Verdict {
  try {
    const db = openReadOnly(file);
    try {
      // Made, but the till was killed before its first entry.
      if (versionOf(db) === 0) return { kind: 'ok', entries: 0, head: hexOf(GENESIS_HASH) };
      const verdict = verifyChain(db, sha256);
      // Damage beside the entries keeps the till from starting just as well.
      const damage = verdict.kind === 'ok' ? pageDamage(db) : null;
      return verdict.kind === 'broken' || damage === null ? verdict : { kind: 'broken', seq: verdict.entries + 1, reason: `every entry is whole, but the file is damaged (${damage})` };
    } finally {
      db.close();
    }
  } catch (error) {
    return brokenOr(error);
  }
}

function rebuildFile(dir: string, world: World): Verdict {
  try {
    const open = openDatabase({ dir, world, nowMs: realClock.nowMs(), hash: sha256 });
    try {
      return { kind: 'ok', ...rebuildProjections(open.db, sha256) };
    } catch (error) {
      throw open.health.note(error);
    } finally {
      open.close();
    }
  } catch (error) {
    return brokenOr(error);
  }
}

/** Damage is an answer of these commands; everything else kept them from answering. */
function brokenOr(error: unknown): Verdict {
  if (!(error instanceof TillError)) throw error;
  if (error.code === 'JOURNAL_CHAIN_BROKEN') return { kind: 'broken', seq: Number(error.details['seq']), reason: String(error.details['reason']) };
  if (error.code === 'JOURNAL_CORRUPT') return { kind: 'broken', seq: 1, reason: `the file is damaged (${String(error.details['reason'])})` };
  throw error;
}

function parse(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name !== 'verify' && name !== 'rebuild') throw new TillError('CLI_BAD_VALUE', { flag: 'command', reason: USAGE });
  const values = new Map<string, string>();
  for (let at = 0; at < rest.length; at += 1) {
    const [flag = '', inline] = (rest[at] ?? '').split(/=(.*)/s, 2);
    if (flag !== '--data' && flag !== '--world') throw new TillError('CLI_UNKNOWN_FLAG', { flag: flag.slice(0, 60) });
    if (values.has(flag)) throw new TillError('CLI_BAD_VALUE', { flag, reason: 'given twice' });
    if (inline === undefined) at += 1;
    const value = inline ?? rest[at] ?? '';
    if (value === '') throw new TillError('CLI_BAD_VALUE', { flag, reason: 'needs a value' });
    values.set(flag, value);
  }
  const dir = values.get('--data');
  if (dir === undefined) throw new TillError('CLI_BAD_VALUE', { flag: '--data', reason: USAGE });
  const world = values.get('--world') ?? null;
  if (world !== null && world !== 'training' && world !== 'live') throw new TillError('CLI_BAD_VALUE', { flag: '--world', reason: 'must be training or live' });
  return { name, dir, world };
}

/** One line: the code, then what this command can say about it. */
function wordsFor(error: unknown): string {
  if (!(error instanceof TillError)) return 'INTERNAL';
  switch (error.code) {
    case 'CLI_UNKNOWN_FLAG':
      return `${error.code}: unknown flag ${String(error.details['flag'])} (${USAGE})`;
    case 'CLI_BAD_VALUE':
      return `${error.code}: ${String(error.details['flag'])}: ${String(error.details['reason'])}`;
    case 'JOURNAL_LOCKED':
      return `${error.code}: the till is running on this folder; stop it first`;
    case 'JOURNAL_NEWER_SCHEMA':
      return `${error.code}: written by a newer version of the till`;
    case 'JOURNAL_READ_ONLY':
      return `${error.code}: nothing can be written in this folder; copy the journal to one where it can`;
    default:
      return `${error.code}: ${String(error.details['reason'] ?? 'failed')}`;
  }
}

if (import.meta.main) {
  process.exitCode = runJournalCommand(process.argv.slice(2), {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  });
}
