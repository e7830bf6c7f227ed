import { describe, expect, test } from 'vitest';
import type { OpenJournal } from '../../../electron/journal/open.ts';
import type { EntryData, EntryDraft } from '../../../shared/journal/entries.ts';
import { codeOf, memoryDir, openTestJournal, tamper } from '../../support/journal/fixture.ts';
import { cashDrafts, cashSale, completedDraft, lineDraft, openedDraft, testClock, type StorySale, type TestClock } from '../../support/journal/story.ts';

function shop(): { journal: OpenJournal; clock: TestClock; dir: string } {
  const clock = testClock();
  const dir = memoryDir();
  const journal = openTestJournal({ dir, clock });
  journal.append([{ type: 'shift.opened', data: { shiftNo: 1, floatMinor: 50_000, currency: 'HKD' } }, { type: 'drawer.opened', data: { why: 'float' } }], { operator: 'amy' });
  return { journal, clock, dir };
}
const sale = (saleNo: number, more: Partial<StorySale> = {}): StorySale => ({
  saleId: `s-${saleNo}`, saleNo, receiptNo: saleNo, shiftNo: 1,
  lines: [
    { lineId: `l-${saleNo}-1`, productId: 'milk-tea', unitPriceMinor: 2_250, quantityMilli: 2_000 },
    { lineId: `l-${saleNo}-2`, productId: 'tea-leaves', unitPriceMinor: 9_999, quantityMilli: 1_337 },
  ],
  ...more,
});
const created = (attemptId: string, saleId: string, more: Partial<EntryData<'payment.created'>> = {}): EntryDraft => ({
  type: 'payment.created', data: { attemptId, saleId, product: 'alipayOrderCode', merchantReference: `ref-${attemptId}`, amountMinor: 17_869, currency: 'HKD', expiresAtMs: 99, ...more },
});
const moved = (attemptId: string, from: EntryData<'payment.moved'>['from'], to: EntryData<'payment.moved'>['to'], more: Partial<EntryData<'payment.moved'>> = {}): EntryDraft => ({
  type: 'payment.moved', data: { attemptId, from, to, event: 'noAnswer', by: 'gateway', ...more },
});

