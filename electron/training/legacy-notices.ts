import type { Clock, Random } from '../../shared/world.ts';
import { add, fromDecimal, isCurrency, minor, toDecimal } from '../../shared/money.ts';
import type { FaultQueue, NoticeTrouble } from './faults.ts';
import { encode, type Charset } from './legacy-form.ts';
import { randomDigits } from './legacy-ids.ts';
import { NOTICE_EXTRAS, NOTIFY_VERIFY_WITHIN_MS, REFUND_NOTICE } from './legacy-inferred.ts';
import { statusOf } from './legacy-query.ts';
import { seal, textToSeal, type LegacyKeys, type SignType } from './legacy-seal.ts';
import { settledMoney, walletFields, yuanFields, type LegacyField } from './legacy-world.ts';
import type { NoticeMessage, Notifier } from './notifier.ts';
import { plainTime } from './practice-time.ts';
import type { Refund } from './refunds.ts';
import type { TradeBook } from './trade-book.ts';
import type { Trade } from './trades.ts';

/** What the legacy gateway tells shops of its own accord (legacy.md 5). */
export interface LegacyNotices {
  /** Announces a payment as it is now, also out of turn; false when there is nowhere to announce it. `trouble` overrides what the fault queue holds. */
  payment(trade: Trade, trouble?: NoticeTrouble): boolean;
  /** How many notifications were made to come before the answer of the call that caused them. */
  early(): number;
  /** notify_verify: whether a notification of this partner was delivered under this id just now (legacy.md 5.4). */
  isGenuine(partner: string, notifyId: string): boolean;
}

export interface LegacyNoticesOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly book: TradeBook;
  readonly notifier: Notifier;
  readonly faults: FaultQueue;
  /** Null for a partner the gateway does not have (any more): nothing is announced in its name. */
  readonly keysOf: (partner: string) => LegacyKeys | null;
}

/** "success" is acknowledged by demo pages, "SUCCESS" by the documentation: both after trimming, with HTTP 200 (legacy.md 5.1). */
export const isLegacyAcknowledgement = (status: number, body: Buffer): boolean => status === 200 && ['success', 'SUCCESS'].includes(body.toString('latin1').trim());

interface Draft {
  readonly trade: Trade;
  readonly about: string;
  readonly url: string;
  readonly fields: readonly LegacyField[];
}

/**
 * Watches the ledger and announces payments and asynchronous refunds that succeed, signed like the request that began them. Goes on with what an
 * earlier run left.
 */
export function createLegacyNotices({ clock, random, book, notifier, faults, keysOf }: LegacyNoticesOptions): LegacyNotices {
  let early = 0;
  /** notify_id to partner, newest last. */
  const partnerOf = new Map<string, string>();

  const send = (draft: (id: string) => Draft, given?: NoticeTrouble): boolean => {
    const id = newNotifyId(random);
    const { trade, about, url, fields } = draft(id);
    const keys = keysOf(trade.account);
    if (keys === null || trade.legacy === null) return false;
    const { charset } = trade.legacy;
    const signType: SignType = keys.rsa === null ? 'MD5' : trade.legacy.signType;
    const trouble = given ?? faults.takeNotice('legacy');
    if (trouble === 'early') early += 1;
    const sealed = (told: readonly LegacyField[]): readonly LegacyField[] => [...told, ['sign_type', signType], ['sign', seal(signType, textToSeal(told), charset, keys)]];
    const posted = (told: readonly LegacyField[]): Pick<NoticeMessage, 'headers' | 'body'> => ({
      headers: { 'content-type': `application/x-www-form-urlencoded; charset=${charset}` }, body: formBody(told, charset),
    });
    const spoilt = spoil(trouble, fields, sealed);
    partnerOf.set(id, trade.account);
    for (const oldest of partnerOf.keys()) {
      if (partnerOf.size <= NOTICES_REMEMBERED_MAX) break;
      partnerOf.delete(oldest);
    }
    notifier.send({ id, gateway: 'legacy', about, url, ...posted(sealed(fields)), ...(spoilt && { first: posted(spoilt) }) }, isLegacyAcknowledgement, trouble);
    return true;
  };

  const payment = (trade: Trade, trouble?: NoticeTrouble): boolean => {
    const url = trade.notifyUrl;
    return url !== null && send((id) => ({ trade, about: trade.reference, url, fields: paymentFields(trade, id, clock.nowMs()) }), trouble);
  };

  notifier.resume('legacy', isLegacyAcknowledgement);
  book.watch((trade, before) => {
    if (trade.gateway !== 'legacy') return;
    if (trade.paidAtMs !== null && (before?.paidAtMs ?? null) === null) payment(trade);
    for (const refund of trade.refunds) {
      const was = before?.refunds.find((one) => one.reference === refund.reference);
      const url = refund.notifyUrl;
      if (url === null || refund.state !== 'done' || was?.state === 'done') continue;
      send((id) => ({ trade, about: refund.reference, url, fields: refundFields(trade, refund, id, clock.nowMs()) }));
    }
  });

  return {
    payment,
    early: () => early,
    isGenuine: (partner, notifyId) => {
      const deliveredMs = notifier.deliveries().findLast((delivery) => delivery.gateway === 'legacy' && delivery.id === notifyId)?.atMs;
      return partnerOf.get(notifyId) === partner && deliveredMs !== undefined && clock.nowMs() - deliveredMs <= NOTIFY_VERIFY_WITHIN_MS;
    },
  };
}

