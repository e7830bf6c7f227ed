import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReconcileDifference, ReconcileResult, ReconcileSet } from '../../../shared/contract/reconcile.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor, toDecimal } from '../../../shared/money.ts';
import { CAUSES } from '../../../shared/reconciliation/causes.ts';
import { dayText } from '../../../shared/reconciliation/files.ts';
import { RECONCILE_WORDS, unitText, type ReconcileWords } from '../../../shared/reconciliation/words.ts';
import { cliWords } from '../../cli-flags.ts';
import { openDatabase } from '../../journal/database.ts';
import { journalFile } from '../../journal/files.ts';
import { sha256 } from '../../journal/hash.ts';
import { openLedger } from '../../journal/ledger.ts';
import { openJournal } from '../../journal/open.ts';
import { realClock } from '../../real-world.ts';
import { storedAccounts } from './accounts.ts';
import { parseCommand, USAGE, type Command } from './cli-arguments.ts';
import { reconcileCsv } from './csv.ts';
import { countOf, doneDraft } from './entries.ts';
import { fileSource } from './file-source.ts';
import { readFindings, writeFindings } from './findings.ts';
import { reconcileHtml } from './html.ts';
import { reconcile, type Accounts } from './run.ts';

/**
 * 0: everything agrees. 1: there are differences to look at. 2: it could not be done (arguments, journal). 3: a file was refused; what the others say is
 * printed all the same.
 */
export type ExitCode = 0 | 1 | 2 | 3;
export interface Printer {
  out(line: string): void;
  err(line: string): void;
}

/** Who the journal says did it. */
const OPERATOR = 'command line';
const SOFTWARE = 'guitai reconcile';
/** Differences printed of one cause; all of them are in the files of --out. */
const PRINTED_MAX = 20;

/** Reconciles files with the journal of a data folder, beside a running till or without one. Says what is wrong in one line on `err`. */
export async function runReconcileCommand(args: readonly string[], printer: Printer): Promise<ExitCode> {
  try {
    return await run(parseCommand(args), printer);
  } catch (error) {
    printer.err(`guitai: ${wordsFor(error)}`);
    return 2;
  }
}

async function run(command: Command, { out, err }: Printer): Promise<ExitCode> {
  const { dataDir, world, language } = command;
  const file = journalFile(dataDir, world);
  if (command.record) bringUpToDate(command);
  const workDir = mkdtempSync(join(tmpdir(), 'guitai-reconcile-'));
  const ledger = openLedger(file);
  try {
    const register = ledger.register();
    const findings = writeFindings(workDir);
    const result = await reconcile({
      sources: command.files.map(fileSource), ledger, register: register ?? '', accounts: await accountsIn(world, dataDir), unit: command.unit, atMs: realClock.nowMs(),
      reconciledBefore: (hash) => ledger.reconciledBefore(hash), sink: findings,
    });
    const shown = findings.finish();
    const words = RECONCILE_WORDS[language];
    for (const set of result.sets) for (const line of setLines(set, shown.filter((page) => page.setId === set.setId).flatMap((page) => page.differences.slice(0, PRINTED_MAX)), words)) out(line);
    for (const { name, error } of result.refused) err(`refused ${name}: ${error.code}${detailsText(error.details)}`);
    if (command.outDir !== null) for (const path of writeExports(command, command.outDir, result, () => readFindings(workDir, result.sets.map((set) => set.setId)), register ?? '')) out(`wrote ${path}`);
    if (command.record && result.sets.length > 0) out(record(command, register, result));
    const isRefused = result.refused.some(({ error }) => error.code !== 'RECONCILE_TWICE');
    if (isRefused) return 3;
    return countOf(result.sets, 'attention') + countOf(result.sets, 'check') > 0 ? 1 : 0;
  } finally {
    ledger.close();
    rmSync(workDir, { recursive: true, force: true });
  }
}

/** Practice's own contracts bring in the gateways' settings, which would be a tenth of the memory of a run on real files. */
const accountsIn = async (world: Command['world'], dataDir: string): Promise<Accounts> =>
  (world === 'live' ? storedAccounts(dataDir) : (await import('./practice-accounts.ts')).practiceAccounts());

/** A journal of an older till gets its new tables first, as the till's own start would do; while the till runs it has them. */
function bringUpToDate({ dataDir, world }: Command): void {
  try {
    openDatabase({ dir: dataDir, world, nowMs: realClock.nowMs(), hash: sha256 }).close();
  } catch (error) {
    if (!(error instanceof TillError) || (error.code !== 'JOURNAL_LOCKED' && error.code !== 'JOURNAL_READ_ONLY')) throw error;
  }
}

/** One line: what became of the journal's record. */
function record({ dataDir, world }: Command, register: string | null, result: ReconcileResult): string {
  try {
    const journal = openJournal({ dir: dataDir, world, register: register ?? 'till', software: SOFTWARE, clock: realClock });
    try {
      const entries = journal.append(result.sets.map(doneDraft), { operator: OPERATOR });
      return `recorded entries=${entries.map((entry) => entry.seq).join(',')}`;
    } finally {
      journal.close();
    }
  } catch (error) {
    if (error instanceof TillError && (error.code === 'JOURNAL_LOCKED' || error.code === 'JOURNAL_READ_ONLY')) return `not recorded: ${error.code}${error.code === 'JOURNAL_LOCKED' ? ': the till is running; reconcile on its own page to record it' : ''}`;
    throw error;
  }
}