describe('a sale', () => {
  test('is read at every step of its life', () => {
    const { journal, clock } = shop();
    const story = sale(1);
    const opened = clock.atMs;
    expect(journal.openSale()).toBeNull();
    journal.append([openedDraft(story), ...story.lines.map((line) => lineDraft(story, line))]);
    const plain = { discount: null, exempt: null, coupons: [], exchange: null, customerId: null, values: [] };
    const open = {
      saleId: 's-1', saleNo: 1, shiftNo: 1, state: 'open', label: null, currency: 'HKD', taxMode: 'none', openedAtMs: opened, openedOffsetMin: 480, openedSeq: journal.openSale()?.openedSeq, heldAtMs: null,
      receiptNo: null, totalMinor: null, completedAtMs: null, ...plain,
    };
    const shelf = { categoryId: null, byWeight: false, priceUnit: null, labelPriceMinor: null, openPrice: false, ageChecked: null, overrideMinor: null, discount: null };
    expect(journal.openSale()).toEqual(open);
    expect(journal.saleLines('s-1')).toEqual([
      { lineId: 'l-1-1', productId: 'milk-tea', code: '4891234567894', name: { en: 'Iced lemon tea', zhHans: '冻柠茶', zhHant: '凍檸茶' }, unitPriceMinor: 2_250, quantityMilli: 2_000, taxRateId: null, ratePpm: 0, ...shelf },
      { lineId: 'l-1-2', productId: 'tea-leaves', code: '4891234567894', name: { en: 'Iced lemon tea', zhHans: '冻柠茶', zhHant: '凍檸茶' }, unitPriceMinor: 9_999, quantityMilli: 1_337, taxRateId: null, ratePpm: 0, ...shelf },
    ]);

    clock.atMs += 1_000;
    journal.append([{ type: 'sale.held', data: { saleId: 's-1', label: 'lady in red' } }]);
    expect(journal.openSale()).toBeNull();
    // 2 × 22.50 + 1.337 × 99.99 (133.686…) = 45.00 + 133.69; a weighed line is one piece.
    expect(journal.heldSales()).toEqual([{ ...open, state: 'held', label: 'lady in red', heldAtMs: clock.atMs, itemsMilli: 3_000, lineTotalMinor: 17_869, tenderedMinor: 0 }]);
    // Another sale's lines lie between this one's, once it is recalled.
    const other = sale(2);
    journal.append(cashSale({ ...other, receiptNo: 1 }, 't-2'));
    journal.append([{ type: 'sale.recalled', data: { saleId: 's-1' } }]);
    expect(journal.openSale()).toEqual(open);
    expect(journal.heldSales()).toEqual([]);

    journal.append([
      { type: 'sale.lineVoided', data: { saleId: 's-1', lineId: 'l-1-2', quantityMilli: 1_337, amountMinor: 13_369, reason: 'changed her mind' } },
      { type: 'sale.lineQuantityChanged', data: { saleId: 's-1', lineId: 'l-1-1', fromMilli: 2_000, toMilli: 3_000 } },
    ]);
    expect(journal.saleLines('s-1').map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli }))).toEqual([{ lineId: 'l-1-1', quantityMilli: 3_000 }]);

    clock.atMs += 1_000;
    journal.append(cashDrafts({ ...story, receiptNo: 2, lines: [{ lineId: 'l-1-1', productId: 'milk-tea', unitPriceMinor: 2_250, quantityMilli: 3_000 }] }, 't-1'));
    const completed = { ...open, state: 'completed', receiptNo: 2, totalMinor: 6_750, completedAtMs: clock.atMs };
    expect(journal.sale('s-1')).toEqual(completed);
    expect(journal.saleTenders('s-1')).toEqual([{ tenderId: 't-1', kind: 'cash', amountMinor: 6_750, tenderedMinor: 7_750, changeMinor: 1_000, attemptId: null, holder: null }]);
    expect(journal.saleLines('s-2')).toHaveLength(2);
    expect(journal.saleTenders('s-2')).toHaveLength(1);
    expect([journal.lastNumber('sale'), journal.lastNumber('receipt'), journal.lastNumber('shift'), journal.lastNumber('x'), journal.lastNumber('z')]).toEqual([2, 2, 1, 0, 0]);
  });

  test('that nobody knows is null', () => {
    const { journal } = shop();
    expect(journal.sale('nobody')).toBeNull();
    expect(journal.saleLines('nobody')).toEqual([]);
    expect(journal.saleTenders('nobody')).toEqual([]);
    expect(journal.attempt('nobody')).toBeNull();
    expect(journal.report('z', 1)).toBeNull();
  });
});

