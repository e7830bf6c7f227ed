import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { eraseCustomer, saveCustomer, setSaleCustomer } from '../../../electron/till/customers.ts';
import { completeExchange, setExchange } from '../../../electron/till/exchange.ts';
import { openReceiptDesk } from '../../../electron/till/receipt/desk.ts';
import { returnFacts, saleFacts } from '../../../electron/till/receipt/facts.ts';
import { receiptView } from '../../../electron/till/receipts.ts';
import { abandonReturn, startReturn } from '../../../electron/till/returns.ts';
import { discardSale, holdSale, recallSale, setPaying } from '../../../electron/till/selling.ts';
import { closeShift, takeX } from '../../../electron/till/shifts.ts';
import { setCreditLimit } from '../../../electron/till/stored-value/accounts.ts';
import { payOnAccount, payWithGiftCard } from '../../../electron/till/stored-value/tenders.ts';
import { removeValue, requireCard, sellGiftCard, takeAccountPayment } from '../../../electron/till/stored-value/values.ts';
import { removeTender } from '../../../electron/till/tender-removal.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { undo } from '../../../electron/till/undo.ts';
import { minor } from '../../../shared/money.ts';
import { defaultStoredValue } from '../../../shared/stored-value/rules.ts';
import { SeededRandom } from '../../simulation/virtual-clock.ts';
import { article, Bench, FLOAT, type BenchOptions } from './bench-desk.ts';
import { codeOf, lines, untilReturn, whole } from './return-bench.ts';
import { allEntries, expectBenchTruth } from './truth.ts';

// What one hash costs is the business of card-id.test.ts.
vi.mock('../../../electron/till/stored-value/card-id.ts', () => ({ cardIdOf: (number: string) => createHash('sha256').update(number).digest('hex') }));

const SHOP = [article('cup', 2_000), article('jar', 3_500)];
const CARD = '8800 0000 0000 1234';
const OTHER = 'GIFT-CARD-5678';

async function shop(options: BenchOptions = {}): Promise<Bench> {
  const bench = await Bench.open({ products: SHOP, customers: { enabled: true, codePrefix: '', pointPerMinor: 1_000 }, ...options });
  bench.desk.memory.storedValue = defaultStoredValue('HKD', true);
  bench.openShift();
  return bench;
}
const due = (bench: Bench): number => bench.till.sale?.dueMinor ?? 0;
function cash(bench: Bench): string {
  const saleId = bench.journal.openSale()?.saleId ?? '';
  payCash(bench.desk, minor(bench.till.sale?.cashDueMinor ?? 0));
  return saleId;
}
function loaded(bench: Bench, number: string, amountMinor: number): string {
  sellGiftCard(bench.desk, { number, amountMinor });
  return cash(bench);
}
const onCard = (bench: Bench, number: string): number => requireCard(bench.desk, number).balanceMinor;
function customer(bench: Bench, limitMinor: number | null): string {
  const { customerId } = saveCustomer(bench.desk, { customerId: null, name: 'Mei Chan', phone: '91234567', code: '' });
  if (limitMinor !== null) setCreditLimit(bench.desk, customerId, limitMinor);
  return customerId;
}

test('off as a till comes', async () => {
  const bench = await shop();
  bench.desk.memory.storedValue = defaultStoredValue('HKD', false);
  expect(codeOf(() => sellGiftCard(bench.desk, { number: CARD, amountMinor: 5_000 }))).toBe('STORED_VALUE_OFF');
  expect(codeOf(() => requireCard(bench.desk, CARD))).toBe('STORED_VALUE_OFF');
  expect(codeOf(() => payOnAccount(bench.desk, false))).toBe('STORED_VALUE_OFF');
  expect(bench.till.storedValue).toBeUndefined();
});

