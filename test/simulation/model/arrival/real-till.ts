import type { AttemptRow } from '../../../../electron/journal/port.ts';
import { createPaymentEngine, type PaymentEngine } from '../../../../electron/payments/engine.ts';
import { createInbox, type Inbox } from '../../../../electron/payments/inbox.ts';
import type { CallOptions, CallResult, NotificationMessage, PaymentProvider, RefundProvider, RefundResult } from '../../../../electron/payments/provider.ts';
import { createRefundInbox } from '../../../../electron/payments/refund-inbox.ts';
import { TillError } from '../../../../shared/errors/registry.ts';
import type { EntryDraft, EntryType } from '../../../../shared/journal/entries.ts';
import { minor, type Minor } from '../../../../shared/money.ts';
import { PRODUCT_TIMING, REFUND_TIMING, type PaymentProduct } from '../../../../shared/payment/products.ts';
import { delivery, ScriptedReader } from '../../../support/notifications/scripted-reader.ts';
import { Died, MemoryJournal } from '../../memory-journal.ts';
import { F, R } from '../../scripted-provider.ts';
import { SeededRandom, VirtualClock } from '../../virtual-clock.ts';
import { EVENING_MS } from '../payment/clock.ts';
import { inboxJournal } from './inbox-journal.ts';
import type { WorldEvent } from './system.ts';
import type { Stage } from './till.ts';
import { at, openSale, type Attempt, type InquiryAnswer, type RefundAnswer, type World } from './world.ts';

const PRODUCT = 'alipayHkMerchantQr';
const UNIT_MINOR = 1_000;
/** So long ago that it cannot be cancelled any more: it goes back by a refund. The cancel's way is in refund/. */
const PAID_AT_MS = EVENING_MS - 3 * 86_400_000;
const amountOf = (amount: number): Minor => minor(amount * UNIT_MINOR);
const numberOf = (payment: number): string => `2026010522${payment}`;
const saleId = (sale: number): string => `sale-${sale}`;

const REFUND_ANSWERS: Readonly<Record<RefundAnswer, RefundResult>> = {
  refunded: F.refunded(), refused: F.refused(), accepted: F.inProcess(), absent: F.notFound(), silent: F.unknown(), notSent: F.notSent(),
};
const WRITES: Readonly<Record<Exclude<Stage, 'begun'>, EntryType>> = { stored: 'notification.received', arrived: 'payment.arrived', applied: 'notification.applied' };

/** What a delivery has to write: of a message sent again nothing, of known money nothing new. */
function stagesOf(world: World, message: number): readonly (keyof typeof WRITES)[] {
  const { stored, applied, payment } = at(world.messages, message);
  if (applied) return [];
  const isKnown = world.attempts.some((attempt) => attempt.payment === payment);
  return [...(stored ? [] : (['stored'] as const)), ...(isKnown ? [] : (['arrived'] as const)), 'applied'];
}

interface RealCall {
  readonly service: 'inquire' | 'refund' | 'inquireRefund';
  /** The payment's number, or the refund's reference. */
  readonly about: string;
  readonly end: (answer: InquiryAnswer | RefundAnswer) => void;
}

/** What both tills can be compared by. */
export const pictureOf = (world: World): unknown => ({
  on: world.on,
  messages: world.messages.map(({ stored, applied, acknowledged }) => ({ stored, applied, acknowledged })),
  sales: world.sales.map(({ state }) => state),
  attempts: world.attempts.map(({ payment, found, sale, refunds, settling }) => ({ payment, found, sale, settling, refunds: refunds.map(({ state }) => state) })),
  calls: world.attempts.flatMap(({ payment, inquiry, refunds }) => [
    ...(inquiry === null ? [] : [`inquire ${payment}`]), ...refunds.flatMap(({ call }, refund) => (call === null ? [] : [`${call.service} ${payment} ${refund}`])),
  ]).sort(),
});

