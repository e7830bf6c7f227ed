import { createHash } from 'node:crypto';
import type { Clock, Random } from '../../shared/world.ts';
import { ZERO, type Currency, type Minor } from '../../shared/money.ts';
import { BEHAVIOURS, BEHAVIOUR_PLAN, behaviourOfCode, type Behaviour, type BehaviourTiming, type Effect } from './behaviours.ts';
import type { Faults } from './faults.ts';
import { surchargeOn } from './legacy-biz-data.ts';
import { newPlatformOrderNo, newTradeNo } from './legacy-ids.ts';
import type { StaticCode, StaticCodes } from './static-codes.ts';
import type { TradeBook } from './trade-book.ts';
import { openTrade, paidTrade, type Edition, type Payer, type Trade } from './trades.ts';

/** A practice customer as the practice panel shows them. `code` is for scanning and typing, never for logs. */
export interface CustomerCard {
  readonly behaviour: Behaviour;
  readonly name: { readonly en: string; readonly zh: string };
  readonly maskedLogin: string;
  readonly code: string;
  /** Whole seconds until the wallet shows another code. */
  readonly secondsLeft: number;
}

/** What the payment platform knows about a code somebody scanned. */
export interface PresentedCode {
  readonly payer: Payer;
  readonly behaviour: Behaviour;
  /** False: renewed by the wallet too long ago. */
  readonly fresh: boolean;
  /** The payment it was used for; null while unused. */
  readonly usedFor: string | null;
}

/** What a phone shows after scanning an order code. */
export type PhoneResult =
  | { readonly kind: 'paid' | 'asksPassword' | 'declined' | 'notPaid'; readonly reference: string; readonly amountMinor: Minor; readonly currency: Currency }
  | { readonly kind: 'expired' | 'cancelled' | 'alreadyPaid' | 'unknownCode' };

/** What a phone shows after paying on a shop's static code: the amount is the shop's, the surcharge comes on top of it. */
export interface StaticPayment {
  readonly phone: PhoneResult;
  readonly surchargeMinor: Minor;
}

export interface Wallet {
  customers(): readonly CustomerCard[];
  /**
   * Null: no payment code at all. A well-formed code no customer was issued behaves by its last digit and can be used again; its owner has a mainland
   * wallet, or on the HK edition an AlipayHK one.
   */
  look(code: string, edition?: Edition): PresentedCode | null;
  /** Marks an issued code as used for that payment; the customer's wallet then shows a new one. */
  use(code: string, payment: string): void;
  /** How the gateway and the customers treat order codes until changed; paysAtOnce at first. */
  orderCodeBehaviour(): Behaviour;
  setOrderCodeBehaviour(behaviour: Behaviour): void;
  /** A customer's phone scans a shown code (order code or transaction QR) and does what the behaviour says. */
  scanOrderCode(text: string, behaviour: Behaviour): PhoneResult;
  /** A customer's phone scans a shop's static code, types an amount (positive minor units of the code's currency) and does what the behaviour says. */
  payStaticCode(text: string, amountMinor: Minor, behaviour: Behaviour): StaticPayment;
}

export interface WalletWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly book: TradeBook;
  readonly codes: StaticCodes;
  readonly faults: Faults;
  readonly timing: BehaviourTiming;
}

/** Wallets renew the code about every minute (legacy.md 6.5, ams.md 11.1). */
export const CODE_SHOWN_MS = 60_000;
/** A code scanned just before it was renewed still counts for this long; [inferred], no reference gives a number. */
const CODE_GRACE_MS = 30_000;
/** 16 to 24 digits starting 25 to 30 (legacy.md 6.5). */
const CODE_SHAPE = /^(?:2[5-9]|30)\d{14,22}$/;
const ISSUED_CODES_KEPT_MAX = 500;

const NAMES = {
  paysAtOnce: { en: 'Ada Fong', zh: '方雅達' },
  asksPasswordThenPays: { en: 'Ben Lau', zh: '劉本' },
  neverPays: { en: 'Carrie Mak', zh: '麥嘉莉' },
  declinedBalance: { en: 'Dennis Ho', zh: '何丹尼' },
  dropsConnection: { en: 'Elsie Tam', zh: '譚愛詩' },
  systemErrorButPaid: { en: 'Felix Ngan', zh: '顏飛' },
  systemErrorNotCreated: { en: 'Gigi Poon', zh: '潘芝芝' },
  answersLate: { en: 'Hugo Siu', zh: '蕭雨果' },
  dropsConnectionUnprocessed: { en: 'Iris Kwan', zh: '關愛麗' },
  invalidCode: { en: 'Jacky Yip', zh: '葉積奇' },
} as const satisfies Record<Behaviour, { en: string; zh: string }>;

interface Customer {
  readonly behaviour: Behaviour;
  readonly payer: Payer;
  code: string;
  shownSinceMs: number;
}