test('a card is sold beside goods: no turnover, no tax, no points, no items; its number is nowhere', async () => {
  const bench = await shop({ tax: { mode: 'exclusive', rates: [{ id: 'gst', name: 'GST', ratePpm: 100_000 }], defaultRateId: 'gst' } });
  expect(codeOf(() => sellGiftCard(bench.desk, { number: '1234', amountMinor: 5_000 }))).toBe('GIFT_CARD_NUMBER');
  expect(codeOf(() => sellGiftCard(bench.desk, { number: CARD, amountMinor: 999 }))).toBe('GIFT_CARD_RANGE');
  bench.ring('cup');
  sellGiftCard(bench.desk, { number: CARD, amountMinor: 5_000 });
  expect(bench.till.sale).toMatchObject({ totals: { subtotalMinor: 2_000, totalMinor: 7_200, itemsMilli: 1_000 }, dueMinor: 7_200, values: [{ kind: 'giftCard', amountMinor: 5_000, last4: '1234' }] });
  expect(codeOf(() => requireCard(bench.desk, CARD))).toBe('GIFT_CARD_UNKNOWN');
  const saleId = cash(bench);
  expect(onCard(bench, CARD)).toBe(5_000);
  expect(bench.till.done).toMatchObject({ totalMinor: 7_200 });
  expect(saleFacts(bench.desk, saleId)).toMatchObject({ totalMinor: 2_200, values: [{ kind: 'giftCard', last4: '1234', balanceMinor: 5_000, number: null }] });
  const totals = bench.journal.shiftTotals();
  expect(totals).toMatchObject({ grossMinor: 2_200, netMinor: 2_200, itemsMilli: 1_000, values: [{ kind: 'giftCard', count: 1, amountMinor: 5_000 }], outstanding: { cards: { count: 1, amountMinor: 5_000 }, accounts: { count: 0, amountMinor: 0 } }, cashExpectedMinor: FLOAT + 7_200 });
  expect(totals.tenders).toEqual([{ kind: 'cash', count: 1, amountMinor: 7_200 }]);
  const everywhere = JSON.stringify([allEntries(bench.journal), bench.logged, bench.windows]);
  for (const number of [CARD, CARD.replaceAll(' ', '')]) expect(everywhere).not.toContain(number);
  expectBenchTruth(bench);
});

test('a drawn number is printed once, on the original', async () => {
  const bench = await shop();
  const { last4 } = sellGiftCard(bench.desk, { number: null, amountMinor: 10_000 });
  cash(bench);
  const number = bench.desk.memory.drawnCards?.[0]?.number ?? '';
  expect(number).toMatch(/^\d{16}$/u);
  expect(number.slice(-4)).toBe(last4);
  expect(onCard(bench, number)).toBe(10_000);
  expect(JSON.stringify([allEntries(bench.journal), bench.windows])).not.toContain(number);

  const saleId = bench.desk.memory.doneSaleId ?? '';
  const printed: string[] = [];
  const papers = openReceiptDesk({
    desk: bench.desk, stored: () => bench.desk.memory.receipt, save: () => undefined, reportsDir: bench.dir, dataDir: bench.dir,
    printToPdf: (html) => {
      printed.push(html);
      return Promise.resolve(new TextEncoder().encode('%PDF-1.4'));
    },
  });
  expect(JSON.stringify(await papers.paper({ document: 'sale', saleId }))).not.toContain(number);
  await papers.issue({ document: 'sale', saleId }, 'pdf');
  await papers.issue({ document: 'sale', saleId }, 'pdf');
  const { text } = await papers.issue({ document: 'sale', saleId }, 'qr');
  expect(printed.map((html) => html.includes(number))).toEqual([true, false]);
  expect(printed[0]).toContain(`**** ${last4}`);
  expect(text).not.toContain(number);
});

