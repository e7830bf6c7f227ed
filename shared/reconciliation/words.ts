import type { AttemptState } from '../payment/machine.ts';
import type { RefundState } from '../payment/refund-machine.ts';
import type { Cause, CauseWeight } from './causes.ts';
import type { AmountUnit, Completeness, FileKind, RecordType, UnitSource } from './files.ts';
import { en } from './words/en.ts';
import { zhHans } from './words/zh-Hans.ts';
import { zhHant } from './words/zh-Hant.ts';

type Label =
  | 'title' | 'evidence' | 'training' | 'madeAt' | 'till' | 'days' | 'merchant' | 'otherMerchant' | 'files' | 'partMissing' | 'before' | 'records' | 'matched' | 'differences' | 'none' | 'otherTill' | 'refused'
  | 'line' | 'reference' | 'gatewayId' | 'here' | 'file' | 'receipt' | 'sale' | 'asserted' | 'next' | 'total' | 'inFile' | 'ofTill' | 'inJournal' | 'payments' | 'refunds' | 'cancels' | 'others' | 'net' | 'fees'
  | 'settled' | 'cause' | 'weight' | 'count' | 'type' | 'state' | 'amount' | 'currency' | 'time' | 'kind' | 'detail' | 'section' | 'item' | 'value';

/**
 * What a reconciliation says, in one language. Here and not with the windows' words, because the exports and the command line say the same things, and
 * a cause must not be called one thing on the screen and another on paper.
 */
export interface ReconcileWords {
  readonly kinds: Readonly<Record<FileKind, string>>;
  readonly types: Readonly<Record<RecordType, string>>;
  readonly states: Readonly<Record<AttemptState | RefundState, string>>;
  /** What differs, and what to do about it. */
  readonly causes: Readonly<Record<Cause, { readonly what: string; readonly next: string }>>;
  readonly weights: Readonly<Record<CauseWeight, string>>;
  /** How it is known in which unit amounts are. */
  readonly units: {
    readonly format: string;
    readonly decimals: string;
    readonly indifferent: string;
    readonly ledger: (unit: AmountUnit, agree: number, compared: number) => string;
    readonly sibling: (unit: AmountUnit) => string;
    readonly person: (unit: AmountUnit) => string;
  };
  readonly completeness: Readonly<Record<Completeness, string>>;
  readonly settledIs: Readonly<Record<'beforeFees' | 'afterFees' | 'unknown', string>>;
  readonly labels: Readonly<Record<Label, string>> & { readonly more: (count: number) => string };
}

export const RECONCILE_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant } as const satisfies Record<string, ReconcileWords>;

/** The sentence about a set's unit. */
export function unitText(words: ReconcileWords, { unit, source, agree, compared }: { readonly unit: AmountUnit; readonly source: UnitSource; readonly agree: number; readonly compared: number }): string {
  switch (source) {
    case 'format':
    case 'decimals':
    case 'indifferent':
      return words.units[source];
    case 'ledger':
      return words.units.ledger(unit, agree, compared);
    case 'sibling':
    case 'person':
      return words.units[source](unit);
  }
}
