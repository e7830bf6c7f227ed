import { join } from 'node:path';
import * as z from 'zod';
import { AUTO_LOCK_MINUTES_MAX, BADGE_PREFIX_MAX } from '../../../shared/contract/staff-views.ts';
import { DEFAULT_RULES, GRANTS, PERMISSIONS, ROLES, type Grant, type Permission, type Role, type RoleRules, type Rules } from '../../../shared/staff/permissions.ts';
import { minor } from '../../../shared/money.ts';
import type { World } from '../../journal/files.ts';
import { readWhole, writeWhole } from '../whole-file.ts';
import { hashPinNow, newBadgeKey, PRACTICE_COST } from './secret.ts';

/** People of a till at most, those who left included: their names stay on old reports. */
export const PEOPLE_MAX = 100;
export const BADGES_MAX = 4;
export const BADGE_PREFIX_DEFAULT = 'STAFF-';
/** Live: long enough for one customer's questions, short enough for a coffee. Practice locks when it is asked to. */
const AUTO_LOCK_MINUTES = { live: 5, training: 0 } as const satisfies Record<World, number>;

const id = z.string().min(1).max(64);
const failures = z.object({ count: z.int().min(0), lastAtMs: z.int() });
export const NO_FAILURES = { count: 0, lastAtMs: 0 } as const;

const person = z.object({
  staffId: id, name: z.string().min(1).max(60), role: z.enum(ROLES), archived: z.boolean(),
  pin: z.object({ n: z.int(), r: z.int(), p: z.int(), salt: z.string(), hash: z.string() }).nullable(),
  /** In the clear, because the practice panel shows it; gone as soon as another one is set. */
  practicePin: z.string().optional(),
  badges: z.array(z.string()).max(BADGES_MAX).readonly(),
  failures,
});
export type Person = z.infer<typeof person>;

const share = z.int().min(0).nullable();
const roleRules = z.object({ grants: z.record(z.string(), z.enum(GRANTS)), limits: z.object({ discountPpm: share, overridePpm: share, moneyOutMinor: share }) });

const staffFile = z.object({
  version: z.literal(1),
  /** For the next person; numbers are not given twice. */
  nextNumber: z.int().min(1),
  badgeKey: z.string(),
  badgePrefix: z.string().max(BADGE_PREFIX_MAX),
  autoLockMinutes: z.int().min(0).max(AUTO_LOCK_MINUTES_MAX),
  people: z.array(person).max(PEOPLE_MAX).readonly(),
  rules: z.object({ cashier: roleRules, supervisor: roleRules, owner: roleRules }),
  /** Wrong PINs and badges in a row, whoever's. */
  pad: failures,
  /** What the journal is about to be told of this very file (book.ts). */
  unrecorded: z.object({ afterSeq: z.int(), drafts: z.array(z.object({ type: z.string(), data: z.unknown() })).readonly(), operator: z.string() }).nullable(),
});
export type StaffFile = Readonly<Omit<z.infer<typeof staffFile>, 'rules'>> & { readonly rules: Rules };

/** A permission this version knows and the file does not gets its default; one that only a newer version knew is dropped. */
function readRules(stored: z.infer<typeof staffFile>['rules']): Rules {
  const one = (role: Role): RoleRules => {
    const { grants, limits } = stored[role];
    const kept = PERMISSIONS.map((permission): [Permission, Grant] => [permission, grants[permission] ?? DEFAULT_RULES[role].grants[permission]]);
    return { grants: Object.fromEntries(kept) as Record<Permission, Grant>, limits: { ...limits, moneyOutMinor: limits.moneyOutMinor === null ? null : minor(limits.moneyOutMinor) } };
  };
  // An owner who could no longer do everything could never set that right.
  return { cashier: one('cashier'), supervisor: one('supervisor'), owner: DEFAULT_RULES.owner };
}

export const staffFilePath = (dir: string, world: World): string => join(dir, `staff-${world}.json`);

/** Null when there is none yet. Throws SETTINGS_UNREADABLE. */
export function readStaffFile(path: string): StaffFile | null {
  return readWhole(path, (bytes) => {
    const stored = staffFile.parse(JSON.parse(bytes.toString('utf8')));
    return { ...stored, rules: readRules(stored.rules) };
  });
}

export const writeStaffFile = (path: string, file: StaffFile): void => writeWhole(path, Buffer.from(`${JSON.stringify(file, null, 1)}\n`));

/** A till nobody works at yet. */
export const emptyStaff = (world: World): StaffFile => ({
  version: 1, nextNumber: 1, badgeKey: newBadgeKey(), badgePrefix: BADGE_PREFIX_DEFAULT, autoLockMinutes: AUTO_LOCK_MINUTES[world], people: [], rules: DEFAULT_RULES, pad: NO_FAILURES, unrecorded: null,
});

/** Signed in at the start of a training till, so that the first minute needs no PIN. */
export const PRACTICE_CASHIER_ID = 'mei';
export const PRACTICE_PINS = { mei: '1357', sam: '2468', supervisor: '2580', owner: '9630' } as const;
const PRACTICE_PEOPLE = [
  { staffId: PRACTICE_CASHIER_ID, name: 'Mei Chan', role: 'cashier', pin: PRACTICE_PINS.mei },
  { staffId: 'sam', name: 'Sam Lee', role: 'cashier', pin: PRACTICE_PINS.sam },
  { staffId: 'supervisor', name: 'Practice supervisor', role: 'supervisor', pin: PRACTICE_PINS.supervisor },
  { staffId: 'owner', name: 'Practice owner', role: 'owner', pin: PRACTICE_PINS.owner },
] as const satisfies readonly { readonly staffId: string; readonly name: string; readonly role: Role; readonly pin: string }[];

/** The people of the practice shop. */
export const practiceStaff = (): StaffFile => ({
  ...emptyStaff('training'),
  people: PRACTICE_PEOPLE.map(({ staffId, name, role, pin }) => ({ staffId, name, role, archived: false, pin: hashPinNow(pin, PRACTICE_COST), practicePin: pin, badges: [], failures: NO_FAILURES })),
});
