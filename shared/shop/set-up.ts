import type { Language } from '../contract/views.ts';
import type { Currency } from '../money.ts';
import type { TaxMode } from '../pricing/cart.ts';
import { pinFault } from '../staff/pin.ts';
import { filledName, percentToPpm, taxProblem, TILL_ID, type NameTyped, type ShopProblem, type TaxTyped } from './shop-rules.ts';

/** The steps of the first run, in order. Nothing of them is in force before the last one is done. */
export const SET_UP_STEPS = ['language', 'shop', 'money', 'owner', 'devices', 'products', 'confirm'] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

export const FIRST_PRODUCTS = ['examples', 'import', 'empty'] as const;
export type FirstProducts = (typeof FIRST_PRODUCTS)[number];

export const OWNER_NAME_MAX = 40;

/** What somebody has typed so far. It may be half done; a PIN is never part of it, because it is kept on disk between two starts. Its schema is `setUpDraft` of the contract. */
export interface SetUpDraft {
  readonly step: SetUpStep;
  readonly language: Language;
  readonly name: NameTyped;
  readonly address: NameTyped;
  readonly tillId: string;
  readonly currency: Currency;
  readonly taxMode: TaxMode;
  /** Percentages as typed. */
  readonly rates: readonly { readonly id: string; readonly name: string; readonly percent: string }[];
  readonly defaultRateId: string | null;
  readonly ownerName: string;
  /** A serial scanner's port; null: keyboard scanners need none. */
  readonly scannerPort: string | null;
  readonly products: FirstProducts;
  readonly alipay: 'now' | 'later';
}

export type SetUpProblem = ShopProblem | 'ratePercent' | 'ownerName' | 'pinLength' | 'pinNotDigits' | 'pinTooEasy';

/** Tax as the till keeps it; null while a percentage is none. */
export function taxOfDraft({ taxMode, rates, defaultRateId }: Pick<SetUpDraft, 'taxMode' | 'rates' | 'defaultRateId'>): TaxTyped | null {
  if (taxMode === 'none') return { mode: 'none', rates: [], defaultRateId: null };
  const kept = rates.map(({ id, name, percent }) => ({ id, name: name.trim(), ratePpm: percentToPpm(percent) }));
  const right = kept.filter((rate): rate is { id: string; name: string; ratePpm: number } => rate.ratePpm !== null);
  return right.length < kept.length ? null : { mode: taxMode, rates: right, defaultRateId };
}

/** What stands in the way of leaving a step; null when nothing does. The PIN is checked where it is typed and again at the end. */
export function stepProblem(step: SetUpStep, draft: SetUpDraft, pin: string | null): SetUpProblem | null {
  switch (step) {
    case 'language': case 'devices': case 'products':
      return null;
    case 'shop':
      if (filledName(draft.name) === null) return 'nameMissing';
      return TILL_ID.test(draft.tillId) ? null : 'tillId';
    case 'money': {
      const tax = taxOfDraft(draft);
      return tax === null ? 'ratePercent' : taxProblem(tax, []);
    }
    case 'owner': {
      if (draft.ownerName.trim() === '') return 'ownerName';
      return pin === null ? null : pinProblem(pin);
    }
    case 'confirm':
      return SET_UP_STEPS.filter((one) => one !== 'confirm').map((one) => stepProblem(one, draft, pin)).find((problem) => problem !== null) ?? null;
  }
}

function pinProblem(pin: string): SetUpProblem | null {
  switch (pinFault(pin)) {
    case 'length':
      return 'pinLength';
    case 'notDigits':
      return 'pinNotDigits';
    case 'tooEasy':
      return 'pinTooEasy';
    case null:
      return null;
  }
}

/** The step a problem belongs to, so that the last page can lead there. */
export const stepOfProblem = (draft: SetUpDraft, pin: string | null): SetUpStep | null => SET_UP_STEPS.find((step) => step !== 'confirm' && stepProblem(step, draft, pin) !== null) ?? null;
