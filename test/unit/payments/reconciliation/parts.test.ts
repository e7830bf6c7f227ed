import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inMinor } from '../../../../electron/payments/reconciliation/amounts.ts';
import { FingerprintSet } from '../../../../electron/payments/reconciliation/fingerprints.ts';
import { FLAG, Marks } from '../../../../electron/payments/reconciliation/marks.ts';
import { looksLikeOwn } from '../../../../electron/payments/reconciliation/own-references.ts';
import { groupFiles } from '../../../../electron/payments/reconciliation/sets.ts';
import { createUnitJudge, unitOf } from '../../../../electron/payments/reconciliation/unit-judge.ts';
import { makeReference, makeRefundReference } from '../../../../electron/payments/reference.ts';
import { minor, toDecimal } from '../../../../shared/money.ts';
import { DAY_MS, dayText, fileDayOf, fileDayStartMs, type FileFacts } from '../../../../shared/reconciliation/files.ts';
import { SeededRandom } from '../../../simulation/virtual-clock.ts';
import { fakeLedger, on, payment } from '../../../support/reconciliation/fake-ledger.ts';
import { AMS_TRANSACTIONS } from '../../alipay/files/samples.ts';
import { parse, recordsOf } from '../../../support/reconciliation/parse.ts';

test('days of the files are days in GMT+8', () => {
  expect(fileDayOf(Date.parse('2026-01-01T15:59:59Z'))).toBe(20_260_101);
  expect(fileDayOf(Date.parse('2026-01-01T16:00:00Z'))).toBe(20_260_102);
  expect(fileDayStartMs(20_260_102)).toBe(Date.parse('2026-01-01T16:00:00Z'));
  expect(dayText(20_260_102)).toBe('2026-01-02');
});

test('an amount is read in one unit or the other, never in between', () => {
  const usd = (text: string) => ({ text, currency: 'USD' as const });
  expect([inMinor(usd('1250'), 'minor'), inMinor(usd('1250'), 'major'), inMinor(usd('12.5'), 'major'), inMinor(usd('-12.50'), 'major')]).toEqual([1_250, 125_000, 1_250, -1_250]);
  expect([inMinor(usd('12.5'), 'minor'), inMinor(usd('12.505'), 'major'), inMinor(usd('9999999999999999'), 'minor')]).toEqual([null, null, null]);
  expect(inMinor({ text: '1250', currency: 'JPY' }, 'minor')).toBe(inMinor({ text: '1250', currency: 'JPY' }, 'major'));
  expect(inMinor({ text: '1250.00', currency: 'JPY' }, 'minor')).toBe(1_250);
});

describe('fingerprints', () => {
  test('know what was added, and nothing else', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 3_000 }), (texts) => {
      const set = new FingerprintSet();
      const exact = new Set<string>();
      for (const text of texts) {
        expect(set.add(text)).toBe(!exact.has(text));
        exact.add(text);
      }
      expect(set.size).toBe(exact.size);
    }), { numRuns: 50 });
  });

  test('half a million references that differ in few digits keep apart', () => {
    const set = new FingerprintSet();
    let twice = 0;
    for (let n = 0; n < 500_000; n += 1) if (!set.add(`payment T120260102${String(n).padStart(6, '0')}ABCDEFGH`)) twice += 1;
    expect(twice).toBe(0);
  });
});

test('marks keep what was said of each row, however many there are', () => {
  const marks = new Marks();
  const seqs = Array.from({ length: 5_000 }, (_, at) => at * 7 + 3);
  for (const seq of seqs) marks.add(seq);
  expect(marks.placeOf(4)).toBeNull();
  expect(marks.placeOf(9_999_999)).toBeNull();
  for (const seq of seqs) {
    const place = marks.placeOf(seq) ?? -1;
    expect(place).toBe(seqs.indexOf(seq));
    if (seq % 2 === 0) marks.set(place, FLAG.seen);
    marks.noteLine(place, { file: seq % 200, line: seq });
  }
  expect(seqs.every((seq) => marks.has(marks.placeOf(seq) ?? -1, FLAG.seen) === (seq % 2 === 0))).toBe(true);
  expect(marks.lineAt(marks.placeOf(703) ?? -1)).toEqual({ file: 103, line: 703 });
});

test('a till knows its own references by their beginning', () => {
  const random = new SeededRandom(4);
  for (const register of ['till-1', 'T1', 'Main counter 12', '7']) {
    const own = makeReference({ register, saleNo: 127, atMs: on('12:00'), offsetMinutes: 480 }, random, () => false);
    expect(looksLikeOwn(own, register)).toBe(true);
    expect(looksLikeOwn(makeRefundReference({ register, atMs: on('12:00'), offsetMinutes: 480 }, random, () => false), register)).toBe(true);
    expect(looksLikeOwn(own, `${register}9`.slice(-9))).toBe(false);
  }
  expect(looksLikeOwn('T1220260102000001ABCDEFGH', 'T1')).toBe(false);
  expect(looksLikeOwn('T120261302000001ABCDEFGH', 'T1')).toBe(false);
  expect(looksLikeOwn('20260102', '')).toBe(false);
});

