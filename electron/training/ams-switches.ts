import { DECLINE_CODES } from './ams-codes.ts';
import { SIGNATURE_ESCAPES } from './ams-seal.ts';

/**
 * How the AMS practice gateway behaves until told otherwise; the first word of each list is what it does at first. A practice panel
 * can offer them as they are. Trouble for a single answer is a fault (faults.ts), and a single customer's is a behaviour (behaviours.ts).
 */
export const AMS_SWITCHES = {
  /** What a good request for an order code gets: S with a code, U with a code, or S without one (ams.md 5.2, 13). */
  orderCodeAnswer: ['codeWithS', 'codeWithU', 'noCode'],
  /** What inquiry says of a shown code nobody has scanned yet; real gateways may do either (ams.md 7.3; open-questions.md 10). */
  unscannedInquiry: ['ORDER_NOT_EXIST', 'PROCESSING'],
  /** Why the declined customer's payments fail. */
  declineCode: DECLINE_CODES,
  /** What becomes of a payment whose customer is asked for the password. */
  passwordEnds: ['pays', 'fails'],
  /** refunds are done at once, done later (REFUND_IN_PROCESS first), or fail later (ams.md 5.7). */
  refunds: ['atOnce', 'later', 'failLater'],
  /** A contract may allow one refund per payment only, or whole ones only (ams.md 5.7). */
  severalRefunds: ['allowed', 'refused'],
  partRefunds: ['allowed', 'refused'],
  /** Failed payments are not notified any more, but an older sample shows one (ams.md 5.5). */
  failureNotices: ['off', 'on'],
  /** Not sent for in-store payments (ams.md 5.9); on, to see what a till makes of one that comes anyway. */
  refundNotices: ['off', 'on'],
  /** Amounts that make trouble by themselves, as the old mock gateway had them (ams.md 13): see magicFault. */
  magicAmounts: ['off', 'on'],
  /** How the signature is written in the header of answers and notifications (ams.md 3.4). */
  signatureEscapes: SIGNATURE_ESCAPES,
  /** `loose`: what an odd sample or an SDK shows and a client has to bear (ams.md 2.6, 5.4): see loosened. */
  spelling: ['documented', 'loose'],
  /** What becomes of new registrations of secondary merchants (ams.md 5.10). */
  registrations: ['approved', 'rejected', 'leftPending'],
} as const;

export type AmsSwitch = keyof typeof AMS_SWITCHES;
export type AmsSettings = { readonly [Name in AmsSwitch]: (typeof AMS_SWITCHES)[Name][number] };

export interface AmsSwitchboard {
  all(): AmsSettings;
  set(change: Partial<AmsSettings>): void;
}

const FIRST: AmsSettings = {
  orderCodeAnswer: 'codeWithS', unscannedInquiry: 'ORDER_NOT_EXIST', declineCode: 'USER_BALANCE_NOT_ENOUGH', passwordEnds: 'pays', refunds: 'atOnce',
  severalRefunds: 'allowed', partRefunds: 'allowed', failureNotices: 'off', refundNotices: 'off', magicAmounts: 'off', signatureEscapes: 'upperCase', spelling: 'documented', registrations: 'approved',
};

/** All switches at their first word, but for `start`. */
export function createAmsSwitchboard(start: Partial<AmsSettings> = {}): AmsSwitchboard {
  let settings: AmsSettings = { ...FIRST, ...start };
  return {
    all: () => settings,
    set: (change) => {
      settings = { ...settings, ...change };
    },
  };
}

/** `word` for the switch `name` when there is such a switch and such a word; null otherwise. For words from outside. */
export function amsSwitchChange(name: string, word: string): Partial<AmsSettings> | null {
  if (!Object.hasOwn(AMS_SWITCHES, name)) return null;
  const words: readonly string[] = AMS_SWITCHES[name as AmsSwitch];
  return words.includes(word) ? { [name]: word } : null;
}
