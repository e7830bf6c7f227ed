import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../electron/journal/database.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import golden from '../../data/journal-golden.json' with { type: 'json' };
import { codeOf, memoryDir, openTestJournal, tempDir } from '../../support/journal/fixture.ts';
import { cashSale, lineDraft, openedDraft, randomSale, seeded, testClock } from '../../support/journal/story.ts';

const opened: EntryDraft = { type: 'shift.opened', data: { shiftNo: 1, floatMinor: 50_000, currency: 'HKD' } };
const sale = (saleNo: number): ReturnType<typeof randomSale> => randomSale(seeded(saleNo), { saleNo, shiftNo: 1, lines: 5, products: 9 });

test('entries are the bytes and hashes that another program computed', () => {
  const clock = testClock();
  const journal = openTestJournal({ dir: memoryDir(), clock, register: golden.register, software: golden.software });
  for (const append of golden.appends) {
    clock.atMs = append.atMs;
    clock.offset = append.offsetMin;
    // The file's literals are drafts; JSON imports lose the literal types.
    journal.append(append.drafts as unknown as EntryDraft[], append.people);
  }
  const raw = new Database(journal.file, { readonly: true });
  const rows = raw.prepare<[], { bytes: Buffer; hash: Buffer; day: number }>('SELECT bytes, hash, day FROM entry ORDER BY seq').all();
  raw.close();
  expect(rows.map(({ bytes, hash }) => ({ text: bytes.toString('utf8'), sha256: hash.toString('hex') }))).toEqual(golden.appends.flatMap((append) => append.entries));
  expect(rows.map((row) => row.day)).toEqual(golden.appends.flatMap((append) => append.entries.map(() => append.day)));
  expect(journal.head()).toEqual({ seq: 8, hash: golden.appends.at(-1)?.entries.at(-1)?.sha256 });
});

describe('append', () => {
  test('returns the entries of the drafts, in order, as stored', () => {
    const journal = openTestJournal({ dir: memoryDir() });
    const entries = journal.append([opened, ...cashSale(sale(1), 't-1')], { operator: 'amy' });
    expect(entries.map((entry) => entry.type)).toEqual(['shift.opened', 'sale.opened', ...Array<string>(5).fill('sale.lineAdded'), 'tender.cash', 'sale.completed', 'drawer.opened']);
    expect(journal.entries(1, 100)).toEqual(entries);
  });

  test('leaves the step back of the clock out of what it returns, and before it in the journal', () => {
    const clock = testClock();
    const journal = openTestJournal({ dir: memoryDir(), clock });
    journal.append([opened]);
    const before = clock.atMs;
    clock.atMs -= 1_000;
    expect(journal.append([{ type: 'drawer.opened', data: { why: 'float' } }])[0]).toMatchObject({ seq: 2 });
    clock.atMs -= 1_001;
    const [entry] = journal.append([{ type: 'drawer.opened', data: { why: 'float' } }]);
    expect(entry).toMatchObject({ seq: 4, type: 'drawer.opened' });
    expect(journal.entries(3, 1)).toMatchObject([{ type: 'clock.steppedBack', data: { fromMs: before - 1_000, toMs: before - 2_001 } }]);
  });

  test('notices a clock that was set back while the till was off', () => {
    const dir = memoryDir();
    const clock = testClock();
    const first = openTestJournal({ dir, clock });
    first.append([opened]);
    first.close();
    clock.atMs -= 3_600_000;
    const second = openTestJournal({ dir, clock });
    second.append([{ type: 'drawer.opened', data: { why: 'float' } }]);
    expect(second.entries(2, 1)).toMatchObject([{ type: 'clock.steppedBack' }]);
  });

  test('counts ticks from one in each run', () => {
    const dir = memoryDir();
    for (let run = 0; run < 2; run += 1) {
      const journal = openTestJournal({ dir });
      journal.append([{ type: 'drawer.opened', data: { why: 'float' } }, { type: 'drawer.opened', data: { why: 'float' } }]);
      journal.close();
    }
    expect(openTestJournal({ dir }).entries(1, 10).map((entry) => entry.tick)).toEqual([1, 2, 1, 2]);
  });

  test('works in UTC, where an offset may be -0', () => {
    const clock = testClock();
    clock.offset = -0;
    const [entry] = openTestJournal({ dir: memoryDir(), clock }).append([opened]);
    expect(Object.is(entry?.offsetMin, 0)).toBe(true);
  });

  test('stores only the fields its schema names', () => {
    const journal = openTestJournal({ dir: memoryDir() });
    const draft = { type: 'drawer.opened', data: { why: 'float', code: '281234567890123456' } } as unknown as EntryDraft;
    journal.append([draft]);
    expect(journal.entries(1, 1)[0]?.data).toEqual({ why: 'float' });
  });

  test('appends nothing for no drafts', () => {
    const journal = openTestJournal({ dir: memoryDir() });
    expect(journal.append([])).toEqual([]);
    expect(journal.head().seq).toBe(0);
  });

  test('is on disk when it returns: another connection reads it', () => {
    const dir = tempDir();
    const journal = openTestJournal({ dir });
    journal.append([opened]);
    const other = new Database(journal.file, { readonly: true });
    expect(other.prepare('SELECT count(*) FROM entry').pluck().get()).toBe(1);
    expect(other.pragma('journal_mode', { simple: true })).toBe('wal');
    other.close();
  });
});

