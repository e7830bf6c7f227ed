import { CURRENCY_EXPONENT } from '../../../shared/money.ts';
import type { AmountUnit, Completeness, FileFacts, FileItem, FileKind, PrintedAmount } from '../../../shared/reconciliation/files.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { amsRows, isAmsColumn, isEndMark } from './ams-rows.ts';
import { isOpenRecord, splitCsv } from './csv.ts';
import {
  isLegacyColumn, isLegacySettlement, looksLikeLegacyHeader, mayEndOpen, readLegacyHeader, settlementRows, splitRow, transactionRows, type LegacyHeader, type RowReader,
} from './legacy-rows.ts';
import { createLineReader, LINE_BYTES_MAX, type Encoding } from './lines.ts';
import { badLine, refusal } from './refusal.ts';

/** Settlement batches remembered of one file; real ones speak of one. */
const BATCHES_MAX = 20;

export interface FileParserOptions {
  /** `auto` for the first reading; what that found for the second. */
  readonly encoding: 'auto' | Encoding;
  readonly onItem: (item: FileItem) => void;
}

export interface FileParser {
  /** Known as soon as the names of the columns were read. */
  kind(): FileKind | null;
  /** Takes the next bytes of the file, in pieces of any size. */
  push(bytes: Uint8Array): void;
  /** The file ends here. Nothing that `onItem` was given may be used unless this returns. */
  end(): FileFacts;
}

/**
 * Reads a reconciliation file of any kind, told by its content and never by its name. Holds one line at a time. Throws, with `line`:
 * RECONCILE_EMPTY; RECONCILE_NOT_RECOGNISED; RECONCILE_ENCODING; RECONCILE_COLUMNS, for columns that are missing or that nobody knows;
 * RECONCILE_BAD_LINE; RECONCILE_TRUNCATED, when its end is missing; RECONCILE_COUNT, when it holds more records than it says.
 * Sources: legacy.md 9, ams.md 9.
 */
export function createFileParser({ encoding, onItem }: FileParserOptions): FileParser {
  let reader: Content | null = null;
  let header: LegacyHeader | null = null;
  let isBlank = true;
  const tally = createTally();

  const emit = (item: FileItem): void => {
    tally.take(item);
    onItem(item);
  };

  const onLine = (text: string, line: number, open: boolean): void => {
    if (reader === null && text.trim() === '') return;
    isBlank = false;
    try {
      if (reader !== null) reader.line(text, line, open);
      else if (header === null && looksLikeLegacyHeader(text)) header = readLegacyHeader(text, line);
      else reader = open && header === null ? refuseOpenNames(text, line) : recognise(text, line, header, emit);
    } catch (error) {
      // Half a line breaks the rules of a whole one: what is wrong with it is that the rest is missing.
      if (open && error instanceof TillError && error.code === 'RECONCILE_BAD_LINE') throw refusal('RECONCILE_TRUNCATED', line);
      throw error;
    }
  };
  const lines = createLineReader({ encoding, onLine, gbkAllowed: () => header !== null || reader?.isLegacy === true });

  return {
    kind: () => reader?.kind ?? null,
    push: (bytes) => lines.push(bytes),
    end() {
      const { encoding: found, lines: count } = lines.end();
      if (isBlank) throw refusal('RECONCILE_EMPTY', 1);
      if (reader === null) throw refusal('RECONCILE_TRUNCATED', count);
      const { kind, isLegacy } = reader;
      const content = reader.end(count);
      const { unit, unitMatters, ...times } = tally.result();
      return { kind, ...content, ...times, encoding: found, lines: count, unit: isLegacy ? 'major' : unit, unitMatters };
    },
  };
}

/** A reader of the records of one kind, after its first lines. */
interface Content {
  readonly kind: FileKind;
  readonly isLegacy: boolean;
  line(text: string, line: number, open: boolean): void;
  end(lines: number): { readonly records: number; readonly merchant: string; readonly day: number | null; readonly batches: readonly string[]; readonly completeness: Completeness };
}

/** The row of names is the last line and not ended: whatever it names, the file is cut off. */
function refuseOpenNames(text: string, line: number): never {
  throw refusal(namesOf(text).length === 0 ? 'RECONCILE_NOT_RECOGNISED' : 'RECONCILE_TRUNCATED', line);
}

/** The known names of a row of column names. */
function namesOf(text: string): readonly string[] {
  const legacy = text.split('|').map((name) => name.trim()).filter(isLegacyColumn);
  return legacy.length > 0 ? legacy : (splitCsv(text) ?? []).map((name) => name.trim()).filter(isAmsColumn);
}

