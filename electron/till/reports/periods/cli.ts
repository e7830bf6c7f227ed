import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOP_MAX, type PeriodReport } from '../../../../shared/contract/period-views.ts';
import type { Language } from '../../../../shared/contract/views.ts';
import { TillError } from '../../../../shared/errors/registry.ts';
import { isCurrency, minor, toDecimal } from '../../../../shared/money.ts';
import { rateLabel } from '../../../../shared/pricing/rate-name.ts';
import { netOf } from '../../../../shared/reports/figures.ts';
import { daysIn, isoDay, PERIOD_DAYS_MAX, readDay, type Period } from '../../../../shared/reports/period.ts';
import { figureLines } from '../../../../shared/reports/table-rows.ts';
import { PERIOD_TABLES, type PeriodTable } from '../../../../shared/reports/tables.ts';
import { PERIOD_WORDS } from '../../../../shared/reports/words.ts';
import { badFlag, cliWords, readCliFlags } from '../../../cli-flags.ts';
import { journalFile, WORLDS, type World } from '../../../journal/files.ts';
import { openPeriodFile } from '../../../journal/period-file.ts';
import type { StockGoods } from '../../../journal/stock-worth.ts';
import { realClock } from '../../../real-world.ts';
import { periodCsv, type ExportFacts } from './csv.ts';
import { stockCsv } from './stock-file.ts';
import { nameIn, storedNames } from './stored-names.ts';

const USAGE = 'usage: npm run report -- --data DIR --from YYYYMMDD --to YYYYMMDD [--by day|week|month|hour|weekdayHour|product|category|cashier|tender|tax|payment|closing] [--csv FILE] [--world live|training] [--currency HKD] [--lang en|zh-Hans|zh-Hant] | npm run report -- --data DIR --stock [--csv FILE] [--world …] [--currency …] [--lang …]';
const VALUED = ['--data', '--from', '--to', '--by', '--csv', '--world', '--currency', '--lang'];
const LANGUAGES = Object.keys(PERIOD_WORDS) as readonly Language[];

/** 0 done; 2 it could not be done. */
export type ExitCode = 0 | 2;
export interface Printer {
  out(line: string): void;
  err(line: string): void;
}
interface Command {
  readonly dataDir: string;
  readonly world: World;
  readonly what: 'stock' | PeriodWanted;
  readonly csvFile: string | null;
  readonly currency: string | null;
  readonly language: Language;
}

/** `table` null: the overview, and in a file everything. */
interface PeriodWanted extends Period {
  readonly table: PeriodTable | null;
}

const isOneOf = <T extends string>(list: readonly T[], value: string): value is T => (list as readonly string[]).includes(value);

/**
 * Prints a report of a period, or one of its tables, or what lies on the shelves, and writes it as CSV where a file is named. Reads only: it may run beside the till, and leaves no entry. Says what
 * is wrong in one line on `err`.
 */
export function runReportCommand(args: readonly string[], { out, err }: Printer): ExitCode {
  try {
    const command = parse(args);
    const { dataDir, world, what, csvFile, language } = command;
    // As the till chooses it: the shop's own products once there is a shop.
    const catalogFile = [join(dataDir, 'catalog.db'), join(dataDir, 'catalog-seed.db')].find((file) => existsSync(file)) ?? null;
    const file = openPeriodFile(journalFile(dataDir, world), catalogFile);
    try {
      const currency = command.currency ?? file.currency() ?? 'HKD';
      if (!isCurrency(currency)) throw badFlag('--currency', 'not a currency the till knows');
      const names = storedNames(dataDir, world);
      const takenAtMs = realClock.nowMs();
      const facts: ExportFacts = { shopName: names.shop(language), tillId: file.register(), world, language };
      let csv: string;
      if (what === 'stock') {
        const stock = file.stock(currency);
        for (const line of stockLines(stock, language)) out(line);
        csv = stockCsv(stock, { ...facts, takenAtMs });
      } else {
        const read = file.report({ fromDay: what.fromDay, toDay: what.toDay, currency, top: TOP_MAX });
        const report: PeriodReport = {
          ...read, takenAtMs, cashiers: read.cashiers.map((row) => ({ ...row, name: names.person(row.operator) })),
          closings: read.closings.map((closing) => ({ ...closing, operator: names.person(closing.operator) })), taxes: read.taxes.map((tax) => ({ ...tax, name: names.rate(tax.rateId) })),
        };
        for (const line of [...overview(report, language), ...(what.table === null ? [] : tableLines(report, what.table, language))]) out(line);
        csv = periodCsv(report, what.table === null ? PERIOD_TABLES : [what.table], facts);
      }
      if (csvFile !== null) {
        write(csvFile, csv);
        out(`wrote ${csvFile}`);
      }
      return 0;
    } finally {
      file.close();
    }
  } catch (error) {
    err(`guitai: ${wordsFor(error)}`);
    return 2;
  }
}

