import type { TillSnapshot } from '../../../shared/contract/views.ts';
import { dictionaryOf } from '../../i18n/i18n.tsx';
import { deskStore, setDesk } from '../desk.ts';
import { refuse, tell } from '../notices.ts';
import { ask, tillStore } from '../till.ts';
import { undoneText } from './undone.ts';

export type PricingAction = 'discount' | 'override' | 'exempt' | 'coupon' | 'why' | 'priceCheck' | 'moreActions';

/** Opens what changes or explains prices; what cannot be done now says why. */
export function openPricing({ sale }: TillSnapshot, action: PricingAction): void {
  if (action === 'priceCheck' || action === 'moreActions') {
    setDesk({ dialog: { kind: action === 'priceCheck' ? 'priceCheck' : 'more' } });
    return;
  }
  if (sale === null || sale.lines.length === 0) {
    refuse('SALE_EMPTY');
    return;
  }
  if (action === 'why') {
    setDesk({ dialog: { kind: 'why', lineId: null } });
    return;
  }
  if (sale.tenders.length > 0) {
    refuse('SALE_HAS_TENDERS');
    return;
  }
  const { lineId } = deskStore.get();
  const line = sale.lines.find((one) => one.lineId === lineId) ?? sale.lines.at(-1);
  if (action === 'discount') setDesk({ dialog: { kind: 'discount', lineId: line?.lineId ?? null } });
  else if (action === 'override') {
    if (line !== undefined) setDesk({ dialog: { kind: 'override', lineId: line.lineId } });
  } else setDesk({ dialog: { kind: action } });
}

/** Within this the snapshot that follows an answer has always come. */
const FOLLOWS_WITHIN_MS = 2_000;

/** Takes back the last change to the sale and says what it was. */
export async function undo({ sale: before, language }: TillSnapshot): Promise<void> {
  const t = dictionaryOf(language);
  if (before?.canUndo !== true) {
    tell({ kind: 'good', text: t.checkout.undone.nothing });
    return;
  }
  const answer = await ask('sale.undo', {});
  if (!answer.ok) return;
  const after = await saleOtherThan(before);
  tell({ kind: 'good', text: undoneText(before, after, t, language) });
}

/** The sale once it is another than that one; after the deadline whatever it is. */
function saleOtherThan(before: TillSnapshot['sale']): Promise<TillSnapshot['sale']> {
  const sale = (): TillSnapshot['sale'] => tillStore.get()?.sale ?? null;
  if (sale() !== before) return Promise.resolve(sale());
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      leave();
      resolve(sale());
    };
    const timer = setTimeout(end, FOLLOWS_WITHIN_MS);
    const leave = tillStore.subscribe(() => {
      if (sale() !== before) end();
    });
  });
}
