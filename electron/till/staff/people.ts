import type { StaffDeskView, StaffForm } from '../../../shared/contract/staff-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { DEFAULT_RULES, keepsOwner, PERMISSIONS, ROLES, type Limits, type Role, type Rules } from '../../../shared/staff/permissions.ts';
import { pinFault } from '../../../shared/staff/pin.ts';
import { minor } from '../../../shared/money.ts';
import type { EntryData } from '../../../shared/journal/entries.ts';
import type { Authority } from '../authority.ts';
import { SYSTEM_OPERATOR, type StaffBook } from './book.ts';
import type { Proofs } from './proof.ts';
import { hashBadge, hashPin, type PinCost, type StoredPin } from './secret.ts';
import { BADGES_MAX, NO_FAILURES, PEOPLE_MAX, type Person } from './staff-file.ts';

/** Shorter codes are guessed; a badge alone signs somebody in. */
const BADGE_LENGTH_MIN = 8;
const BADGE_LENGTH_MAX = 100;

export interface PeopleDeps {
  readonly book: StaffBook;
  readonly proofs: Proofs;
  readonly authority: Pick<Authority, 'require' | 'people'>;
  readonly present: () => Person | null;
  readonly cost: PinCost;
  /** True for a code that means something else at this till: it would be sold, found or charged in one shop and sign somebody in in the next. */
  readonly meansSomethingElse: (code: string) => boolean;
  readonly changed: () => void;
}

/** The people and what they may do, as the owner changes them. Everything but `createOwner` and `changePin` asks for the right `manageStaff`. */
export interface People {
  view(): StaffDeskView;
  /** Throws STAFF_OWNER_EXISTS, STAFF_PIN_UNFIT {fault}. */
  createOwner(name: string, pin: string): Promise<Person>;
  /** Throws STAFF_NOT_FOUND, STAFF_NAME_TAKEN, STAFF_TOO_MANY, STAFF_PIN_UNFIT, STAFF_PIN_MISSING, STAFF_BADGE_UNFIT, STAFF_BADGE_TAKEN, STAFF_LAST_OWNER. */
  save(form: StaffForm): Promise<StaffDeskView>;
  archive(staffId: string, archived: boolean): StaffDeskView;
  unlock(staffId: string): StaffDeskView;
  /** Throws STAFF_OWNER_RULES. */
  saveRules(rules: StaffDeskView['rules']): StaffDeskView;
  saveSettings(settings: { readonly autoLockMinutes: number; readonly badgePrefix: string }): StaffDeskView;
  /** One's own. Throws what proving it throws, STAFF_PIN_UNFIT. */
  changePin(current: string, pin: string): Promise<void>;
}

type Changed = EntryData<'staff.changed'>['changed'];

/** Digits nobody guesses first. Throws STAFF_PIN_UNFIT {fault}. */
export function requireFitPin(pin: string): void {
  const fault = pinFault(pin);
  if (fault !== null) throw new TillError('STAFF_PIN_UNFIT', { fault });
}

