import { clearExchange, completeExchange, setExchange } from '../../../electron/till/exchange.ts';
import { savePromotions } from '../../../electron/till/promotions.ts';
import { discountLine, discountSale, exemptSale, overridePrice, setCoupon } from '../../../electron/till/reductions.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { addProduct, holdSale, nextSale, recallSale } from '../../../electron/till/selling.ts';
import { closeShift, openShift } from '../../../electron/till/shifts.ts';
import { removeTender } from '../../../electron/till/tender-removal.ts';
import { acknowledge, payCash, setAside, setPart, settleFound, startPayment } from '../../../electron/till/tenders.ts';
import { undo } from '../../../electron/till/undo.ts';
import { BEHAVIOURS } from '../../../electron/training/behaviours.ts';
import type { ReturnWhat } from '../../../shared/contract/returns.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { PromotionShape } from '../../../shared/journal/pricing-shapes.ts';
import { minor } from '../../../shared/money.ts';
import { isFinal } from '../../../shared/payment/machine.ts';
import { PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import { Died } from './process.ts';
import type { Life, Run } from './run.ts';
import { seededShop } from './shop.ts';

const FLOAT = minor(500_00);
const named = (promotionId: string, rule: PromotionShape['rule'], coupon: string | null = null): PromotionShape => ({ promotionId, name: { en: promotionId, zhHans: '', zhHant: '' }, priority: 1, match: {}, time: {}, coupon, rule });
/** What a shop may have on offer on a day. */
const OFFERS: readonly PromotionShape[] = [
  named('third', { kind: 'buyGet', buy: 2, get: 1, ppmOff: 1_000_000 }), named('happy', { kind: 'off', discount: { kind: 'percent', ppm: 125_000 } }),
  named('coupon', { kind: 'spend', fromMinor: 3_000, discount: { kind: 'amount', amountMinor: 333 } }, 'TEA'),
];
/** Codes a customer has seen and may still scan, also after they left the screen. */
const SEEN_CODES_MAX = 6;

/**
 * Everybody who is not the till: a cashier who is hasty or patient, customers who pay, hesitate, type passwords, photograph codes and walk away. They
 * know only what they see, and what they were told they remember.
 */
export class People {
  /** Receipts the till has told somebody about: none of them may ever be missing. */
  readonly receipts = new Map<number, { readonly saleId: string; readonly totalMinor: number }>();
  /** What was open and on no screen at some moment. */
  hidden = 0;
  payments = 0;
  readonly #run: Run;
  readonly #seenCodes: string[] = [];
  readonly #hasty: boolean;
  /** The smallest coin of this run's shop. */
  readonly #coinMinor: number;
  /** What the customer's screen asks for. */
  #owed = 0;

  constructor(run: Run) {
    this.#run = run;
    this.#hasty = run.random.chance(35);
    this.#coinMinor = run.random.chance(40) ? 10 : 1;
  }

  /** Something a person asks of the till. A coded refusal is an answer; a dead till is no answer. */
  #try(work: (life: Life) => void): void {
    const { life } = this.#run;
    if (!life) return;
    try {
      work(life);
    } catch (error) {
      if (!(error instanceof TillError) && !(error instanceof Died) && !life.process.dead) throw error;
      if (error instanceof TillError && error.code === 'INTERNAL') throw error;
    }
  }

  act(): void {
    this.#try((life) => this.#watchScreen(life));
    this.#customers();
    this.#try((life) => this.#cashier(life));
  }

  #cashier({ desk, journal, snapshots }: Life): void {
    const { random } = this.#run;
    desk.memory.cashRounding = { stepMinor: this.#coinMinor, mode: 'nearest' };
    if (!journal.openShift()) {
      openShift(desk, FLOAT);
      if (random.chance(50)) savePromotions(desk, OFFERS.filter(() => random.chance(60)));
      return;
    }
    const till = snapshots.till();
    const { payment } = till;
    if (till.foundMoney.length > 0 && random.chance(25)) void this.#settle(random.chance(50));
    if (payment) {
      const mood = random.below(100);
      if (isFinal(payment.state)) acknowledge(desk, payment.attemptId);
      else if (mood < (this.#hasty ? 35 : 6)) desk.engine.cancel(payment.attemptId, { operator: 'mei' });
      else if (mood < 45) desk.engine.askNow(payment.attemptId);
      else if (mood < 55 && payment.canSetAside) setAside(desk, payment.attemptId);
      return;
    }
    if (random.chance(12)) this.#takeBack(desk);
    if (till.phase === 'done') nextSale(desk);
    const open = journal.openSale();
    if (!open || journal.saleLines(open.saleId).length === 0) {
      const held = till.held[random.below(4)];
      if (held && random.chance(30)) {
        recallSale(desk, held.saleId);
        return;
      }
      if (random.chance(4)) closeShift(desk, FLOAT);
      else this.#ring(desk);
      return;
    }
    const [tender] = till.sale?.tenders ?? [];
    if (!tender && this.receipts.size > 0 && random.chance(till.sale?.exchange ? 2 : 20)) this.#exchange(desk);
    else if (tender && random.chance(8)) removeTender(desk, tender.tenderId, 'pays otherwise');
    else if (random.chance(tender ? 1 : 12)) this.#reprice(desk);
    else if (random.chance(10)) this.#ring(desk);
    else if (random.chance(4)) holdSale(desk, '');
    else if (random.chance(8)) payCash(desk, minor(1 + random.below(till.sale?.cashDueMinor || 1)), true);
    else this.#payAll(desk, till.sale?.cashDueMinor ?? 0);
  }

  /** Seldom in cash; not at all where goods that are handed back pay for everything. */
  #payAll(desk: Life['desk'], cashDueMinor: number): void {
    if (cashDueMinor === 0 && desk.journal.openSale()?.exchange) this.#remember(completeExchange(desk).receiptNo);
    else if (this.#run.random.chance(8)) this.#remember(payCash(desk, minor(cashDueMinor)).receiptNo);
    else this.#pay(desk);
  }

  /** Takes something off, or thinks better of it. */
  #reprice(desk: Life['desk']): void {
    const { random } = this.#run;
    const line = desk.journal.saleLines(desk.journal.openSale()?.saleId ?? '')[0];
    const off = random.chance(50) ? { kind: 'percent' as const, ppm: 1 + random.below(600_000) } : { kind: 'amount' as const, amountMinor: minor(1 + random.below(1_500)) };
    switch (random.below(6)) {
      case 0:
        return line && discountLine(desk, line.lineId, off, 'dented');
      case 1:
        return discountSale(desk, off, 'regular');
      case 2:
        return line && overridePrice(desk, line.lineId, minor(1 + random.below(4_000)), 'last one');
      case 3:
        return setCoupon(desk, 'TEA', true);
      case 4:
        return exemptSale(desk, true, 'diplomat');
      default:
        return undo(desk);
    }
  }

  /** Somebody comes back with a receipt: with everything, or with one piece. */
  #takeBack(desk: Life['desk']): void {
    const back = this.#broughtBack(desk);
    if (back) startReturn(desk, { ...back, reason: 'not wanted' });
  }

  /** They want something else for it, or think better of that. */
  #exchange(desk: Life['desk']): void {
    if (desk.journal.openSale()?.exchange && this.#run.random.chance(20)) return clearExchange(desk);
    const back = this.#broughtBack(desk);
    if (back) setExchange(desk, back);
  }

  #broughtBack(desk: Life['desk']): { readonly saleId: string; readonly what: ReturnWhat } | null {
    const { random } = this.#run;
    const receipts = [...this.receipts.values()];
    const receipt = receipts[random.below(receipts.length)];
    if (!receipt) return null;
    const line = desk.journal.saleLines(receipt.saleId)[0];
    return { saleId: receipt.saleId, what: random.chance(50) || !line ? { kind: 'whole' } : { kind: 'lines', lines: [{ lineId: line.lineId, quantityMilli: 1_000 }] } };
  }

  #ring(desk: Life['desk']): void {
    const { random } = this.#run;
    const { products } = seededShop();
    const product = products[random.below(products.length)];
    if (product) addProduct(desk, product, { quantityMilli: 1_000 * (1 + random.below(3)), source: 'tile', code: null });
  }

  #pay(desk: Life['desk']): void {
    const { random, practice } = this.#run;
    const offered = (Object.keys(PRODUCT_FACTS) as PaymentProduct[]).filter((product) => desk.engine.offers(product) && PRODUCT_FACTS[product].presented !== 'printed');
    const product = offered[random.below(offered.length)];
    if (!product) return;
    const byCustomer = PRODUCT_FACTS[product].presented === 'byCustomer';
    const behaviour = BEHAVIOURS[random.chance(50) ? 0 : random.below(BEHAVIOURS.length)];
    const card = practice.customers().find((customer) => customer.behaviour === behaviour);
    const dueMinor = this.#run.life?.snapshots.till().sale?.dueMinor ?? 0;
    if (dueMinor > 1 && random.chance(20)) setPart(desk, minor(1 + random.below(dueMinor - 1)));
    startPayment(desk, product, byCustomer ? card?.code : undefined);
    this.payments += 1;
  }

  #watchScreen({ snapshots }: Life): void {
    const { scene } = snapshots.customer();
    this.#owed = scene.kind === 'cart' ? scene.dueMinor : 0;
    if (scene.kind !== 'orderCode' || this.#seenCodes.includes(scene.text)) return;
    this.#seenCodes.push(scene.text);
    if (this.#seenCodes.length > SEEN_CODES_MAX) this.#seenCodes.shift();
  }

  #customers(): void {
    const { random, practice } = this.#run;
    this.#run.line.spoilNotices();
    // The printed code hangs on the wall: customers type what they owe, or what they think they owe.
    if (this.#run.printedCode !== '' && random.chance(6)) practice.payStaticCode(this.#run.printedCode, minor(this.#owed > 0 && random.chance(70) ? this.#owed : 500 + random.below(5_000)));
    // A photograph of a code can be paid long after it left the screen.
    const code = this.#seenCodes[random.below(this.#seenCodes.length + 1)];
    if (code !== undefined && random.chance(45)) practice.phoneScan(code, BEHAVIOURS[random.chance(60) ? 0 : random.below(BEHAVIOURS.length)]);
  }

  /** Looks at the cashier's screen: receipts are remembered, and everything open must be on it. */
  look(): void {
    const { life } = this.#run;
    if (!life) return;
    this.#try(({ snapshots, journal }) => {
      const till = snapshots.till();
      if (till.done) this.receipts.set(till.done.receiptNo, { saleId: till.done.saleId, totalMinor: till.done.totalMinor });
      const shown = new Set([till.payment?.attemptId, ...till.unresolved.map((payment) => payment.attemptId)]);
      for (const attempt of journal.attemptsNotFinal()) if (!shown.has(attempt.attemptId)) this.hidden += 1;
      const refunding = new Set(till.refunds.map((refund) => refund.refundId));
      for (const refund of journal.refundsNotFinal()) if (!refunding.has(refund.refundId)) this.hidden += 1;
      const offered = new Set(till.foundMoney.map((found) => found.attemptId));
      for (const attempt of journal.foundMoney()) if (!offered.has(attempt.attemptId)) this.hidden += 1;
    });
  }

  #remember(receiptNo: number | null): void {
    const done = this.#run.life?.snapshots.till().done;
    if (done && done.receiptNo === receiptNo) this.receipts.set(done.receiptNo, { saleId: done.saleId, totalMinor: done.totalMinor });
  }

  async #settle(apply: boolean): Promise<void> {
    const { life } = this.#run;
    const found = life?.journal.foundMoney()[0];
    if (!life || !found) return;
    try {
      await settleFound(life.desk, found.attemptId, apply ? 'appliedToSale' : 'returned');
    } catch (error) {
      if (!(error instanceof TillError) && !(error instanceof Died) && !life.process.dead) throw error;
    }
  }

  /** At the end of the day the owner gives back what belongs to nobody's sale. */
  async settleFoundMoney(): Promise<void> {
    const { clock, disk } = this.#run;
    for (let tries = 0; tries < 40 && disk.reads().foundMoney().length > 0; tries += 1) {
      void this.#settle(false);
      await clock.advance(120_000);
    }
  }
}
