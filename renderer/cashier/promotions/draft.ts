import { CURRENCY_EXPONENT, type Currency } from '../../../shared/money.ts';
import { PPM } from '../../../shared/pricing/discount.ts';
import { typedPercentPpm } from '../pricing/entered.ts';
import { entryAmount } from '../../ui/entry.ts';
import { clockText, dayText, type PromotionView } from './sentence.ts';

/** What an owner chooses a promotion by. `nth` and `buyGet` are one rule of the pricing, told in two ways. */
export const PROMOTION_KINDS = ['buyGet', 'nth', 'bundle', 'off', 'spend'] as const;
export type PromotionKind = (typeof PROMOTION_KINDS)[number];

/** What is typed on the page; numbers, days and hours as text. */
export interface PromotionDraft {
  /** Null: a new one. */
  readonly promotionId: string | null;
  readonly nameEn: string;
  readonly nameHans: string;
  readonly nameHant: string;
  readonly kind: PromotionKind;
  readonly buy: string;
  readonly get: string;
  /** Off each piece that is got, or off the nth, percent. */
  readonly cheaper: string;
  readonly nth: string;
  readonly count: string;
  readonly price: string;
  readonly discountKind: 'percent' | 'amount';
  readonly discount: string;
  readonly from: string;
  readonly on: 'everything' | 'categories' | 'products';
  readonly categoryIds: readonly string[];
  readonly productIds: readonly string[];
  /** yyyy-mm-dd, as date fields have it. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly weekdays: readonly number[];
  /** HH:MM, as time fields have it. */
  readonly fromTime: string;
  readonly toTime: string;
  readonly coupon: string;
  readonly priority: string;
  readonly off: boolean;
}

export const NEW_DRAFT: PromotionDraft = {
  promotionId: null, nameEn: '', nameHans: '', nameHant: '', kind: 'buyGet', buy: '2', get: '1', cheaper: '100', nth: '2', count: '3', price: '', discountKind: 'percent', discount: '', from: '', on: 'everything', categoryIds: [], productIds: [],
  fromDay: '', toDay: '', weekdays: [1, 2, 3, 4, 5, 6, 7], fromTime: '', toTime: '', coupon: '', priority: '100', off: false,
};

/** What is not right with what was typed; the words are those of the page. */
export type DraftProblem = 'name' | 'numbers' | 'percent' | 'days' | 'match' | 'price' | 'coupon' | 'times';

const PPM_PER_PERCENT = 10_000;
const PIECES_MAX = 99;
const PRIORITY_MAX = 1_000;
const COUPON_MAX = 32;

/** A promotion as it is typed. */
export function draftOf(promotion: PromotionView, currency: Currency): PromotionDraft {
  const { rule, match, time, name } = promotion;
  const discount = rule.kind === 'off' || rule.kind === 'spend' ? rule.discount : null;
  const money = (minor: number): string => (minor / 10 ** CURRENCY_EXPONENT[currency]).toFixed(CURRENCY_EXPONENT[currency]);
  const percent = (ppm: number): string => String(ppm / PPM_PER_PERCENT);
  return {
    ...NEW_DRAFT,
    promotionId: promotion.promotionId, nameEn: name.en, nameHans: name.zhHans, nameHant: name.zhHant,
    kind: rule.kind === 'buyGet' && rule.get === 1 && rule.ppmOff < PPM ? 'nth' : rule.kind,
    ...(rule.kind === 'buyGet' ? { buy: String(rule.buy), get: String(rule.get), cheaper: percent(rule.ppmOff), nth: String(rule.buy + 1) } : {}),
    ...(rule.kind === 'bundle' ? { count: String(rule.count), price: money(rule.priceMinor) } : {}),
    ...(discount === null ? {} : { discountKind: discount.kind, discount: discount.kind === 'percent' ? percent(discount.ppm) : money(discount.amountMinor) }),
    ...(rule.kind === 'spend' ? { from: money(rule.fromMinor) } : {}),
    on: match.productIds !== undefined ? 'products' : match.categoryIds !== undefined ? 'categories' : 'everything',
    categoryIds: match.categoryIds ?? [], productIds: match.productIds ?? [],
    fromDay: time.fromDay === undefined ? '' : dayText(time.fromDay), toDay: time.toDay === undefined ? '' : dayText(time.toDay), weekdays: time.weekdays ?? NEW_DRAFT.weekdays,
    fromTime: time.fromMinute === undefined ? '' : clockText(time.fromMinute), toTime: time.toMinute === undefined ? '' : clockText(time.toMinute === 1_440 ? 0 : time.toMinute),
    coupon: promotion.coupon ?? '', priority: String(promotion.priority), off: promotion.off === true,
  };
}