function* setLines(set: ReconcileSet, differences: readonly ReconcileDifference[], words: ReconcileWords): Generator<string> {
  const { labels } = words;
  const days = set.days === null ? '' : set.days.first === set.days.last ? ` ${dayText(set.days.first)}` : ` ${dayText(set.days.first)} – ${dayText(set.days.last)}`;
  yield `${words.kinds[set.kind]}${days}: ${labels.records} ${set.records}, ${labels.matched} ${set.matched}, ${labels.otherTill} ${set.otherTill.count}`;
  for (const file of set.files) yield `  ${file.name} sha256=${file.sha256}${file.beforeAtMs === null ? '' : ` (${labels.before} ${new Date(file.beforeAtMs).toISOString()})`}`;
  yield `  ${words.completeness[set.completeness]} ${unitText(words, set.unit)}${set.settledIs === null ? '' : ` ${words.settledIs[set.settledIs]}`}`;
  if (set.partMissing) yield `  ${labels.partMissing}`;
  if (set.otherMerchant) yield `  ${labels.otherMerchant}: ${set.merchant}`;
  for (const { currency, file, till, ours, feesMinor, tillFeesMinor, settledMinor } of set.totals) {
    const money = (amountMinor: number): string => toDecimal(minor(amountMinor), currency);
    for (const part of ['payments', 'refunds', 'cancels'] as const) {
      yield `  ${currency} ${labels[part]}: ${labels.inFile} ${file[part].count} ${money(file[part].amountMinor)}, ${labels.ofTill} ${till[part].count} ${money(till[part].amountMinor)}${ours === null ? '' : `, ${labels.inJournal} ${ours[part].count} ${money(ours[part].amountMinor)}`}`;
    }
    yield `  ${currency} ${labels.fees}: ${money(feesMinor)}, ${labels.ofTill} ${money(tillFeesMinor)}${settledMinor === null ? '' : `; ${labels.settled}: ${money(settledMinor)}`}`;
  }
  if (set.causes.length === 0) yield `  ${labels.none}`;
  for (const { cause, count } of set.causes) {
    yield `  ${words.weights[CAUSES[cause].weight]}: ${count} × ${words.causes[cause].what}. ${words.causes[cause].next}`;
    if (CAUSES[cause].weight === 'info') continue;
    const own = differences.filter((difference) => difference.cause === cause);
    for (const difference of own) yield `    ${differenceText(difference, words)}`;
    if (count > own.length) yield `    ${labels.more(count - own.length)}`;
  }
}

function differenceText({ file, line, reference, ours, theirs, detail }: ReconcileDifference, words: ReconcileWords): string {
  const money = (amountMinor: number, currency: Parameters<typeof toDecimal>[1]): string => `${currency} ${toDecimal(minor(amountMinor), currency)}`;
  return [
    ...(file === null ? [] : [`${file}:${line ?? ''}`]), ...(reference === '' ? [] : [reference]),
    ...(theirs === null ? [] : [`${words.labels.file} ${detail === '' ? money(theirs.amountMinor, theirs.currency) : `${theirs.typeText} ${detail}`}`]),
    ...(ours === null ? [] : [`${words.labels.here} ${money(ours.amountMinor, ours.currency)} ${words.states[ours.state]}${ours.receiptNo === null ? '' : ` ${words.labels.receipt} ${ours.receiptNo}`}`]),
  ].join('  ');
}

/** CSV, HTML (build/reconcile.mjs makes it a PDF where there is a browser) and the result as JSON. Throws CLI_BAD_VALUE when the folder cannot be written in. */
function writeExports({ language, world }: Command, outDir: string, result: ReconcileResult, differences: () => Iterable<ReconcileDifference>, register: string): readonly string[] {
  const path = (extension: string): string => join(outDir, `reconciliation.${extension}`);
  try {
    mkdirSync(outDir, { recursive: true });
    writeFileSync(path('csv'), '');
    let text = '';
    for (const line of reconcileCsv(result, differences(), world, language)) {
      text += line;
      if (text.length < EXPORT_CHARS) continue;
      writeFileSync(path('csv'), text, { flag: 'a' });
      text = '';
    }
    writeFileSync(path('csv'), text, { flag: 'a' });
    const name = { en: '', zhHans: '', zhHant: '' };
    writeFileSync(path('html'), reconcileHtml(result, differences(), { shop: { name }, tillId: register, world, language, offsetMinutes: realClock.offsetMinutes(result.atMs) }));
    writeFileSync(path('json'), `${JSON.stringify(result, null, 2)}\n`);
  } catch (error) {
    throw new TillError('CLI_BAD_VALUE', { flag: '--out', reason: `cannot write there (${String((error as NodeJS.ErrnoException).code ?? 'failed')})` }, { cause: error });
  }
  return [path('csv'), path('html'), path('json')];
}
const EXPORT_CHARS = 256 * 1024;

const detailsText = (details: TillError['details']): string => Object.entries(details).map(([key, value]) => (value === '' ? '' : ` ${key}=${String(value)}`)).join('');

function wordsFor(error: unknown): string {
  if (!(error instanceof TillError)) return `INTERNAL: ${error instanceof Error ? error.message.split('\n')[0] ?? '' : 'failed'}`;
  return cliWords(error, USAGE) ?? `${error.code}${detailsText(error.details)}`;
}

if (import.meta.main) {
  process.exitCode = await runReconcileCommand(process.argv.slice(2), {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  });
}
