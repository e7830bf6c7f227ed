import type { CounterView } from '../../shared/contract/staff-views.ts';
import { PERMISSIONS, type Act, type Grant, type Permission } from '../../shared/staff/permissions.ts';

/** Who stands at the counter, and what they may do. Commands ask it before they act; every entry is signed with its `people`. */
export interface Authority {
  /** No name while nobody is there; the id then is the till's own. */
  operator(): { readonly id: string; readonly name: string };
  /**
   * Throws APPROVAL_NEEDED when it takes somebody's consent and nobody gave it for this very request, APPROVAL_NOT_ENOUGH when whoever gave it may not, NOT_PERMITTED
   * when consent would not help, STAFF_LOCKED while nobody is there.
   */
  require(act: Act): void;
  /** For the journal: who does it, and who allowed it when somebody had to. */
  people(): { readonly operator: string; readonly approver?: string };
  /** What people call whoever signed an entry. Absent: ids are names. */
  nameOf?(id: string): string;
  /** Who is there, as the window shows it. Absent: somebody always is, and may do everything. */
  counter?(): CounterView;
}

/** A till without staff of its own: whoever stands there may do everything. */
export const everybodyMay = (operator: { readonly id: string; readonly name: string }): Authority => ({
  operator: () => operator,
  require: () => undefined,
  people: () => ({ operator: operator.id }),
});

/** The name of whoever signed an entry, or allowed it. */
export const nameOf = ({ authority }: { readonly authority: Authority }, id: string): string => authority.nameOf?.(id) ?? id;

const EVERYTHING = Object.fromEntries(PERMISSIONS.map((permission) => [permission, 'yes'])) as Record<Permission, Grant>;

export const counterOf = (authority: Authority): CounterView =>
  authority.counter?.() ?? {
    state: 'open', staffId: authority.operator().id, role: 'owner', lastStaffId: null, people: [], padLockedUntilMs: null, autoLockMinutes: 0, may: EVERYTHING,
  };