type Made = { readonly ok: true; readonly promotion: PromotionView } | { readonly ok: false; readonly problem: DraftProblem };
const wrong = (problem: DraftProblem): Made => ({ ok: false, problem });

/** The promotion that was typed, or the first thing that is not right. `promotionId` is for a new one. */
export function promotionOf(draft: PromotionDraft, currency: Currency, promotionId: string): Made {
  const names = [draft.nameEn, draft.nameHans, draft.nameHant].map((text) => text.trim());
  const named = names.find((text) => text !== '');
  if (named === undefined) return wrong('name');
  const rule = ruleOf(draft, currency);
  if (typeof rule === 'string') return wrong(rule);
  const coupon = draft.coupon.trim().toUpperCase();
  if (coupon.length > COUPON_MAX) return wrong('coupon');
  const priority = whole(draft.priority, 0, PRIORITY_MAX);
  if (priority === null) return wrong('numbers');
  if (draft.on === 'categories' && draft.categoryIds.length === 0) return wrong('match');
  if (draft.on === 'products' && draft.productIds.length === 0) return wrong('match');
  const [fromDay, toDay] = [dayNumber(draft.fromDay), dayNumber(draft.toDay)];
  if (fromDay !== undefined && toDay !== undefined && toDay < fromDay) return wrong('days');
  const [fromMinute, until] = [minuteNumber(draft.fromTime), minuteNumber(draft.toTime)];
  if ((fromMinute === undefined) !== (until === undefined) || draft.weekdays.length === 0) return wrong('times');
  // Until midnight is the end of the day, not its beginning.
  const toMinute = until === 0 ? 1_440 : until;
  const [en = '', zhHans = '', zhHant = ''] = names;
  return {
    ok: true,
    promotion: {
      promotionId: draft.promotionId ?? promotionId, name: { en: en || named, zhHans: zhHans || zhHant || named, zhHant: zhHant || zhHans || named }, priority,
      match: { ...(draft.on === 'categories' ? { categoryIds: [...draft.categoryIds] } : {}), ...(draft.on === 'products' ? { productIds: [...draft.productIds] } : {}) },
      time: {
        ...(fromDay === undefined ? {} : { fromDay }), ...(toDay === undefined ? {} : { toDay }), ...(draft.weekdays.length === 7 ? {} : { weekdays: [...draft.weekdays].sort((a, b) => a - b) }),
        ...(fromMinute === undefined ? {} : { fromMinute }), ...(toMinute === undefined ? {} : { toMinute }),
      },
      coupon: coupon === '' ? null : coupon, ...(draft.off ? { off: true } : {}), rule,
    },
  };
}

function ruleOf(draft: PromotionDraft, currency: Currency): PromotionView['rule'] | DraftProblem {
  switch (draft.kind) {
    case 'buyGet': case 'nth': {
      const ppmOff = typedPercentPpm(draft.cheaper);
      const buy = draft.kind === 'nth' ? whole(draft.nth, 2, PIECES_MAX + 1) : whole(draft.buy, 1, PIECES_MAX);
      const get = draft.kind === 'nth' ? 1 : whole(draft.get, 1, PIECES_MAX);
      if (buy === null || get === null) return 'numbers';
      return ppmOff === null ? 'percent' : { kind: 'buyGet', buy: draft.kind === 'nth' ? buy - 1 : buy, get, ppmOff };
    }
    case 'bundle': {
      const count = whole(draft.count, 2, PIECES_MAX);
      const priceMinor = entryAmount(draft.price.trim(), currency);
      if (count === null) return 'numbers';
      return priceMinor === null ? 'price' : { kind: 'bundle', count, priceMinor };
    }
    case 'off': {
      const discount = discountIn(draft, currency);
      return typeof discount === 'string' ? discount : { kind: 'off', discount };
    }
    case 'spend': {
      const discount = discountIn(draft, currency);
      const fromMinor = entryAmount(draft.from.trim(), currency);
      if (typeof discount === 'string') return discount;
      return fromMinor === null || fromMinor <= 0 ? 'price' : { kind: 'spend', fromMinor, discount };
    }
  }
}

function discountIn({ discountKind, discount }: PromotionDraft, currency: Currency): Extract<PromotionView['rule'], { kind: 'off' }>['discount'] | DraftProblem {
  if (discountKind === 'percent') {
    const ppm = typedPercentPpm(discount);
    return ppm === null ? 'percent' : { kind: 'percent', ppm };
  }
  const amountMinor = entryAmount(discount.trim(), currency);
  return amountMinor === null || amountMinor <= 0 ? 'price' : { kind: 'amount', amountMinor };
}

function whole(text: string, least: number, most: number): number | null {
  const value = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

const dayNumber = (text: string): number | undefined => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? Number(text.replaceAll('-', '')) : undefined);

function minuteNumber(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
