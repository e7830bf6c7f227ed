import { expect, test } from 'vitest';
import { closeDrawer, currentCount, submitCount } from '../../../electron/till/cash/counting.ts';
import { openDrawer } from '../../../electron/till/cash/drawers.ts';
import { everybodyMay } from '../../../electron/till/authority.ts';
import { payForeign, saveForeign, showForeign } from '../../../electron/till/foreign-cash.ts';
import { saleFacts } from '../../../electron/till/receipt/facts.ts';
import { reportRows } from '../../../electron/till/reports/rows.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { holdSale, recallSale, setPaying } from '../../../electron/till/selling.ts';
import { SettingsStore } from '../../../electron/till/settings-store.ts';
import { closeShift, seenReport, takeX } from '../../../electron/till/shifts.ts';
import { removeTender } from '../../../electron/till/tender-removal.ts';
import { payCash, setPart } from '../../../electron/till/tenders.ts';
import type { Currency } from '../../../shared/money.ts';
import { minor } from '../../../shared/money.ts';
import { Bench, FLOAT } from './bench-desk.ts';
import { codeOf, TEA_MINOR, whole } from './return-bench.ts';
import { allEntries, expectBenchTruth } from './truth.ts';

/** HK$ 1.075 for one yuan, notes from ten. Tea is HK$ 47.00. */
async function border(rules: Partial<Bench['desk']['memory']['foreign']> = {}): Promise<Bench> {
  const bench = await Bench.open();
  bench.desk.memory.foreign = {
    currencies: [{ currency: 'CNY', ratePpm: 1_075_000, smallestMinor: 1_000, setAtMs: bench.clock.nowMs() }, { currency: 'USD', ratePpm: 7_750_000, smallestMinor: 100, setAtMs: bench.clock.nowMs() }],
    rounding: 'shop', staleAfterHours: 24, ...rules,
  };
  bench.openShift();
  return bench;
}
function tea(bench: Bench): void {
  bench.ringTea();
  setPaying(bench.desk, true);
}
const pay = (bench: Bench, foreignMinor: number, isPart = false, currency: Currency = 'CNY') => payForeign(bench.desk, currency, minor(foreignMinor), isPart);
const last = (bench: Bench, type: string) => allEntries(bench.journal).findLast((entry) => entry.type === type)?.data;
const tenderId = (bench: Bench): string => bench.till.sale?.tenders[0]?.tenderId ?? '';

test('yuan pay for tea: change in dollars, notes counted apart, and everything says so', async () => {
  const bench = await border();
  tea(bench);
  showForeign(bench.desk, 'CNY');
  expect(bench.scene).toMatchObject({ kind: 'cart', foreign: { currency: 'CNY', foreignMinor: 5_000, ratePpm: 1_075_000 } });
  expect(pay(bench, 10_000)).toEqual({ receiptNo: 1, changeMinor: 10_750 - TEA_MINOR, dueMinor: 0 });
  expect(last(bench, 'tender.foreignCash')).toMatchObject({ amountMinor: TEA_MINOR, currency: 'CNY', foreignMinor: 10_000, ratePpm: 1_075_000, rounding: 'shop', stepMinor: 1, valueMinor: 10_750, changeMinor: 6_050 });
  expect(bench.till.done).toMatchObject({ tender: 'foreignCash', tenderedMinor: null, changeMinor: 6_050, tenders: [{ foreign: { currency: 'CNY', foreignMinor: 10_000, valueMinor: 10_750 } }] });
  expect(bench.scene).toMatchObject({ kind: 'paid', changeMinor: 6_050, tenders: [{ foreign: { foreignMinor: 10_000 } }] });
  expect(saleFacts(bench.desk, bench.till.done?.saleId ?? '').tenders).toMatchObject([{ kind: 'foreignCash', amountMinor: TEA_MINOR, changeMinor: 6_050, foreign: { currency: 'CNY', foreignMinor: 10_000, ratePpm: 1_075_000, valueMinor: 10_750 } }]);
  const { totals } = takeX(bench.desk);
  expect(totals).toMatchObject({
    tenders: [{ kind: 'foreignCash', count: 1, amountMinor: TEA_MINOR }], cashInMinor: 0, changeGivenMinor: 6_050, cashExpectedMinor: FLOAT - 6_050,
    foreignCash: [{ currency: 'CNY', count: 1, foreignMinor: 10_000, valueMinor: 10_750, changeMinor: 6_050 }],
  });
  expectBenchTruth(bench);
});

