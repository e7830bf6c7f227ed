import { expect, test } from 'vitest';
import { acknowledge, payCash, setAside, startPayment } from '../../../electron/till/tenders.ts';
import { discardSale, holdSale, recallSale, setPaying, setQuantity, voidLine } from '../../../electron/till/selling.ts';
import { closeShift, openShift, takeX } from '../../../electron/till/shifts.ts';
import type { ReportView } from '../../../shared/contract/views.ts';
import { minor } from '../../../shared/money.ts';
import { isFinal } from '../../../shared/payment/machine.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import type { TaxMode } from '../../../shared/pricing/cart.ts';
import { SeededRandom } from '../../simulation/virtual-clock.ts';
import { article, Bench, FLOAT } from './bench-desk.ts';
import { DayBook, type BookLine } from './day-book.ts';
import { DayProvider, type Fate } from './day-provider.ts';
import { expectJournal } from './truth.ts';

const RATES = [{ id: 'food', name: 'Food', ratePpm: 50_000 }, { id: 'standard', name: 'Standard', ratePpm: 82_500 }];
/** Prices that round awkwardly; one article free of tax only where the shop has no default rate. */
const SHELF = [article('tea', 1_999, 'food'), article('cup', 333, 'standard'), article('cake', 4_805), article('by-weight', 12_345, 'food'), article('bag', 50, 'standard')];
const SALES_A_DAY = 85;
const FATES: readonly Fate[] = ['paid', 'paid', 'paidWhenAsked', 'declined', 'neverPays', 'silent'];
const PRODUCTS = ['alipayBarcode', 'alipayOrderCode'] as const satisfies readonly PaymentProduct[];
type Product = (typeof PRODUCTS)[number];

/** One cashier's random day: every action is done at the till and entered in the book. */
class Day {
  readonly bench: Bench;
  readonly random: SeededRandom;
  readonly providers: Readonly<Record<Product, DayProvider>>;
  readonly mode: TaxMode;
  book: DayBook;
  lines: BookLine[] = [];
  readonly held = new Map<string, BookLine[]>();
  /** Sales put aside with a payment nobody has answered for. */
  readonly waiting = new Map<string, { readonly saleId: string; readonly product: Product; readonly lines: BookLine[] }>();

  constructor(bench: Bench, random: SeededRandom, providers: Readonly<Record<Product, DayProvider>>, mode: TaxMode) {
    this.bench = bench;
    this.random = random;
    this.providers = providers;
    this.mode = mode;
    this.book = new DayBook(mode);
  }

  get saleId(): string {
    return this.bench.journal.openSale()?.saleId ?? '';
  }

  openShift(): void {
    this.book = new DayBook(this.mode);
    openShift(this.bench.desk, FLOAT);
    this.book.drawer += 1;
  }

  ring(): void {
    const product = SHELF[this.random.below(SHELF.length)] ?? expect.unreachable();
    const quantityMilli = product.productId === 'by-weight' ? 1 + this.random.below(2_500) : 1_000 * (1 + this.random.below(4));
    const rateId = product.taxRateId ?? 'standard';
    const ratePpm = RATES.find((rate) => rate.id === rateId)?.ratePpm ?? 0;
    const twin = this.lines.find((line) => line.productId === product.productId);
    if (twin) {
      this.bench.ring(product.productId, quantityMilli / 1_000);
      twin.quantityMilli += quantityMilli;
      return;
    }
    const lineId = this.bench.ring(product.productId, quantityMilli / 1_000);
    this.lines.push({ lineId, productId: product.productId, priceMinor: product.priceMinor, quantityMilli, rate: this.mode === 'none' ? null : { rateId, ratePpm } });
  }

  change(): void {
    const line = this.lines[this.random.below(this.lines.length)];
    if (!line) return;
    if (this.random.chance(50)) {
      line.quantityMilli = 1_000 * (1 + this.random.below(9));
      setQuantity(this.bench.desk, line.lineId, line.quantityMilli);
      return;
    }
    this.book.void(line);
    voidLine(this.bench.desk, line.lineId, 'mistake');
    this.lines = this.lines.filter((other) => other !== line);
  }

  cash(): void {
    const total = this.book.totalOf(this.lines);
    const tendered = total + this.random.below(3) * 777;
    expect(payCash(this.bench.desk, minor(tendered)).changeMinor).toBe(tendered - total);
    this.book.sold(this.lines, 'cash', tendered);
    this.lines = [];
  }

  /** Pays electronically; what does not come about is paid in cash, what nobody answers for is put aside. */
  async payment(): Promise<void> {
    const { bench, random } = this;
    const product = PRODUCTS[random.below(2)] ?? 'alipayBarcode';
    const fate = FATES[random.below(FATES.length)] ?? 'paid';
    this.providers[product].next = fate;
    const { saleId } = this;
    const { attemptId } = startPayment(bench.desk, product, product === 'alipayBarcode' ? '281234567890123456' : undefined);
    if (fate === 'neverPays' && random.chance(50)) {
      await bench.untilState(attemptId, 'asking', 'shown');
      bench.desk.engine.cancel(attemptId);
    }
    await bench.until(() => isFinal(bench.attempt(attemptId).state) || (fate === 'silent' && bench.till.payment?.canSetAside === true));
    const { state, merchantReference } = bench.attempt(attemptId);
    if (state === 'paid') {
      this.book.sold(this.lines, product);
    } else if (isFinal(state)) {
      acknowledge(bench.desk, attemptId);
      this.cash();
    } else {
      setAside(bench.desk, attemptId);
      this.waiting.set(merchantReference, { saleId, product, lines: this.lines });
    }
    this.lines = [];
  }

