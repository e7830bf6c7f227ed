import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { TillError } from '../../../shared/errors/registry.ts';
import { pinFault } from '../../../shared/staff/pin.ts';
import { badFlag, cliWords, readCliFlags } from '../../cli-flags.ts';
import { journalFile } from '../../journal/files.ts';
import { openLedger } from '../../journal/ledger.ts';
import { openJournal } from '../../journal/open.ts';
import { realClock } from '../../real-world.ts';
import { openStaffBook } from './book.ts';
import { hashPin, PIN_COST, type PinCost } from './secret.ts';
import { NO_FAILURES, readStaffFile, staffFilePath, type Person } from './staff-file.ts';

const USAGE = 'usage: npm run staff -- reset-owner --data DIR [--name NAME]';
/** Who the journal says did it: whoever may write in the data folder. */
const OPERATOR = 'command line';
const PIN_DIGITS = 6;

/** 0: done. 2: it could not be done. */
export type ExitCode = 0 | 2;
export interface Printer {
  out(line: string): void;
  err(line: string): void;
}

/**
 * For an owner who forgot the PIN. `reset-owner` gives the owner of the business (`--name` when there are several) a new one, prints it once, and says so in the journal. It
 * refuses while the till runs. Whoever may write in the data folder can replace the till anyway; that it was done cannot be hidden from the journal.
 */
export async function runStaffCommand(args: readonly string[], printer: Printer, options: { readonly pinCost?: PinCost } = {}): Promise<ExitCode> {
  try {
    const { values, rest: [command, ...more] } = readCliFlags(args, { valued: ['--data', '--name'] });
    const dir = values.get('--data');
    if (command !== 'reset-owner' || more.length > 0) throw badFlag('command', USAGE);
    if (dir === undefined) throw badFlag('--data', USAGE);
    const { name, pin } = await resetOwner(dir, values.get('--name') ?? null, options.pinCost ?? PIN_COST);
    printer.out(`${name} signs in with ${pin}. Change it at the till: Alt+I, then F2.`);
    return 0;
  } catch (error) {
    printer.err(`guitai: ${wordsFor(error)}`);
    return 2;
  }
}

async function resetOwner(dir: string, wanted: string | null, cost: PinCost): Promise<{ name: string; pin: string }> {
  const path = staffFilePath(dir, 'live');
  const stored = readStaffFile(path);
  if (!stored || !existsSync(journalFile(dir, 'live'))) throw badFlag('--data', 'nobody works at a till in this folder yet; its first start asks for the owner');
  const owner = ownerOf(stored.people, wanted);
  const pin = newPin();
  const hash = await hashPin(pin, cost);
  const ledger = openLedger(journalFile(dir, 'live'));
  const register = ledger.register();
  ledger.close();
  const journal = openJournal({ dir, world: 'live', register: register ?? 'till', software: 'guitai staff', clock: realClock });
  try {
    const book = openStaffBook(path, () => journal, () => ({ file: stored, drafts: [] }));
    book.change(
      { people: book.withPerson(owner.staffId, { pin: hash, failures: NO_FAILURES, archived: false }), pad: NO_FAILURES },
      [{ type: 'staff.changed', data: { staffId: owner.staffId, action: 'ownerReset', name: owner.name, role: 'owner', changed: ['pin'] } }], { operator: OPERATOR },
    );
  } finally {
    journal.close();
  }
  return { name: owner.name, pin };
}

function ownerOf(people: readonly Person[], wanted: string | null): Person {
  const owners = people.filter((person) => person.role === 'owner' && (wanted === null || person.name === wanted));
  const present = owners.filter((person) => !person.archived);
  const [only] = present.length > 0 ? present : owners;
  if (!only) throw badFlag('--name', wanted === null ? 'this till has no owner; its next start asks for one' : `no owner is called ${wanted}`);
  if (present.length > 1) throw badFlag('--name', `which owner? ${present.map((person) => person.name).join(', ')}`);
  return only;
}

/** Six digits nobody guesses first. */
function newPin(): string {
  for (;;) {
    const pin = String(randomInt(10 ** PIN_DIGITS)).padStart(PIN_DIGITS, '0');
    if (pinFault(pin) === null) return pin;
  }
}

function wordsFor(error: unknown): string {
  if (!(error instanceof TillError)) return `INTERNAL: ${String(error)}`;
  if (error.code === 'JOURNAL_LOCKED') return `${error.code}: the till is running; close it first`;
  return cliWords(error, USAGE) ?? `${error.code}${error.details['file'] === undefined ? '' : `: ${String(error.details['file'])}`}`;
}

if (import.meta.main) {
  process.exitCode = await runStaffCommand(process.argv.slice(2), {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  });
}