describe('a payment attempt', () => {
  test('keeps what its messages said, and when its state changed', () => {
    const { journal, clock } = shop();
    const story = sale(1);
    journal.append([openedDraft(story), ...story.lines.map((line) => lineDraft(story, line))]);
    const t0 = clock.atMs;
    journal.append([created('a-1', 's-1', { product: 'alipayBarcode', customerCode: { first6: '281234', length: 18 } })], { operator: 'amy' });
    const fresh = {
      attemptId: 'a-1', saleId: 's-1', product: 'alipayBarcode', merchantReference: 'ref-a-1', amountMinor: 17_869, currency: 'HKD', state: 'created', createdAtMs: t0, stateAtMs: t0, expiresAtMs: 99,
      gatewayPaymentId: null, orderCode: null, customerCodeHint: '281234************', operator: 'amy', paidAtMs: null, payerHint: null, wallet: null, gatewayCode: null, found: 'none', assertedAtMs: null, assertedBy: null, assertion: 'none',
    };
    expect(journal.attempt('a-1')).toEqual(fresh);
    clock.atMs += 10;
    journal.append([moved('a-1', 'created', 'sent')]);
    clock.atMs += 10;
    journal.append([moved('a-1', 'sent', 'shown', { orderCode: { text: 'https://qr', expiresAtMs: 7 }, gatewayPaymentId: 'gw-9', call: { service: 'pay', outcome: 'answered', gatewayCode: 'U' } })]);
    clock.atMs += 10;
    journal.append([moved('a-1', 'shown', 'shown', { call: { service: 'inquire', outcome: 'noAnswer', gatewayCode: '' } })]);
    const shown = { ...fresh, state: 'shown', stateAtMs: t0 + 20, orderCode: { text: 'https://qr', expiresAtMs: 7 }, gatewayPaymentId: 'gw-9', gatewayCode: 'U' };
    expect(journal.attemptByReference('ref-a-1')).toEqual(shown);
    expect(journal.attemptsNotFinal()).toEqual([shown]);
    expect(journal.attemptsOfSale('s-1')).toEqual([shown]);

    journal.append([
      moved('a-1', 'shown', 'paid', { event: 'evidencePaid', paid: { paidAtMs: 5, payerHint: 'a***n', wallet: 'ALIPAY_HK' } }),
      { type: 'tender.payment', data: { saleId: 's-1', tenderId: 't-1', attemptId: 'a-1', product: 'alipayBarcode', amountMinor: 17_869 } },
      completedDraft(story, 't-1', 'alipayBarcode'),
    ]);
    expect(journal.attemptsNotFinal()).toEqual([]);
    expect(journal.attempt('a-1')).toMatchObject({ state: 'paid', paidAtMs: 5, payerHint: 'a***n', wallet: 'ALIPAY_HK', gatewayPaymentId: 'gw-9', found: 'none' });
    expect(journal.saleTenders('s-1')).toEqual([{ tenderId: 't-1', kind: 'alipayBarcode', amountMinor: 17_869, tenderedMinor: null, changeMinor: null, attemptId: 'a-1', holder: null }]);
    expect(journal.attemptHistory('a-1').map((entry) => entry.type)).toEqual(['payment.created', 'payment.moved', 'payment.moved', 'payment.moved', 'payment.moved']);
  });

  test('of one bill blocks a second one until it is final (payments.md rule 3)', () => {
    const { journal } = shop();
    journal.append([openedDraft(sale(1)), created('a-1', 's-1')]);
    expect(codeOf(() => journal.append([created('a-2', 's-1')]))).toBe('INTERNAL');
    journal.append([moved('a-1', 'created', 'notSent', { event: 'notSent' }), created('a-2', 's-1')]);
    expect(journal.attemptsOfSale('s-1').map((attempt) => attempt.attemptId)).toEqual(['a-1', 'a-2']);
  });

  test('may not move from where it is not, nor use a reference twice', () => {
    const { journal } = shop();
    journal.append([openedDraft(sale(1)), created('a-1', 's-1')]);
    expect(codeOf(() => journal.append([moved('a-1', 'sent', 'paid')]))).toBe('INTERNAL');
    journal.append([moved('a-1', 'created', 'notSent')]);
    expect(codeOf(() => journal.append([created('a-2', 's-1', { merchantReference: 'ref-a-1' })]))).toBe('INTERNAL');
  });

  test('that turns out paid later is found money until somebody settles it', () => {
    const { journal } = shop();
    journal.append([openedDraft(sale(1)), created('a-1', 's-1'), moved('a-1', 'created', 'closed'), { type: 'sale.discarded', data: { saleId: 's-1', amountMinor: 0, reason: 'left' } }]);
    journal.append([moved('a-1', 'closed', 'paid', { event: 'evidencePaid' }), { type: 'payment.found', data: { attemptId: 'a-1', amountMinor: 17_869, currency: 'HKD' } }]);
    expect(journal.foundMoney()).toMatchObject([{ attemptId: 'a-1', found: 'found' }]);
    expect(journal.shiftTotals().foundMoney).toEqual([{ attemptId: 'a-1', merchantReference: 'ref-a-1', amountMinor: 17_869 }]);
    journal.append([{ type: 'payment.foundSettled', data: { attemptId: 'a-1', how: 'returned' } }]);
    expect(journal.foundMoney()).toEqual([]);
    expect(journal.attempt('a-1')?.found).toBe('returned');
    expect(codeOf(() => journal.append([{ type: 'payment.foundSettled', data: { attemptId: 'a-1', how: 'returned' } }]))).toBe('INTERNAL');
  });
});

