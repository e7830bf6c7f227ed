/** What the till is driven by, so that the checker can be shown that it notices when it is wrong. */
export interface Rules {
  /** What must be on disk before a message is acknowledged (inbox.ts). */
  readonly acknowledgesAfter: 'applied' | 'stored' | 'nothing';
  /** The next start applies what was stored and not applied (inbox.ts resume). */
  readonly appliesAtStart: boolean;
  /** A payment is known by its number, whatever message tells of it (notified.ts find). */
  readonly knowsPayments: boolean;
  /** The gateway is asked before money is booked (found.ts applyToSale). */
  readonly asksFirst: boolean;
  /** Money is not matched while it is going back, nor both at once (engine.ts settle, found.ts). */
  readonly oneAtATime: boolean;
  /** A refund that began while the gateway was asked keeps the money from being booked (found.ts applyToSale). */
  readonly looksAgain: boolean;
  /** The sale that takes the money is chosen when it is booked, not when the key was pressed. */
  readonly choosesSaleLast: boolean;
}

export const REAL_RULES: Rules = { acknowledgesAfter: 'applied', appliesAtStart: true, knowsPayments: true, asksFirst: true, oneAtATime: true, looksAgain: true, choosesSaleLast: true };

export interface Mutant {
  readonly name: string;
  readonly rules: Rules;
  /** What the checker says of it. */
  readonly shows: RegExp;
}

export const MUTANTS: readonly Mutant[] = [
  { name: 'acknowledges before it is stored', rules: { ...REAL_RULES, acknowledgesAfter: 'nothing' }, shows: /is acknowledged, and the till does not know/ },
  { name: 'acknowledges before it is applied', rules: { ...REAL_RULES, acknowledgesAfter: 'stored' }, shows: /is acknowledged, and the till does not know/ },
  { name: 'forgets at the start what was stored', rules: { ...REAL_RULES, appliesAtStart: false }, shows: /is stored, and nobody applies it/ },
  { name: 'takes a message sent again for new money', rules: { ...REAL_RULES, knowsPayments: false }, shows: /is two payments at the till/ },
  { name: 'books without asking the gateway', rules: { ...REAL_RULES, asksFirst: false }, shows: /booked on a sale and given back/ },
  { name: 'lets match and give back overlap', rules: { ...REAL_RULES, oneAtATime: false }, shows: /booked on a sale and given back/ },
  { name: 'does not see a refund that begins while it asks', rules: { ...REAL_RULES, looksAgain: false }, shows: /booked on a sale and given back/ },
  { name: 'books on the sale that was open when the key was pressed', rules: { ...REAL_RULES, choosesSaleLast: false }, shows: /is paid twice|and has money/ },
];