function parse(args: readonly string[]): Command {
  const { values, alone, rest } = readCliFlags(args, { valued: VALUED, alone: ['--stock'] });
  const dataDir = values.get('--data');
  if (dataDir === undefined || rest.length > 0) throw badFlag(dataDir === undefined ? '--data' : (rest[0] ?? ''), USAGE);
  const what = alone.has('--stock') ? 'stock' : parsePeriod(values);
  if (what === 'stock' && ['--from', '--to', '--by'].some((flag) => values.has(flag))) throw badFlag('--stock', 'is of this moment: it takes no days and no table');
  const said = values.get('--world');
  if (said !== undefined && !isOneOf(WORLDS, said)) throw badFlag('--world', 'must be live or training');
  const world = said ?? WORLDS.find((candidate) => existsSync(journalFile(dataDir, candidate)));
  if (world === undefined || !existsSync(journalFile(dataDir, world))) throw badFlag('--data', `no journal${said === undefined ? '' : ` of world ${said}`} in ${dataDir}`);
  const language = values.get('--lang') ?? 'en';
  if (!isOneOf(LANGUAGES, language)) throw badFlag('--lang', `must be ${LANGUAGES.join(', ')}`);
  return { dataDir, world, what, csvFile: values.get('--csv') ?? null, currency: values.get('--currency') ?? null, language };
}

function parsePeriod(values: ReadonlyMap<string, string>): PeriodWanted {
  const dayIn = (flag: string): number => readDay(values.get(flag) ?? '') ?? (() => { throw badFlag(flag, 'must be a day such as 20261121'); })();
  const fromDay = dayIn('--from');
  const toDay = values.has('--to') ? dayIn('--to') : fromDay;
  if (fromDay > toDay || daysIn({ fromDay, toDay }) > PERIOD_DAYS_MAX) throw badFlag('--to', `must not be before --from, nor more than ${PERIOD_DAYS_MAX} days after it`);
  const table = values.get('--by') ?? null;
  if (table !== null && !isOneOf(PERIOD_TABLES, table)) throw badFlag('--by', `must be one of ${PERIOD_TABLES.join(', ')}`);
  return { fromDay, toDay, table };
}

/** The whole, then worth and name of each category; the file has the products. */
function stockLines(stock: StockGoods, language: Language): readonly string[] {
  const { stock: words, total } = PERIOD_WORDS[language];
  const row = (label: string, amountMinor: number): string => `${toDecimal(minor(amountMinor), stock.currency).padStart(14)}  ${label}`;
  return [
    `${words.title}  ${words.products}: ${stock.products}  ${words.low}: ${stock.low}${stock.negative > 0 ? `  ${words.negative(stock.negative)}` : ''}`,
    ...stock.categories.map(({ categoryId, name, valueMinor }) => row(name === null ? categoryId : nameIn(name, language), valueMinor)), row(`${total} ${stock.currency}`, stock.valueMinor),
  ];
}

function overview(report: PeriodReport, language: Language): readonly string[] {
  const words = PERIOD_WORDS[language];
  const { measures } = words;
  const { total, currency } = report;
  const money = (amountMinor: number): string => `${toDecimal(minor(amountMinor), currency)} ${currency}`;
  return [
    `${isoDay(report.fromDay)} – ${isoDay(report.toDay)}  ${words.shifts(report.shifts)}${report.hasOpenShift ? `  (${words.openShift})` : ''}`,
    `${measures.net}: ${money(netOf(total))}  ${measures.sales}: ${money(total.salesMinor)}  ${measures.returns}: ${money(-total.returnsMinor)}`,
    `${measures.receipts}: ${total.receipts}  ${measures.items}: ${total.itemsMilli / 1_000}  ${measures.discounts}: ${money(total.discountsMinor)}  ${measures.tax}: ${money(total.taxMinor)}`,
  ];
}

/** Label and net of each row; the file has all columns. */
function tableLines(report: PeriodReport, table: PeriodTable, language: Language): readonly string[] {
  const words = PERIOD_WORDS[language];
  const money = (amountMinor: number): string => toDecimal(minor(amountMinor), report.currency).padStart(14);
  const row = (label: string, amountMinor: number): string => `${money(amountMinor)}  ${label}`;
  const lines = figureLines(report, table, language)?.map((line) => row(line.label, netOf(line.figures)));
  if (lines !== undefined) return lines;
  switch (table) {
    case 'tender':
      return [...report.tenders.map((tender) => row(words.tenders[tender.kind], tender.amountMinor - tender.backMinor)),
        ...(report.values ?? []).map((value) => row(words.values[value.kind], value.backMinor - value.amountMinor)), ...(report.roundingMinor === 0 ? [] : [row(words.rounding, -report.roundingMinor)])];
    case 'tax':
      return [...report.taxes.map((tax) => row(`${rateLabel({ name: tax.name ?? tax.rateId, ratePpm: tax.ratePpm })}: ${words.measures.tax}`, tax.taxMinor)), ...(report.untaxedMinor === 0 ? [] : [row(words.untaxed, report.untaxedMinor)])];
    case 'payment':
      return report.payments.map((payment) => row(`${words.tenders[payment.product]}: ${words.outcomes[payment.outcome]} × ${payment.count}`, payment.amountMinor));
    default:
      return report.closings.map((closing) => row(`Z ${closing.zNumber} ${isoDay(closing.businessDay)}: ${words.measures.variance}`, closing.varianceMinor));
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new TillError('CLI_BAD_VALUE', { flag: '--csv', reason: `cannot write there (${String((error as NodeJS.ErrnoException).code ?? 'failed')})` }, { cause: error });
  }
}

function wordsFor(error: unknown): string {
  if (!(error instanceof TillError)) return `INTERNAL: ${error instanceof Error ? error.message.split('\n')[0] ?? '' : 'failed'}`;
  return cliWords(error, USAGE) ?? error.code;
}

if (import.meta.main) {
  process.exitCode = runReportCommand(process.argv.slice(2), { out: (line) => void process.stdout.write(`${line}\n`), err: (line) => void process.stderr.write(`${line}\n`) });
}
