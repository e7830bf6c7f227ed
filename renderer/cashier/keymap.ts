import type { TillSnapshot } from '../../shared/contract/views.ts';
import { isFinal } from '../../shared/payment/machine.ts';

/**
 * The cashier's keys, as data: one table that the router obeys, the buttons print and the help lists. A test proves that no two actions
 * share a key in one stage.
 *
 * Keys are `KeyboardEvent.key` names, with `Alt+` before the position of a letter (`Alt+L`). Function keys carry what a scanner must never
 * press; plain digits reach a stage only when the wedge detector has decided that a person typed them.
 */
export const STAGES = ['closed', 'selling', 'paying', 'pendingCode', 'paymentOpen', 'notPaid', 'done'] as const;
export type Stage = (typeof STAGES)[number];

export type ActionId =
  | 'help' | 'day' | 'settings' | 'practice' | 'language' | 'attention' | 'noted' | 'screen' | 'receipts' | 'matchArrival' | 'printedDesk' | 'catalog' | 'reports'
  | 'search' | 'products' | 'nextCategory' | 'previousCategory' | 'quantity' | 'more' | 'less' | 'selectUp' | 'selectDown' | 'voidLine' | 'hold' | 'recall' | 'discard' | 'pay'
  | 'lookUp' | 'clear' | 'erase' | 'back' | 'cash' | 'scanCode' | 'orderCode' | 'transactionQr' | 'hkTransactionQr' | 'printedCode' | 'otherScan' | 'take' | 'note1' | 'note2' | 'note3' | 'note4'
  | 'charge' | 'drop' | 'cancelPayment' | 'askNow' | 'setAside' | 'acknowledge' | 'next'
  | 'openShift' | 'quick1' | 'quick2' | 'quick3';

type Keys = Partial<Record<ActionId, readonly [string, ...string[]]>>;
  | 'discount' | 'override' | 'exempt' | 'coupon' | 'why' | 'undo' | 'priceCheck' | 'moreActions' | 'part' | 'takeBack'

/** Keys that work in every stage. */
export const ALWAYS = { help: ['F1', '?'], day: ['F9'], settings: ['F10'], practice: ['F11'], language: ['Alt+L'], attention: ['Alt+A'], noted: ['Alt+N'], screen: ['Alt+S'], receipts: ['Alt+R'], matchArrival: ['Alt+C'], printedDesk: ['Alt+M'], catalog: ['Alt+G'], reports: ['Alt+E'] } as const satisfies Keys;

export const KEYMAP = {
  closed: { openShift: ['Enter'], quick1: ['F5'], quick2: ['F6'], quick3: ['F7'], erase: ['Backspace'], clear: ['Escape'] },
  selling: {
    search: ['F2'], products: ['F3'], nextCategory: ['PageDown'], previousCategory: ['PageUp'], quantity: ['F4', '*'], more: ['+'], less: ['-'], selectUp: ['ArrowUp'], selectDown: ['ArrowDown'],
    voidLine: ['Delete'], undo: ['Alt+Z'], discount: ['Alt+D'], override: ['Alt+O'], coupon: ['Alt+V'], exempt: ['Alt+X'], why: ['Alt+Q'], priceCheck: ['Alt+B'], moreActions: ['F5'], hold: ['F6'], recall: ['F7'], discard: ['F8'], pay: ['F12'], lookUp: ['Enter'], clear: ['Escape'], erase: ['Backspace'],
  },
  paying: {
    take: ['Enter'], note1: ['F5'], note2: ['F6'], note3: ['F7'], note4: ['F8'], cash: ['F2'], scanCode: ['F3'], orderCode: ['F4'], transactionQr: ['Alt+T'], hkTransactionQr: ['Alt+H'],
    printedCode: ['Alt+P'], otherScan: ['Alt+W'], part: ['F12'], takeBack: ['Alt+Z'], why: ['Alt+Q'], erase: ['Backspace'], clear: ['Delete'], back: ['Escape'],
  },
  pendingCode: { charge: ['Enter'], drop: ['Escape'], otherScan: ['Alt+W'] },
  paymentOpen: { askNow: ['F5'], setAside: ['F6'], cancelPayment: ['F8'] },
  notPaid: { acknowledge: ['Enter', 'Escape'] },
  done: { next: ['Enter', 'Escape'], search: ['F2'], recall: ['F7'] },
} as const satisfies Record<Stage, Keys>;

const keysOf = (stage: Stage): Keys => ({ ...ALWAYS, ...KEYMAP[stage] });

/** The key printed on an action's control: the first of its keys in that stage, '' when it has none there. */
export const keyOf = (stage: Stage, action: ActionId): string => keysOf(stage)[action]?.[0] ?? '';

/** The action a key means in a stage, null when it means nothing. */
export function actionOf(stage: Stage, key: string): ActionId | null {
  for (const [action, keys] of Object.entries(keysOf(stage)) as [ActionId, readonly string[]][]) {
    if (keys.includes(key)) return action;
  }
  return null;
}

/** Actions of a stage with their keys, in the order the help lists them. */
export const actionsOf = (stage: Stage): readonly (readonly [ActionId, readonly string[]])[] => Object.entries(KEYMAP[stage]) as [ActionId, readonly string[]][];
export const alwaysActions = (): readonly (readonly [ActionId, readonly string[]])[] => Object.entries(ALWAYS) as [ActionId, readonly string[]][];

/** Which keys are in force. A code that waits for its confirmation comes before everything else. */
export function stageOf(till: Pick<TillSnapshot, 'phase' | 'pendingCode' | 'payment'>): Stage {
  if (till.pendingCode !== null && till.phase !== 'paymentOpen') return 'pendingCode';
  switch (till.phase) {
    case 'closed':
      return 'closed';
    case 'ready':
    case 'selling':
      return 'selling';
    case 'paying':
      return 'paying';
    case 'paymentOpen':
      return till.payment !== null && isFinal(till.payment.state) ? 'notPaid' : 'paymentOpen';
    case 'done':
      return 'done';
  }
}