test('a card pays what is on it, the rest is paid otherwise; taken back it is whole again; goods paid with it go back onto it', async () => {
  const bench = await shop();
  loaded(bench, CARD, 3_000);
  const first = bench.ring('cup');
  bench.ring('jar');
  setPaying(bench.desk, true);
  expect(payWithGiftCard(bench.desk, CARD)).toMatchObject({ receiptNo: null, amountMinor: 3_000, dueMinor: 2_500, balanceMinor: 0, last4: '1234' });
  expect(codeOf(() => payWithGiftCard(bench.desk, CARD))).toBe('GIFT_CARD_EMPTY');
  expect(bench.till).toMatchObject({ phase: 'paying', sale: { tenders: [{ kind: 'giftCard', last4: '1234', amountMinor: 3_000 }], dueMinor: 2_500 } });
  // Held with it, and recalled.
  const held = bench.journal.openSale()?.saleId ?? '';
  holdSale(bench.desk, 'later');
  recallSale(bench.desk, held);
  removeTender(bench.desk, bench.till.sale?.tenders[0]?.tenderId ?? '', 'other card');
  expect([onCard(bench, CARD), due(bench)]).toEqual([3_000, 5_500]);
  payWithGiftCard(bench.desk, CARD);
  const saleId = cash(bench);
  expect(saleFacts(bench.desk, saleId).tenders).toMatchObject([{ kind: 'giftCard', card: { last4: '1234', balanceMinor: 0 } }, { kind: 'cash', amountMinor: 2_500 }]);
  const { returnId } = startReturn(bench.desk, { saleId, what: lines([first, 1_000]), reason: 'cracked' });
  expect(onCard(bench, CARD)).toBe(2_000);
  expect(returnFacts(bench.desk, returnId).ways).toMatchObject([{ kind: 'giftCard', card: { balanceMinor: 2_000 } }]);
  // What the card bought then is what its paper says for ever.
  expect(saleFacts(bench.desk, saleId).tenders[0]).toMatchObject({ card: { balanceMinor: 0 } });
  expect(receiptView(bench.desk, { saleId }).tenders[0]).toMatchObject({ backMinor: 2_000 });
  expect(bench.journal.shiftTotals()).toMatchObject({ refunds: [{ kind: 'giftCard', count: 1, amountMinor: 2_000 }], outstanding: { cards: { amountMinor: 2_000 } }, cashExpectedMinor: FLOAT + 3_000 + 2_500 });
  expectBenchTruth(bench);
});

test('a card pays for no card and no debt, and leaves alone what an exchange is about', async () => {
  const bench = await shop();
  loaded(bench, CARD, 5_000);
  sellGiftCard(bench.desk, { number: OTHER, amountMinor: 2_000 });
  expect(codeOf(() => payWithGiftCard(bench.desk, CARD))).toBe('VALUE_NEEDS_MONEY');
  bench.ring('cup');
  expect(payWithGiftCard(bench.desk, CARD)).toMatchObject({ amountMinor: 2_000, dueMinor: 2_000 });
  const saleId = cash(bench);
  sellGiftCard(bench.desk, { number: OTHER, amountMinor: 2_000 });
  expect(codeOf(() => setExchange(bench.desk, { saleId, what: whole }))).toBe('VALUE_WITH_EXCHANGE');
  undo(bench.desk);
  expect(bench.till.sale?.values).toBeUndefined();
  // Goods that a card paid for, exchanged for cheaper ones: the rest goes back onto the card.
  setExchange(bench.desk, { saleId, what: whole });
  expect(codeOf(() => sellGiftCard(bench.desk, { number: OTHER, amountMinor: 2_000 }))).toBe('VALUE_WITH_EXCHANGE');
  bench.desk.memory.cashRounding = { stepMinor: 10, mode: 'nearest' };
  bench.ring('jar');
  payWithGiftCard(bench.desk, CARD);
  expect(onCard(bench, CARD)).toBe(5_000 - 2_000 - 1_500);
  expectBenchTruth(bench);
});

test('what is left of an exchange goes back onto the card it came from', async () => {
  const bench = await shop();
  loaded(bench, CARD, 3_500);
  bench.ring('jar');
  const saleId = bench.journal.openSale()?.saleId ?? '';
  payWithGiftCard(bench.desk, CARD);
  setExchange(bench.desk, { saleId, what: whole });
  bench.ring('cup');
  expect(completeExchange(bench.desk)).toMatchObject({ cashBackMinor: 0 });
  expect(onCard(bench, CARD)).toBe(1_500);
  expectBenchTruth(bench);
});