test('refuses a currency it does not take, amounts no notes make, too little and far too much', async () => {
  const bench = await border();
  tea(bench);
  expect(codeOf(() => pay(bench, 1_000, false, 'EUR'))).toBe('FOREIGN_CASH_OFF');
  expect(codeOf(() => { showForeign(bench.desk, 'EUR'); })).toBe('FOREIGN_CASH_OFF');
  expect(codeOf(() => pay(bench, 5_500))).toBe('FOREIGN_CASH_NOTES');
  expect(codeOf(() => pay(bench, 4_000))).toBe('TENDER_TOO_SMALL');
  expect(codeOf(() => pay(bench, 90_000_000_000))).toBe('TENDER_TOO_LARGE');
  expect(bench.till.sale?.tenders).toEqual([]);
});

test('is cash to the rounding: what is due and what notes count as are in the steps the drawer can hand out', async () => {
  const bench = await border({ rounding: 'nearest' });
  bench.desk.memory.cashRounding = { stepMinor: 50, mode: 'nearest' };
  tea(bench);
  // 5 x 7.75 = 38.75, which counts as 39.00: a part; the rest of 8.00 in yuan, 10 of which are 10.75 and count as 11.00.
  expect(pay(bench, 500, true, 'USD')).toEqual({ receiptNo: null, changeMinor: 0, dueMinor: 800 });
  expect(pay(bench, 1_000)).toMatchObject({ receiptNo: 1, changeMinor: 300 });
  expect(takeX(bench.desk).totals.foreignCash).toEqual([
    { currency: 'CNY', count: 1, foreignMinor: 1_000, valueMinor: 1_100, changeMinor: 300 }, { currency: 'USD', count: 1, foreignMinor: 500, valueMinor: 3_900, changeMinor: 0 },
  ]);
  expectBenchTruth(bench);
});

test('a part that was named gets its change; the rest is paid otherwise', async () => {
  const bench = await border();
  tea(bench);
  setPart(bench.desk, minor(2_000));
  expect(pay(bench, 2_000, true)).toEqual({ receiptNo: null, changeMinor: 150, dueMinor: 2_700 });
  expect(payCash(bench.desk, minor(5_000))).toMatchObject({ receiptNo: 1, changeMinor: 2_300 });
  expect(takeX(bench.desk).totals).toMatchObject({ cashExpectedMinor: FLOAT + 2_700 - 150, tenders: [{ kind: 'cash', amountMinor: 2_700 }, { kind: 'foreignCash', amountMinor: 2_000 }] });
  expectBenchTruth(bench);
});

