// What a cashier does all day, as the keys it takes: docs/keystrokes.md is drawn from this table, and test/integration/renderer/keystrokes.test.ts plays it in
// the real window and counts.

/** A key, as the browsers' drivers name it; `on` is what must be there before it is pressed, and `restMs` how long a screen's own Enter rests. */
export interface Pressed {
  readonly key: string;
  readonly says: string;
  readonly on?: string;
  readonly restMs?: number;
}
/** A scan costs no key. */
export interface Scanned {
  readonly scan: string;
  readonly says: string;
}
export type Step = Pressed | Scanned;

export interface Task {
  readonly id: string;
  readonly title: string;
  /** State of the window at the beginning (test/e2e/ui-harness). */
  readonly begins: string;
  readonly steps: readonly Step[];
  /** What is on the screen at the end. */
  readonly ends: string;
  /** No more keys than this, whatever changes. */
  readonly most: number;
}

const press = (key: string, says: string, rest: Omit<Pressed, 'key' | 'says'> = {}): Pressed => ({ key, says, ...rest });
const type = (text: string, says: string, on?: string): readonly Pressed[] => [...text].map((key, index) => press(key, index === 0 ? says : '', index === 0 && on !== undefined ? { on } : {}));
const scan = (code: string, says: string): Scanned => ({ scan: code, says });

/** Codes of the first products of the harness's shop, and one receipt that was paid in cash. */
const MILK_TEA = '4891234000000';
const LEMON_TEA = '4891234000001';
const EGG_TART = '4891234000005';
const CASH_RECEIPT = 'R100000126';
const THREE: readonly Step[] = [scan(MILK_TEA, 'first product'), scan(LEMON_TEA, 'second product'), scan(EGG_TART, 'third product')];
const RING = '.line:nth-child(3)';

export const TASKS: readonly Task[] = [
  { id: 'exact', title: 'Ring up three items, exact cash', begins: 'ready', steps: [...THREE, press('F12', 'Pay', { on: RING }), press('Enter', 'exact', { on: '.cash' })], ends: '[data-state="done"]', most: 2 },
  { id: 'note', title: 'Ring up three items, a note with one key', begins: 'ready', steps: [...THREE, press('F12', 'Pay', { on: RING }), press('F7', 'the note', { on: '.cash' })], ends: '[data-change]:not([data-change="0"])', most: 2 },
  {
    id: 'typed', title: 'Ring up three items, cash typed', begins: 'ready',
    steps: [...THREE, press('F12', 'Pay', { on: RING }), ...type('80', 'what was given', '.cash'), press('Enter', 'take it', { on: '.cash-received:has-text("80")' })], ends: '[data-change="900"]', most: 4,
  },
  { id: 'several', title: 'Three of one product', begins: 'ready', steps: [...type('3', 'how many'), scan(EGG_TART, 'the product')], ends: '.line-quantity:has-text("3")', most: 1 },
  { id: 'again', title: 'One more of the last item', begins: 'selling', steps: [press('+', 'one more')], ends: '.line[data-selected="true"] .line-quantity:has-text("2")', most: 1 },
  { id: 'voidLast', title: 'Void the last item', begins: 'selling', steps: [press('Delete', 'void'), press('1', 'why', { on: '[data-dialog="voidLine"]' })], ends: '.cart-lines:not(:has(.line:nth-child(4)))', most: 2 },
  { id: 'undo', title: 'One too many, and undo', begins: 'deals', steps: [press('+', 'one more by mistake'), press('Alt+z', 'undo', { on: '.line[data-selected="true"] .line-quantity:has-text("2")' })], ends: '.notice[data-notice="good"]:has-text("1 again")', most: 2 },
  { id: 'discount', title: '10% off the last item', begins: 'selling', steps: [press('Alt+d', 'Discount'), press('F6', '10%', { on: '[data-dialog="discount"]' }), press('1', 'why', { on: '[data-dialog="discountReason"]' })], ends: '[data-step="lineDiscount"]', most: 3 },
  { id: 'why', title: 'Why this total?', begins: 'deals', steps: [press('Alt+q', 'why')], ends: '[data-why="sale"]', most: 1 },
  {
    id: 'split', title: '100 in cash, the rest by order code', begins: 'selling',
    steps: [press('F12', 'Pay'), ...type('100', 'the part', '.cash'), press('F12', 'as a part', { on: '[data-action="part"]' }), press('Enter', 'take it', { on: '[data-due="10000"]' }), press('F4', 'order code', { on: '[data-tender]' })],
    ends: '[data-way="alipayOrderCode"][aria-selected="true"]', most: 7,
  },
  { id: 'hold', title: 'Hold a sale', begins: 'selling', steps: [press('F6', 'Hold'), press('Enter', 'without a name', { on: '[data-dialog="hold"]' })], ends: '.cart-empty', most: 2 },
  { id: 'recall', title: 'Recall a held sale', begins: 'selling', steps: [press('F7', 'Recall'), press('2', 'the second', { on: '[data-dialog="recall"]' })], ends: '.cart-recall:has-text("2 held")', most: 2 },
  {
    id: 'return', title: 'Return one item for cash', begins: 'ready',
    steps: [
      scan(CASH_RECEIPT, 'the receipt'), press('1', 'one of the chosen line', { on: '[data-barcode]' }), press('Enter', 'go on', { on: '[data-chosen-total]' }), press('1', 'why', { on: '[data-dialog="reviewReturn"]' }),
      press('Enter', 'give back', { on: '[data-how="cash"]' }),
    ],
    ends: '[data-face="completed"]', most: 4,
  },
  {
    id: 'close', title: 'Close the day, the drawer counted as a total', begins: 'ready',
    steps: [
      press('F9', 'The day'), press('2', 'Close', { on: '[data-dialog="day"]' }), press('F4', 'as a total', { on: '[data-dialog="count"]' }), ...type('2186.5', 'what was counted', '[data-by="total"]'), press('Enter', 'submit'),
      press('Enter', 'close and take the Z', { on: '[data-count="even"]', restMs: 450 }),
    ],
    ends: '[data-report^="z"]', most: 11,
  },
];

export const isScan = (step: Step): step is Scanned => 'scan' in step;

/** Keys a task takes; scans cost none. */
export const keysOf = (task: Task): readonly Pressed[] => task.steps.flatMap((step) => (isScan(step) ? [] : [step]));
