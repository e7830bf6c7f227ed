import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { MIGRATIONS } from '../../../electron/journal/migrations.ts';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { journalFile } from '../../../electron/journal/files.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import { ENTRY_SCHEMAS } from '../../../shared/journal/entries.ts';
import { openTestJournal, tempDir } from '../../support/journal/fixture.ts';
import { testClock } from '../../support/journal/story.ts';

/**
 * A file written by the till as it was before it knew refunds, returns and notifications (schema 1, at the commit before "Six products"): ten shifts, six sales, one
 * open, one held, payments in the air, found money. Made by that version's own shop walk, 200 steps of seed 1068.
 */
const FILE = join(import.meta.dirname, '../../data/journal-v1.db.gz');
const HEAD = '5b8ad6b6fd9f39ade88ad24c47235d624f82a54171eca45dd8ab9cad7895a401';
/** Schema changes since. */
const STEPS = MIGRATIONS.slice(1);
const ENTRIES = 191;

/** Tables as they were: name, columns, rows in the order of their key. */
type Tables = readonly { readonly name: string; readonly columns: readonly string[]; readonly rows: readonly unknown[] }[];

function tablesOf(file: string, wanted?: Tables): Tables {
  const db = new Database(file, { readonly: true });
  try {
    const names = wanted?.map((table) => table.name)
      ?? db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('entry', 'migration', 'register') ORDER BY name`).pluck().all();
    return names.map((name) => {
      const info = db.pragma(`table_info(${name})`) as readonly { readonly name: string; readonly pk: number }[];
      const columns = wanted?.find((table) => table.name === name)?.columns ?? info.map((column) => column.name);
      const key = info.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk).map((column) => column.name);
      return { name, columns, rows: db.prepare(`SELECT ${columns.join()} FROM ${name} ORDER BY ${key.join()}`).raw().all() };
    });
  } finally {
    db.close();
  }
}

function oldTill(): { dir: string; before: Tables } {
  const dir = tempDir();
  const file = journalFile(dir, 'live');
  writeFileSync(file, gunzipSync(readFileSync(FILE)));
  return { dir, before: tablesOf(file) };
}

test('a real file of the first version opens: copied, migrated, every entry and every row as it was', () => {
  const { dir, before } = oldTill();
  const clock = testClock();
  clock.atMs += 86_400_000;
  const journal = openTestJournal({ dir, world: 'live', clock });
  expect(journal.entries(ENTRIES, 1)).toMatchObject([{ seq: ENTRIES }]);
  expect(journal.entries(ENTRIES + 1, 10).map((entry) => entry.type)).toEqual(STEPS.map(() => 'journal.migrated'));
  // One copy before each step, the newest three kept; the last holds every entry of the old file, as all of them do.
  expect(readdirSync(dir).filter((name) => name.includes('before-v')).map((name) => /before-v\d+/.exec(name)?.[0]).sort()).toEqual(['before-v3', 'before-v4', 'before-v5']);

  // All that the old tables said, the new ones say.
  expect(before.length).toBeGreaterThan(7);
  expect(tablesOf(journal.file, before)).toEqual(before);
  expect(journal.grandTotals()).toEqual({ salesMinor: 45_725, returnsMinor: 0, netMinor: 45_725, salesCount: 6, returnsCount: 0 });
  expect(journal.openShift()).toMatchObject({ shiftNo: 10, salesCount: 2, floatMinor: 61_664 });
  expect([journal.openSale() !== null, journal.heldSales().length > 0, journal.attemptsNotFinal().length >= 2, journal.foundMoney().length > 0]).toEqual([true, true, true, true]);
  expect(journal.attemptsNotFinal().every((attempt) => attempt.saleId !== null && attempt.assertedAtMs === null)).toBe(true);
  // Running totals agree with lines and tenders, and reports taken then are read now.
  expect(journal.shiftTotals()).toMatchObject({ shiftNo: 10, salesCount: 2 });
  expect(journal.report('z', 9)?.data.totals).toMatchObject({ shiftNo: 9 });
  for (const entry of journal.entries(1, ENTRIES)) expect(ENTRY_SCHEMAS[entry.type].safeParse(entry.data).success).toBe(true);

  const digest = journal.projectionDigest();
  journal.rebuild();
  expect(journal.projectionDigest()).toBe(digest);
  journal.close();
  const db = openReadOnly(journalFile(dir, 'live'));
  expect(verifyChain(db, sha256)).toMatchObject({ kind: 'ok', entries: ENTRIES + STEPS.length });
  expect(db.prepare('SELECT lower(hex(hash)) FROM entry WHERE seq = ?').pluck().get(ENTRIES)).toBe(HEAD);
  db.close();
});

test('it goes on selling, and takes back what the old version sold', () => {
  const { dir } = oldTill();
  const clock = testClock();
  clock.atMs += 86_400_000;
  const journal = openTestJournal({ dir, world: 'live', clock });
  const receipt = [1, 2, 3, 4, 5, 6].flatMap((no) => journal.receipt(no) ?? []).find((one) => journal.saleTenders(one.saleId)[0]?.kind === 'cash') ?? expect.unreachable('one was paid in cash');
  const [line] = journal.saleLines(receipt.saleId);
  const [tender] = journal.saleTenders(receipt.saleId);
  if (!line || !tender) expect.unreachable('a sale has lines and a tender');
  const amountMinor = Math.min(100, receipt.totalMinor);
  const way = { tenderId: tender.tenderId, kind: tender.kind, amountMinor };
  const data = { returnId: 'return-1', shiftNo: 10, itemsMilli: line.quantityMilli, taxes: [], totalMinor: amountMinor };
  journal.append([
    {
      type: 'return.created',
      data: {
        ...data, returnNo: 1, saleId: receipt.saleId, receiptNo: receipt.receiptNo, currency: receipt.currency, asVoid: false, reason: 'worn', adopts: [],
        lines: [{ lineId: line.lineId, quantityMilli: line.quantityMilli, amountMinor, taxMinor: 0 }], ways: [{ ...way, attemptId: null }],
      },
    },
    { type: 'return.cash', data: { returnId: 'return-1', tenderId: tender.tenderId, amountMinor } },
    { type: 'return.completed', data: { ...data, ways: [way] } },
  ]);
  expect(journal.shiftTotals()).toMatchObject({ returns: { count: 1, amountMinor } });
  expect(journal.grandTotals()).toMatchObject({ returnsCount: 1, netMinor: 45_725 - amountMinor });
  expect(journal.lastNumber('return')).toBe(1);
});
