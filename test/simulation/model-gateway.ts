import { minor, type Minor } from '../../shared/money.ts';
import type { PaymentProduct } from '../../shared/payment/products.ts';
import type { CallOptions, CallOutcome, CallResult, CancelResult, PaymentKey, PaymentOutcome, PaymentProvider, PayRequest } from '../../electron/payments/provider.ts';
import type { SeededRandom, VirtualClock } from './virtual-clock.ts';

/** One payment in the gateway's own book. */
export interface Trade {
  readonly reference: string;
  readonly amountMinor: Minor;
  readonly expiresMono: number;
  state: 'unscanned' | 'waiting' | 'paid' | 'closed' | 'declined';
  paysAtMono: number | null;
  chargedMinor: number;
  returnedMinor: number;
}

/** How often each fault happens, percent of calls. */
export interface Faults {
  notSent: number;
  requestLost: number;
  requestLate: number;
  answerLost: number;
  answerLate: number;
  answerBroken: number;
}

export const NO_FAULTS: Faults = { notSent: 0, requestLost: 0, requestLate: 0, answerLost: 0, answerLate: 0, answerBroken: 0 };

/** A request on its way longer than this does not arrive: shorter than the till's cancelSettleMs, as that number promises. */
const LATE_MS_MAX = 40_000;
const LEGACY_LIFE_MS = 180_000;

const answered = (gatewayCode: string): CallOutcome => ({ kind: 'answered', gatewayCode });

/**
 * A gateway reduced to what money does: trades, customers, and a line that loses, delays and breaks messages by a seeded script. It shares
 * nothing with the engine but the provider's types.
 */
export class ModelGateway {
  readonly trades = new Map<string, Trade>();
  readonly #burnt = new Set<string>();
  readonly #clock: VirtualClock;
  readonly #random: SeededRandom;
  faults: Faults = NO_FAULTS;
  /** AMS may not know an order until somebody scans it (ams.md 7.3); some runs have it so. */
  hidesUnscanned = false;
  calls = 0;

  constructor(clock: VirtualClock, random: SeededRandom) {
    this.#clock = clock;
    this.#random = random;
  }