test('a sale of nothing but a card: held, recalled, undone, voided while the card still holds it', async () => {
  const bench = await shop();
  sellGiftCard(bench.desk, { number: CARD, amountMinor: 4_000 });
  expect(bench.till.phase).toBe('selling');
  const saleId = bench.journal.openSale()?.saleId ?? '';
  removeValue(bench.desk, bench.till.sale?.values?.[0]?.valueId ?? '');
  undo(bench.desk);
  holdSale(bench.desk, '');
  expect(bench.till.held).toMatchObject([{ totalMinor: 4_000 }]);
  recallSale(bench.desk, saleId);
  cash(bench);
  expect(receiptView(bench.desk, { saleId })).toMatchObject({ totalMinor: 4_000, whole: { asVoid: true, totalMinor: 4_000, valueMinor: 4_000 } });
  bench.ring('cup');
  payWithGiftCard(bench.desk, CARD);
  expect(codeOf(() => startReturn(bench.desk, { saleId, what: whole, reason: 'wrong' }))).toBe('VALUE_SPENT');
  expect(receiptView(bench.desk, { saleId })).toMatchObject({ whole: null, blocked: 'VALUE_SPENT' });
  loaded(bench, CARD, 2_500);
  const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'wrong' });
  expect(onCard(bench, CARD)).toBe(500);
  expect(returnFacts(bench.desk, returnId)).toMatchObject({ asVoid: true, totalMinor: 0, values: [{ amountMinor: 4_000 }], ways: [{ kind: 'cash', amountMinor: 4_000 }] });
  expect(codeOf(() => startReturn(bench.desk, { saleId, what: whole, reason: 'again' }))).toBe('RETURN_NOTHING_LEFT');
  expect(bench.journal.shiftTotals()).toMatchObject({ values: [{ amountMinor: 6_500 }], valuesBack: [{ kind: 'giftCard', count: 1, amountMinor: 4_000 }], netMinor: 2_000, cashExpectedMinor: FLOAT + 2_500 });
  const later = loaded(bench, OTHER, 2_000);
  expectBenchTruth(bench);
  expect(receiptView(bench.desk, { saleId: later }).totalMinor).toBe(2_000);
});

test('goods of a mixed sale come back by themselves; the card stays', async () => {
  const bench = await shop();
  const lineId = bench.ring('cup');
  sellGiftCard(bench.desk, { number: CARD, amountMinor: 4_000 });
  const saleId = cash(bench);
  startReturn(bench.desk, { saleId, what: lines([lineId, 1_000]), reason: 'cracked' });
  expect(onCard(bench, CARD)).toBe(4_000);
  expect(bench.journal.shiftTotals()).toMatchObject({ netMinor: 0, cashExpectedMinor: FLOAT + 4_000 });
  expect(codeOf(() => startReturn(bench.desk, { saleId, what: whole, reason: 'rest' }))).toBe('RETURN_NOTHING_LEFT');
  bench.ring('cup');
  sellGiftCard(bench.desk, { number: OTHER, amountMinor: 2_000 });
  const mixed = cash(bench);
  bench.ring('cup');
  payWithGiftCard(bench.desk, OTHER);
  // The card is spent: no void, and the goods may come back all the same.
  expect(codeOf(() => startReturn(bench.desk, { saleId: mixed, what: whole, reason: 'void' }))).toBe('VALUE_SPENT');
  expect(receiptView(bench.desk, { saleId: mixed })).toMatchObject({ whole: { asVoid: false, totalMinor: 2_000 }, blocked: null });
  expectBenchTruth(bench);
});

test('a void whose wallet refund is given up puts the value back on the card', async () => {
  const bench = await shop();
  sellGiftCard(bench.desk, { number: CARD, amountMinor: 4_700 });
  const saleId = bench.journal.openSale()?.saleId ?? '';
  const attemptId = bench.pay('alipayBarcode');
  await bench.untilState(attemptId, 'paid');
  expect(onCard(bench, CARD)).toBe(4_700);
  const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'wrong' });
  // It is off the card before the money has left.
  expect(onCard(bench, CARD)).toBe(0);
  await untilReturn(bench, returnId, 'completed', 'refused');
  if (bench.journal.returnDoc(returnId)?.state === 'open') abandonReturn(bench.desk, returnId, 'kept');
  expect(onCard(bench, CARD)).toBe(bench.journal.returnDoc(returnId)?.state === 'completed' ? 0 : 4_700);
  expectBenchTruth(bench);
});