/** The real engine and the real inbox on the model's line. */
export class RealTill {
  readonly #clock = new VirtualClock(EVENING_MS);
  readonly #journal = new MemoryJournal(this.#clock);
  readonly #random = new SeededRandom(1);
  readonly #reader = new ScriptedReader(PRODUCT);
  readonly #saleAmounts = new Map<string, Minor>();
  readonly #acknowledged = new Set<string>();
  #calls: RealCall[] = [];
  /** What the cashier waits for, by attempt; gone with the process. */
  #settling = new Map<string, 'appliedToSale' | 'returned'>();
  #engine: PaymentEngine;
  #inbox: Inbox;

  constructor() {
    [this.#engine, this.#inbox] = this.#build();
  }

  #build(): [PaymentEngine, Inbox] {
    const life = this.#journal.lives;
    const journal = this.#journal.ofLife(life);
    const engine = createPaymentEngine({
      journal, providers: { [PRODUCT]: this.#provider(life) }, clock: this.#clock, random: this.#random, register: 'T01', timing: PRODUCT_TIMING, log: () => undefined,
      hooks: { paidEntries: () => null, foundEntries: (attempt) => this.#booking(attempt), codeWithdrawn: () => Promise.resolve() },
    });
    const refunds = createRefundInbox({ journal, refunds: engine.refunds, log: () => undefined });
    const inbox = createInbox({
      journal: inboxJournal(this.#journal, journal), engine, refunds, readers: () => [this.#reader], asksGateway: () => false, clock: this.#clock, random: this.#random, log: () => undefined,
      changed: () => undefined,
    });
    return [engine, inbox];
  }

  #booking(attempt: AttemptRow): { readonly saleId: string; readonly drafts: readonly EntryDraft[] } | null {
    const sale = [...this.#journal.sales.values()].find(({ state }) => state === 'open');
    if (!sale || this.#saleAmounts.get(sale.saleId) !== attempt.amountMinor) return null;
    const { attemptId, product, amountMinor } = attempt;
    return {
      saleId: sale.saleId,
      drafts: [{ type: 'tender.payment', data: { saleId: sale.saleId, tenderId: sale.saleId, attemptId, product, amountMinor } }, this.#completed(sale.saleId, product)],
    };
  }

  #completed(sale: string, kind: PaymentProduct | 'cash'): EntryDraft {
    const totalMinor = this.#saleAmounts.get(sale) ?? minor(0);
    return {
      type: 'sale.completed',
      data: {
        saleId: sale, receiptNo: this.#journal.of('sale.completed').length + 1, shiftNo: 1, currency: 'HKD', itemsMilli: 1_000, subtotalMinor: totalMinor, taxes: [], totalMinor,
        tenders: [{ tenderId: sale, kind, amountMinor: totalMinor }],
      },
    };
  }

  #provider(life: number): PaymentProvider & RefundProvider {
    const call = <T>(service: RealCall['service'], about: string, { signal }: CallOptions, message: (answer: InquiryAnswer | RefundAnswer) => T): Promise<T> =>
      new Promise((resolve) => {
        if (this.#journal.lives !== life || this.#journal.dead) return;
        const made: RealCall = {
          service, about,
          end: (answer) => {
            this.#calls = this.#calls.filter((other) => other !== made);
            resolve(message(answer));
          },
        };
        this.#calls.push(made);
        signal?.addEventListener('abort', () => made.end('silent'), { once: true });
      });
    const refundAnswer = (answer: InquiryAnswer | RefundAnswer): RefundResult => {
      if (answer === 'paid' || answer === 'closed') throw new Error(`no such answer about a refund: ${answer}`);
      return REFUND_ANSWERS[answer];
    };
    return {
      product: PRODUCT,
      pay: () => Promise.reject(new Error('nothing is charged here')),
      cancel: () => Promise.reject(new Error('nothing is cancelled here')),
      inquire: (key, options) => call('inquire', key.gatewayPaymentId ?? '', options, (answer): CallResult => {
        if (answer === 'silent') return R.noAnswer();
        return answer === 'closed' ? R.closed(true) : R.paid({ gatewayPaymentId: key.gatewayPaymentId ?? '', amountMinor: key.amountMinor });
      }),
      refund: (request, options) => call('refund', request.refundReference, options, refundAnswer),
      inquireRefund: (key, options) => call('inquireRefund', key.refundReference, options, refundAnswer),
      testConnection: () => Promise.resolve({ reached: true, verified: true, said: '', elapsedMs: 0 }),
    };
  }

  picture(world: World): unknown {
    const attempts = this.#journal.attempts();
    const paymentOf = (row: AttemptRow | null): number => world.payments.findIndex((_, payment) => numberOf(payment) === row?.gatewayPaymentId);
    const received = this.#journal.of('notification.received');
    const applied = new Set(this.#journal.of('notification.applied').map(({ data }) => data.notificationId));
    return {
      on: !this.#journal.dead,
      messages: world.messages.map((_, message) => {
        const id = `n${message}`;
        const row = received.find(({ data }) => data.messageId === id);
        return { stored: row !== undefined, applied: row !== undefined && applied.has(row.data.notificationId), acknowledged: this.#acknowledged.has(id) };
      }),
      sales: [...this.#journal.sales.values()].map(({ state }) => state),
      attempts: attempts.map((row) => ({
        payment: paymentOf(row), found: row.found, sale: this.#saleOf(row.attemptId), settling: this.#settling.get(row.attemptId) ?? null,
        refunds: this.#journal.refundsOfAttempt(row.attemptId).map(({ state }) => state),
      })),
      calls: this.#calls.map(({ service, about }) => {
        if (service === 'inquire') return `inquire ${world.payments.findIndex((_, payment) => numberOf(payment) === about)}`;
        const refund = this.#journal.refundByReference(about);
        const row = refund && this.#journal.attempt(refund.attemptId);
        return `${service} ${paymentOf(row)} ${this.#journal.refundsOfAttempt(refund?.attemptId ?? '').findIndex(({ refundReference }) => refundReference === about)}`;
      }).sort(),
    };
  }

  #saleOf(attemptId: string): number {
    const booked = this.#journal.of('tender.payment').find(({ data }) => data.attemptId === attemptId);
    return booked ? [...this.#journal.sales.keys()].indexOf(booked.data.saleId) : -1;
  }

  /** Plays one event of a path; `world` is the model's before it. */
  async play(world: World, event: WorldEvent): Promise<void> {
    switch (event.kind) {
      case 'pay':
      case 'newId':
      case 'undo':
      case 'inquiryArrives':
      case 'refundArrives':
      case 'strayArrives':
      case 'queueDone':
        return;
      case 'deliver': {
        const before = this.#journal.entries.length;
        await this.#deliver(world, event.message);
        const written = this.#journal.entries.slice(before).map(({ type }) => type);
        const wanted = stagesOf(world, event.message).map((stage) => WRITES[stage]);
        if (written.join() !== wanted.join()) throw new Error(`the delivery wrote ${written.join() || 'nothing'}, not ${wanted.join() || 'nothing'}`);
        break;
      }
      case 'deliverDies':
        await this.#dying(event.after === 'begun' ? null : WRITES[event.after], () => this.#deliver(world, event.message));
        break;
      case 'openSale': {
        const sale = saleId(world.sales.length);
        this.#saleAmounts.set(sale, amountOf(event.amount));
        this.#journal.append([{ type: 'sale.opened', data: { saleId: sale, saleNo: world.sales.length + 1, shiftNo: 1, currency: 'HKD', taxMode: 'none' } }]);
        break;
      }
      case 'discard':
        this.#journal.append([{ type: 'sale.discarded', data: { saleId: saleId(openSale(world)), amountMinor: amountOf(at(world.sales, openSale(world)).amount), reason: 'customer left' } }]);
        break;
      case 'payOtherwise':
        this.#journal.append([this.#completed(saleId(openSale(world)), 'cash')]);
        break;
      case 'pause':
        await this.#clock.advance(REFUND_TIMING.askEveryMs);
        break;
      case 'crash':
        this.#die();
        break;
      case 'restart':
        this.#journal.revive();
        [this.#engine, this.#inbox] = this.#build();
        this.#engine.resumeAll();
        this.#inbox.resume();
        break;
      default:
        await this.#playOn(at(world.attempts, event.attempt), event);
    }
    await this.#clock.settle();
  }

  async #playOn(attempt: Attempt, event: Extract<WorldEvent, { attempt: number }>): Promise<void> {
    const { attemptId } = this.#journal.attempts()[event.attempt] ?? missing();
    const refunds = this.#journal.refundsOfAttempt(attemptId);
    switch (event.kind) {
      case 'match':
        this.#settle(attemptId, 'appliedToSale');
        return;
      case 'giveBack':
        this.#settle(attemptId, 'returned');
        return;
      case 'giveBackDies':
        await this.#dying('refund.created', () => this.#engine.settleFound(attemptId, 'returned').catch(() => undefined));
        return;
      case 'retry':
        this.#engine.refunds.retry(refunds.at(-1)?.refundId ?? '');
        return;
      case 'inquiryAnswered':
      case 'inquirySilent':
        this.#called('inquire', numberOf(attempt.payment)).end(event.kind === 'inquirySilent' || attempt.inquiry === null || attempt.inquiry === 'out' ? 'silent' : attempt.inquiry);
        return;
      case 'notice':
        this.#engine.refunds.notified(refunds[event.refund]?.refundId ?? '', F.refunded());
        return;
      case 'refundAnswered':
      case 'refundSilent':
      case 'refundNotSent': {
        const call = at(attempt.refunds, event.refund).call;
        const answer = event.kind === 'refundNotSent' ? 'notSent' : event.kind === 'refundSilent' || !call || call.at === 'out' ? 'silent' : call.at;
        this.#called(call?.service ?? 'refund', refunds[event.refund]?.refundReference ?? '').end(answer);
        return;
      }
      case 'inquiryArrives':
      case 'refundArrives':
      case 'strayArrives':
      case 'queueDone':
        return;
    }
  }

  #called(service: RealCall['service'], about: string): RealCall {
    return this.#calls.find((call) => call.service === service && call.about === about) ?? missing();
  }

  async #deliver(world: World, message: number): Promise<void> {
    const { payment } = at(world.messages, message);
    const messageId = `n${message}`;
    const said: NotificationMessage = {
      messageId, about: 'payment', merchantReference: null, refundReference: null, gatewayPaymentId: numberOf(payment), amountMinor: amountOf(at(world.payments, payment).amount), currency: 'HKD', says: 'paid',
      gatewayCode: 'TRADE_SUCCESS', paidAtMs: PAID_AT_MS, payerHint: null, wallet: null,
    };
    const receipt = await this.#inbox.receive(delivery(said, this.#reader.path));
    if (receipt.kind === 'acknowledged') this.#acknowledged.add(messageId);
  }

  /** The process dies as soon as an entry of that type is on disk; with null, just before the first one is. */
  async #dying(type: EntryType | null, work: () => Promise<unknown>): Promise<void> {
    this.#journal.fate = (_append, drafts) => (type === null ? 'diesBefore' : drafts.some((draft) => draft.type === type) ? 'diesAfter' : 'stored');
    await work();
    this.#journal.fate = () => 'stored';
    if (!this.#journal.dead) throw new Error(`nothing of the kind was written: ${type ?? 'anything'}`);
    this.#die();
  }

  #settle(attemptId: string, how: 'appliedToSale' | 'returned'): void {
    const settling = this.#settling;
    const isFirst = !settling.has(attemptId);
    if (isFirst) settling.set(attemptId, how);
    this.#engine.settleFound(attemptId, how).catch((error: unknown) => {
      if (!(error instanceof TillError || error instanceof Died)) throw error;
    }).finally(() => {
      if (isFirst) settling.delete(attemptId);
    });
  }

  async stop(): Promise<void> {
    this.#die();
    await this.#clock.settle();
  }

  #die(): void {
    this.#journal.dead = true;
    void this.#engine.stop();
    this.#calls = [];
    this.#settling = new Map();
  }
}

function missing(): never {
  throw new Error('the engine has no such thing');
}
