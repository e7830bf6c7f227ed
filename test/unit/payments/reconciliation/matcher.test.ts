import { describe, expect, test } from 'vitest';
import type { LedgerRow } from '../../../../electron/journal/ledger.ts';
import type { Difference, MatcherOptions } from '../../../../electron/payments/reconciliation/board.ts';
import { createMatcher, type MatchOutcome } from '../../../../electron/payments/reconciliation/matcher.ts';
import { toDecimal } from '../../../../shared/money.ts';
import { ATTEMPT_STATES, isFinal } from '../../../../shared/payment/machine.ts';
import { PAYMENT_PRODUCTS } from '../../../../shared/payment/products.ts';
import { CAUSES } from '../../../../shared/reconciliation/causes.ts';
import type { FileItem, FileRecord, RecordType } from '../../../../shared/reconciliation/files.ts';
import { DAY, fakeLedger, on, payment, refund } from '../../../support/reconciliation/fake-ledger.ts';

const TYPE_TEXT = { payment: 'PAYMENT', refund: 'REFUND', cancel: 'CANCEL', other: 'DISPUTE' } as const satisfies Record<RecordType, string>;
/** What a file would print of one of our rows. */
const printed = (row: LedgerRow, type: RecordType, line: number, change: Partial<FileRecord> = {}): FileRecord => ({
  what: 'record', line, type, typeText: TYPE_TEXT[type], reference: row.reference, gatewayId: row.gatewayId ?? '', paymentGatewayId: row.gatewayId ?? '', paymentReference: '', atMs: row.atMs,
  amount: { text: toDecimal(row.amountMinor, row.currency), currency: row.currency }, fees: [], settled: null, printedCode: false, addsUp: true, ...change,
});

interface Outcome extends MatchOutcome {
  readonly differences: readonly Difference[];
  /** Cause, reference, line. */
  readonly said: readonly string[];
}
function match(rows: readonly LedgerRow[], items: readonly FileItem[], change: Partial<MatcherOptions> = {}): Outcome {
  const differences: Difference[] = [];
  const matcher = createMatcher({
    ledger: fakeLedger(rows), gateway: 'legacy', form: 'transactions', register: 'T1', unit: 'major', products: new Set(PAYMENT_PRODUCTS), days: { first: DAY, last: DAY }, partMissing: false, fileNames: ['a.txt', 'b.txt'],
    onDifference: (difference) => void differences.push(difference), ...change,
  });
  for (const item of items) matcher.take(item, 0);
  const outcome = matcher.finish();
  const total = outcome.causes.reduce((sum, { count }) => sum + count, 0);
  expect(total).toBe(differences.length);
  return { ...outcome, differences, said: differences.map(({ cause, reference, line }) => `${cause} ${reference} ${line ?? '-'}`) };
}
const sum = (count: number, amountMinor: number) => ({ count, amountMinor });
const NONE = sum(0, 0);

describe('both sides agree', () => {
  test('payments, refunds, cancels by refund, cancels by the engine', () => {
    const paid = payment(1);
    const partly = payment(2);
    const part = refund(20, partly, { amountMinor: payment(1).amountMinor });
    const undone = payment(3);
    const whole = refund(21, undone, { way: 'cancel' });
    const cancelled = payment(4, { state: 'cancelled' });
    const givenBack = payment(5, { found: 'returned' });
    const refunded = payment(6, { found: 'returned' });
    const all = refund(22, refunded);
    const outcome = match([paid, partly, part, undone, whole, cancelled, givenBack, refunded, all], [
      printed(paid, 'payment', 3), printed(partly, 'payment', 4), printed(part, 'refund', 5), printed(undone, 'payment', 6), printed(undone, 'cancel', 7),
      printed(cancelled, 'payment', 8), printed(cancelled, 'cancel', 9), printed(givenBack, 'cancel', 10), printed(givenBack, 'payment', 11), printed(refunded, 'payment', 12), printed(all, 'refund', 13),
    ]);
    expect(outcome).toMatchObject({ said: [], records: 11, matched: 11, otherTill: 0, causes: [], settledIs: null });
    expect(outcome.totals).toEqual([{
      currency: 'HKD', feesMinor: 0, tillFeesMinor: 0, settledMinor: null,
      file: { payments: sum(6, 2_100), refunds: sum(2, 700), cancels: sum(3, 1_200), others: NONE },
      till: { payments: sum(6, 2_100), refunds: sum(2, 700), cancels: sum(3, 1_200) },
      ours: { payments: sum(5, 1_700), refunds: sum(2, 700), cancels: sum(2, 800) },
    }]);
  });

  test('by the gateway\'s number where the reference is another', () => {
    const paid = payment(1);
    expect(match([paid], [printed(paid, 'payment', 3, { reference: 'SOMETHING-ELSE' })])).toMatchObject({ said: [], matched: 1 });
  });

  test('payments of the other gateway are not looked for', () => {
    expect(match([payment(1, { product: 'alipayOrderCode' })], []).said).toEqual([]);
  });

  test('payments of a contract whose file this is not are not missed, and still matched', () => {
    const hk = payment(1, { product: 'alipayHkMerchantQr' });
    const products = new Set(['alipayBarcode'] as const);
    expect(match([hk], [], { products })).toMatchObject({ said: [], totals: [] });
    expect(match([hk], [printed(hk, 'payment', 3)], { products })).toMatchObject({ said: [], matched: 1 });
  });

  test('outside the file\'s days nothing is missed', () => {
    const before = payment(1, { atMs: on('23:00', '2026-01-01') });
    const after = payment(2, { atMs: on('00:30', '2026-01-03') });
    expect(match([before, after], []).said).toEqual([]);
    expect(match([payment(3)], [], { days: null })).toMatchObject({ said: [], totals: [] });
  });
});

