import type { Language, LineView, SaleView } from '../../../shared/contract/views.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { nameIn } from '../../i18n/format.ts';
import { quantityLabel } from '../../ui/quantity.ts';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** In words, what undoing has changed from one state of the sale to the next: the first difference, since one thing is undone at a time. */
export function undoneText(before: SaleView | null, after: SaleView | null, t: Dictionary, language: Language): string {
  const words = t.checkout.undone;
  const lines = (sale: SaleView | null): readonly LineView[] => sale?.lines ?? [];
  const has = (sale: SaleView | null, lineId: string): LineView | undefined => lines(sale).find((line) => line.lineId === lineId);
  const gone = lines(before).find(({ lineId }) => has(after, lineId) === undefined);
  if (gone !== undefined) return words.added(nameIn(gone.name, language));
  const back = lines(after).find(({ lineId }) => has(before, lineId) === undefined);
  if (back !== undefined) return words.back(nameIn(back.name, language));
  for (const line of lines(after)) {
    const was = has(before, line.lineId);
    const name = nameIn(line.name, language);
    if (was === undefined) continue;
    if (was.quantityMilli !== line.quantityMilli) return words.quantity(name, quantityLabel(line, t.checkout.units));
    if (!same(was.discount, line.discount)) return words.lineDiscount(name);
    if (was.overrideMinor !== line.overrideMinor) return words.price(name);
  }
  if (!same(before?.discount ?? null, after?.discount ?? null)) return words.discount;
  if (!same(before?.exempt ?? null, after?.exempt ?? null)) return words.exempt;
  const coupons = [before?.coupons ?? [], after?.coupons ?? []] as const;
  const code = coupons[0].find((one) => !coupons[1].includes(one)) ?? coupons[1].find((one) => !coupons[0].includes(one));
  return code === undefined ? words.other : words.coupon(code);
}
