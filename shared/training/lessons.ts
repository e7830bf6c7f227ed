import type { Entry } from '../journal/entries.ts';
import type { PaymentProduct } from '../payment/products.ts';
import { inCart, samePieces, type Pieces, type Seen, type Sold } from './seen.ts';

export const LESSON_IDS = ['firstSale', 'cash', 'orderCode', 'password', 'return', 'closeDay'] as const;
export type LessonId = (typeof LESSON_IDS)[number];

/** `openShift` and `clearSale` come before any lesson whose till is not ready for it. */
export const STEP_IDS = [
  'openShift', 'clearSale', 'ringOne', 'makeTwo', 'ringAnother', 'takeOff', 'takeExact', 'ringBoth', 'takeNote', 'ringForCode', 'showCode', 'phonePays', 'scanPhone', 'waitForPassword', 'findReceipt', 'bringRest', 'takeX', 'countDrawer', 'takeZ',
] as const;
export type StepId = (typeof STEP_IDS)[number];

/** What can go wrong, as words can say it. */
export const MISTAKES = [
  'otherProduct', 'tooMany', 'discarded', 'wrongGoods', 'notCash', 'notTheNote', 'notExact', 'otherWay', 'cancelled', 'setAside', 'tookCash', 'otherReceipt', 'wrongReturn', 'gaveUp', 'zWithoutX', 'countOff',
] as const;
export type Mistake = (typeof MISTAKES)[number];

/** After these the customer has gone, or the drawer is closed: the lesson begins again with the next one. */
const BEGINS_AGAIN: ReadonlySet<Mistake> = new Set(['discarded', 'wrongGoods', 'notCash', 'notTheNote', 'notExact', 'tookCash', 'wrongReturn', 'zWithoutX']);
export const beginsAgain = (mistake: Mistake): boolean => BEGINS_AGAIN.has(mistake);

/** What one run of a lesson is about. Amounts in minor units of the till's currency. */
export interface Task {
  readonly first: string;
  readonly second: string;
  /** The note a customer hands over. */
  readonly noteMinor: number;
  /** How an order code is shown here; null: not at all. */
  readonly codeWay: PaymentProduct | null;
  /** The sale that is brought back; null until the lesson has made it. */
  readonly past: { readonly saleId: string; readonly receiptNo: number } | null;
}

export interface Step {
  readonly id: StepId;
  readonly isMet: (seen: Seen, task: Task) => boolean;
  /** What the trainee cannot do alone: somebody else's part, played by the practice world. */
  readonly plays?: 'phoneScansCode' | 'phoneHoldsOut';
}

export interface Lesson {
  readonly id: LessonId;
  readonly steps: readonly Step[];
  /** What an entry says of a wrong way; null: nothing. `seen` is with that entry. */
  readonly wrong: (entry: Entry, seen: Seen, task: Task, at: StepId) => Mistake | null;
  /** Where it goes on after a payment that came to nothing. */
  readonly paysFrom?: StepId;
  readonly needs: { readonly shift: boolean; readonly pastSale?: true };
  /** What somebody needs who knows it: below it nothing is taken off the score. */
  readonly par: { readonly keys: number; readonly seconds: number };
}

const ONE = 1_000;
const of = (pieces: Pieces, productId: string): number => pieces[productId] ?? 0;
const both = ({ first, second }: Task): Pieces => ({ [first]: ONE, [second]: ONE });
const last = ({ sold }: Seen): Sold | undefined => sold.at(-1);
/** Sales finished since the lesson began, without the one it made itself. */
const ownSales = ({ sold }: Seen, { past }: Task): readonly Sold[] => sold.filter(({ saleId }) => saleId !== past?.saleId);
const isSold = (seen: Seen, task: Task, count = 1): boolean => ownSales(seen, task).length >= count;
const onlyCash = (sold: Sold | undefined): boolean => sold !== undefined && sold.kinds.length > 0 && sold.kinds.every((kind) => kind === 'cash');

