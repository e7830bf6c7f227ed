import type { CounterView } from '../../../shared/contract/staff-views.ts';
import { PERMISSIONS, type Grant, type Permission, type Rules } from '../../../shared/staff/permissions.ts';
import type { Clock } from '../../../shared/world.ts';
import { SYSTEM_OPERATOR, type StaffBook } from './book.ts';
import type { Proofs } from './proof.ts';
import type { Person } from './staff-file.ts';

/** An automatic lock may be late by this much; it is not worth waking the till more often. */
const LOOK_MS = 5_000;
/** A window that waits for a badge and is gone (closed, reloaded) does not keep scans from the sale for ever. */
const AWAIT_MS = 120_000;

export interface CounterDeps {
  readonly book: StaffBook;
  readonly proofs: Proofs;
  readonly clock: Clock;
  readonly changed: () => void;
}

/** Who stands at the counter. Only in memory: a till that starts is locked. */
export interface Counter {
  readonly present: Person | null;
  view(): CounterView;
  /** The person is proven. Whoever was there is signed out; the cart is not touched. */
  signIn(person: Person, by: 'pin' | 'badge' | 'practice'): void;
  lock(why: 'key' | 'idle'): void;
  /** Somebody touched the till. */
  active(): void;
  /** What serial scans are for, null for the sale. */
  await(what: 'approval' | 'assign' | null): void;
  readonly awaits: 'approval' | 'assign' | null;
  /** Locks the till by itself until the signal ends it. */
  watch(signal: AbortSignal): Promise<void>;
}

export function createCounter({ book, proofs, clock, changed }: CounterDeps): Counter {
  let presentId: string | null = null;
  let lastId: string | null = null;
  let activeMono = clock.monotonicMs();
  let awaited: { readonly what: 'approval' | 'assign'; readonly untilMono: number } | null = null;
  let known: { readonly rules: Rules; readonly role: Person['role']; readonly may: Record<Permission, Grant> } | null = null;

  const present = (): Person | null => {
    const person = presentId === null ? null : book.person(presentId);
    return person && !person.archived ? person : null;
  };
  /** One object as long as nothing changes: snapshots are made at every scan. */
  const mayOf = ({ role }: Person): Record<Permission, Grant> => {
    const { rules } = book.file;
    if (known?.rules !== rules || known.role !== role) known = { rules, role, may: Object.fromEntries(PERMISSIONS.map((permission) => [permission, rules[role].grants[permission]])) as Record<Permission, Grant> };
    return known.may;
  };

  const lock = (why: 'key' | 'idle'): void => {
    const person = present();
    if (!person) return;
    // Gone first: a full disk must not keep the till open.
    presentId = null;
    awaited = null;
    try {
      book.say([{ type: 'staff.locked', data: { staffId: person.staffId, why } }], { operator: person.staffId });
    } finally {
      changed();
    }
  };

  return {
    get present() {
      return present();
    },
    view: () => {
      const person = present();
      const { people, autoLockMinutes } = book.file;
      const needsOwner = !people.some((one) => one.role === 'owner' && !one.archived);
      return {
        state: needsOwner ? 'needsOwner' : person ? 'open' : 'locked', staffId: person?.staffId ?? null, role: person?.role ?? null, lastStaffId: lastId,
        people: people.filter((one) => !one.archived && one.pin !== null).map((one) => ({ staffId: one.staffId, name: one.name, role: one.role, lockedUntilMs: proofs.lockedUntil(one) })),
        padLockedUntilMs: proofs.padLockedUntil(), autoLockMinutes, may: person ? mayOf(person) : {},
      };
    },
    signIn: (person, by) => {
      const before = present();
      activeMono = clock.monotonicMs();
      if (before?.staffId === person.staffId) {
        changed();
        return;
      }
      if (before) book.say([{ type: 'staff.signedOut', data: { staffId: before.staffId } }], { operator: before.staffId });
      presentId = null;
      book.say([{ type: 'staff.signedIn', data: { staffId: person.staffId, by } }], { operator: by === 'practice' ? SYSTEM_OPERATOR : person.staffId });
      presentId = person.staffId;
      lastId = person.staffId;
      changed();
    },
    lock,
    active: () => {
      activeMono = clock.monotonicMs();
    },
    await: (what) => {
      awaited = what === null ? null : { what, untilMono: clock.monotonicMs() + AWAIT_MS };
    },
    get awaits() {
      return awaited !== null && awaited.untilMono > clock.monotonicMs() ? awaited.what : null;
    },
    watch: async (signal) => {
      while (!signal.aborted) {
        try {
          await clock.sleep(LOOK_MS, signal);
        } catch {
          return;
        }
        const { autoLockMinutes } = book.file;
        if (autoLockMinutes > 0 && present() && clock.monotonicMs() - activeMono >= autoLockMinutes * 60_000) lockQuietly();
      }
    },
  };

  /** What the journal refuses is an alarm of its own; the till is locked all the same. */
  function lockQuietly(): void {
    try {
      lock('idle');
    } catch {
      return;
    }
  }
}