  /** A gateway that was silent says paid at last. */
  async answer(booked: boolean): Promise<void> {
    const [reference, sale] = [...this.waiting][0] ?? [];
    if (reference === undefined || !sale) return;
    this.waiting.delete(reference);
    this.providers[sale.product].speakUp(reference);
    await this.bench.until(() => this.bench.journal.attemptByReference(reference)?.state === 'paid');
    expect(this.bench.journal.sale(sale.saleId)?.state).toBe(booked ? 'completed' : 'held');
    if (booked) this.book.sold(sale.lines, sale.product);
  }

  hold(): void {
    const { saleId } = this;
    holdSale(this.bench.desk, 'later');
    this.held.set(saleId, this.lines);
    this.lines = [];
  }

  recall(): void {
    const [saleId, lines] = [...this.held][0] ?? [];
    if (saleId === undefined || !lines) return;
    this.held.delete(saleId);
    recallSale(this.bench.desk, saleId);
    this.lines = lines;
  }

  async sale(): Promise<void> {
    const { random } = this;
    if (random.chance(15)) this.recall();
    for (let rings = 1 + random.below(6); rings > 0; rings -= 1) this.ring();
    for (let changes = random.below(3); changes > 0; changes -= 1) this.change();
    if (this.lines.length === 0) {
      this.book.discard([]);
      discardSale(this.bench.desk, 'nothing left');
    } else if (random.chance(8)) {
      this.book.discard(this.lines);
      discardSale(this.bench.desk, 'customer left');
      this.lines = [];
    } else if (random.chance(12)) this.hold();
    else if (random.chance(45)) {
      setPaying(this.bench.desk, true);
      await this.payment();
    } else this.cash();
    if (random.chance(25)) await this.answer(true);
  }

  expectReport(report: ReportView, shiftNo: number): void {
    const { businessDay: _, openedAtMs: __, openedSeq: ___, counts: ____, unresolved, foundMoney, ...sums } = report.totals;
    expect(sums).toEqual(this.book.totals(shiftNo, FLOAT));
    expect(unresolved.map((attempt) => attempt.merchantReference).sort()).toEqual([...this.waiting.keys()].sort());
    expect(foundMoney).toEqual([]);
  }
}

test.each([['none', 11], ['inclusive', 12], ['exclusive', 13], ['exclusive', 14]] as const)('random days, tax %s, seed %i: X and Z say what the shopkeeper\'s own book says', async (mode, seed) => {
  const providers = { alipayBarcode: new DayProvider('alipayBarcode'), alipayOrderCode: new DayProvider('alipayOrderCode') };
  const bench = await Bench.open({
    seed, products: SHELF, providers: () => providers, tax: mode === 'none' ? { mode, rates: [], defaultRateId: null } : { mode, rates: RATES, defaultRateId: 'standard' },
  });
  const random = new SeededRandom(seed);
  const day = new Day(bench, random, providers, mode);
  let grossMinor = 0;
  let sales = 0;
  for (const shiftNo of [1, 2]) {
    day.openShift();
    for (let sale = 0; sale < SALES_A_DAY; sale += 1) {
      await day.sale();
      if (random.chance(10)) day.expectReport(takeX(bench.desk), shiftNo);
    }
    const counted = minor(FLOAT + random.below(10_000));
    day.book.drawer += 1;
    const z = closeShift(bench.desk, counted);
    day.expectReport(z, shiftNo);
    grossMinor += day.book.grossMinor;
    sales += day.book.sales;
    expect(z.closing).toMatchObject({
      countedMinor: counted, varianceMinor: counted - z.totals.cashExpectedMinor, grandTotals: { salesMinor: grossMinor, netMinor: grossMinor, salesCount: sales, returnsMinor: 0, returnsCount: 0 },
    });
    if (random.chance(50)) await bench.restart();
  }
  expect(sales).toBeGreaterThan(100);
  expectJournal(bench.journal, bench.dir);
  expect(bench.windows.problems).toEqual([]);
});

test('a payment that turns up between two shifts belongs to none until the cashier says so; both Zs tell', async () => {
  const providers = { alipayBarcode: new DayProvider('alipayBarcode'), alipayOrderCode: new DayProvider('alipayOrderCode') };
  const bench = await Bench.open({ products: SHELF, providers: () => providers });
  const day = new Day(bench, new SeededRandom(3), providers, 'none');
  day.openShift();
  bench.ring('tea');
  providers.alipayBarcode.next = 'silent';
  const { attemptId } = startPayment(bench.desk, 'alipayBarcode', '281234567890123456');
  await bench.until(() => bench.till.payment?.canSetAside === true);
  setAside(bench.desk, attemptId);
  const reference = bench.attempt(attemptId).merchantReference;
  expect(closeShift(bench.desk, FLOAT).totals).toMatchObject({ salesCount: 0, unresolved: [{ attemptId, merchantReference: reference, amountMinor: 1_999 }], foundMoney: [] });
  providers.alipayBarcode.speakUp(reference);
  await bench.untilState(attemptId, 'paid');
  expect(bench.till.foundMoney).toMatchObject([{ attemptId, amountMinor: 1_999 }]);
  openShift(bench.desk, FLOAT);
  expect(takeX(bench.desk).totals).toMatchObject({ unresolved: [], foundMoney: [{ attemptId, merchantReference: reference, amountMinor: 1_999 }] });
  await bench.desk.engine.settleFound(attemptId, 'appliedToSale');
  expect(closeShift(bench.desk, FLOAT).totals).toMatchObject({ salesCount: 1, grossMinor: 1_999, foundMoney: [], tenders: [{ kind: 'alipayBarcode', count: 1 }] });
  expectJournal(bench.journal, bench.dir);
  expect(bench.windows.problems).toEqual([]);
});
