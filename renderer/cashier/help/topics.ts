import type { Stage } from '../keymap.ts';

/** What the help explains: every stage of the till, and every screen that opens over it. */
export const HELP_TOPICS = [
  'selling', 'paying', 'pendingCode', 'paymentOpen', 'notPaid', 'done', 'closed', 'held', 'corrections', 'reductions', 'why', 'priceCheck', 'questions', 'takeBack', 'customer', 'receipts', 'returns', 'attention', 'printedDesk', 'day', 'count', 'cash', 'reports',
  'reconcile', 'catalog', 'stock', 'import', 'staff', 'lock', 'approval', 'settings', 'setUp', 'keys', 'practice', 'lessons',
] as const;
export type HelpTopic = (typeof HELP_TOPICS)[number];

/** One topic in one language: what the screen is for, and what to do on it, one step a line. */
export interface HelpWords {
  readonly title: string;
  readonly about: string;
  readonly steps: readonly string[];
}
export type HelpTexts = Readonly<Record<HelpTopic, HelpWords>>;

/** The topic of each dialog by its name; a test holds this against the dialogs there are. */
export const DIALOG_TOPICS: Readonly<Record<string, HelpTopic>> = {
  hold: 'held', recall: 'held', voidLine: 'corrections', discard: 'corrections', discount: 'reductions', discountReason: 'reductions', override: 'reductions', overrideReason: 'reductions', coupon: 'reductions', exempt: 'reductions',
  exemptCertificate: 'reductions', more: 'selling', number: 'selling', quantity: 'selling', why: 'why', priceCheck: 'priceCheck', age: 'questions', weight: 'questions', price: 'questions', variant: 'questions', labelPrice: 'questions', takeBack: 'takeBack', takeBackWhich: 'takeBack', giftCard: 'selling', payWithCard: 'paying', onAccount: 'paying', accountAmount: 'customer',
  receipts: 'receipts', receipt: 'receipts', paper: 'receipts', return: 'returns', reviewReturn: 'returns', giveUp: 'returns', takeBackGoods: 'returns', takeBackWhy: 'returns', takenBack: 'returns', attention: 'attention', assertPaid: 'attention', writeOff: 'attention', printedDesk: 'printedDesk', changeCode: 'printedDesk',
  day: 'day', count: 'count', countFloat: 'count', openDrawer: 'count', drawersWaiting: 'count', allHandedOver: 'count', cash: 'cash', cashMove: 'cash', cashSlip: 'cash', report: 'reports', reports: 'reports', periodReports: 'reports', reportReceipts: 'reports',
  reconcile: 'reconcile', catalog: 'catalog', product: 'catalog', categories: 'catalog', moveProducts: 'catalog', stock: 'stock', stockList: 'stock', import: 'import', staff: 'staff', ownPin: 'staff', approval: 'approval',
  settings: 'settings', unsaved: 'settings', setUp: 'setUp', keys: 'keys', pressKey: 'keys', swapKeys: 'keys', member: 'customer', customer: 'customer', customers: 'customer', customerForm: 'customer', customerErase: 'customer', lessons: 'lessons', lesson: 'lessons', exportPersonal: 'customer', erase: 'customer',
};

const STAGE_TOPICS: Readonly<Record<Stage, HelpTopic>> = { closed: 'closed', selling: 'selling', paying: 'paying', pendingCode: 'pendingCode', paymentOpen: 'paymentOpen', notPaid: 'notPaid', done: 'done' };

/** The topic of what is on top: the newest dialog that has one, the lock, the practice panel when it has the focus, else the stage. */
export function topicOnTop(document: Document, stage: Stage): HelpTopic {
  if (document.querySelector('[data-lock]') !== null) return 'lock';
  const names = [...document.querySelectorAll<HTMLElement>('[data-dialog]')].map((one) => one.dataset['dialog'] ?? '').filter((name) => name !== 'help');
  for (const name of names.reverse()) {
    const topic = name.startsWith('question-') ? 'questions' : DIALOG_TOPICS[name];
    if (topic !== undefined) return topic;
  }
  return document.activeElement?.closest('[data-panel="practice"]') == null ? STAGE_TOPICS[stage] : 'practice';
}

/** The stage whose keys a topic lists; null: its keys stand on its buttons. */
export const stageOfTopic = (topic: HelpTopic): Stage | null => (Object.keys(STAGE_TOPICS) as Stage[]).find((stage) => STAGE_TOPICS[stage] === topic) ?? null;
