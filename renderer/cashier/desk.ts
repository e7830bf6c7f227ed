import type { ShownProduct } from './pay/ways.ts';
import type { TillSnapshot } from '../../shared/contract/views.ts';
import type { Currency } from '../../shared/money.ts';
import { createStore } from '../store.ts';
import type { SectionId } from './settings/section.ts';
import { tillStore } from './till.ts';
import { stageOf, type Stage } from './keymap.ts';

/** Where the receipts begin: the search, one receipt, its paper, or one return. */
export type ReceiptsAt = { readonly page: 'find' } | { readonly page: 'receipt' | 'paper'; readonly saleId: string } | { readonly page: 'return'; readonly returnId: string }
  /** The slip of goods taken back without a receipt. */
  | { readonly page: 'slip'; readonly returnId: string; readonly returnNo: number };

/** What is open on the cashier's screen beside the till's own state: nothing here is worth keeping over a reload. */
export type Dialog =
  | { readonly kind: 'voidLine'; readonly lineId: string }
  | { readonly kind: 'discard' }
  | { readonly kind: 'discount'; readonly lineId: string | null }
  | { readonly kind: 'override'; readonly lineId: string }
  | { readonly kind: 'exempt' }
  | { readonly kind: 'coupon' }
  /** Why a line, or the sale (null), costs what it costs. */
  | { readonly kind: 'why'; readonly lineId: string | null }
  | { readonly kind: 'priceCheck' }
  | { readonly kind: 'more' }
  /** A number by finger: how many of a line, or (null) a product's number. */
  | { readonly kind: 'number'; readonly lineId: string | null }
  /** Takes a tender back; null: which one is asked first. */
  | { readonly kind: 'takeBack'; readonly tenderId: string | null }
  | { readonly kind: 'customers' }
  /** Sells, tops up or looks at a gift card; while paying it pays with one. */
  | { readonly kind: 'giftCard' | 'payWithCard' | 'onAccount' }
  /** Goods come back without a receipt. */
  | { readonly kind: 'takeBackGoods' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'recall' }
  | { readonly kind: 'keys' }
  /** The first run, offered while practising. */
  | { readonly kind: 'setUp' }
  | { readonly kind: 'day' }
  | { readonly kind: 'settings'; readonly section?: SectionId }
  | { readonly kind: 'receipts'; readonly at: ReceiptsAt }
  | { readonly kind: 'attention' }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'cashDesk' }
  /** The float counted by pieces, before the shift opens. */
  | { readonly kind: 'countFloat' }
  | { readonly kind: 'reports' }
  | { readonly kind: 'staff' }
  | { readonly kind: 'lessons' }
  | { readonly kind: 'printedDesk' };

/** How the cashier is about to take the money: cash, the customer's code, a code made for this sale, or the shop's printed one. */
export type TenderWay = 'cash' | 'scanCode' | ShownProduct | 'printedCode';

export interface Desk {
  readonly dialog: Dialog | null;
  readonly practice: boolean;
  /** The cart line that the line keys act on. */
  readonly lineId: string | null;
  /** The line whose quantity is being typed. */
  readonly editingLineId: string | null;
  /** Number keys typed so far in this stage. */
  readonly entry: string;
  readonly way: TenderWay;
  /** The currency whose notes are taken as cash; null: the shop's own. */
  readonly cashIn: Currency | null;
  readonly search: { readonly open: boolean; readonly text: string };
  readonly categoryId: string | null;
  /** A call that must not be sent twice is under way. */
  readonly busy: boolean;
}

const FRESH: Desk = { dialog: null, practice: false, lineId: null, editingLineId: null, entry: '', way: 'cash', cashIn: null, search: { open: false, text: '' }, categoryId: null, busy: false };

export const deskStore = createStore<Desk>(FRESH);

export const setDesk = (change: Partial<Desk>): void => {
  deskStore.set({ ...deskStore.get(), ...change });
};

/** Marks the desk busy until the call is answered, and starts nothing while another such call is under way. */
export function once(start: () => Promise<unknown>): void {
  if (deskStore.get().busy) return;
  setDesk({ busy: true });
  void start().finally(() => {
    setDesk({ busy: false });
  });
}

/** When the stage in force began, on the scale of performance.now(): keys that finish something rest for a moment after it. */
let stageSinceMs = 0;
let stage: Stage = 'closed';
let lines: readonly unknown[] = [];

export const currentStage = (): Stage => stage;
export const stageAgeMs = (): number => performance.now() - stageSinceMs;

/** Keeps the desk in step with the till: what belonged to another stage or to a line that changed is let go. */
export function followDesk(): () => void {
  const update = (till: TillSnapshot | null): void => {
    if (till === null) return;
    const next = stageOf(till);
    if (next !== stage) {
      // A code to confirm or a payment interrupts paying; the chosen way stays for the way back.
      const leftPaying = next !== 'paying' && next !== 'paymentOpen' && next !== 'notPaid' && next !== 'pendingCode';
      const { entry } = deskStore.get();
      const startsNextSale = stage === 'done' && next === 'selling';
      stage = next;
      stageSinceMs = performance.now();
      setDesk({ entry: startsNextSale ? entry : '', editingLineId: null, busy: false, ...(leftPaying ? { way: 'cash', cashIn: null } : {}), ...(next === 'selling' ? {} : { search: FRESH.search }) });
    }
    const current = till.sale?.lines ?? [];
    if (current !== lines) {
      lines = current;
      const lineId = till.sale?.lastLineId ?? till.sale?.lines.at(-1)?.lineId ?? null;
      const { editingLineId } = deskStore.get();
      setDesk({ lineId, editingLineId: till.sale?.lines.some((line) => line.lineId === editingLineId) === true ? editingLineId : null });
    }
  };
  update(tillStore.get());
  return tillStore.subscribe(() => {
    update(tillStore.get());
  });
}
