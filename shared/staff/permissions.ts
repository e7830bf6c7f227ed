import type { Minor } from '../money.ts';

/** What people at the till may be allowed to do. One word per thing a shop owner would want to decide about. */
export const PERMISSIONS = [
  'sell', 'voidLine', 'discardSale', 'discountLine', 'discountSale', 'overridePrice', 'exemptTax', 'openPrice', 'returnWithReceipt', 'returnWithoutReceipt', 'voidSale', 'refundPayment',
  'settleFoundMoney', 'assertPaid', 'openShift', 'closeShift', 'recount', 'xReport', 'noSale', 'paidIn', 'paidOut', 'safeDrop', 'reprint', 'viewReports', 'exportReports', 'reconcile',
  'manageMerchantCode', 'sellOnAccount', 'setCreditLimit', 'editCatalog', 'moveStock', 'importCatalog', 'changeSettings', 'manageStaff',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['cashier', 'supervisor', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** `approval`: with somebody's consent who may do it alone, for this one time. */
export const GRANTS = ['yes', 'approval', 'no'] as const;
export type Grant = (typeof GRANTS)[number];

/** How far a `yes` goes; beyond it the same thing needs approval. null: no limit. */
export interface Limits {
  /** Share of a line or a sale that may be taken off, parts per million. */
  readonly discountPpm: number | null;
  /** Share by which a price may be lowered, parts per million. */
  readonly overridePpm: number | null;
  /** Money that may go back or out in one go. */
  readonly moneyOutMinor: Minor | null;
}

export interface RoleRules {
  readonly grants: Readonly<Record<Permission, Grant>>;
  readonly limits: Limits;
}
export type Rules = Readonly<Record<Role, RoleRules>>;

const all = (grant: Grant): Record<Permission, Grant> => Object.fromEntries(PERMISSIONS.map((permission) => [permission, grant])) as Record<Permission, Grant>;
const some = (grant: Grant, ...permissions: readonly Permission[]): Partial<Record<Permission, Grant>> => Object.fromEntries(permissions.map((permission) => [permission, grant]));
const NO_LIMITS: Limits = { discountPpm: null, overridePpm: null, moneyOutMinor: null };

/** What a shop begins with. A cashier sells, corrects a line and takes goods back against a receipt; what costs money asks. */
export const DEFAULT_RULES: Rules = {
  cashier: {
    grants: {
      ...all('approval'),
      ...some('yes', 'sell', 'voidLine', 'discountLine', 'openPrice', 'returnWithReceipt', 'openShift', 'closeShift', 'xReport', 'reprint', 'sellOnAccount'),
      ...some('no', 'changeSettings', 'manageStaff', 'importCatalog', 'editCatalog', 'reconcile'),
    },
    limits: { discountPpm: 50_000, overridePpm: 0, moneyOutMinor: null },
  },
  supervisor: { grants: { ...all('yes'), ...some('approval', 'changeSettings'), ...some('no', 'manageStaff') }, limits: { discountPpm: 300_000, overridePpm: 300_000, moneyOutMinor: null } },
  owner: { grants: all('yes'), limits: NO_LIMITS },
};

/** One thing somebody wants to do; the amounts say how far it goes, where that matters. */
export interface Act {
  readonly permission: Permission;
  readonly discountPpm?: number;
  readonly overridePpm?: number;
  readonly moneyOutMinor?: Minor;
}

export type Decision =
  | { readonly kind: 'allowed' }
  /** `over`: the limit that was passed; null when the role needs consent for it at any size. */
  | { readonly kind: 'needsApproval'; readonly over: keyof Limits | null }
  | { readonly kind: 'forbidden' };

/** What a role may do alone. */
export function decide(rules: Rules, role: Role, act: Act): Decision {
  const { grants, limits } = rules[role];
  switch (grants[act.permission]) {
    case 'no':
      return { kind: 'forbidden' };
    case 'approval':
      return { kind: 'needsApproval', over: null };
    case 'yes': {
      const over = passed(limits, act);
      return over === null ? { kind: 'allowed' } : { kind: 'needsApproval', over };
    }
  }
}

/** True when somebody of this role may consent to it: exactly those who could do it alone. */
export const mayApprove = (rules: Rules, role: Role, act: Act): boolean => decide(rules, role, act).kind === 'allowed';

function passed(limits: Limits, act: Act): keyof Limits | null {
  const beyond = (limit: number | null, value: number | undefined): boolean => limit !== null && value !== undefined && value > limit;
  if (beyond(limits.discountPpm, act.discountPpm)) return 'discountPpm';
  if (beyond(limits.overridePpm, act.overridePpm)) return 'overridePpm';
  return beyond(limits.moneyOutMinor, act.moneyOutMinor) ? 'moneyOutMinor' : null;
}

/** An owner must always be left who can undo a mistake: nothing may be taken from that role. */
export const keepsOwner = (rules: Rules): boolean => PERMISSIONS.every((permission) => rules.owner.grants[permission] === 'yes') && passed(rules.owner.limits, { permission: 'sell', discountPpm: 1_000_000, overridePpm: 1_000_000 }) === null;