describe('totals', () => {
  test('of a shift add up by tender, tax, cashier, voids, discards and drawer', () => {
    const { journal, clock } = shop();
    const openedAtMs = clock.atMs;
    journal.append(cashSale(sale(1), 't-1'), { operator: 'amy' });
    journal.append(cashSale(sale(2, { taxMode: 'exclusive' }), 't-2'), { operator: 'ben' });
    journal.append(cashSale(sale(3, { taxMode: 'inclusive' }), 't-3'), { operator: 'ben' });
    const fourth = sale(4);
    journal.append([
      openedDraft(fourth), ...fourth.lines.map((line) => lineDraft(fourth, line)),
      { type: 'sale.lineVoided', data: { saleId: 's-4', lineId: 'l-4-1', quantityMilli: 2_000, amountMinor: 4_500, reason: '' } },
      { type: 'sale.discarded', data: { saleId: 's-4', amountMinor: 13_369, reason: 'left' } },
      openedDraft(sale(5)), created('a-5', 's-5'), { type: 'sale.held', data: { saleId: 's-5', label: 'x' } },
    ], { operator: 'amy' });
    // 178.69 each; exclusive tax 8.25 % of 178.69 = 14.74; inclusive 178.69 × 0.0825 / 1.0825 = 13.62.
    expect(journal.shiftTotals()).toEqual({
      shiftNo: 1, businessDay: 20260107, currency: 'HKD', openedAtMs, openedSeq: 1, floatMinor: 50_000, salesCount: 3, grossMinor: 55_081, netMinor: 55_081,
      taxes: [{ rateId: 'standard', ratePpm: 82_500, taxableMinor: 17_869 + 16_507, taxMinor: 1_474 + 1_362 }],
      tenders: [{ kind: 'cash', count: 3, amountMinor: 55_081 }],
      cashiers: [{ operator: 'amy', salesCount: 1, netMinor: 17_869 }, { operator: 'ben', salesCount: 2, netMinor: 37_212 }],
      itemsMilli: 9_000, cashInMinor: 58_081, changeGivenMinor: 3_000, cashExpectedMinor: 105_081,
      cashiersCash: [{ operator: 'amy', amountMinor: 17_869 }, { operator: 'ben', amountMinor: 37_212 }],
      lineVoids: { count: 1, amountMinor: 4_500 }, discards: { count: 1, amountMinor: 13_369 }, drawerOpenings: 4,
      unresolved: [{ attemptId: 'a-5', merchantReference: 'ref-a-5', amountMinor: 17_869, state: 'created', createdAtMs: openedAtMs }], foundMoney: [],
    });
    expect(journal.openShift()).toEqual({ shiftNo: 1, openedAtMs, openedSeq: 1, businessDay: 20260107, floatMinor: 50_000, salesCount: 3 });
  });

  const report = (journal: OpenJournal, kind: 'x' | 'z'): EntryDraft => {
    const totals = journal.shiftTotals();
    const number = journal.lastNumber(kind) + 1;
    if (kind === 'x') return { type: 'report.x', data: { number, totals } };
    const head = journal.head();
    return { type: 'report.z', data: { number, totals, countedMinor: 0, varianceMinor: 0, firstSeq: 1, lastSeq: head.seq, headHash: head.hash, grandTotals: journal.grandTotals() } };
  };

  test('start anew with the next shift, while grand totals go on; reports are found again', () => {
    const { journal, clock } = shop();
    journal.append(cashSale(sale(1), 't-1'), { operator: 'amy' });
    journal.append([report(journal, 'x')]);
    clock.atMs += 1_000;
    journal.append([report(journal, 'z')]);
    expect(journal.openShift()).toBeNull();
    expect(codeOf(() => journal.shiftTotals())).toBe('SHIFT_NOT_OPEN');
    journal.append([{ type: 'shift.opened', data: { shiftNo: 2, floatMinor: 0, currency: 'HKD' } }]);
    journal.append(cashSale(sale(2, { shiftNo: 2 }), 't-2'), { operator: 'amy' });
    expect(journal.shiftTotals()).toMatchObject({ shiftNo: 2, salesCount: 1, grossMinor: 17_869, cashExpectedMinor: 17_869 });
    expect(journal.grandTotals()).toEqual({ salesMinor: 35_738, returnsMinor: 0, netMinor: 35_738, salesCount: 2, returnsCount: 0 });
    expect(journal.reports(10)).toEqual([
      { kind: 'z', number: 1, atMs: clock.atMs, netMinor: 17_869, salesCount: 1 }, { kind: 'x', number: 1, atMs: clock.atMs - 1_000, netMinor: 17_869, salesCount: 1 },
    ]);
    expect(journal.reports(1)).toHaveLength(1);
    expect(journal.report('z', 1)).toMatchObject({ type: 'report.z', data: { number: 1, totals: { netMinor: 17_869 }, grandTotals: { netMinor: 17_869 } } });
    expect(journal.report('x', 1)).toMatchObject({ type: 'report.x', data: { number: 1 } });
  });

  test('include a sale held over from the shift before only where it was paid', () => {
    const { journal } = shop();
    const held = sale(1);
    journal.append([openedDraft(held), ...held.lines.map((line) => lineDraft(held, line)), { type: 'sale.held', data: { saleId: 's-1', label: 'later' } }]);
    journal.append(cashSale(sale(2, { receiptNo: 1 }), 't-2'));
    journal.append([report(journal, 'z')]);
    journal.append([{ type: 'shift.opened', data: { shiftNo: 2, floatMinor: 0, currency: 'HKD' } }]);
    journal.append([{ type: 'sale.recalled', data: { saleId: 's-1' } }]);
    journal.append(cashDrafts({ ...held, receiptNo: 2, shiftNo: 2 }, 't-1'));
    expect(journal.shiftTotals()).toMatchObject({ salesCount: 1, grossMinor: 17_869 });
    expect(journal.sale('s-1')).toMatchObject({ shiftNo: 1, receiptNo: 2 });
  });

  test.each([
    ['UPDATE register SET gross_minor = gross_minor + 1'],
    ['UPDATE register SET sales_count = 0'],
    ['UPDATE sale_line SET amount_minor = amount_minor - 1 WHERE seq = 4'],
    ['UPDATE sale_line SET void_seq = 1 WHERE seq = 4'],
    ['DELETE FROM tender'],
    ['UPDATE tender SET change_minor = 0'],
    [`UPDATE register SET parts = replace(parts, '"amountMinor":17869', '"amountMinor":17868')`],
    [`UPDATE register SET parts = '[]'`],
    ['UPDATE sale SET total_minor = 1 WHERE receipt_no = 1'],
  ])('that do not agree with the lines are not reported: %s', (sql) => {
    const { journal, dir } = shop();
    journal.append(cashSale(sale(1), 't-1'));
    expect(journal.shiftTotals().salesCount).toBe(1);
    tamper(dir, (db) => db.exec(sql));
    expect(codeOf(() => journal.shiftTotals())).toBe('REPORT_TOTALS_DISAGREE');
    journal.rebuild();
    expect(journal.shiftTotals().salesCount).toBe(1);
  });

  test('of products count what was sold, in closed shifts and in the open one', () => {
    const { journal } = shop();
    journal.append(cashSale(sale(1), 't-1'));
    expect(journal.quantitySoldMilli('milk-tea')).toBe(2_000);
    journal.append([report(journal, 'z')]);
    expect(journal.quantitySoldMilli('milk-tea')).toBe(2_000);
    journal.append([{ type: 'shift.opened', data: { shiftNo: 2, floatMinor: 0, currency: 'HKD' } }]);
    journal.append(cashSale(sale(2, { shiftNo: 2 }), 't-2'));
    const open = sale(3, { shiftNo: 2 });
    journal.append([openedDraft(open), ...open.lines.map((line) => lineDraft(open, line))]);
    expect(journal.quantitySoldMilli('milk-tea')).toBe(4_000);
    expect(journal.quantitySoldMilli('tea-leaves')).toBe(2_674);
    expect(journal.quantitySoldMilli('coffee')).toBe(0);
  });

  test('claimed by a report must be those of the journal', () => {
    const { journal } = shop();
    journal.append(cashSale(sale(1), 't-1'));
    const x = report(journal, 'x');
    journal.append(cashSale(sale(2), 't-2'));
    expect(codeOf(() => journal.append([x]))).toBe('INTERNAL');
    const z = report(journal, 'z');
    expect(codeOf(() => journal.append([{ ...z, data: { ...z.data, number: 2 } } as EntryDraft]))).toBe('INTERNAL');
    journal.append([openedDraft(sale(3))]);
    expect(codeOf(() => journal.append([report(journal, 'z')]))).toBe('INTERNAL');
  });
});
