import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import { badFlag, cliWords, readCliFlags } from '../cli-flags.ts';
import { realClock } from '../real-world.ts';
import { checkReceipt } from './check-receipt.ts';
import { openDatabase, openReadOnly, pageDamage, remainsOf } from './database.ts';
import { isBackupName, journalFile, lockFile, walFile, WORLDS, type World } from './files.ts';
import { sha256 } from './hash.ts';
import { rebuildProjections } from './rebuild.ts';
import { restoreLines } from './restore-cli.ts';
import { missingTables } from './tables.ts';
import { verifyChain, type Verdict } from './verifier.ts';

const USAGE = 'usage: npm run journal -- verify|rebuild|check-receipt --data DIR [--world training|live] [--code TEXT]; npm run journal -- restore --data DIR --from BACKUP [--yes] [--without-secrets]';

/** 0 all is well; 1 a journal is broken; 2 it could not be looked at. */
export type ExitCode = 0 | 1 | 2;
interface Command {
  readonly name: 'verify' | 'rebuild' | 'check-receipt' | 'restore';
  readonly dir: string;
  readonly world: World | null;
  /** What is printed on a paper; for `check-receipt`. */
  readonly code: string | null;
  /** The backup; for `restore`. */
  readonly from: string | null;
  readonly yes: boolean;
  readonly withoutSecrets: boolean;
}
export interface Printer {
  out(line: string): void;
  err(line: string): void;
}

/**
 * `verify` prints `ok entries=N head=HASH` or `broken at seq N: reason` per journal in the folder, live first, with ` world=NAME` behind
 * it when there are two; N is then the first entry that is not proven. A journal without a single entry is not ok: a till that opened one has recorded
 * its start. `verify` may run beside the till; `rebuild` folds the projections anew and refuses while the till runs. `check-receipt` holds what a paper says of its entry against
 * the journal and prints `same ...` or `different ...: reason`; it may run beside the till too.
 * `restore` puts a backup in the place of what is there (restore-cli.ts); it refuses while the till runs, and (exit 1) where something would be lost without `--yes`.
 */
export function runJournalCommand(args: readonly string[], printer: Printer): ExitCode {
  try {
    const command = parse(args);
    if (command.name === 'restore') {
      const { ok, lines } = restoreLines({ dir: command.dir, from: command.from ?? '', yes: command.yes, withoutSecrets: command.withoutSecrets });
      for (const line of lines) printer.out(line);
      return ok ? 0 : 1;
    }
    const worlds = (command.world === null ? WORLDS : [command.world]).filter((world) => existsSync(journalFile(command.dir, world)) || tracesOf(command.dir, world).length > 0);
    if (worlds.length === 0) throw badFlag('--data', nothingIn(command));
    if (command.name === 'check-receipt') {
      const { kind, line } = checkReceipt(command.dir, worlds, command.code ?? '');
      printer.out(line);
      return kind === 'same' ? 0 : 1;
    }
    let exit: ExitCode = 0;
    for (const world of worlds) {
      const verdict = lossOf(command.dir, world) ?? (command.name === 'verify' ? verifyFile(journalFile(command.dir, world)) : rebuildFile(command.dir, world));
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

/** What shows that a till was started here, besides the journal itself. */
function tracesOf(dir: string, world: World): readonly string[] {
  const lock = basename(lockFile(dir, world));
  const wal = basename(walFile(journalFile(dir, world)));
  try {
    return readdirSync(dir).filter((name) => name === lock || name === wal || isBackupName(world, name)).sort();
  } catch {
    return [];
  }
}

function nothingIn({ dir, world }: Command): string {
  if (!existsSync(dir)) return `the folder ${dir} does not exist`;
  return `no journal in ${dir}: no till was started ${world === null ? '' : `in the world ${world} `}on this folder`;
}

/** Why there is nothing to read, or null. */
function lossOf(dir: string, world: World): Verdict | null {
  const file = journalFile(dir, world);
  const reason = existsSync(file) ? remainsOf(file) : `${basename(file)} is missing, but a till was started here (${tracesOf(dir, world).join(', ')})`;
  return reason === null ? null : { kind: 'broken', seq: 1, reason };
}

function verifyFile(file: string): Verdict {
  try {
    const db = openReadOnly(file);
    try {
      const missing = missingTables(db);
      if (missing.facts.length > 0) return { kind: 'broken', seq: 1, reason: `tables are missing: ${missing.facts.join(' ')}` };
      const verdict = verifyChain(db, sha256);
      if (verdict.kind === 'broken') return verdict;
      if (verdict.entries === 0) return { kind: 'broken', seq: 1, reason: 'there is no entry, not even that of the first start' };
      const beside = damageBeside(db, missing.projections);
      return beside === null ? verdict : { kind: 'broken', seq: verdict.entries + 1, reason: `every entry is whole, but ${beside}` };
    } finally {
      db.close();
    }
  } catch (error) {
    return brokenOr(error);
  }
}

/** Damage beside the entries keeps the till from starting just as well. */
function damageBeside(db: Database.Database, projections: readonly string[]): string | null {
  if (projections.length > 0) return `tables are missing: ${projections.join(' ')}; rebuild makes them anew`;
  const damage = pageDamage(db);
  return damage === null ? null : `the file is damaged (${damage})`;
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
  const { values, alone, rest: [name, ...more] } = readCliFlags(args, { valued: ['--data', '--world', '--code', '--from'], alone: ['--yes', '--without-secrets'] });
  if ((name !== 'verify' && name !== 'rebuild' && name !== 'check-receipt' && name !== 'restore') || more.length > 0) throw badFlag('command', USAGE);
  const dir = values.get('--data');
  if (dir === undefined) throw badFlag('--data', USAGE);
  const world = values.get('--world') ?? null;
  if (world !== null && world !== 'training' && world !== 'live') throw badFlag('--world', 'must be training or live');
  const code = values.get('--code') ?? null;
  if (name === 'check-receipt' && code === null) throw badFlag('--code', USAGE);
  if (name !== 'check-receipt' && code !== null) throw badFlag('--code', 'only check-receipt takes it');
  const from = values.get('--from') ?? null;
  if (name === 'restore' && from === null) throw badFlag('--from', 'the folder of a backup');
  if (name === 'restore' && world !== null) throw badFlag('--world', 'the backup says it');
  if (name !== 'restore' && (from !== null || alone.size > 0)) throw badFlag(from === null ? ([...alone][0] ?? '') : '--from', 'only restore takes it');
  return { name, dir, world, code, from, yes: alone.has('--yes'), withoutSecrets: alone.has('--without-secrets') };
}

/** One line: the code, then what this command can say about it. */
function wordsFor(error: unknown): string {
  if (!(error instanceof TillError)) return 'INTERNAL';
  if (error.code === 'JOURNAL_LOCKED') return `${error.code}: the till is running on this folder; stop it first`;
  return cliWords(error, USAGE) ?? `${error.code}: ${String(error.details['reason'] ?? 'failed')}`;
}

if (import.meta.main) {
  process.exitCode = runJournalCommand(process.argv.slice(2), {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  });
}
