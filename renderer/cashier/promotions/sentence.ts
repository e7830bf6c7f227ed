import type { PromotionsView } from '../../../shared/contract/sale-views.ts';
import type { Currency } from '../../../shared/money.ts';
import { PPM } from '../../../shared/pricing/discount.ts';
import { amountText } from '../../ui/amount.ts';
import type { PromotionWords } from './words.ts';

export type PromotionView = PromotionsView['promotions'][number];

/** Names of products and categories; null for one that is not known (any more). */
export interface Names {
  readonly product: (productId: string) => string | null;
  readonly category: (categoryId: string) => string | null;
}

/** Names told one by one; further ones are counted. */
const NAMED_MAX = 3;
const MINUTES_PER_DAY = 1_440;

/** What a promotion does, on what, when and with which code: one sentence in the owner's language. */
export function promotionSentence(promotion: PromotionView, names: Names, words: PromotionWords, currency: Currency): string {
  const { sentence } = words;
  return sentence.whole(ruleText(promotion.rule, words, currency), matchText(promotion.match, names, words), [
    ...timeTexts(promotion.time, words), ...(promotion.coupon === null ? [] : [sentence.coupon(promotion.coupon)]),
  ]);
}

/** The rule alone: "Buy 2, get 1 free". */
export function ruleText(rule: PromotionView['rule'], { sentence }: PromotionWords, currency: Currency): string {
  switch (rule.kind) {
    case 'buyGet': {
      const isFree = rule.ppmOff >= PPM;
      const off = sentence.share(rule.ppmOff);
      // Part of the price off one of several is how people say "second at half price".
      if (rule.get === 1 && !isFree) return sentence.nth(sentence.ordinal(rule.buy + 1), off);
      return isFree ? sentence.buyGetFree(String(rule.buy), String(rule.get)) : sentence.buyGet(String(rule.buy), String(rule.get), off);
    }
    case 'bundle':
      return sentence.bundle(String(rule.count), amountText(rule.priceMinor, currency));
    case 'off':
      return rule.discount.kind === 'percent' ? sentence.offPercent(sentence.share(rule.discount.ppm)) : sentence.offAmount(amountText(rule.discount.amountMinor, currency));
    case 'spend': {
      const from = amountText(rule.fromMinor, currency);
      return rule.discount.kind === 'percent' ? sentence.spendPercent(from, sentence.share(rule.discount.ppm)) : sentence.spend(from, amountText(rule.discount.amountMinor, currency));
    }
  }
}

function matchText(match: PromotionView['match'], names: Names, { sentence }: PromotionWords): string {
  const all = [...(match.categoryIds ?? []).map((id) => names.category(id)), ...(match.productIds ?? []).map((id) => names.product(id))].map((name) => name ?? sentence.unknown);
  if (all.length === 0) return sentence.everything;
  const told = all.slice(0, NAMED_MAX);
  return [...told, ...(all.length > NAMED_MAX ? [sentence.more(String(all.length - NAMED_MAX))] : [])].join(sentence.and);
}

function timeTexts(time: PromotionView['time'], { sentence, weekday }: PromotionWords): readonly string[] {
  const { fromDay, toDay, weekdays, fromMinute, toMinute } = time;
  const texts: string[] = [];
  if (weekdays !== undefined && weekdays.length < 7) texts.push(sentence.weekdays(weekdaysText(weekdays, weekday)));
  if (fromMinute !== undefined || toMinute !== undefined) texts.push(sentence.hours(clockText(fromMinute ?? 0), clockText(toMinute ?? MINUTES_PER_DAY)));
  if (fromDay !== undefined && toDay !== undefined) texts.push(sentence.days(dayText(fromDay), dayText(toDay)));
  else if (fromDay !== undefined) texts.push(sentence.since(dayText(fromDay)));
  else if (toDay !== undefined) texts.push(sentence.until(dayText(toDay)));
  return texts;
}

/** "Mon–Fri", "Sat, Sun". */
function weekdaysText(weekdays: readonly number[], names: readonly string[]): string {
  const sorted = [...weekdays].sort((a, b) => a - b);
  const name = (day: number | undefined): string => names[(day ?? 1) - 1] ?? '';
  const isRun = sorted.length > 2 && sorted.every((day, index) => day === (sorted[0] ?? 0) + index);
  return isRun ? `${name(sorted[0])}–${name(sorted.at(-1))}` : sorted.map(name).join(', ');
}

/** Minutes of a day as "15:00"; the end of the day is "24:00". */
export const clockText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** 20261121 as "2026-11-21". */
export const dayText = (day: number): string => `${String(day).slice(0, 4)}-${String(day).slice(4, 6)}-${String(day).slice(6, 8)}`;