test('on account up to the limit, beyond it by consent; goods lower the debt; a payment clears it', async () => {
  const bench = await shop();
  const customerId = customer(bench, null);
  bench.ring('jar');
  expect(codeOf(() => payOnAccount(bench.desk, false))).toBe('ACCOUNT_NOT_OPEN');
  setSaleCustomer(bench.desk, customerId);
  expect(codeOf(() => payOnAccount(bench.desk, false))).toBe('ACCOUNT_NOT_OPEN');
  setCreditLimit(bench.desk, customerId, 3_000);
  expect(bench.till.sale?.account).toEqual({ owedMinor: 0, limitMinor: 3_000 });
  setPaying(bench.desk, true);
  expect(payOnAccount(bench.desk, false)).toMatchObject({ amountMinor: 3_000, dueMinor: 500, owedMinor: 3_000 });
  expect(codeOf(() => payOnAccount(bench.desk, false))).toBe('ACCOUNT_LIMIT');
  expect(codeOf(() => setSaleCustomer(bench.desk, null))).toBe('SALE_HAS_TENDERS');
  removeTender(bench.desk, bench.till.sale?.tenders[0]?.tenderId ?? '', 'cash after all');
  expect(bench.journal.account(customerId).owedMinor).toBe(0);
  const saleId = bench.journal.openSale()?.saleId ?? '';
  expect(payOnAccount(bench.desk, true)).toMatchObject({ receiptNo: 1, dueMinor: 0, owedMinor: 3_500 });
  expect(saleFacts(bench.desk, saleId).tenders).toMatchObject([{ kind: 'account', amountMinor: 3_500, owedMinor: 3_500 }]);
  expect(codeOf(() => eraseCustomer(bench.desk, customerId))).toBe('CUSTOMER_OWES');

  expect(codeOf(() => takeAccountPayment(bench.desk, { customerId, amountMinor: 3_501 }))).toBe('ACCOUNT_PAYMENT_RANGE');
  takeAccountPayment(bench.desk, { customerId, amountMinor: 1_500 });
  expect(codeOf(() => payOnAccount(bench.desk, true))).toBe('VALUE_NEEDS_MONEY');
  const paid = cash(bench);
  expect(saleFacts(bench.desk, paid)).toMatchObject({ customer: 'Mei Chan', values: [{ kind: 'accountPayment', amountMinor: 1_500, owedMinor: 2_000 }] });
  expect(bench.journal.shiftTotals()).toMatchObject({ grossMinor: 3_500, values: [{ kind: 'accountPayment', amountMinor: 1_500 }], outstanding: { accounts: { count: 1, amountMinor: 2_000 } }, cashExpectedMinor: FLOAT + 1_500 });

  startReturn(bench.desk, { saleId, what: whole, reason: 'cracked' });
  // Paid off more than is owed now: the shop owes, and the customer stays findable.
  expect(bench.journal.account(customerId).owedMinor).toBe(-1_500);
  expect(codeOf(() => eraseCustomer(bench.desk, customerId))).toBe('CUSTOMER_OWES');
  bench.ring('cup');
  setSaleCustomer(bench.desk, customerId);
  payOnAccount(bench.desk, false);
  expect(bench.journal.account(customerId).owedMinor).toBe(500);
  startReturn(bench.desk, { saleId: paid, what: whole, reason: 'not paid' });
  expect(bench.journal.account(customerId).owedMinor).toBe(2_000);
  takeAccountPayment(bench.desk, { customerId, amountMinor: 2_000 });
  cash(bench);
  eraseCustomer(bench.desk, customerId);
  expectBenchTruth(bench);
});