const NOTICES_REMEMBERED_MAX = 1_000;

/** 34 characters (legacy.md 5.2). */
function newNotifyId(random: Random): string {
  const hex = [...randomDigits(random, 30)].map((digit) => 'a1b2c3d4e5'.charAt(Number(digit))).join('');
  return `${hex}${randomDigits(random, 4)}`;
}

/** Fields of a payment's notification, in the order of captures (legacy.md 5.2, 11.3). */
export function paymentFields(trade: Trade, notifyId: string, nowMs: number): readonly LegacyField[] {
  const amount = toDecimal(trade.amountMinor, trade.currency);
  const terms = trade.legacy;
  return [
    ...headFields(notifyId, 'trade_status_sync', nowMs), ['notify_action_type', 'payByAccountAction'], ['out_trade_no', trade.reference], ['subject', terms?.subject ?? ''],
    ['trade_no', trade.id], ['trade_status', statusOf(trade, nowMs)], ['gmt_create', plainTime(trade.createdAtMs)],
    ...timeField('gmt_payment', trade.paidAtMs), ['seller_id', terms?.sellerId ?? trade.account], ...buyerFields(trade),
    ['total_fee', amount], ['price', amount], ['quantity', '1'], ['currency', settledMoney(trade, trade.amountMinor).currency],
    ...(terms?.passback == null ? [] : [['extra_common_param', terms.passback] as const]), ...(NOTICE_EXTRAS ? extras(trade) : []),
  ];
}

function extras(trade: Trade): readonly LegacyField[] {
  if (trade.edition === 'hk') return walletFields(trade);
  const settled = settledMoney(trade, trade.amountMinor);
  return [['trans_currency', trade.currency], ['forex_total_fee', toDecimal(settled.amountMinor, settled.currency)], ...yuanFields(trade, trade.amountMinor, 'trans_amount_cny')];
}

/** Fields of an asynchronous refund's notification; in-store names were not readable (legacy.md 5.2, last paragraph). */
export const refundFields = (trade: Trade, refund: Refund, notifyId: string, nowMs: number): readonly LegacyField[] => [
  ...headFields(notifyId, REFUND_NOTICE.type, nowMs), ['notify_action_type', REFUND_NOTICE.action], ['out_trade_no', trade.reference], ['trade_no', trade.id],
  ['out_return_no', refund.reference], ['out_biz_no', refund.reference], ['refund_status', REFUND_NOTICE.status],
  ['refund_fee', toDecimal(refund.amountMinor, trade.currency)], ['currency', trade.currency], ['trade_status', statusOf(trade, nowMs)], ...timeField('gmt_refund', refund.doneAtMs),
  ['seller_id', trade.legacy?.sellerId ?? trade.account],
];

const headFields = (notifyId: string, type: string, nowMs: number): readonly LegacyField[] => [['notify_id', notifyId], ['notify_type', type], ['notify_time', plainTime(nowMs)]];
const timeField = (name: string, atMs: number | null): readonly LegacyField[] => (atMs === null ? [] : [[name, plainTime(atMs)]]);
const buyerFields = (trade: Trade): readonly LegacyField[] => (trade.payer === null ? [] : [['buyer_id', trade.payer.userId], ['buyer_email', trade.payer.maskedLogin]]);

/** The first delivery as the trouble spoils it; null when it is the truth. Lies are well signed. */
function spoil(trouble: NoticeTrouble | null, fields: readonly LegacyField[], sealed: (fields: readonly LegacyField[]) => readonly LegacyField[]): readonly LegacyField[] | null {
  const changed = (names: readonly string[], change: (value: string) => string): readonly LegacyField[] =>
    sealed(fields.map(([name, value]) => [name, names.includes(name) ? change(value) : value]));
  const currency = fields.find(([name]) => name === 'currency')?.[1] ?? '';
  switch (trouble) {
    case 'wrongAmount':
      return changed(['total_fee', 'price', 'refund_fee', 'forex_total_fee'], (value) => oneMore(value, currency));
    case 'wrongCurrency':
      return changed(['currency', 'trans_currency'], (value) => (value === 'USD' ? 'EUR' : 'USD'));
    case 'unknownReference':
      return changed(['out_trade_no', 'trade_no', 'out_return_no', 'out_biz_no'], (value) => `${value}9`);
    case 'wrongSignature':
      return sealed(fields).map(([name, value]) => [name, name === 'sign' ? (value.startsWith('0') ? '1' : '0') + value.slice(1) : value]);
    case 'missingSignature':
      return fields;
    case 'early':
    case 'late':
    case 'lost':
    case 'never':
    case 'duplicate':
    case null:
      return null;
    default:
      return trouble satisfies never;
  }
}

/** The same amount and one smallest unit. */
export function oneMore(decimal: string, currency: string): string {
  if (!isCurrency(currency)) return decimal;
  const amount = fromDecimal(decimal, currency);
  return amount === null ? decimal : toDecimal(add(amount, minor(1)), currency);
}

/** A form body: names and values percent-encoded in the charset, space as "+" (legacy.md 11.3). */
export function formBody(fields: readonly LegacyField[], charset: Charset): Buffer {
  const escaped = (text: string): string => [...encode(text, charset)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9._-]/.test(character)) return character;
    return character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
  return Buffer.from(fields.filter(([, value]) => value !== '').map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&'), 'latin1');
}