  provider(product: PaymentProduct, alive: () => boolean): PaymentProvider {
    const legacy = product === 'alipayBarcode';
    const silence = (call: CallOutcome): CallResult => ({ call, payment: { kind: 'unknown' } });
    // What a forger would say; nothing may follow from it without a signature.
    const forged: CallOutcome = { kind: 'badSignature', detail: 'mismatch', gatewayCode: 'SUCCESS' };
    const lie = (): CallResult => ({ call: forged, payment: this.#random.chance(50) ? { kind: 'closed', wasPaid: false } : this.#proof('forged', 4_250) });
    return {
      product,
      pay: (request, options) => this.#travel(alive, options, () => (legacy ? this.#charge(request) : this.#makeCode(request)), silence, lie),
      inquire: (key, options) => this.#travel(alive, options, () => this.#inquire(key), silence, lie),
      cancel: (key, options) => this.#travel(
        alive, options, () => this.#cancel(key, legacy), (call): CancelResult => ({ call, cancel: { kind: 'unknown' } }),
        (): CancelResult => ({ call: forged, cancel: { kind: 'accepted', refunded: false } }),
      ),
      testConnection: () => Promise.resolve({ reached: true, verified: true, said: '', elapsedMs: 0 }),
    };
  }

  /** Money the customer is out of for a reference right now. */
  netMinor(reference: string): number {
    const trade = this.#present(reference);
    return trade ? trade.chargedMinor - trade.returnedMinor : 0;
  }

  /**
   * A customer's phone reads the code while it is on the screen. The phone may be slow to tell the gateway, by then the code may have gone
   * from the screen; the customer pays some time later, or never.
   */
  scan(reference: string): void {
    void this.#clock.sleep(this.#random.below(30_000)).then(() => {
      const trade = this.#present(reference);
      if (trade?.state !== 'unscanned') return;
      trade.state = 'waiting';
      trade.paysAtMono = this.#random.chance(70) ? this.#clock.monotonicMs() + this.#random.below(20_000) : null;
    });
  }

  #present(reference: string): Trade | null {
    const trade = this.trades.get(reference);
    if (!trade) return null;
    const now = this.#clock.monotonicMs();
    if (trade.state === 'waiting' && trade.paysAtMono !== null && trade.paysAtMono <= Math.min(now, trade.expiresMono)) {
      trade.state = 'paid';
      trade.chargedMinor = trade.amountMinor;
    }
    if ((trade.state === 'waiting' || trade.state === 'unscanned') && now >= trade.expiresMono) trade.state = 'closed';
    return trade;
  }

  #create(request: PayRequest, lifeMs: number, state: Trade['state'], paysAtMono: number | null): Trade {
    const trade: Trade = {
      reference: request.merchantReference, amountMinor: request.amountMinor, expiresMono: this.#clock.monotonicMs() + lifeMs, state, paysAtMono,
      chargedMinor: state === 'paid' ? request.amountMinor : 0, returnedMinor: 0,
    };
    this.trades.set(trade.reference, trade);
    return trade;
  }

  #charge(request: PayRequest): CallResult {
    const known = this.#present(request.merchantReference);
    if (known) return this.#say(known);
    if (this.#burnt.has(request.merchantReference)) return { call: answered('TRADE_HAS_CLOSE'), payment: { kind: 'unknown' } };
    const customer = this.#random.below(10);
    if (customer < 2) return this.#say(this.#create(request, LEGACY_LIFE_MS, 'declined', null));
    if (customer < 5) return this.#say(this.#create(request, LEGACY_LIFE_MS, 'paid', null));
    return this.#say(this.#create(request, LEGACY_LIFE_MS, 'waiting', customer < 8 ? this.#clock.monotonicMs() + this.#random.below(100_000) : null));
  }

  #makeCode(request: PayRequest): CallResult {
    const known = this.#present(request.merchantReference);
    if (known && known.state !== 'unscanned') return this.#say(known);
    if (!known && this.#random.chance(10)) return this.#say(this.#create(request, 0, 'declined', null));
    const trade = known ?? this.#create(request, request.expiresAtMs - request.createdAtMs, 'unscanned', null);
    const leftMs = trade.expiresMono - this.#clock.monotonicMs();
    return { call: answered('SUCCESS'), payment: { kind: 'codeReady', text: `qr:${trade.reference}`, expiresAtMs: this.#clock.nowMs() + leftMs, gatewayPaymentId: `id-${trade.reference}` } };
  }

  #proof(gatewayPaymentId: string, amountMinor: number): PaymentOutcome {
    return { kind: 'paid', evidence: { gatewayPaymentId, amountMinor: minor(amountMinor), currency: 'HKD', paidAtMs: null, payerHint: null, wallet: null } };
  }

  #say(trade: Trade): CallResult {
    const call = answered('SUCCESS');
    switch (trade.state) {
      case 'paid':
        return { call, payment: this.#proof(`id-${trade.reference}`, trade.amountMinor) };
      case 'declined':
        return { call, payment: { kind: 'declined', reason: 'USER_BALANCE_NOT_ENOUGH' } };
      case 'closed':
        return { call, payment: { kind: 'closed', wasPaid: trade.chargedMinor > 0 } };
      case 'waiting':
      case 'unscanned':
        return { call, payment: { kind: 'waiting', gatewayPaymentId: `id-${trade.reference}` } };
    }
  }

  #inquire(key: PaymentKey): CallResult {
    const trade = this.#present(key.merchantReference);
    if (!trade || (trade.state === 'unscanned' && this.hidesUnscanned)) return { call: answered('ORDER_NOT_EXIST'), payment: { kind: 'notFound' } };
    return this.#say(trade);
  }

  #cancel(key: PaymentKey, legacy: boolean): CancelResult {
    const trade = this.#present(key.merchantReference);
    const missing = !trade || (trade.state === 'unscanned' && this.hidesUnscanned);
    if (missing && !legacy) return { call: answered('ORDER_NOT_EXIST'), cancel: this.#random.chance(50) ? { kind: 'nothingThere' } : { kind: 'refused', reason: 'ORDER_NOT_EXIST' } };
    if (!trade) {
      this.#burnt.add(key.merchantReference);
      return { call: answered('SUCCESS'), cancel: { kind: 'accepted', refunded: false } };
    }
    if (this.#random.chance(10)) return { call: answered('SYSTEM_ERROR'), cancel: { kind: 'unknown' } };
    if (this.#random.chance(5)) return { call: answered('CANCEL_WINDOW_EXCEED'), cancel: { kind: 'refused', reason: 'CANCEL_WINDOW_EXCEED' } };
    trade.returnedMinor = trade.chargedMinor;
    if (trade.state !== 'declined') trade.state = 'closed';
    return { call: answered('SUCCESS'), cancel: { kind: 'accepted', refunded: trade.chargedMinor > 0 } };
  }

  /** The line between till and gateway. What has left arrives even when nobody waits for the answer any more. */
  async #travel<T extends CallResult | CancelResult>(alive: () => boolean, options: CallOptions, work: () => T, silence: (call: CallOutcome) => T, lie: () => T): Promise<T> {
    if (!alive()) return new Promise<T>(() => {});
    this.calls += 1;
    const { faults } = this;
    const happens = (percent: number): boolean => this.#random.chance(percent);
    // Half of what is late is late by just enough to meet the next thing the till does.
    const late = (): number => 1_000 + this.#random.below(this.#random.chance(50) ? 11_000 : LATE_MS_MAX - 1_000);
    if (happens(faults.notSent)) return silence({ kind: 'notSent', detail: 'ECONNREFUSED' });
    const thereMs = happens(faults.requestLate) ? late() : 20 + this.#random.below(200);
    const backMs = happens(faults.answerLate) ? late() : 20 + this.#random.below(200);
    const lost = happens(faults.requestLost);
    const answerLost = happens(faults.answerLost);
    const broken = happens(faults.answerBroken);
    const brokenAs = this.#random.below(3);

    const answer = (async (): Promise<T> => {
      if (lost) return new Promise<T>(() => {});
      await this.#clock.sleep(thereMs);
      const result = work();
      if (answerLost) return new Promise<T>(() => {});
      await this.#clock.sleep(backMs);
      if (!broken) return result;
      if (brokenAs === 0) return silence({ kind: 'unreadable', detail: 'garbled' });
      return brokenAs === 1 ? lie() : silence({ kind: 'httpError', status: 502 });
    })();
    const guard = new AbortController();
    const ended = new AbortController();
    options.signal?.addEventListener('abort', () => ended.abort(), { once: true });
    if (options.signal?.aborted) ended.abort();
    const deadline = this.#clock.sleep(options.deadlineMs, AbortSignal.any([guard.signal, ended.signal])).then(
      () => silence({ kind: 'noAnswer', detail: 'timeout' }),
      () => silence({ kind: 'noAnswer', detail: 'aborted' }),
    );
    const result = await Promise.race([answer, deadline]);
    guard.abort();
    return result;
  }
}