describe('the unit of AMS amounts', () => {
  const sample = recordsOf(AMS_TRANSACTIONS);
  const judge = (amounts: readonly number[], change: (text: string) => string = (text) => text) => {
    const rows = sample.map((record, index) => payment(index + 1, { reference: record.reference, amountMinor: minor(amounts[index] ?? 0), currency: 'USD' }));
    const unit = createUnitJudge(fakeLedger(rows));
    for (const record of sample) unit.take({ ...record, amount: { ...record.amount, text: change(record.amount.text) } });
    return unit.evidence();
  };
  test('our ledger decides', () => {
    expect(judge([1_250, 250])).toEqual({ compared: 2, minorAgree: 2, majorAgree: 0, minorLine: 2, majorLine: null });
    expect(unitOf(judge([1_250, 250]))).toBe('minor');
    expect(unitOf(judge([125_000, 25_000]))).toBe('major');
    expect(unitOf(judge([1_250, 250], (text) => toDecimal(minor(Number(text)), 'USD')))).toBe('major');
  });
  test('one for each is nobody\'s', () => {
    expect(judge([1_250, 25_000])).toMatchObject({ minorLine: 2, majorLine: 3 });
    expect(unitOf(judge([1_250, 25_000]))).toBeNull();
  });
  test('amounts that agree in neither say nothing', () => {
    expect(judge([1, 2])).toMatchObject({ compared: 2, minorAgree: 0, majorAgree: 0 });
    expect(unitOf(judge([1, 2]))).toBeNull();
  });
  test('no two readings of one amount are both right', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.boolean(), (amountMinor, inMajor) => {
      const evidence = judge([amountMinor, amountMinor], () => (inMajor ? toDecimal(minor(amountMinor), 'USD').replace(/\.00$/, '') : String(amountMinor)));
      expect(unitOf(evidence)).toBe(inMajor ? 'major' : 'minor');
    }));
  });
});

describe('files that belong together', () => {
  const facts = (change: Partial<FileFacts>): FileFacts => ({ ...parse(AMS_TRANSACTIONS).facts, ...change });
  const file = (name: string, change: Partial<FileFacts>) => ({ name, facts: facts(change) });
  const day = (name: string, first: number, last = first, change: Partial<FileFacts> = {}) => file(name, { firstAtMs: fileDayStartMs(first), lastAtMs: fileDayStartMs(last) + DAY_MS - 1, ...change });
  const names = (sets: ReturnType<typeof groupFiles<ReturnType<typeof file>>>) => sets.map((set) => set.files.map(({ name }) => name));

  test('neighbouring days are one, a gap parts them', () => {
    const sets = groupFiles([day('c', 20_251_231), day('a', 20_260_101), day('b', 20_260_103)]);
    expect(names(sets)).toEqual([['c', 'a'], ['b']]);
    expect(sets.map((set) => set.days)).toEqual([{ first: 20_251_231, last: 20_260_101 }, { first: 20_260_103, last: 20_260_103 }]);
  });
  test('kinds and merchants never mix', () => {
    expect(names(groupFiles([day('a', 20_260_101), day('b', 20_260_101, 20_260_101, { merchant: 'other' }), day('c', 20_260_101, 20_260_101, { kind: 'hkTransactions' })]))).toEqual([['a'], ['b'], ['c']]);
  });
  test('a settlement and its summary are one, another batch is another', () => {
    expect(names(groupFiles([file('s', { kind: 'amsSummary', batches: ['B1'] }), file('i', { kind: 'amsSettlement', batches: ['B1'] }), file('j', { kind: 'amsSettlement', batches: ['B2'] })]))).toEqual([['s', 'i'], ['j']]);
  });
  test('parts are counted by their names, an empty day is dated by its name', () => {
    const part = (name: string) => day(name, 20_260_101);
    expect(groupFiles([part('transactionItems_20260101_000.csv'), part('transactionItems_20260101_001.csv')])).toMatchObject([{ partMissing: false }]);
    expect(groupFiles([part('transactionItems_20260101_000.csv'), part('transactionItems_20260101_002.csv')])).toMatchObject([{ partMissing: true }]);
    expect(groupFiles([part('transactionItems_20260101_001.csv')])).toMatchObject([{ partMissing: true }]);
    const empty = { firstAtMs: null, lastAtMs: null };
    expect(groupFiles([file('transactionItems_20260101_000.csv', empty)])).toMatchObject([{ days: { first: 20_260_101, last: 20_260_101 }, partMissing: false }]);
    expect(groupFiles([file('transactionItems_20261301_000.csv', empty)])).toMatchObject([{ days: null }]);
    expect(groupFiles([file('whatever.csv', empty)])).toMatchObject([{ days: null }]);
  });
});