export function createPeople({ book, proofs, authority, present, cost, meansSomethingElse, changed }: PeopleDeps): People {
  const requireManager = (): void => {
    authority.require({ permission: 'manageStaff' });
  };
  const requirePerson = (staffId: string): Person => {
    const person = book.person(staffId);
    if (!person) throw new TillError('STAFF_NOT_FOUND');
    return person;
  };
  const requireFreeName = (name: string, exceptId: string | null): void => {
    const same = (other: string): boolean => other.normalize('NFKC').toLowerCase() === name.normalize('NFKC').toLowerCase();
    if (book.file.people.some((person) => person.staffId !== exceptId && !person.archived && same(person.name))) throw new TillError('STAFF_NAME_TAKEN');
  };
  /** Somebody who can sign in must be left who may look after the till. */
  const requireOwner = (people: readonly Person[]): void => {
    if (!people.some((person) => person.role === 'owner' && !person.archived && person.pin !== null)) throw new TillError('STAFF_LAST_OWNER');
  };

  const view = (): StaffDeskView => ({
    people: book.file.people.map((person) => ({
      staffId: person.staffId, name: person.name, role: person.role, archived: person.archived, hasPin: person.pin !== null, badges: person.badges.length, lockedUntilMs: proofs.lockedUntil(person),
      failures: person.failures.count, isYou: person.staffId === present()?.staffId,
    })),
    rules: viewOf(book.file.rules), defaults: viewOf(DEFAULT_RULES), autoLockMinutes: book.file.autoLockMinutes, badgePrefix: book.file.badgePrefix,
  });

  /** The badge's hash, or why it cannot be one. */
  const newBadge = (code: string, owner: string | null): string => {
    const { badgePrefix, badgeKey, people } = book.file;
    const fits = code.length >= BADGE_LENGTH_MIN && code.length <= BADGE_LENGTH_MAX && (badgePrefix !== '' && code.startsWith(badgePrefix) ? true : !meansSomethingElse(code));
    if (!fits) throw new TillError('STAFF_BADGE_UNFIT');
    const hash = hashBadge(badgeKey, code);
    if (people.some((person) => person.staffId !== owner && person.badges.includes(hash))) throw new TillError('STAFF_BADGE_TAKEN');
    return hash;
  };

  const badgesAfter = (before: readonly string[], badge: StaffForm['badge'], owner: string | null): readonly string[] => {
    if (badge === undefined) return before;
    if (badge === 'none') return [];
    const hash = newBadge(proofs.codeOf(badge), owner);
    return before.includes(hash) ? before : [...before, hash].slice(-BADGES_MAX);
  };

  const save: People['save'] = async (form) => {
    requireManager();
    const before = form.staffId === null ? null : requirePerson(form.staffId);
    requireFreeName(form.name, form.staffId);
    if (!before && book.file.people.length >= PEOPLE_MAX) throw new TillError('STAFF_TOO_MANY', { most: PEOPLE_MAX });
    if (form.pin !== undefined) requireFitPin(form.pin);
    const badges = badgesAfter(before?.badges ?? [], form.badge, form.staffId);
    const pin: StoredPin | null = form.pin === undefined ? (before?.pin ?? null) : await hashPin(form.pin, cost);
    if (pin === null && badges.length === 0) throw new TillError('STAFF_PIN_MISSING');
    const { nextNumber } = book.file;
    const staffId = before?.staffId ?? `s${nextNumber}`;
    const { practicePin, ...kept } = before ?? { staffId, archived: false, failures: NO_FAILURES };
    const after: Person = { ...kept, name: form.name, role: form.role, pin, badges, ...(practicePin === undefined || form.pin !== undefined ? {} : { practicePin }), ...(form.pin === undefined ? {} : { failures: NO_FAILURES }) };
    const people = before ? book.file.people.map((person) => (person.staffId === staffId ? after : person)) : [...book.file.people, after];
    if (before?.role === 'owner') requireOwner(people);
    const what: Changed = [
      ...(before?.name === form.name ? [] : (['name'] as const)), ...(before?.role === form.role ? [] : (['role'] as const)), ...(form.pin === undefined ? [] : (['pin'] as const)),
      ...(badges === before?.badges || (!before && badges.length === 0) ? [] : (['badge'] as const)),
    ];
    if (what.length === 0) return view();
    book.change({ people, ...(before ? {} : { nextNumber: nextNumber + 1 }) }, [{ type: 'staff.changed', data: { staffId, action: before ? 'changed' : 'added', name: form.name, role: form.role, changed: what } }], authority.people());
    changed();
    return view();
  };

  return {
    view: () => {
      requireManager();
      return view();
    },
    createOwner: async (name, pin) => {
      const nobody = (): void => {
        if (book.file.people.some((person) => person.role === 'owner' && !person.archived)) throw new TillError('STAFF_OWNER_EXISTS');
      };
      nobody();
      requireFitPin(pin);
      const stored = await hashPin(pin, cost);
      // Two presses at once make one owner.
      nobody();
      const { nextNumber, people } = book.file;
      const owner: Person = { staffId: `s${nextNumber}`, name, role: 'owner', archived: false, pin: stored, badges: [], failures: NO_FAILURES };
      book.change({ people: [...people, owner], nextNumber: nextNumber + 1 }, [{ type: 'staff.changed', data: { staffId: owner.staffId, action: 'ownerCreated', name, role: 'owner', changed: ['name', 'role', 'pin'] } }], { operator: SYSTEM_OPERATOR });
      return owner;
    },
    save,
    archive: (staffId, archived) => {
      requireManager();
      const person = requirePerson(staffId);
      if (person.archived === archived) return view();
      if (!archived) requireFreeName(person.name, staffId);
      // A badge goes with whoever leaves: it may be handed to somebody else.
      const people = book.withPerson(staffId, { archived, ...(archived ? { badges: [] } : {}) });
      if (person.role === 'owner') requireOwner(people);
      book.change({ people }, [{ type: 'staff.changed', data: { staffId, action: archived ? 'archived' : 'restored', changed: archived && person.badges.length > 0 ? ['badge'] : [] } }], authority.people());
      changed();
      return view();
    },
    unlock: (staffId) => {
      requireManager();
      requirePerson(staffId);
      book.change({ people: book.withPerson(staffId, { failures: NO_FAILURES }), pad: NO_FAILURES }, [{ type: 'staff.changed', data: { staffId, action: 'unlocked', changed: [] } }], authority.people());
      changed();
      return view();
    },
    saveRules: (wanted) => {
      requireManager();
      const rules = rulesOf(wanted);
      if (!keepsOwner(rules)) throw new TillError('STAFF_OWNER_RULES');
      const differences = rulesDifference(book.file.rules, rules);
      if (differences.length === 0) return view();
      book.change({ rules }, [{ type: 'rules.changed', data: { changed: differences } }], authority.people());
      changed();
      return view();
    },
    saveSettings: ({ autoLockMinutes, badgePrefix }) => {
      requireManager();
      const what = [...(autoLockMinutes === book.file.autoLockMinutes ? [] : [`autoLockMinutes ${autoLockMinutes}`]), ...(badgePrefix === book.file.badgePrefix ? [] : ['badgePrefix'])];
      if (what.length === 0) return view();
      book.change({ autoLockMinutes, badgePrefix }, [{ type: 'settings.changed', data: { area: 'staff', changed: what } }], authority.people());
      changed();
      return view();
    },
    changePin: async (current, pin) => {
      const person = present();
      if (!person) throw new TillError('STAFF_LOCKED');
      await proofs.prove({ staffId: person.staffId, pin: current }, 'ownPin');
      requireFitPin(pin);
      const stored = await hashPin(pin, cost);
      const people = book.file.people.map((one) => {
        if (one.staffId !== person.staffId) return one;
        const { practicePin: _gone, ...rest } = one;
        return { ...rest, pin: stored };
      });
      book.change({ people }, [{ type: 'staff.changed', data: { staffId: person.staffId, action: 'changed', changed: ['pin'] } }], { operator: person.staffId });
      changed();
    },
  };
}

