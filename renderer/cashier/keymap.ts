import type { TillSnapshot } from '../../shared/contract/views.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { createStore } from '../store.ts';
import { keysInForce, type KeyOverrides, type KeyTable } from './keys/overrides.ts';

/**
 * The cashier's keys, as data: one table that the router obeys, the buttons print and the help lists. A test proves that no two actions
 * share a key in one stage. What stands here is what a till begins with; a shop may put actions on other keys (keys/overrides.ts), so
 * everybody reads the keys in force: `keyOf`, `actionOf`, `ALWAYS`.
 *
 * Keys are `KeyboardEvent.key` names, with `Alt+` before the position of a letter (`Alt+L`). Function keys carry what a scanner must never
 * press; plain digits reach a stage only when the wedge detector has decided that a person typed them.
 */
export const STAGES = ['closed', 'selling', 'paying', 'pendingCode', 'paymentOpen', 'notPaid', 'done'] as const;
export type Stage = (typeof STAGES)[number];

export type ActionId =
  | 'staff' | 'lock' | 'lessons' | 'help' | 'keys' | 'day' | 'settings' | 'practice' | 'language' | 'attention' | 'noted' | 'screen' | 'receipts' | 'matchArrival' | 'printedDesk' | 'catalog' | 'cashDesk' | 'reports'
  | 'search' | 'products' | 'nextCategory' | 'previousCategory' | 'quantity' | 'more' | 'less' | 'selectUp' | 'selectDown' | 'voidLine' | 'hold' | 'recall' | 'discard' | 'pay'
  | 'lookUp' | 'clear' | 'erase' | 'back' | 'cash' | 'scanCode' | 'orderCode' | 'transactionQr' | 'hkTransactionQr' | 'printedCode' | 'otherScan' | 'take' | 'note1' | 'note2' | 'note3' | 'note4'
  | 'foreignCash' | 'giftCard' | 'onAccount' | 'charge' | 'drop' | 'cancelPayment' | 'askNow' | 'setAside' | 'acknowledge' | 'next' | 'paper'
  | 'discount' | 'override' | 'exempt' | 'coupon' | 'why' | 'undo' | 'priceCheck' | 'moreActions' | 'part' | 'takeBack' | 'exchangeOff' | 'takeBackGoods' | 'customers'
  | 'openShift' | 'countFloat' | 'quick1' | 'quick2' | 'quick3';

export type Keys = Partial<Record<ActionId, readonly [string, ...string[]]>>;

/** Keys that work in every stage. */
const ALWAYS_TABLE = { help: ['F1'], keys: ['?'], day: ['F9'], settings: ['F10'], practice: ['F11'], language: ['Alt+L'], attention: ['Alt+A'], noted: ['Alt+N'], screen: ['Alt+S'], receipts: ['Alt+R'], matchArrival: ['Alt+C'], printedDesk: ['Alt+M'], catalog: ['Alt+G'], cashDesk: ['Alt+K'], reports: ['Alt+E'], staff: ['Alt+I'], lock: ['Alt+F'], lessons: ['Alt+J'] } as const satisfies Keys;

const STAGE_TABLES = {
  closed: { openShift: ['Enter'], quick1: ['F5'], quick2: ['F6'], quick3: ['F7'], countFloat: ['F8'], erase: ['Backspace'], clear: ['Escape'] },
  selling: {
    search: ['F2'], products: ['F3'], nextCategory: ['PageDown'], previousCategory: ['PageUp'], quantity: ['F4', '*'], more: ['+'], less: ['-'], selectUp: ['ArrowUp'], selectDown: ['ArrowDown'],
    voidLine: ['Delete'], undo: ['Alt+Z'], discount: ['Alt+D'], override: ['Alt+O'], coupon: ['Alt+V'], exempt: ['Alt+X'], customers: ['Alt+U'], giftCard: ['Alt+W'], exchangeOff: ['Alt+T'], takeBackGoods: ['Alt+Y'], why: ['Alt+Q'], priceCheck: ['Alt+B'], moreActions: ['F5'], hold: ['F6'], recall: ['F7'], discard: ['F8'], pay: ['F12'], lookUp: ['Enter'], clear: ['Escape'], erase: ['Backspace'],
  },
  paying: {
    take: ['Enter'], note1: ['F5'], note2: ['F6'], note3: ['F7'], note4: ['F8'], cash: ['F2'], foreignCash: ['Alt+O'], giftCard: ['Alt+V'], onAccount: ['Alt+U'], scanCode: ['F3'], orderCode: ['F4'], transactionQr: ['Alt+T'], hkTransactionQr: ['Alt+H'],
    printedCode: ['Alt+P'], otherScan: ['Alt+W'], part: ['F12'], takeBack: ['Alt+Z'], why: ['Alt+Q'], erase: ['Backspace'], clear: ['Delete'], back: ['Escape'],
  },
  pendingCode: { charge: ['Enter'], drop: ['Escape'], otherScan: ['Alt+W'] },
  paymentOpen: { askNow: ['F5'], setAside: ['F6'], cancelPayment: ['F8'] },
  notPaid: { acknowledge: ['Enter', 'Escape'] },
  done: { next: ['Enter', 'Escape'], paper: ['F4'], search: ['F2'], recall: ['F7'] },
} as const satisfies Record<Stage, Keys>;

/** The keys a till begins with. */
export const DEFAULT_KEYS: KeyTable = { always: ALWAYS_TABLE, ...STAGE_TABLES };

interface KeysInForce {
  /** What the shop has chosen, whether or not all of it is possible. */
  readonly overrides: KeyOverrides;
  readonly table: KeyTable;
}
/** The keys in force. Windows read them when they draw; App draws everything anew when they change. */
export const keysStore = createStore<KeysInForce>({ overrides: {}, table: DEFAULT_KEYS });

/** Puts a shop's keys in force. What is not possible (any more) is left out. */
export const putKeysInForce = (overrides: KeyOverrides): void => {
  keysStore.set({ overrides, table: keysInForce(DEFAULT_KEYS, overrides) });
};

/** The keys in force of the actions that work in every stage. */
export const ALWAYS = Object.defineProperties({}, Object.fromEntries(
  Object.keys(ALWAYS_TABLE).map((action) => [action, { enumerable: true, get: () => keysStore.get().table.always[action as ActionId] }]),
)) as { readonly [Action in keyof typeof ALWAYS_TABLE]: readonly [string, ...string[]] };

const keysOf = (stage: Stage): Keys => {
  const { table } = keysStore.get();
  return { ...table.always, ...table[stage] };
};

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
export const actionsOf = (stage: Stage): readonly (readonly [ActionId, readonly string[]])[] => Object.entries(keysStore.get().table[stage]) as [ActionId, readonly string[]][];
export const alwaysActions = (): readonly (readonly [ActionId, readonly string[]])[] => Object.entries(keysStore.get().table.always) as [ActionId, readonly string[]][];

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
