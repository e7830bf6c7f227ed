import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOP_MAX, PERIOD_RECEIPTS_MAX, type PeriodExport, type PeriodQuery, type PeriodReceipts, type PeriodReceiptsQuery, type PeriodReport, type StockWorth } from '../../../../shared/contract/period-views.ts';
import type { Language } from '../../../../shared/contract/views.ts';
import { computeBusinessDay } from '../../../../shared/journal/day.ts';
import type { Currency } from '../../../../shared/money.ts';
import { isoDay, type Day } from '../../../../shared/reports/period.ts';
import { openReportDesk } from '../../../journal/report-desk.ts';
import { nameOf } from '../../authority.ts';
import type { Desk } from '../../desk.ts';
import { leaveTill } from '../../leaving.ts';
import { periodCsv, type ExportFacts } from './csv.ts';
import { periodHtml } from './html.ts';
import { stockCsv, stockHtml } from './stock-file.ts';
import { nameIn } from './stored-names.ts';

export interface PeriodDeskParts {
  readonly desk: Pick<Desk, 'journal' | 'world' | 'config' | 'authority' | 'clock'>;
  readonly journalFile: string;
  readonly catalogFile: string;
  readonly dataDir: string;
  readonly language: () => Language;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
  readonly workerFile?: URL;
}

/** Reports of periods, read in a thread of its own. One at a time: a new question ends the one before, which rejects with REPORT_STOPPED. */
export interface PeriodDesk {
  /** The business day in force, and the first there is anything of. */
  begin(): Promise<{ today: Day; firstDay: Day | null }>;
  /** Throws REPORT_STOPPED, REPORT_TOTALS_DISAGREE and the journal's codes. */
  report(query: PeriodQuery): Promise<PeriodReport>;
  receipts(query: PeriodReceiptsQuery): Promise<PeriodReceipts>;
  /** What lies on the shelves now. Throws CATALOG_UNREADABLE and the journal's codes. */
  stockWorth(): Promise<StockWorth>;
  stop(): void;
  /** Writes that list, product by product, beside the other reports, with an entry; returns where. Throws EXPORT_FAILED and what `stockWorth` throws. */
  exportStock(format: 'csv' | 'pdf'): Promise<string>;
  /** Writes tables beside the other reports, with an entry; returns where. Throws EXPORT_FAILED and what `report` throws. */
  export(wanted: PeriodExport): Promise<string>;
  close(): Promise<void>;
}

export function openPeriodDesk(parts: PeriodDeskParts): PeriodDesk {
  const { desk, dataDir, language, printToPdf } = parts;
  const { journal, world, config, authority, clock } = desk;
  const readers = openReportDesk({ file: parts.journalFile, catalogFile: parts.catalogFile, clock, ...(parts.workerFile === undefined ? {} : { workerFile: parts.workerFile }) });
  let running: AbortController | null = null;
  const stop = (): void => {
    running?.abort();
    running = null;
  };
  const only = async <Answer>(read: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> => {
    stop();
    const mine = new AbortController();
    running = mine;
    try {
      return await read(mine.signal);
    } finally {
      if (running === mine) running = null;
    }
  };
  const currencyOf = (asked: Currency | null): Currency => asked ?? config.currency;
  const view = async ({ fromDay, toDay, currency, top }: PeriodQuery, signal?: AbortSignal): Promise<PeriodReport> => {
    const takenAtMs = clock.nowMs();
    const answer = await readers.ask('period', { fromDay, toDay, currency: currencyOf(currency), top }, signal);
    return {
      ...answer, takenAtMs, cashiers: answer.cashiers.map((row) => ({ ...row, name: nameOf(desk, row.operator) })),
      closings: answer.closings.map((closing) => ({ ...closing, operator: nameOf(desk, closing.operator) })),
      taxes: answer.taxes.map((tax) => ({ ...tax, name: config.tax.rates.find(({ id }) => id === tax.rateId)?.name ?? tax.rateId })),
    };
  };
  const factsNow = (): ExportFacts => ({ shopName: nameIn(config.shop.name, language()), tillId: config.tillId, world, language: language() });
  const pathOf = (what: string, takenAtMs: number, format: string): string => {
    const stamp = new Date(takenAtMs + clock.offsetMinutes(takenAtMs) * 60_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
    return join(dataDir, 'reports', `${world === 'training' ? 'training-' : ''}${what}-${stamp}.${format}`);
  };
  return {
    begin: async () => ({
      today: journal.openShift()?.businessDay ?? computeBusinessDay(clock.nowMs(), clock.offsetMinutes(clock.nowMs())), firstDay: await readers.ask('firstBusinessDay', {}),
    }),
    report: (query) => only((signal) => view(query, signal)),
    receipts: (query) => only(async (signal) => {
      const currency = currencyOf(query.currency);
      const found = await readers.ask('periodReceipts', { fromDay: query.fromDay, toDay: query.toDay, currency, behind: query.behind, limit: PERIOD_RECEIPTS_MAX }, signal);
      return { receipts: found.receipts.map((receipt) => ({ ...receipt, operator: nameOf(desk, receipt.operator) })), more: found.more, currency };
    }),
    stockWorth: () => readers.ask('stockWorth', { currency: config.currency }),
    stop,
    async exportStock(format) {
      const stock = await readers.ask('stockGoods', { currency: config.currency });
      const takenAtMs = clock.nowMs();
      const path = pathOf('stock', takenAtMs, format);
      const facts = { ...factsNow(), takenAtMs };
      await leaveTill({
        path, format,
        write: async (unfinished) => writeFile(unfinished, format === 'csv' ? stockCsv(stock, facts) : await printToPdf(stockHtml(stock, { ...facts, offsetMinutes: clock.offsetMinutes(takenAtMs) }))),
        record: () => {
          journal.append([{ type: 'stock.exported', data: { currency: stock.currency, format, products: stock.products, valueMinor: stock.valueMinor } }], authority.people());
        },
      });
      return path;
    },
    async export({ fromDay, toDay, currency, format, tables }) {
      const report = await view({ fromDay, toDay, currency, top: TOP_MAX });
      const path = pathOf(`period-${isoDay(fromDay)}-${isoDay(toDay)}`, report.takenAtMs, format);
      const facts = factsNow();
      await leaveTill({
        path, format,
        write: async (unfinished) => writeFile(unfinished, format === 'csv' ? periodCsv(report, tables, facts) : await printToPdf(periodHtml(report, tables, { ...facts, offsetMinutes: clock.offsetMinutes(report.takenAtMs) }))),
        record: () => {
          journal.append([{ type: 'periodReport.exported', data: { fromDay, toDay, currency: report.currency, tables: [...tables], format, netMinor: report.total.salesMinor - report.total.returnsMinor } }], authority.people());
        },
      });
      return path;
    },
    close: async () => {
      stop();
      await readers.close();
    },
  };
}