interface IssuedCode {
  readonly customer: Customer;
  readonly issuedMs: number;
  usedFor: string | null;
}

/** Opens the practice wallet: one customer per behaviour, each with a live payment code. */
export function openWallet(world: WalletWorld): Wallet {
  const { clock, random, book } = world;
  const issued = new Map<string, IssuedCode>();

  const issue = (customer: Customer): void => {
    customer.code = newPaymentCode(random, customer.behaviour);
    customer.shownSinceMs = clock.monotonicMs();
    issued.set(customer.code, { customer, issuedMs: customer.shownSinceMs, usedFor: null });
    for (const oldest of issued.keys()) {
      if (issued.size <= ISSUED_CODES_KEPT_MAX) break;
      issued.delete(oldest);
    }
  };
  const customers = BEHAVIOURS.map((behaviour, place): Customer => {
    const customer = { behaviour, payer: payerOf(behaviour, place), code: '', shownSinceMs: 0 };
    issue(customer);
    return customer;
  });
  const payerFor = (behaviour: Behaviour): Payer => payerOf(behaviour, BEHAVIOURS.indexOf(behaviour));

  let orderCodeBehaviour: Behaviour = 'paysAtOnce';

  return {
    orderCodeBehaviour: () => orderCodeBehaviour,
    setOrderCodeBehaviour: (behaviour) => {
      orderCodeBehaviour = behaviour;
    },
    customers: () => customers.map((customer) => {
      if (clock.monotonicMs() - customer.shownSinceMs >= CODE_SHOWN_MS) issue(customer);
      const leftMs = customer.shownSinceMs + CODE_SHOWN_MS - clock.monotonicMs();
      return {
        behaviour: customer.behaviour, name: NAMES[customer.behaviour], maskedLogin: customer.payer.maskedLogin,
        code: customer.code, secondsLeft: Math.ceil(leftMs / 1_000),
      };
    }),
    look: (code, edition = 'global') => {
      if (!CODE_SHAPE.test(code)) return null;
      const known = issued.get(code);
      if (known) {
        const ageMs = clock.monotonicMs() - known.issuedMs;
        return { payer: known.customer.payer, behaviour: known.customer.behaviour, fresh: ageMs < CODE_SHOWN_MS + CODE_GRACE_MS, usedFor: known.usedFor };
      }
      const behaviour = behaviourOfCode(code);
      return behaviour === null ? null : { payer: strangerOf(code, edition), behaviour, fresh: true, usedFor: null };
    },
    use: (code, payment) => {
      const known = issued.get(code);
      if (!known) return;
      known.usedFor ??= payment;
      if (known.customer.code === code) issue(known.customer);
    },
    scanOrderCode: (text, behaviour) => {
      const trade = behaviour === 'invalidCode' ? null : book.byOrderCode(text);
      if (trade === null) return { kind: 'unknownCode' };
      switch (trade.state) {
        case 'paid':
          return { kind: 'alreadyPaid' };
        case 'failed':
        case 'closed':
          return { kind: trade.closedBy === 'expiry' ? 'expired' : trade.closedBy === 'refund' ? 'alreadyPaid' : 'cancelled' };
        case 'waiting':
          return payByPhone(world, trade, payerFor(behaviour), behaviour);
        default:
          return trade.state satisfies never;
      }
    },
    payStaticCode: (text, amountMinor, behaviour) => {
      const code = behaviour === 'invalidCode' ? null : world.codes.byText(text);
      // A stopped code is shown to phones as no code at all (legacy.md 4.C.3).
      if (code === null || code.status !== 'ACTIVE' || amountMinor <= 0) return { phone: { kind: 'unknownCode' }, surchargeMinor: ZERO };
      return { phone: payOnStaticCode(world, code, amountMinor, payerFor(behaviour), behaviour), surchargeMinor: surchargeOn(code.surcharge, amountMinor, code.currency) };
    },
  };
}

/** A password on a static code is asked for so long; no reference gives a number. */
const STATIC_PAYMENT_OPEN_MS = 180_000;

/** The order is the platform's: it gets its number here, and the shop learns it by notification only (legacy.md 4.C.4). */
function payOnStaticCode(world: WalletWorld, code: StaticCode, amountMinor: Minor, payer: Payer, behaviour: Behaviour): PhoneResult {
  const { clock, faults } = world;
  const plan = BEHAVIOUR_PLAN[behaviour];
  const nowMs = clock.nowMs();
  const trade = openTrade({
    gateway: 'legacy', id: newTradeNo(world, nowMs), reference: newPlatformOrderNo(world, nowMs), presented: 'byShop', amountMinor, currency: code.currency, createdAtMs: nowMs,
    expiresAtMs: nowMs + STATIC_PAYMENT_OPEN_MS, payer, product: 'staticCode', edition: code.edition, account: code.account, notifyUrl: code.notifyUrl,
    legacy: {
      charset: code.charset, signType: code.signType, subject: code.storeName, passback: code.passback, requestHash: null, sellerId: code.account,
      settlement: code.currency, onlyWallet: null,
    },
  });
  // The shop's line shows in the one message there is.
  if (plan.effect === 'pays' && code.notifyUrl !== null) {
    if (plan.delivery === 'reset') faults.nextNotice('legacy', 'lost');
    if (plan.delivery === 'late') faults.nextNotice('legacy', 'late');
  }
  // A declined one leaves no trace: there was no order before the phone made it.
  return decide(world, { ...trade, scanned: true }, plan.effect);
}

