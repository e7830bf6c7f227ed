import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TillError } from '../../../shared/errors/registry.ts';
import { isBlind, requireCashSeen } from '../cash/blind.ts';
import type { Desk } from '../desk.ts';
import { leaveTill } from '../leaving.ts';
import { append } from '../selling.ts';
import { getReport } from '../shifts.ts';
import { reportCsv } from './csv.ts';
import { reportHtml } from './html.ts';

/** A report is made again when somebody else took one out in the meantime; more often than this nobody presses. */
const TRIES_MAX = 5;

/**
 * Writes a report into `dir` and answers where. The first of a format is the original; further ones say COPY n and lie beside it. No second original can exist, nor
 * one that nobody has: see `leaveTill`. Practice and business number their reports alike, so the file's name says which it is. Throws REPORT_NOT_FOUND, COUNT_UNDER_WAY, EXPORT_FAILED, and what the authority throws.
 */
export async function issueReport(
  desk: Desk, { kind, number, format }: { readonly kind: 'x' | 'z'; readonly number: number; readonly format: 'pdf' | 'csv' }, dir: string, printToPdf: (html: string) => Promise<Uint8Array>,
): Promise<{ path: string; copy: number }> {
  const { world, clock, journal } = desk;
  const report = getReport(desk, kind, number);
  // A file tells everything, so it is for those who may see everything, and not while somebody counts.
  if (isBlind(desk, report.totals.shiftNo)) requireCashSeen(desk);
  desk.authority.require({ permission: 'exportReports' });
  for (let tried = 0; tried < TRIES_MAX; tried += 1) {
    const copy = journal.reportIssues(kind, number, format);
    const name = `${world === 'training' ? 'training-' : ''}${kind}-${String(number).padStart(5, '0')}-${report.totals.businessDay}${copy === 0 ? '' : `-copy${copy}`}.${format}`;
    const path = join(dir, name);
    const left = await leaveTill({
      path, format,
      write: async (unfinished) => writeFile(unfinished, format === 'csv' ? reportCsv(report, world, copy) : await printToPdf(reportHtml(report, world, clock.offsetMinutes(report.atMs), copy))),
      record: () => {
        if (journal.reportIssues(kind, number, format) !== copy) return false;
        append(desk, [{ type: 'report.exported', data: { kind, number, format, copy } }]);
        return true;
      },
    });
    if (left) return { path, copy };
  }
  throw new TillError('EXPORT_FAILED', { format });
}
