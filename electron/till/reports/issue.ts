import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TillError } from '../../../shared/errors/registry.ts';
import { isBlind, requireCashSeen } from '../cash/blind.ts';
import type { Desk } from '../desk.ts';
import { append } from '../selling.ts';
import { getReport } from '../shifts.ts';
import { reportCsv } from './csv.ts';
import { reportHtml } from './html.ts';

/**
 * Writes a report into `dir` and answers where. The first of a format is the original; further ones say COPY n and lie beside it. That it leaves the till is an entry
 * before it does, so that no second original can exist: one that could not be written makes the next a copy. Practice and business number their reports alike, so the
 * file's name says which it is. Throws REPORT_NOT_FOUND, COUNT_UNDER_WAY, EXPORT_FAILED, and what the authority throws.
 */
export async function issueReport(
  desk: Desk, { kind, number, format }: { readonly kind: 'x' | 'z'; readonly number: number; readonly format: 'pdf' | 'csv' }, dir: string, printToPdf: (html: string) => Promise<Uint8Array>,
): Promise<{ path: string; copy: number }> {
  const { world, clock, journal } = desk;
  const report = getReport(desk, kind, number);
  // A file tells everything, so it is for those who may see everything, and not while somebody counts.
  if (isBlind(desk, report.totals.shiftNo)) requireCashSeen(desk);
  desk.authority.require({ permission: 'exportReports' });
  const copy = journal.reportIssues(kind, number, format);
  append(desk, [{ type: 'report.exported', data: { kind, number, format, copy } }]);
  const name = `${world === 'training' ? 'training-' : ''}${kind}-${String(number).padStart(5, '0')}-${report.totals.businessDay}${copy === 0 ? '' : `-copy${copy}`}.${format}`;
  const path = join(dir, name);
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(path, format === 'csv' ? reportCsv(report, world, copy) : await printToPdf(reportHtml(report, world, clock.offsetMinutes(report.atMs), copy)));
  } catch (error) {
    throw new TillError('EXPORT_FAILED', { format }, { cause: error });
  }
  return { path, copy };
}