const viewOf = (rules: Rules): StaffDeskView['rules'] => {
  const one = (role: Role) => ({ grants: { ...rules[role].grants }, limits: { ...rules[role].limits } });
  return { cashier: one('cashier'), supervisor: one('supervisor'), owner: one('owner') };
};

const rulesOf = (view: StaffDeskView['rules']): Rules => {
  const one = (role: Role): Rules[Role] => ({ grants: view[role].grants, limits: { ...view[role].limits, moneyOutMinor: view[role].limits.moneyOutMinor === null ? null : minor(view[role].limits.moneyOutMinor) } });
  return { cashier: one('cashier'), supervisor: one('supervisor'), owner: one('owner') };
};

const LIMITS = ['discountPpm', 'overridePpm', 'moneyOutMinor'] as const satisfies readonly (keyof Limits)[];

function rulesDifference(before: Rules, after: Rules): EntryData<'rules.changed'>['changed'] {
  return ROLES.flatMap((role) => [
    ...PERMISSIONS.map((what) => ({ role, what, before: before[role].grants[what], after: after[role].grants[what] })),
    ...LIMITS.map((what) => ({ role, what, before: String(before[role].limits[what] ?? 'none'), after: String(after[role].limits[what] ?? 'none') })),
  ]).filter((one) => one.before !== one.after);
}