describe('money differs', () => {
  test('amount, currency, both in full', () => {
    const [one, two] = [payment(1), payment(2)];
    const outcome = match([one, two], [printed(one, 'payment', 3, { amount: { text: '1.01', currency: 'HKD' } }), printed(two, 'payment', 4, { amount: { text: '2.00', currency: 'USD' } })]);
    expect(outcome).toMatchObject({ matched: 0 });
    expect(outcome.differences).toMatchObject([
      { cause: 'amountDiffers', file: 'a.txt', line: 3, ours: { amountMinor: 100, currency: 'HKD', receiptNo: 1, state: 'paid' }, theirs: { type: 'payment', amountMinor: 101, currency: 'HKD', atMs: one.atMs } },
      { cause: 'currencyDiffers', line: 4, ours: { currency: 'HKD' }, theirs: { currency: 'USD' } },
    ]);
  });

  test('of a refund and of a cancel too', () => {
    const paid = payment(2);
    const part = refund(20, paid, { amountMinor: payment(1).amountMinor });
    const gone = payment(3, { state: 'cancelled' });
    const outcome = match([paid, part, gone], [
      printed(paid, 'payment', 3), printed(part, 'refund', 4, { amount: { text: '2.00', currency: 'HKD' } }), printed(gone, 'payment', 5), printed(gone, 'cancel', 6, { amount: { text: '1.00', currency: 'HKD' } }),
    ]);
    expect(outcome.said).toEqual([`amountDiffers ${part.reference} 4`, `amountDiffers ${gone.reference} 6`]);
  });

  test('an amount that is none in the file\'s unit ends the reading', () => {
    const paid = payment(1);
    expect(() => match([paid], [printed(paid, 'payment', 3, { amount: { text: '1.005', currency: 'HKD' } })])).toThrow(expect.objectContaining({ code: 'RECONCILE_BAD_LINE', details: { line: 3, column: '', reason: 'amount' } }));
    expect(match([paid], [printed(paid, 'payment', 3, { amount: { text: '100', currency: 'HKD' } })], { unit: 'minor' })).toMatchObject({ matched: 1 });
  });
});

