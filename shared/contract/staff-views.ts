import * as z from 'zod';
import { GRANTS, PERMISSIONS, ROLES } from '../staff/permissions.ts';

/** What windows see of the people who work at the till. PINs and badges go in and never come out. */
const id = z.string().min(1).max(64);
const timeMs = z.number();
export const role = z.enum(ROLES);
export const permission = z.enum(PERMISSIONS);
const grant = z.enum(GRANTS);
const share = z.int().min(0).max(1_000_000).nullable();

export const STAFF_NAME_MAX = 40;
/** As somebody types it to prove who they are, a digit forgotten or not; what a new one must be like says `pinFault`. */
export const typedPin = z.string().regex(/^\d{1,12}$/);
export const newPin = z.string().regex(/^\d{1,12}$/);
export const staffName = z.string().trim().min(1).max(STAFF_NAME_MAX);
export const badgeText = z.string().min(1).max(200);

export const roleRules = z.object({
  grants: z.record(permission, grant),
  limits: z.object({ discountPpm: share, overridePpm: share, moneyOutMinor: z.int().min(0).nullable() }),
});
export const rulesView = z.object({ cashier: roleRules, supervisor: roleRules, owner: roleRules });

/** Somebody who may sign in, as the lock screen lists them. */
export const colleague = z.object({ staffId: id, name: z.string(), role, lockedUntilMs: timeMs.nullable() });
export type Colleague = z.infer<typeof colleague>;

/** Who stands at the counter. `needsOwner`: nobody is there yet, the first start asks who owns the till. */
export const counterView = z.object({
  state: z.enum(['needsOwner', 'locked', 'open']),
  staffId: id.nullable(),
  role: role.nullable(),
  /** Whoever was there last, so that they need not be looked for. */
  lastStaffId: id.nullable(),
  people: z.array(colleague),
  /** No PIN is taken from anybody till then: too many wrong ones, whoever's. */
  padLockedUntilMs: timeMs.nullable(),
  /** Minutes without a touch after which the till locks itself; 0 for never. */
  autoLockMinutes: z.int(),
  /** What whoever is there may do; empty while locked. */
  may: z.partialRecord(permission, grant),
});
export type CounterView = z.infer<typeof counterView>;

export const staffMember = z.object({
  staffId: id, name: z.string(), role, archived: z.boolean(), hasPin: z.boolean(), badges: z.int(), lockedUntilMs: timeMs.nullable(), failures: z.int(), isYou: z.boolean(),
});
export type StaffMember = z.infer<typeof staffMember>;

/** The owner's page. */
export const staffDeskView = z.object({
  people: z.array(staffMember), rules: rulesView, defaults: rulesView, autoLockMinutes: z.int(), badgePrefix: z.string(),
});
export type StaffDeskView = z.infer<typeof staffDeskView>;

/** A badge as the window read it, or as a token for one that a serial scanner read while the window waited for it. */
export const badgeProof = z.union([z.strictObject({ badge: badgeText }), z.strictObject({ badgeToken: id })]);
/** Who proves it, and how. No `staffId`: whoever has that PIN among those who may. */
export const approverProof = z.union([z.strictObject({ staffId: id.optional(), pin: typedPin }), badgeProof]);
export type ApproverProof = z.infer<typeof approverProof>;
export const signInProof = z.union([z.strictObject({ staffId: id, pin: typedPin }), badgeProof]);
export type SignInProof = z.infer<typeof signInProof>;

/** A person as the owner's page saves them. What is absent stays as it is. */
export const staffForm = z.strictObject({
  staffId: id.nullable(), name: staffName, role, pin: newPin.optional(),
  /** `none` takes all badges away. */
  badge: z.union([badgeProof, z.literal('none')]).optional(),
});
export type StaffForm = z.infer<typeof staffForm>;

export const AUTO_LOCK_MINUTES_MAX = 120;
export const BADGE_PREFIX_MAX = 20;
export const staffSettingsForm = z.strictObject({ autoLockMinutes: z.int().min(0).max(AUTO_LOCK_MINUTES_MAX), badgePrefix: z.string().regex(/^[\x21-\x7e]*$/).max(BADGE_PREFIX_MAX) });

/** One thing somebody wants to do, as APPROVAL_NEEDED describes it. */
export const actView = z.strictObject({ permission, discountPpm: z.int().optional(), overridePpm: z.int().optional(), moneyOutMinor: z.int().optional() });

/** What serial scans are for while a window waits: an approval, or a badge to be given to somebody. */
export const BADGE_WAITS = ['approval', 'assign'] as const;