/** A product nobody asked for, or the sale thrown away. */
function wrongInCart(entry: Entry, seen: Seen, wanted: Pieces): Mistake | null {
  // A sale goes by itself with its last line: taking off what was wrong is no mistake.
  if (entry.type === 'sale.discarded') return entry.data.amountMinor === 0 ? null : 'discarded';
  if (entry.type !== 'sale.lineAdded' && entry.type !== 'sale.lineQuantityChanged') return null;
  const cart = inCart(seen);
  const extra = Object.keys(cart).filter((productId) => of(cart, productId) > of(wanted, productId));
  if (extra.length === 0) return null;
  return extra.some((productId) => of(wanted, productId) === 0) ? 'otherProduct' : 'tooMany';
}

const firstSale: Lesson = {
  id: 'firstSale', needs: { shift: true }, par: { keys: 24, seconds: 120 },
  steps: [
    { id: 'ringOne', isMet: (seen, { first }) => of(inCart(seen), first) >= ONE || seen.sold.length > 0 },
    { id: 'makeTwo', isMet: (seen, { first }) => of(inCart(seen), first) === 2 * ONE || seen.sold.length > 0 },
    { id: 'ringAnother', isMet: (seen, { first, second }) => samePieces(inCart(seen), { [first]: 2 * ONE, [second]: ONE }) || seen.sold.length > 0 },
    { id: 'takeOff', isMet: (seen, { first }) => samePieces(inCart(seen), { [first]: 2 * ONE }) || seen.sold.length > 0 },
    { id: 'takeExact', isMet: isSold },
  ],
  wrong: (entry, seen, { first, second }) => {
    if (entry.type !== 'sale.completed') return wrongInCart(entry, seen, { [first]: 2 * ONE, [second]: ONE });
    if (!samePieces(last(seen)?.pieces ?? {}, { [first]: 2 * ONE })) return 'wrongGoods';
    return onlyCash(last(seen)) ? null : 'notCash';
  },
};

const cash: Lesson = {
  id: 'cash', needs: { shift: true }, par: { keys: 30, seconds: 120 },
  steps: [
    { id: 'ringBoth', isMet: (seen, task) => samePieces(inCart(seen), both(task)) || seen.sold.length > 0 },
    { id: 'takeNote', isMet: isSold },
    { id: 'ringOne', isMet: (seen, task) => of(inCart(seen), task.first) === ONE || isSold(seen, task, 2) },
    { id: 'takeExact', isMet: (seen, task) => isSold(seen, task, 2) },
  ],
  wrong: (entry, seen, task, at) => {
    const isFirst = at === 'ringBoth' || at === 'takeNote';
    const wanted = isFirst ? both(task) : { [task.first]: ONE };
    if (entry.type !== 'sale.completed') return wrongInCart(entry, seen, wanted);
    const sold = last(seen);
    if (!samePieces(sold?.pieces ?? {}, wanted)) return 'wrongGoods';
    if (!onlyCash(sold)) return 'notCash';
    if (isFirst) return sold?.cash?.tenderedMinor === task.noteMinor ? null : 'notTheNote';
    return sold?.cash?.changeMinor === 0 ? null : 'notExact';
  },
};

/** Wrong ways while Alipay asks: the money may be on its way, and a second try could take it twice. */
function wrongWhilePaying(entry: Entry, seen: Seen): Mistake | null {
  if (entry.type === 'payment.moved' && entry.data.event === 'cancelWanted' && entry.data.by === 'cashier') return 'cancelled';
  if (entry.type === 'sale.held') return seen.attempt === null ? null : 'setAside';
  if (entry.type !== 'sale.completed') return null;
  return last(seen)?.kinds.includes('cash') === true ? 'tookCash' : null;
}