describe('states differ', () => {
  test.each(ATTEMPT_STATES.filter((state) => state !== 'paid'))('paid there, %s here: called out, never matched', (state) => {
    const ours = payment(1, { state, atMs: on('15:05') });
    const outcome = match([ours], [printed(ours, 'payment', 3)]);
    expect(outcome).toMatchObject({ matched: 0 });
    expect(outcome.said).toEqual([`${isFinal(state) ? 'paidEndedHere' : 'paidOpenHere'} ${ours.reference} 3`]);
    expect(CAUSES[outcome.differences[0]?.cause ?? 'otherTill']).toMatchObject({ weight: 'attention', step: 'askAgain' });
  });

  test.each(ATTEMPT_STATES.filter((state) => state !== 'paid'))('paid and cancelled there, %s here', (state) => {
    const ours = payment(1, { state });
    expect(match([ours], [printed(ours, 'payment', 3), printed(ours, 'cancel', 4)]).said).toEqual(isFinal(state) ? [] : [`cancelledOpenHere ${ours.reference} 4`]);
    // The cancel of yesterday's payment stands alone.
    expect(match([ours], [printed(ours, 'cancel', 3)]).said).toEqual(isFinal(state) ? [] : [`cancelledOpenHere ${ours.reference} 3`]);
  });

  test('cancelled there by somebody else', () => {
    const ours = payment(1);
    const outcome = match([ours], [printed(ours, 'payment', 3), printed(ours, 'cancel', 4)]);
    expect(outcome.said).toEqual([`cancelledOutsideTill ${ours.reference} 4`]);
    expect(outcome.differences[0]).toMatchObject({ theirs: { type: 'cancel', amountMinor: 100 }, ours: { state: 'paid' } });
  });

  test('cancelled here after the file\'s midnight: expected in the next file', () => {
    const late = payment(1, { state: 'cancelled', createdAtMs: on('23:58'), atMs: on('00:10', '2026-01-03') });
    expect(match([late], [printed(late, 'payment', 3)]).said).toEqual([`cancelInLaterFile ${late.reference} 3`]);
    expect(match([late], [printed(late, 'payment', 3), printed(late, 'cancel', 4)], { days: { first: DAY, last: 20_260_103 } })).toMatchObject({ said: [], matched: 2 });
  });

  test('given back here, and the file has no cancel', () => {
    const back = payment(1, { found: 'returned' });
    expect(match([back], [printed(back, 'payment', 3)]).said).toEqual([`cancelNotInFile ${back.reference} 3`]);
    expect(match([back], [printed(back, 'payment', 3)], { form: 'settlement' }).said).toEqual([]);
  });

  test('a refund that is finished there only', () => {
    const paid = payment(9);
    const states = ['created', 'sent', 'asking', 'queued', 'refused', 'notSent'] as const;
    const refunds = states.map((state, index) => refund(20 + index, paid, { state }));
    const outcome = match([paid, ...refunds], [printed(paid, 'payment', 3), ...refunds.map((row, index) => printed(row, 'refund', 4 + index))]);
    expect(outcome.differences.map(({ cause, line }) => [cause, line])).toEqual([
      ['refundDoneOpenHere', 4], ['refundDoneOpenHere', 5], ['refundDoneOpenHere', 6], ['refundDoneOpenHere', 7], ['refundDoneEndedHere', 8], ['refundDoneEndedHere', 9],
    ]);
    expect(outcome).toMatchObject({ matched: 1 });
  });

  test('a cancel that is finished there only', () => {
    const paid = payment(1);
    const undoing = refund(20, paid, { way: 'cancel', state: 'asking' });
    expect(match([paid, undoing], [printed(paid, 'payment', 3), printed(paid, 'cancel', 4)]).said).toEqual([`refundDoneOpenHere ${undoing.reference} 4`]);
  });

  test('a refund made in the merchant portal names our payment by the gateway\'s number, or by our reference', () => {
    const paid = payment(1);
    const portal = printed(paid, 'refund', 4, { reference: 'PORTAL-77', gatewayId: 'X1', paymentGatewayId: paid.gatewayId ?? '', amount: { text: '0.50', currency: 'HKD' } });
    const outcome = match([paid], [printed(paid, 'payment', 3), portal]);
    expect(outcome.said).toEqual(['refundOutsideTill PORTAL-77 4']);
    expect(outcome.differences[0]).toMatchObject({ ours: { kind: 'payment', receiptNo: 1 }, theirs: { amountMinor: 50 } });
    expect(match([paid], [printed(paid, 'payment', 3), { ...portal, paymentGatewayId: '', paymentReference: paid.reference }]).said).toEqual(['refundOutsideTill PORTAL-77 4']);
    expect(match([paid], [printed(paid, 'payment', 3), portal, { ...portal, line: 5 }]).said).toEqual(['refundOutsideTill PORTAL-77 4', 'duplicate PORTAL-77 5']);
  });

  test('one reference, two kinds of thing', () => {
    const paid = payment(1);
    const back = refund(20, paid);
    expect(match([paid, back], [printed(paid, 'refund', 3), printed(back, 'payment', 4), printed(back, 'cancel', 5)]).said.slice(0, 3)).toEqual([
      `typeDiffers ${paid.reference} 3`, `typeDiffers ${back.reference} 4`, `typeDiffers ${back.reference} 5`,
    ]);
  });
});