function recognise(text: string, line: number, header: LegacyHeader | null, emit: (item: FileItem) => void): Content {
  const piped = text.split('|').map((name) => name.trim());
  const legacyNames = piped.filter(isLegacyColumn).length;
  if (legacyNames > 0 || header !== null) {
    if (header !== null) return legacyContent('legacyTransactions', transactionRows(piped, line), header, emit);
    if (isLegacySettlement(piped)) return legacyContent('legacySettlement', settlementRows(piped, line), null, emit);
    // Names of a transaction file without the line that says how many records there are: its beginning is missing.
    throw refusal('RECONCILE_TRUNCATED', line, { reason: 'beginning' });
  }
  const names = (splitCsv(text) ?? []).map((name) => name.trim());
  if (names.filter(isAmsColumn).length === 0) throw refusal('RECONCILE_NOT_RECOGNISED', line, { reason: names.some(isLegacyColumn) ? 'otherProduct' : 'columns' });
  return amsContent(amsRows(names, line), emit);
}

function legacyContent(kind: FileKind, { columns, read }: { columns: Parameters<typeof splitRow>[2]; read: RowReader }, header: LegacyHeader | null, emit: (item: FileItem) => void): Content {
  let records = 0;
  return {
    kind, isLegacy: true,
    line(text, line, open) {
      if (text.trim() === '') return;
      const fields = splitRow(text, line, columns);
      if (open && !mayEndOpen(columns, fields, header !== null)) throw refusal('RECONCILE_TRUNCATED', line);
      emit(read(fields, line));
      records += 1;
      if (header !== null && records > header.totalCount) throw refusal('RECONCILE_COUNT', line, { expected: header.totalCount, found: records });
    },
    end(lines) {
      if (header !== null && records < header.totalCount) throw refusal('RECONCILE_TRUNCATED', lines, { expected: header.totalCount, found: records });
      // Made only when something was settled (legacy.md 9.1), so one without a record has lost them.
      if (header === null && records === 0) throw refusal('RECONCILE_TRUNCATED', lines);
      return { records, merchant: header?.merchant ?? '', day: header?.day ?? null, batches: [], completeness: header === null ? 'notProvable' : 'counted' };
    },
  };
}

function amsContent({ kind, columns, read, merchantOf, batchOf }: ReturnType<typeof amsRows>, emit: (item: FileItem) => void): Content {
  let records = 0;
  let ended = false;
  /** A record whose quoted field goes on in the next line. */
  let begun: { readonly text: string; readonly line: number } | null = null;
  let merchant: string | null = null;
  const batches = new Set<string>();
  return {
    kind, isLegacy: false,
    line(text, line, open) {
      if (begun === null && isEndMark(text)) {
        if (ended) throw badLine(line, '', 'afterEnd');
        ended = true;
        return;
      }
      if (begun === null && text.trim() === '') return;
      if (ended) throw badLine(line, '', 'afterEnd');
      // A line that is not ended can only be the end mark; anything else lacks its rest.
      if (open) throw refusal('RECONCILE_TRUNCATED', line);
      const record: { readonly text: string; readonly line: number } = begun === null ? { text, line } : { text: `${begun.text}\n${text}`, line: begun.line };
      if (isOpenRecord(record.text)) {
        if (record.text.length > LINE_BYTES_MAX) throw badLine(record.line, '', 'quotes');
        begun = record;
        return;
      }
      begun = null;
      const fields = splitCsv(record.text);
      if (fields === null) throw badLine(record.line, '', 'quotes');
      if (fields.length !== columns.count) throw refusal('RECONCILE_BAD_LINE', record.line, { column: '', reason: 'fields', expected: columns.count, found: fields.length });
      emit(read(fields, record.line));
      records += 1;
      const own = merchantOf(fields);
      if (own !== '') merchant = merchant === null || merchant === own ? own : '';
      const batch = batchOf(fields);
      if (batch !== '' && batches.size < BATCHES_MAX) batches.add(batch);
    },
    end(lines) {
      if (!ended) throw refusal('RECONCILE_TRUNCATED', begun === null ? lines : begun.line);
      return { records, merchant: tidy(merchant ?? ''), day: null, batches: [...batches].map(tidy), completeness: 'endMark' };
    },
  };
}

const tidy = (id: string): string => id.replace(/[^\x21-\x7e]/g, '?').slice(0, 64);

/** What is gathered over all records of any kind. */
function createTally() {
  let firstAtMs: number | null = null;
  let lastAtMs: number | null = null;
  let unit: AmountUnit | null = null;
  let unitMatters = false;
  const weigh = (amount: PrintedAmount): void => {
    if (CURRENCY_EXPONENT[amount.currency] > 0) unitMatters = true;
    if (amount.text.includes('.')) unit = 'major';
  };
  return {
    take(item: FileItem): void {
      if (item.settled !== null) weigh(item.settled);
      for (const fee of item.fees) weigh(fee);
      if (item.what === 'summary') return;
      weigh(item.amount);
      if (item.atMs === null) return;
      if (firstAtMs === null || item.atMs < firstAtMs) firstAtMs = item.atMs;
      if (lastAtMs === null || item.atMs > lastAtMs) lastAtMs = item.atMs;
    },
    result: () => ({ firstAtMs, lastAtMs, unit, unitMatters }),
  };
}