test('taken back before the end: the same notes for their change; after a Z its amount in dollars, because the notes are gone', async () => {
  const bench = await border();
  tea(bench);
  setPart(bench.desk, minor(2_000));
  pay(bench, 2_000, true);
  expect(bench.till.sale?.tenders).toMatchObject([{ foreign: { notesBack: true } }]);
  removeTender(bench.desk, tenderId(bench), 'pays otherwise');
  expect(last(bench, 'tender.removed')).toMatchObject({ kind: 'foreignCash', notes: { currency: 'CNY', foreignMinor: 2_000, changeMinor: 150 } });
  const x = takeX(bench.desk).totals;
  expect(x).toMatchObject({ cashExpectedMinor: FLOAT, tendersRemoved: [{ kind: 'foreignCash', count: 1, amountMinor: 2_000 }] });
  expect(x.foreignCash).toBeUndefined();

  pay(bench, 3_000, true);
  holdSale(bench.desk, 'at the bank');
  expect(codeOf(() => closeShift(bench.desk, minor(FLOAT)))).toBe('COUNT_FOREIGN_MISSING');
  submitCount(bench.desk, null, { amountMinor: minor(FLOAT), foreign: [{ currency: 'CNY', countedMinor: 3_000 }] });
  closeShift(bench.desk, null);
  bench.openShift();
  recallSale(bench.desk, bench.till.held[0]?.saleId ?? '');
  expect(bench.till.sale?.tenders).toMatchObject([{ foreign: { notesBack: false } }]);
  removeTender(bench.desk, tenderId(bench), 'pays otherwise');
  expect(last(bench, 'tender.removed')).not.toHaveProperty('notes');
  expect(takeX(bench.desk).totals).toMatchObject({ cashExpectedMinor: FLOAT - 3_225, cashInMinor: -3_225 });
  expectBenchTruth(bench);
});

test('goods paid with yuan come back for dollars', async () => {
  const bench = await border();
  tea(bench);
  pay(bench, 5_000);
  const saleId = bench.till.done?.saleId ?? '';
  startReturn(bench.desk, { saleId, what: whole, reason: 'unwanted' });
  expect(takeX(bench.desk).totals).toMatchObject({ refunds: [{ kind: 'cash', amountMinor: TEA_MINOR }], cashExpectedMinor: FLOAT - (5_375 - TEA_MINOR) - TEA_MINOR, foreignCash: [{ foreignMinor: 5_000 }] });
  expectBenchTruth(bench);
});

test('each currency is counted blindly with its drawer, goes stale when notes move, and leaves with the Z', async () => {
  const bench = await border();
  bench.desk.memory.cash = { ...bench.desk.memory.cash, varianceReasonMinor: 2_000 };
  tea(bench);
  pay(bench, 5_000);
  const expected = FLOAT - (5_375 - TEA_MINOR);
  expect(codeOf(() => submitCount(bench.desk, null, { amountMinor: minor(expected) }))).toBe('COUNT_FOREIGN_MISSING');
  const count = submitCount(bench.desk, null, { amountMinor: minor(expected), foreign: [{ currency: 'CNY', countedMinor: 4_000 }, { currency: 'USD', countedMinor: 0 }] });
  expect(count).toMatchObject({ varianceMinor: 0, reasonNeeded: true, foreign: [{ currency: 'CNY', countedMinor: 4_000, expectedMinor: 5_000, varianceMinor: -1_000 }, { currency: 'USD', varianceMinor: 0 }] });
  tea(bench);
  pay(bench, 5_000);
  expect(currentCount(bench.desk, null)).toBeNull();
  submitCount(bench.desk, null, { amountMinor: minor(expected - 675), foreign: [{ currency: 'CNY', countedMinor: 9_000 }] });
  expect(codeOf(() => closeShift(bench.desk, null))).toBe('COUNT_REASON_MISSING');
  const z = closeShift(bench.desk, null, 'A note is missing');
  expect(z.closing?.foreign).toEqual([{ currency: 'CNY', countedMinor: 9_000, expectedMinor: 10_000, varianceMinor: -1_000 }]);
  const lines = reportRows(z).filter(({ section }) => section.startsWith('Notes of other')).map((row) => `${row.label}=${row.kind === 'amount' ? row.amountMinor : row.kind === 'count' ? row.count : row.text}`);
  expect(lines).toEqual(expect.arrayContaining(['CNY in the drawers 應有=100.00 CNY', 'CNY counted as 折算=10750', 'CNY counted 實點=90.00 CNY', 'CNY variance 差額=-10.00 CNY']));
  bench.openShift();
  expect(takeX(bench.desk).totals.foreignCash).toBeUndefined();
  expectBenchTruth(bench);
});