describe('only ours', () => {
  test('paid in the middle of the day; near midnight; refunds; what is still open', () => {
    const [noon, early, late] = [payment(1, { atMs: on('12:00') }), payment(2, { atMs: on('00:05') }), payment(3, { atMs: on('23:50') })];
    const open = payment(4, { state: 'unresolved' });
    const declined = payment(5, { state: 'declined' });
    const back = refund(20, noon);
    const queued = refund(21, noon, { state: 'queued' });
    const outcome = match([noon, early, late, open, declined, back, queued], []);
    expect(outcome.said).toEqual([
      `paidNotThere ${noon.reference} -`, `nearMidnight ${early.reference} -`, `nearMidnight ${late.reference} -`, `openNotThere ${open.reference} -`, `refundNotThere ${back.reference} -`,
      `refundOpenNotThere ${queued.reference} -`,
    ]);
    expect(outcome.differences.every((difference) => difference.file === null && difference.theirs === null)).toBe(true);
  });

  test('with a part of the file missing nothing is called missing', () => {
    expect(match([payment(1), payment(2, { state: 'asking' })], [], { partMissing: true }).said).toEqual([`partMissing ${payment(1).reference} -`, `partMissing ${payment(2).reference} -`]);
  });

  test('a settlement need not hold every payment of its days', () => {
    const paid = payment(1);
    const open = payment(2, { state: 'asking' });
    const back = refund(20, paid);
    expect(match([paid, open, back], [], { form: 'settlement' }).said).toEqual([`notSettledHere ${paid.reference} -`, `notSettledHere ${back.reference} -`]);
    expect(match([paid], [], { form: 'summary' }).said).toEqual([]);
  });
});

describe('only theirs', () => {
  const stranger = (reference: string, line: number, change: Partial<FileRecord> = {}): FileRecord => printed(payment(90), 'payment', line, { reference, gatewayId: `X${line}`, paymentGatewayId: `X${line}`, ...change });

  test('another till, this till\'s own making, a dispute', () => {
    const outcome = match([payment(1)], [
      printed(payment(1), 'payment', 3), stranger('T220260102000001ABCDEFGH', 4), stranger('T1220260102000001ABCDEFG', 5), stranger('T120260102000777ZZZZZZZZ', 6), stranger('D1', 7, { type: 'other' }),
      stranger('T120260102000778ZZZZZZZZ', 8, { type: 'refund', paymentGatewayId: 'G1' }), stranger('T220260102000002ABCDEFGH', 9, { type: 'cancel' }),
    ]);
    expect(outcome.said).toEqual([
      'otherTill T220260102000001ABCDEFGH 4', 'otherTill T1220260102000001ABCDEFG 5', 'missingHere T120260102000777ZZZZZZZZ 6', 'otherType D1 7', 'missingHere T120260102000778ZZZZZZZZ 8',
      'otherTill T220260102000002ABCDEFGH 9',
    ]);
    expect(outcome).toMatchObject({ otherTill: 3, records: 7, matched: 1 });
    expect(outcome.totals[0]).toMatchObject({ till: { payments: sum(1, 100) }, file: { payments: { count: 4 }, others: { count: 1 } } });
  });

  test('a payment on the printed code that nobody told the till of, where this till looks after one', () => {
    const code = stranger('ALIPAY-MADE-1', 3, { printedCode: true });
    expect(match([payment(1, { atMs: 0 })], [code]).said).toEqual(['otherTill ALIPAY-MADE-1 3']);
    expect(match([payment(1, { atMs: 0, product: 'alipayHkMerchantQr' })], [code]).said).toEqual(['printedCodeUnheard ALIPAY-MADE-1 3']);
    expect(match([], [code], { ledger: fakeLedger([], true) }).said).toEqual(['printedCodeUnheard ALIPAY-MADE-1 3']);
  });

  test('twice in the file, ours or not', () => {
    const ours = payment(1);
    const outcome = match([ours], [printed(ours, 'payment', 3), printed(ours, 'payment', 4), stranger('T2X', 5), stranger('T2X', 6), stranger('T2X', 7, { type: 'refund' })]);
    expect(outcome.said).toEqual([`duplicate ${ours.reference} 4`, 'otherTill T2X 5', 'duplicate T2X 6', 'otherTill T2X 7']);
    expect(outcome).toMatchObject({ matched: 1 });
  });
});