const orderCode: Lesson = {
  id: 'orderCode', paysFrom: 'showCode', needs: { shift: true }, par: { keys: 12, seconds: 90 },
  steps: [
    { id: 'ringForCode', isMet: (seen, task) => of(inCart(seen), task.first) === ONE || seen.sold.length > 0 },
    { id: 'showCode', isMet: (seen) => seen.attempt?.codeShown === true || seen.sold.length > 0 },
    { id: 'phonePays', isMet: isSold, plays: 'phoneScansCode' },
  ],
  wrong: (entry, seen, { first, codeWay }) => {
    if (entry.type === 'payment.created') return entry.data.product === codeWay ? null : 'otherWay';
    return wrongWhilePaying(entry, seen) ?? wrongInCart(entry, seen, { [first]: ONE });
  },
};

const password: Lesson = {
  id: 'password', paysFrom: 'scanPhone', needs: { shift: true }, par: { keys: 12, seconds: 90 },
  steps: [
    { id: 'ringForCode', isMet: (seen, task) => of(inCart(seen), task.first) === ONE || seen.sold.length > 0 },
    { id: 'scanPhone', isMet: (seen) => seen.attempt?.byCode === true || seen.sold.length > 0, plays: 'phoneHoldsOut' },
    { id: 'waitForPassword', isMet: isSold },
  ],
  wrong: (entry, seen, { first }) => {
    if (entry.type === 'payment.created') return entry.data.customerCode === undefined ? 'otherWay' : null;
    return wrongWhilePaying(entry, seen) ?? wrongInCart(entry, seen, { [first]: ONE });
  },
};

const isBack = ({ back }: Seen, { past }: Task, productId: string): boolean => back !== null && back.isDone && back.saleId === past?.saleId && samePieces(back.pieces, { [productId]: ONE });

const takeBack: Lesson = {
  id: 'return', needs: { shift: true, pastSale: true }, par: { keys: 24, seconds: 150 },
  steps: [
    { id: 'findReceipt', isMet: (seen, task) => isBack(seen, task, task.first) },
    { id: 'bringRest', isMet: (seen, task) => isBack(seen, task, task.second) },
  ],
  wrong: (entry, seen, { first, second, past }, at) => {
    if (entry.type === 'return.abandoned') return 'gaveUp';
    if (entry.type === 'return.created') {
      if (entry.data.saleId !== past?.saleId) return 'otherReceipt';
      return samePieces(seen.back?.pieces ?? {}, { [at === 'bringRest' ? second : first]: ONE }) ? null : 'wrongReturn';
    }
    return null;
  },
};

const closeDay: Lesson = {
  id: 'closeDay', needs: { shift: true }, par: { keys: 40, seconds: 180 },
  steps: [
    { id: 'takeX', isMet: (seen) => seen.tookX },
    { id: 'countDrawer', isMet: (seen) => seen.counted?.varianceMinor === 0 || seen.tookZ },
    { id: 'takeZ', isMet: (seen) => seen.tookZ },
  ],
  wrong: (entry, seen) => {
    if (entry.type === 'count.submitted') return entry.data.varianceMinor === 0 ? null : 'countOff';
    if (entry.type !== 'report.z') return null;
    if (!seen.tookX) return 'zWithoutX';
    // A count that was off has been told already; one made in the same step as the Z has not.
    return seen.counted === null && entry.data.varianceMinor !== 0 ? 'countOff' : null;
  },
};

export const LESSONS: Readonly<Record<LessonId, Lesson>> = { firstSale, cash, orderCode, password, return: takeBack, closeDay };

const openShift: Step = { id: 'openShift', isMet: (seen) => seen.shiftOpen };
const clearSale: Step = { id: 'clearSale', isMet: (seen) => seen.sale === null };

/** What has to be done before a lesson can begin, at a till that stands like this. */
export const stepsBefore = ({ needs }: Lesson, seen: Seen): readonly Step[] => [...(seen.sale === null ? [] : [clearSale]), ...(needs.shift && !seen.shiftOpen ? [openShift] : [])];