describe('nothing is half written', () => {
  const bad: readonly (readonly [string, (number: number) => EntryDraft[]])[] = [
    ['a draft that is not valid', () => [...cashSale(sale(2), 't-2'), { type: 'drawer.opened', data: { why: 'thirst' } } as unknown as EntryDraft]],
    ['an unknown type', () => [...cashSale(sale(2), 't-2'), { type: 'toString', data: {} } as unknown as EntryDraft]],
    ['a fraction', () => [...cashSale(sale(2), 't-2'), { type: 'shift.opened', data: { shiftNo: 2, floatMinor: 0.5, currency: 'HKD' } }]],
    ['a lone surrogate', () => [openedDraft({ ...sale(2), saleId: '\uD800' })]],
    ['a sale number that leaves a gap', () => cashSale({ ...sale(3), receiptNo: 2 }, 't-3')],
    ['a receipt number that leaves a gap', () => cashSale({ ...sale(2), receiptNo: 3 }, 't-2')],
    ['a receipt number used twice', () => cashSale({ ...sale(2), receiptNo: 1 }, 't-2')],
    ['a shift number that leaves a gap', () => [{ type: 'shift.opened', data: { shiftNo: 3, floatMinor: 0, currency: 'HKD' } }]],
    ['a second shift beside the open one', () => [{ type: 'shift.opened', data: { shiftNo: 2, floatMinor: 0, currency: 'HKD' } }]],
    ['a second sale beside the open one', () => [openedDraft(sale(2)), openedDraft(sale(3))]],
    ['a line of a sale that is over', () => [lineDraft(sale(1), { lineId: 'l', productId: 'p', unitPriceMinor: 1, quantityMilli: 1000 })]],
    ['a line of a sale that never was', () => [lineDraft(sale(9), { lineId: 'l', productId: 'p', unitPriceMinor: 1, quantityMilli: 1000 })]],
    ['a total that is not the sum of the lines', () => cashSale(sale(2), 't-2').filter((_, index) => index !== 3)],
    ['a completion without tender', () => cashSale(sale(2), 't-2').filter((draft) => draft.type !== 'tender.cash')],
    ['a tender that no verified message paid', () => [openedDraft(sale(2)), { type: 'tender.payment', data: { saleId: sale(2).saleId, tenderId: 't', attemptId: 'a', product: 'alipayBarcode', amountMinor: 1 } }]],
    ['a move of an unknown attempt', () => [{ type: 'payment.moved', data: { attemptId: 'a', from: 'created', to: 'sent', event: 'sendStarted', by: 'gateway' } }]],
    ['a Z whose head is not in the journal', () => []],
  ];

  test.each(bad)('%s is refused whole, and the next sale goes on', (name, drafts) => {
    const journal = openTestJournal({ dir: memoryDir() });
    journal.append([opened, ...cashSale(sale(1), 't-1')], { operator: 'amy' });
    const head = journal.head();
    const digest = journal.projectionDigest();
    const refused = drafts(2);
    const facts: EntryDraft[] = refused.length > 0 ? refused : [{
      type: 'report.z',
      data: { number: 1, totals: journal.shiftTotals(), countedMinor: 0, varianceMinor: 0, firstSeq: 1, lastSeq: head.seq, headHash: '0'.repeat(64), grandTotals: journal.grandTotals() },
    }];
    expect(codeOf(() => journal.append(facts)), name).toBe('INTERNAL');
    expect(journal.head()).toEqual(head);
    expect(journal.entries(head.seq + 1, 10)).toEqual([]);
    expect(journal.projectionDigest()).toBe(digest);
    journal.append(cashSale(sale(2), 't-2'), { operator: 'amy' });
    expect(journal.lastNumber('receipt')).toBe(2);
    expect(journal.shiftTotals().salesCount).toBe(2);
  });
});

test('the connection promises what the design asks for: synced, foreign keys held, every table strict', () => {
  const { db, close } = openDatabase({ dir: tempDir(), world: 'live', nowMs: 1, hash: sha256 });
  onTestFinished(close);
  const pragma = (name: string): unknown => db.pragma(name, { simple: true });
  // 2 is FULL: the last sale is on the platter, not only in the system's memory.
  expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
  const tables = db.prepare<[], { name: string; strict: number }>(`SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'`).all();
  expect(tables.length).toBeGreaterThan(8);
  expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
});

test.each([
  ['UPDATE entry SET at_ms = 0 WHERE seq = 1', 'never changed'],
  ['DELETE FROM entry WHERE seq = 2', 'never deleted'],
  ['INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 2', 'does not follow'],
  [`INSERT INTO entry SELECT 9, type, at_ms, day, bytes, prev, hash FROM entry WHERE seq = 2`, 'does not follow'],
  [`INSERT INTO entry SELECT 3, type, at_ms, day, bytes, prev, hash FROM entry WHERE seq = 2`, 'does not follow'],
  [`INSERT INTO entry SELECT 0, type, at_ms, day, bytes, prev, hash FROM entry WHERE seq = 2`, 'does not follow'],
])('the file itself refuses: %s', (sql, message) => {
  const journal = openTestJournal({ dir: memoryDir() });
  journal.append([opened, { type: 'drawer.opened', data: { why: 'float' } }]);
  const raw = new Database(journal.file);
  expect(() => raw.exec(sql)).toThrow(new RegExp(message));
  raw.close();
  expect(journal.entries(1, 10)).toHaveLength(2);
});