describe('fees, settlements, summaries', () => {
  const settled = (row: LedgerRow, line: number, money: readonly [string, string], type: RecordType = 'payment'): FileRecord =>
    printed(row, type, line, { fees: [{ text: money[0], currency: 'HKD' }], settled: { text: money[1], currency: 'HKD' } });

  test('fees and settlements are added up, this till\'s apart', () => {
    const [one, two] = [payment(1), payment(2)];
    const back = refund(20, two, { amountMinor: one.amountMinor });
    const outcome = match([one, two, back], [settled(one, 2, ['0.02', '0.98']), settled(two, 3, ['0.04', '1.96']), settled(back, 4, ['-0.02', '-0.98'], 'refund'), settled(payment(9, { reference: 'T2-9', gatewayId: null }), 5, ['0.18', '8.82'])], { form: 'settlement' });
    expect(outcome).toMatchObject({ settledIs: 'afterFees', matched: 3 });
    expect(outcome.totals).toMatchObject([{ feesMinor: 22, tillFeesMinor: 4, settledMinor: 1_078 }]);
  });

  test('whether AMS settles before or after its fee is read off the lines, or said to be unknown', () => {
    const [one, two] = [payment(1, { product: 'alipayOrderCode' }), payment(2, { product: 'alipayOrderCode' })];
    const reading = (...items: FileRecord[]): unknown => match([one, two], items, { gateway: 'ams', form: 'settlement' }).settledIs;
    expect(reading(settled(one, 2, ['0.02', '1.00']), settled(two, 3, ['0.04', '2.00']))).toBe('beforeFees');
    expect(reading(settled(one, 2, ['0.02', '0.98']))).toBe('afterFees');
    expect(reading(settled(one, 2, ['0.02', '0.98']), settled(two, 3, ['0.04', '2.00']))).toBe('unknown');
    expect(reading(settled(one, 2, ['0.00', '1.00']))).toBe('unknown');
  });

  test('a fee in another currency is counted there', () => {
    const one = payment(1);
    expect(match([one], [printed(one, 'payment', 2, { fees: [{ text: '0.01', currency: 'USD' }] })]).totals).toMatchObject([{ currency: 'HKD', feesMinor: 0 }, { currency: 'USD', feesMinor: 1, tillFeesMinor: 1 }]);
  });

  test('a line that does not add up is told and still compared', () => {
    const one = payment(1);
    expect(match([one], [{ ...settled(one, 2, ['0.02', '0.97']), addsUp: false }], { form: 'settlement' })).toMatchObject({ said: [`lineDoesNotAddUp ${one.reference} 2`], matched: 1 });
  });

  const line = (at: number, summaryType: string, count: number, amount: string, fee: string): FileItem => ({
    what: 'summary', line: at, summaryType, batch: 'B1', count, settled: { text: amount, currency: 'HKD' }, fees: [{ text: fee, currency: 'HKD' }],
  });
  test('a summary must equal its own lines and its items', () => {
    const [one, two] = [payment(1), payment(2)];
    const items = [settled(one, 2, ['0.02', '1.00']), settled(two, 3, ['0.04', '2.00'])];
    expect(match([one, two], [...items, line(2, 'TOTAL', 2, '3.00', '0.06'), line(3, 'PAYMENT', 2, '3.00', '0.06')], { form: 'settlement' })).toMatchObject({ said: [], records: 4 });
    const wrong = match([one, two], [...items, line(2, 'TOTAL', 3, '4.00', '0.07'), line(3, 'PAYMENT', 3, '4.00', '0.06')], { form: 'settlement' });
    expect(wrong.differences.map(({ cause, line: at, theirs, detail }) => [cause, at, theirs?.typeText, detail])).toEqual([
      ['summaryDiffers', 2, 'TOTAL feeAmountValue, lines', '0.07 ≠ 0.06'],
      ['summaryDiffers', 2, 'TOTAL count, items', '3 ≠ 2'],
      ['summaryDiffers', 2, 'TOTAL settlementAmountValue, items', '4.00 ≠ 3.00'],
      ['summaryDiffers', 2, 'TOTAL feeAmountValue, items', '0.07 ≠ 0.06'],
    ]);
  });

  test('alone it still gives its sums', () => {
    expect(match([], [line(2, 'TOTAL', 2, '3.00', '0.06'), line(3, 'PAYMENT', 2, '3.00', '0.06')], { gateway: 'ams', form: 'summary' })).toMatchObject({
      said: [], records: 2, totals: [{ currency: 'HKD', settledMinor: 300, feesMinor: 6, ours: null }], settledIs: 'unknown',
    });
  });
});
