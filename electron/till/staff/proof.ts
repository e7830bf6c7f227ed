import type { ApproverProof } from '../../../shared/contract/staff-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { lockedUntilMs, type Failures } from '../../../shared/staff/pin.ts';
import type { Clock, Random } from '../../../shared/world.ts';
import type { Log } from '../../log.ts';
import type { StaffBook } from './book.ts';
import { hashBadge, hashPin, isPin, type PinCost } from './secret.ts';
import { NO_FAILURES, type Person } from './staff-file.ts';

/** What the proof is for, as `staff.refused` says it. */
export type ProofFor = 'signIn' | 'approval' | 'ownPin';

/** Wrong PINs of any people in a row that the pad takes beside those that lock one person: somebody may be trying one after the other. */
const PAD_ALLOWANCE = 6;
/** PINs are compared one by one when nobody says whose it is; more people than these have to be named. */
const UNNAMED_MAX = 8;
/** A token for a badge a serial scanner read. */
const TOKEN_MS = 60_000;
const TOKENS_MAX = 8;

export interface ProofDeps {
  readonly book: StaffBook;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly random: Pick<Random, 'uuid'>;
  readonly log: Log;
  /** What a guess costs today; PINs that were hashed for less are hashed anew when they are typed. */
  readonly cost: PinCost;
  /** Who signs `staff.refused`. */
  readonly signer: () => string;
  readonly changed: () => void;
}

/** Who somebody is, by PIN or badge. Failures are counted before the PIN is looked at, so that many tries at once are not more than one after the other; they outlive a restart. */
export interface Proofs {
  /** Throws APPROVAL_REFUSED, APPROVAL_LOCKED {seconds, untilMs}, STAFF_BADGE_UNKNOWN, STAFF_NOT_FOUND. `candidates`: whose PIN it may be when nobody is named. */
  prove(proof: ApproverProof, what: ProofFor, candidates?: () => readonly Person[]): Promise<Person>;
  /** The owner of a badge, at once. Throws STAFF_BADGE_UNKNOWN, APPROVAL_LOCKED. */
  proveBadge(code: string, what: ProofFor): Person;
  /** True for a code that is a badge or looks like one: it is never sold. */
  isBadge(code: string): boolean;
  /** Keeps a code that a serial scanner read; the token stands for it once. */
  keep(code: string): string;
  /** The code a proof's badge stands for. Throws STAFF_BADGE_UNKNOWN for a token that is too old or used. */
  codeOf(proof: { readonly badge: string } | { readonly badgeToken: string }): string;
  lockedUntil(person: Person): number | null;
  padLockedUntil(): number | null;
}

