import type { Act } from '../../shared/staff/permissions.ts';

/** Who stands at the counter, and what they may do. Commands ask it before they act; every entry is signed with its `people`. */
export interface Authority {
  operator(): { readonly id: string; readonly name: string };
  /**
   * Throws APPROVAL_NEEDED when it takes somebody's consent and nobody gave it for this very request, NOT_PERMITTED when consent
   * would not help.
   */
  require(act: Act): void;
  /** For the journal: who does it, and who allowed it when somebody had to. */
  people(): { readonly operator: string; readonly approver?: string };
}

/** A till without staff of its own: whoever stands there may do everything. */
export const everybodyMay = (operator: { readonly id: string; readonly name: string }): Authority => ({
  operator: () => operator,
  require: () => undefined,
  people: () => ({ operator: operator.id }),
});