test('X, Z and the next shift: what is outstanding goes on, the rows begin anew', async () => {
  const bench = await shop();
  loaded(bench, CARD, 5_000);
  takeX(bench.desk);
  closeShift(bench.desk, minor(FLOAT + 5_000));
  const z = bench.journal.report('z', 1);
  expect(z?.data.totals).toMatchObject({ salesCount: 1, grossMinor: 0, values: [{ amountMinor: 5_000 }], outstanding: { cards: { count: 1, amountMinor: 5_000 } } });
  bench.openShift();
  bench.ring('cup');
  payWithGiftCard(bench.desk, CARD);
  expect(bench.journal.shiftTotals()).toMatchObject({ grossMinor: 2_000, tenders: [{ kind: 'giftCard', amountMinor: 2_000 }], outstanding: { cards: { amountMinor: 3_000 } } });
  expect(bench.journal.shiftTotals().values).toBeUndefined();
  expectBenchTruth(bench);
});

test.each([1, 2])('no sequence spends a card twice or below nothing, and every sum agrees (%i)', async (seed) => {
  const bench = await shop({ seed });
  const random = new SeededRandom(seed);
  const customerId = customer(bench, 5_000);
  const cards = [CARD, OTHER];
  const held = new Map(cards.map((card) => [card, 0]));
  let owed = 0;
  const sales: { readonly saleId: string; readonly card: string; readonly amountMinor: number }[] = [];
  for (let step = 0; step < 40; step += 1) {
    const card = cards[random.below(2)] ?? CARD;
    const balance = held.get(card) ?? 0;
    switch (random.below(6)) {
      case 0: {
        const amountMinor = 1_000 + random.below(4_000);
        sales.push({ saleId: loaded(bench, card, amountMinor), card, amountMinor });
        held.set(card, balance + amountMinor);
        break;
      }
      case 1: {
        bench.ring(random.below(2) === 0 ? 'cup' : 'jar');
        const wanted = due(bench);
        if (balance === 0) expect(codeOf(() => payWithGiftCard(bench.desk, card))).toMatch(/^GIFT_CARD_(UNKNOWN|EMPTY)$/u);
        else expect(payWithGiftCard(bench.desk, card).amountMinor).toBe(Math.min(balance, wanted));
        held.set(card, balance - Math.min(balance, wanted));
        const [tender] = bench.till.sale?.tenders ?? [];
        if (tender && random.below(2) === 0) {
          removeTender(bench.desk, tender.tenderId, 'no');
          held.set(card, balance);
        }
        if (bench.journal.openSale()) cash(bench);
        break;
      }
      case 2: {
        const sale = sales.pop();
        if (!sale) break;
        const spent = (held.get(sale.card) ?? 0) < sale.amountMinor;
        expect(codeOf(() => startReturn(bench.desk, { saleId: sale.saleId, what: whole, reason: 'void' }))).toBe(spent ? 'VALUE_SPENT' : 'nothing');
        if (!spent) held.set(sale.card, (held.get(sale.card) ?? 0) - sale.amountMinor);
        break;
      }
      case 3: {
        bench.ring('cup');
        setSaleCustomer(bench.desk, customerId);
        const room = Math.min(2_000, 5_000 - owed);
        if (room <= 0) expect(codeOf(() => payOnAccount(bench.desk, false))).toBe('ACCOUNT_LIMIT');
        else owed += payOnAccount(bench.desk, false).amountMinor;
        if (bench.journal.openSale()) cash(bench);
        break;
      }
      case 4: {
        if (owed <= 0) break;
        const amountMinor = 1 + random.below(owed);
        takeAccountPayment(bench.desk, { customerId, amountMinor });
        cash(bench);
        owed -= amountMinor;
        break;
      }
      default: {
        sellGiftCard(bench.desk, { number: card, amountMinor: 1_000 });
        discardSale(bench.desk, 'changed their mind');
      }
    }
    for (const [number, expected] of held) if (expected > 0) expect(onCard(bench, number)).toBe(expected);
    expect(bench.journal.account(customerId).owedMinor).toBe(owed);
    expect(bench.journal.shiftTotals().outstanding?.cards.amountMinor ?? 0).toBe([...held.values()].reduce((sum, value) => sum + value, 0));
  }
  expectBenchTruth(bench);
});