test('an X for whoever will count tells nothing of the notes', async () => {
  const bench = await border();
  tea(bench);
  pay(bench, 5_000);
  takeX(bench.desk);
  bench.desk.memory.counting = { sessionId: null, operator: 'cashier-1' };
  const { totals } = seenReport(bench.desk, 'x', 1);
  expect(totals.foreignCash).toBeUndefined();
  expect(totals.tenders).toEqual([]);
});

test('where everybody has a drawer, notes are in the drawer of whoever took them', async () => {
  const bench = await Bench.open();
  bench.desk.memory.foreign = { currencies: [{ currency: 'CNY', ratePpm: 1_000_000, smallestMinor: 1_000, setAtMs: 0 }], rounding: 'shop', staleAfterHours: 24 };
  bench.desk.memory.cash = { ...bench.desk.memory.cash, drawerMode: 'perCashier' };
  const stands = (id: string): void => void Object.assign(bench.desk, { authority: everybodyMay({ id, name: id }) });
  stands('amy');
  bench.openShift();
  stands('ben');
  const { sessionId } = openDrawer(bench.desk, { amountMinor: minor(10_000) });
  tea(bench);
  pay(bench, 5_000);
  stands('amy');
  tea(bench);
  pay(bench, 10_000);
  expect(bench.journal.foreignExpected(sessionId)).toEqual([{ currency: 'CNY', foreignMinor: 5_000 }]);
  const [amys, bens] = takeX(bench.desk).totals.sessions ?? [];
  expect([amys?.foreign, bens?.foreign]).toEqual([[{ currency: 'CNY', foreignMinor: 10_000 }], [{ currency: 'CNY', foreignMinor: 5_000 }]]);
  submitCount(bench.desk, sessionId, { amountMinor: minor(10_000 - 300), foreign: [{ currency: 'CNY', countedMinor: 5_000 }] });
  closeDrawer(bench.desk, sessionId, '');
  submitCount(bench.desk, amys?.sessionId ?? '', { amountMinor: minor(amys?.expectedMinor ?? 0), foreign: [{ currency: 'CNY', countedMinor: 11_000 }] });
  closeDrawer(bench.desk, amys?.sessionId ?? '', 'one too many');
  expect(closeShift(bench.desk, null).closing?.foreign).toEqual([{ currency: 'CNY', countedMinor: 16_000, expectedMinor: 15_000, varianceMinor: 1_000 }]);
  expectBenchTruth(bench);
});

test('rates are journaled as they are saved, and are as old as their saving', async () => {
  const bench = await border();
  const settings = new SettingsStore(bench.dir, { strength: 'strong', encrypt: (text) => text, decrypt: (text) => text });
  const form = { currencies: [{ currency: 'CNY' as const, ratePpm: 1_080_000, smallestMinor: 2_000 }], rounding: 'nearest' as const, staleAfterHours: 12 };
  saveForeign(bench.desk, settings, form);
  expect(last(bench, 'settings.changed')).toEqual({ area: 'foreignCash', changed: ['CNY: 1080000 ppm, from 2000', 'USD: off', 'rounding: nearest', 'staleAfterHours: 12'] });
  expect(bench.till.foreign).toMatchObject({ rounding: 'nearest', currencies: [{ currency: 'CNY', ratePpm: 1_080_000, isStale: false }] });
  expect(settings.settings.foreignCash).toEqual(bench.desk.memory.foreign);
  expect(codeOf(() => { saveForeign(bench.desk, settings, { ...form, currencies: [{ currency: 'HKD', ratePpm: 1, smallestMinor: 1_000 }] }); })).toBe('FOREIGN_RULES_WRONG');
  saveForeign(bench.desk, settings, { ...form, currencies: [] });
  expect(bench.till.foreign).toBeUndefined();
});