function payByPhone(world: WalletWorld, trade: Trade, payer: Payer, behaviour: Behaviour): PhoneResult {
  const { clock, book, faults, timing } = world;
  const plan = BEHAVIOUR_PLAN[behaviour];
  const nowMs = clock.nowMs();
  // On the legacy gateway the scan is what creates the trade (legacy.md 4.B.1).
  const createdAtMs = trade.gateway === 'legacy' && !trade.scanned ? nowMs : trade.createdAtMs;
  const opened: Trade = { ...trade, scanned: true, payer, createdAtMs };
  const onlyWallet = trade.legacy?.onlyWallet ?? null;
  if (onlyWallet !== null && onlyWallet !== payer.wallet) return decide(world, opened, 'declines');
  // Trouble on the shop's line shows in the shop's next question, since the customer's phone is on another network.
  const question = trade.gateway === 'ams' ? 'ams.inquiryPayment' : 'legacy.query';
  if (plan.delivery === 'reset') faults.next(question, { kind: 'reset', processed: true });
  if (plan.delivery === 'late') faults.next(question, { kind: 'late', afterMs: timing.lateAnswerMs });
  if (plan.says === 'systemError') faults.next(question, { kind: 'unknown', processed: true });
  // The shop's order stays open, and is known to have been scanned.
  if (plan.effect === 'declines') book.put(opened);
  return decide(world, opened, plan.effect);
}

/** Carries out what the customer does with the bill on the phone, and says what the phone shows then. */
function decide({ clock, book, timing }: WalletWorld, opened: Trade, effect: Effect): PhoneResult {
  const nowMs = clock.nowMs();
  const seen = { reference: opened.reference, amountMinor: opened.amountMinor, currency: opened.currency };
  switch (effect) {
    case 'pays':
      book.put(paidTrade(opened, nowMs));
      return { kind: 'paid', ...seen };
    case 'paysLater':
      book.put({ ...opened, paysAtMs: nowMs + timing.passwordMs });
      return { kind: 'asksPassword', ...seen };
    case 'waits':
      book.put(opened);
      return { kind: 'notPaid', ...seen };
    case 'declines':
      return { kind: 'declined', ...seen };
    case 'refusesCode':
      return { kind: 'unknownCode' };
    case 'nothing':
      return { kind: 'notPaid', ...seen };
    default:
      return effect satisfies never;
  }
}

/**
 * An 18-digit payment code that cannot be taken for a product: 18-digit scale labels start 22 or 26 and carry a mod-10 check
 * digit (hardware.md 2.3), so the code starts 28 and its last digit, the magic one, is never the valid check digit.
 */
export function newPaymentCode(random: Random, behaviour: Behaviour): string {
  const body = `28${String(random.below(10_000_000)).padStart(7, '0')}${String(random.below(100_000_000)).padStart(8, '0')}`;
  const magic = BEHAVIOUR_PLAN[behaviour].magicDigit;
  if (checkDigit(body) !== magic) return `${body}${magic}`;
  // One step in the last digit of the body moves the check digit by 3.
  const nudged = (Number(body.at(-1)) + 1) % 10;
  return `${body.slice(0, -1)}${nudged}${magic}`;
}

/** The GS1 mod-10 check digit that would belong after `digits`. */
function checkDigit(digits: string): number {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    sum += Number(digits.at(-1 - place)) * (place % 2 === 0 ? 3 : 1);
  }
  return (10 - (sum % 10)) % 10;
}

const payerOf = (behaviour: Behaviour, place: number): Payer => ({
  userId: `20889999100000${String(place).padStart(2, '0')}`,
  maskedLogin: `${NAMES[behaviour].en.slice(0, 2).toLowerCase()}***@mail.example`,
  wallet: place % 2 === 0 ? 'ALIPAY_HK' : 'ALIPAY_CN',
});

/** The owner of a code no customer was issued: always the same person for the same code. */
function strangerOf(code: string, edition: Edition): Payer {
  const number = BigInt(`0x${createHash('sha256').update(code).digest('hex')}`) % 1_000_000_000_000n;
  return { userId: `2088${String(number).padStart(12, '0')}`, maskedLogin: '138****0000', wallet: edition === 'hk' ? 'ALIPAY_HK' : 'ALIPAY_CN' };
}
