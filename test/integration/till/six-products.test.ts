import { expect, test } from 'vitest';
import type { OpenJournal } from '../../../electron/journal/open.ts';
import type { AttemptRow } from '../../../electron/journal/port.ts';
import type { LogFields } from '../../../electron/log.ts';
import { minor } from '../../../shared/money.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import { Behind, folder } from './behind.ts';
import { expectJournal, expectLedger } from './truth.ts';

const MAGIC = { paysAtOnce: 0, asksPasswordThenPays: 1, neverPays: 2 } as const;

/** One till at the counter with one product, spoken to as its windows do: real sockets, the practice gateways, the till's own listener. */
class Counter {
  readonly dir = folder();
  readonly product: PaymentProduct;
  readonly logged: { readonly event: string; readonly fields: LogFields }[] = [];
  behind!: Behind;
  #codeId = '';
  #customers = 0;

  private constructor(product: PaymentProduct) {
    this.product = product;
  }

  static async open(product: PaymentProduct): Promise<Counter> {
    const counter = new Counter(product);
    await counter.start();
    await counter.call('shift.open', { floatMinor: 50_000 });
    if (counter.presented === 'printed') counter.#codeId = (await counter.call('merchantCode.create', { storeName: 'Harbour Tea', address: '1 Example Street' })).codeId;
    return counter;
  }

  get presented(): 'byCustomer' | 'byShop' | 'printed' {
    return PRODUCT_FACTS[this.product].presented;
  }

  get call(): Behind['call'] {
    return (channel, request) => this.behind.call(channel, request);
  }

  async start(): Promise<void> {
    this.behind = await Behind.open(this.dir, { log: (_level, event, fields = {}) => void this.logged.push({ event, fields }) });
    await this.call('till.showCustomerScreen', {});
  }

  async restart(): Promise<void> {
    await this.behind.till.stop();
    await this.start();
  }

  async ring(): Promise<number> {
    for (const productId of ['hot-milk-tea', 'iced-milk-tea']) await this.call('sale.addProduct', { productId, quantityMilli: 1_000, source: 'tile' });
    return (await this.call('till.snapshot', {})).sale?.totals.totalMinor ?? 0;
  }