export function createProofs({ book, clock, random, log, cost, signer, changed }: ProofDeps): Proofs {
  const tokens = new Map<string, { readonly code: string; readonly untilMs: number }>();

  const padFailures = (): Failures => ({ ...book.file.pad, count: book.file.pad.count - PAD_ALLOWANCE });
  const padLockedUntil = (): number | null => lockedUntilMs(padFailures(), clock.nowMs());
  const lockedUntil = (person: Person): number | null => lockedUntilMs(person.failures, clock.nowMs());

  const requireOpen = (untilMs: number | null): void => {
    if (untilMs !== null) throw new TillError('APPROVAL_LOCKED', { untilMs, seconds: Math.ceil((untilMs - clock.nowMs()) / 1_000) });
  };

  const counted = (staffId: string | null): void => {
    const lastAtMs = clock.nowMs();
    const { pad } = book.file;
    const person = staffId === null ? null : book.person(staffId);
    book.note({
      pad: { count: pad.count + 1, lastAtMs },
      ...(person ? { people: book.withPerson(person.staffId, { failures: { count: person.failures.count + 1, lastAtMs } }) } : {}),
    });
  };
  const succeeded = (staffId: string): void => {
    book.note({ pad: NO_FAILURES, people: book.withPerson(staffId, { failures: NO_FAILURES }) });
  };

  /** One entry for each try that counted; tries during a wait are turned away before they count, so waits bound the entries. */
  const refused = (staffId: string | null, what: ProofFor, by: 'pin' | 'badge'): void => {
    const person = staffId === null ? null : book.person(staffId);
    const untilMs = Math.max((person && lockedUntil(person)) ?? 0, padLockedUntil() ?? 0);
    log('warn', 'staff.refused', { what, by, failures: (person?.failures ?? book.file.pad).count });
    book.say([{ type: 'staff.refused', data: { staffId, what, by, failures: (person?.failures ?? book.file.pad).count, waitMs: Math.max(0, untilMs - clock.nowMs()) } }], { operator: signer() });
    changed();
  };

  const ownerOf = (code: string): Person | null => {
    const hash = hashBadge(book.file.badgeKey, code);
    return book.file.people.find((person) => !person.archived && person.badges.includes(hash)) ?? null;
  };

  const proveBadge = (code: string, what: ProofFor): Person => {
    requireOpen(padLockedUntil());
    const person = ownerOf(code);
    if (!person) {
      counted(null);
      refused(null, what, 'badge');
      throw new TillError('STAFF_BADGE_UNKNOWN');
    }
    requireOpen(lockedUntil(person));
    return person;
  };

  const proveNamed = async (person: Person, pin: string, what: ProofFor): Promise<Person> => {
    requireOpen(lockedUntil(person));
    counted(person.staffId);
    if (!person.pin || !(await isPin(pin, person.pin))) {
      refused(person.staffId, what, 'pin');
      throw new TillError('APPROVAL_REFUSED');
    }
    succeeded(person.staffId);
    await raiseCost(person, pin);
    return book.person(person.staffId) ?? person;
  };

  /** A practice PIN stands on the screen, and is not worth the time. */
  const raiseCost = async ({ staffId, pin: before, practicePin }: Person, pin: string): Promise<void> => {
    if (!before || practicePin !== undefined || before.n * before.r * before.p >= cost.n * cost.r * cost.p) return;
    const after = await hashPin(pin, cost);
    // Somebody may have given them another one meanwhile.
    if (book.person(staffId)?.pin?.hash === before.hash) book.note({ people: book.withPerson(staffId, { pin: after }) });
  };

  /** Nobody is named: it may be any of these. Two with the same PIN have to say who they are. */
  const proveUnnamed = async (candidates: readonly Person[], pin: string, what: ProofFor): Promise<Person> => {
    const open = candidates.filter((person) => lockedUntil(person) === null);
    if (open.length > UNNAMED_MAX) throw new TillError('STAFF_NOT_FOUND');
    counted(null);
    const found: Person[] = [];
    for (const person of open) if (person.pin && (await isPin(pin, person.pin))) found.push(person);
    const [only] = found;
    if (!only || found.length > 1) {
      refused(null, what, 'pin');
      throw new TillError('APPROVAL_REFUSED');
    }
    succeeded(only.staffId);
    return book.person(only.staffId) ?? only;
  };

  const codeOf: Proofs['codeOf'] = (proof) => {
    if ('badge' in proof) return proof.badge.trim();
    const kept = tokens.get(proof.badgeToken);
    tokens.delete(proof.badgeToken);
    if (!kept || kept.untilMs < clock.nowMs()) throw new TillError('STAFF_BADGE_UNKNOWN');
    return kept.code;
  };

  return {
    prove: async (proof, what, candidates = () => []) => {
      if (!('pin' in proof)) return proveBadge(codeOf(proof), what);
      requireOpen(padLockedUntil());
      if (proof.staffId === undefined) return proveUnnamed(candidates(), proof.pin, what);
      const person = book.person(proof.staffId);
      if (!person || person.archived) throw new TillError('STAFF_NOT_FOUND');
      return proveNamed(person, proof.pin, what);
    },
    proveBadge,
    isBadge: (code) => {
      const { badgePrefix } = book.file;
      return (badgePrefix !== '' && code.startsWith(badgePrefix)) || ownerOf(code) !== null;
    },
    keep: (code) => {
      const oldest = tokens.keys().next().value;
      if (tokens.size >= TOKENS_MAX && oldest !== undefined) tokens.delete(oldest);
      const token = random.uuid();
      tokens.set(token, { code, untilMs: clock.nowMs() + TOKEN_MS });
      return token;
    },
    codeOf,
    lockedUntil,
    padLockedUntil,
  };
}