  /** The payment begins: a code is scanned, shown, or paid on by a customer of their own accord. */
  async begin(behaviour: keyof typeof MAGIC): Promise<string> {
    const totalMinor = await this.ring();
    switch (this.presented) {
      case 'byCustomer': {
        await this.call('payment.scanWith', { product: this.product });
        await this.call('sale.pay', {});
        // A code works once, so each customer has one of their own; its last digit is the behaviour (docs/gateways.md).
        this.#customers += 1;
        const scan = await this.call('scan.submit', { text: `28${String(this.#customers).padStart(15, '0')}${MAGIC[behaviour]}`, source: 'wedge' });
        if (behaviour !== 'paysAtOnce') await this.behind.until((snapshot) => snapshot.payment?.customerIsAsked === true);
        return scan.kind === 'paymentStarted' ? scan.attemptId : expect.unreachable(JSON.stringify(scan));
      }
      case 'byShop': {
        const { attemptId } = await this.call('payment.showCode', { product: this.product });
        await this.behind.until((snapshot) => snapshot.payment?.state === 'shown');
        return attemptId;
      }
      case 'printed': {
        await this.call('practice.payMerchantCode', { codeId: this.#codeId, amountMinor: minor(totalMinor), behaviour });
        const { foundMoney } = await this.behind.until((snapshot) => snapshot.foundMoney.length === 1);
        return foundMoney[0]?.attemptId ?? '';
      }
    }
  }

  /** What is left to do until the sale is paid. */
  async finish(attemptId: string): Promise<string> {
    if (this.presented === 'byShop') expect(await this.call('practice.phoneScan', { behaviour: 'paysAtOnce' })).toEqual({ result: 'paid' });
    if (this.presented === 'printed') await this.call('payment.settleFound', { attemptId, how: 'appliedToSale' });
    const { done } = await this.behind.until((snapshot) => snapshot.phase === 'done');
    expect(done).toMatchObject({ tender: this.product });
    await this.call('sale.next', {});
    return done?.saleId ?? '';
  }

  async sell(): Promise<string> {
    return this.finish(await this.begin('paysAtOnce'));
  }

  /** Takes goods back and waits for their money; answers how it went and why. */
  async takeBack(saleId: string, lineId: string | null): Promise<readonly (readonly [string, string])[]> {
    const what = lineId === null ? { kind: 'whole' as const } : { kind: 'lines' as const, lines: [{ lineId, quantityMilli: 1_000 }] };
    const { ways } = await this.call('return.preview', { saleId, what });
    const { returnId } = await this.call('return.start', { saleId, what, reason: 'cold' });
    await this.behind.until((snapshot) => snapshot.openReturns.length === 0);
    expect(await this.call('return.view', { returnId })).toMatchObject({ state: 'completed', refunds: [{ state: 'refunded' }] });
    return ways.map(({ how, why }) => [how, why] as const);
  }

  async untilNoticed(times: number): Promise<void> {
    await expect.poll(async () => (await this.call('settings.notifications', {})).counts, { timeout: 10_000 }).toMatchObject({ acknowledged: times, refused: 0 });
  }

  attempt(attemptId: string): AttemptRow {
    return this.behind.till.desk.journal.attempt(attemptId) ?? expect.unreachable('no such attempt');
  }

  expectTruth(): void {
    const { desk, practice } = this.behind.till;
    if (practice === null) throw new Error('not in training');
    const journal = Object.getPrototypeOf(desk.journal) as OpenJournal;
    expectLedger(journal, practice);
    expectJournal(journal, this.dir);
  }
}

test.each(PAYMENT_PRODUCTS)('%s: sold, taken back whole and in parts, broken off, interrupted, announced, reconciled', { timeout: 60_000 }, async (product) => {
  const counter = await Counter.open(product);
  const { call } = counter;

  const first = await counter.sell();
  await counter.untilNoticed(1);
  expect(await counter.takeBack(first, null)).toEqual([['cancel', 'wholeSameDay']]);
  expect(await call('receipt.get', { saleId: first })).toMatchObject({ standing: 'returned' });

  const second = await counter.sell();
  const { lines } = await call('receipt.get', { saleId: second });
  expect(await counter.takeBack(second, lines[0]?.lineId ?? '')).toEqual([['refund', 'part']]);
  expect(await counter.takeBack(second, lines[1]?.lineId ?? '')).toEqual([['refund', 'partIsBack']]);

  // Broken off: the cashier cancels what nobody pays; money that came by itself goes back.
  const broken = await counter.begin(counter.presented === 'printed' ? 'paysAtOnce' : 'neverPays');
  if (counter.presented === 'printed') {
    await call('payment.settleFound', { attemptId: broken, how: 'returned' });
    expect(await call('till.snapshot', {})).toMatchObject({ foundMoney: [], phase: 'selling' });
  } else {
    await counter.behind.until((snapshot) => snapshot.payment?.canCancel === true);
    await call('payment.cancel', { attemptId: broken });
    await counter.behind.until((snapshot) => snapshot.payment?.state === 'cancelled');
    await call('payment.acknowledge', { attemptId: broken });
  }
  await call('sale.discard', { reason: 'left' });

  // Interrupted in the middle: the next start takes it up, and it is sold once.
  const interrupted = await counter.begin(counter.presented === 'byCustomer' ? 'asksPasswordThenPays' : 'paysAtOnce');
  await counter.restart();
  expect(counter.attempt(interrupted).state).toBe({ byCustomer: 'asking', byShop: 'shown', printed: 'paid' }[counter.presented]);
  const third = await counter.finish(interrupted);
  expect(await call('receipt.get', { saleId: third })).toMatchObject({ standing: 'sold' });

  counter.expectTruth();
  await call('practice.reconcile', {});
  const { result } = await counter.behind.reconciled();
  expect(result).toMatchObject({ refused: [] });
  expect(result.sets.flatMap((set) => set.causes)).toEqual([]);
  // Three sales and what came back of them.
  expect(result.sets.reduce((sum, set) => sum + set.matched, 0)).toBeGreaterThanOrEqual(5);
  expect(counter.behind.problems).toEqual([]);
  expect(counter.logged.filter(({ event }) => event === 'notification.rejected' || event === 'gateway.unknownCode')).toEqual([]);
});

test('a code nobody has documented leaves a line for whoever looks into it, once', async () => {
  const counter = await Counter.open('alipayBarcode');
  await counter.call('practice.change', { what: 'fault', service: 'legacy.pay', fault: { kind: 'code', code: 'NEVER_HEARD_OF', level: 'business', processed: false }, times: 1 });
  await counter.ring();
  await counter.call('sale.pay', {});
  await counter.call('scan.submit', { text: '280000000000000010', source: 'wedge' });
  // It settles nothing (legacy.md 10): the till asks, and hears that there is no such payment.
  await counter.behind.until((snapshot) => snapshot.payment?.inquiriesDone === 1);
  expect(counter.logged.filter(({ event }) => event === 'gateway.unknownCode').map(({ fields }) => fields)).toEqual([
    { gateway: 'legacy', service: 'alipay.acquire.overseas.spot.pay', code: 'NEVER_HEARD_OF' },
  ]);
});
