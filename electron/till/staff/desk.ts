import type { ApproverProof, CounterView, SignInProof } from '../../../shared/contract/staff-views.ts';
import type { ScanResult } from '../../../shared/contract/views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { mayApprove, type Act } from '../../../shared/staff/permissions.ts';
import type { Clock, Random } from '../../../shared/world.ts';
import type { World } from '../../journal/files.ts';
import type { Journal } from '../../journal/port.ts';
import type { Log } from '../../log.ts';
import type { Authority } from '../authority.ts';
import { openStaffBook } from './book.ts';
import { createCounter } from './counter.ts';
import { createPeople, type People } from './people.ts';
import { createProofs } from './proof.ts';
import { createRequests, type Requests } from './requests.ts';
import { PIN_COST, SUPERVISOR_PIN_COST, type PinCost, type StoredPin } from './secret.ts';
import { emptyStaff, NO_FAILURES, PRACTICE_CASHIER_ID, practiceStaff, staffFilePath, type Person, type StaffFile } from './staff-file.ts';

export interface StaffParts {
  readonly dataDir: string;
  readonly world: World;
  /** As it was opened; `connect` hands over the one that raises alarms. */
  readonly journal: Pick<Journal, 'append' | 'head'>;
  /** The one PIN of a till from before there was staff; it becomes its owner's. */
  readonly supervisorPin: { readonly salt: string; readonly hash: string } | null;
  /** Whom the first run made the owner; absent: the window asks. */
  readonly firstOwner?: { readonly name: string; readonly pin: StoredPin } | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** What a guess of a PIN costs; absent: what a shop needs. */
  readonly pinCost?: PinCost;
}

/** The people of this till: who they are, who is there, what they may do. */
export interface StaffDesk {
  readonly authority: Authority;
  readonly people: People;
  /** The till is put together: entries go through its journal, and windows hear of changes. */
  connect(desk: { readonly journal: Pick<Journal, 'append' | 'head'>; readonly changed: () => void; readonly meansSomethingElse: (code: string) => boolean }): void;
  /** Makes the owner of a new till and signs them in. */
  createOwner(name: string, pin: string): Promise<{ staffId: string }>;
  signIn(proof: SignInProof): Promise<void>;
  lock(): void;
  active(): void;
  awaitBadge(what: 'approval' | 'assign' | null): void;
  /** Those who may allow this. */
  approvers(act: Act): CounterView['people'];
  /** Runs one request as whoever is there. Throws STAFF_LOCKED unless `unattended`. */
  serve<T>(work: () => Promise<T> | T, options?: { readonly unattended: boolean }): Promise<T>;
  /** Runs one request with somebody's consent, for this request alone. Throws what proving it throws. */
  serveApproved<T>(proof: ApproverProof, work: () => Promise<T> | T): Promise<T>;
  /** A scan before anything else looks at it: a badge signs in and is never sold, and nothing is sold while nobody is there. Null: it is for the sale. */
  takeScan(code: string, source: 'wedge' | 'typed' | 'serial'): ScanResult | { readonly kind: 'awaited'; readonly token: string } | null;
  /** For the practice panel. */
  practicePeople(): readonly { readonly staffId: string; readonly name: string; readonly role: Person['role']; readonly pin: string }[];
  stop(): void;
}

/** Opens the people's file of a world and stands nobody at the counter, but for training. Throws SETTINGS_UNREADABLE, the journal's codes. */
export function openStaff(parts: StaffParts): StaffDesk {
  const { world, clock, random, log } = parts;
  let connected: { readonly journal: Pick<Journal, 'append' | 'head'>; readonly changed: () => void; readonly meansSomethingElse: (code: string) => boolean } = { journal: parts.journal, changed: () => undefined, meansSomethingElse: () => false };
  const changed = (): void => connected.changed();
  const life = new AbortController();

  const book = openStaffBook(staffFilePath(parts.dataDir, world), () => connected.journal, () => firstFile(world, parts.supervisorPin, parts.firstOwner ?? null));
  const present = (): Person | null => counter.present;
  const requests: Requests = createRequests({ present, rules: () => book.file.rules, nameOf: (id) => book.person(id)?.name ?? id });
  const proofs = createProofs({ book, clock, random, log, cost: parts.pinCost ?? PIN_COST, signer: () => requests.authority.operator().id, changed });
  const counter = createCounter({ book, proofs, clock, changed });
  const people = createPeople({ book, proofs, authority: requests.authority, present, cost: parts.pinCost ?? PIN_COST, meansSomethingElse: (code) => connected.meansSomethingElse(code), changed });
  if (world === 'training') {
    const cashier = book.person(PRACTICE_CASHIER_ID);
    if (cashier && !cashier.archived) counter.signIn(cashier, 'practice');
  }
  void counter.watch(life.signal);

  const whoMay = (act: Act): readonly Person[] => book.file.people.filter((person) => !person.archived && person.pin !== null && mayApprove(book.file.rules, person.role, act));

  return {
    authority: { ...requests.authority, counter: () => counter.view() },
    people,
    connect: (desk) => {
      connected = desk;
    },
    createOwner: async (name, pin) => {
      const owner = await people.createOwner(name, pin);
      counter.signIn(owner, 'pin');
      return { staffId: owner.staffId };
    },
    signIn: async (proof) => {
      counter.signIn(await proofs.prove(proof, 'signIn'), 'pin' in proof ? 'pin' : 'badge');
    },
    lock: () => counter.lock('key'),
    active: () => counter.active(),
    awaitBadge: (what) => counter.await(what),
    approvers: (act) => {
      const ids = new Set(whoMay(act).map((person) => person.staffId));
      return counter.view().people.filter((person) => ids.has(person.staffId));
    },
    serve: (work, { unattended } = { unattended: false }) => {
      if (!unattended && !counter.present) return Promise.reject(new TillError('STAFF_LOCKED'));
      return requests.serve(work);
    },
    serveApproved: async (proof, work) => {
      if (!counter.present) throw new TillError('STAFF_LOCKED');
      // Without a name it may be anybody who stands higher: whether that is high enough says the act itself.
      const approver = await proofs.prove(proof, 'approval', () => book.file.people.filter((person) => !person.archived && person.pin !== null && person.role !== 'cashier'));
      return requests.serve(work, approver);
    },
    takeScan: (text, source) => {
      const code = text.trim();
      counter.active();
      if (source === 'serial' && counter.awaits !== null) return { kind: 'awaited', token: proofs.keep(code) };
      const refused = (error: TillError): ScanResult => ({ kind: 'refused', error: { code: error.code, details: { ...error.details } }, text: '' });
      if (proofs.isBadge(code)) {
        try {
          const person = proofs.proveBadge(code, 'signIn');
          counter.signIn(person, 'badge');
          return { kind: 'signedIn', name: person.name };
        } catch (error) {
          if (error instanceof TillError) return refused(error);
          throw error;
        }
      }
      return counter.present ? null : refused(new TillError('STAFF_LOCKED'));
    },
    practicePeople: () => (world === 'training' ? book.file.people.flatMap(({ staffId, name, role, archived, practicePin }) => (archived || practicePin === undefined ? [] : [{ staffId, name, role, pin: practicePin }])) : []),
    stop: () => life.abort(),
  };
}

/** The people of a till that has none on file yet. */
function firstFile(world: World, supervisorPin: StaffParts['supervisorPin'], firstOwner: NonNullable<StaffParts['firstOwner']> | null): { file: StaffFile; drafts: Parameters<ReturnType<typeof openStaffBook>['change']>[1] } {
  if (world === 'training') return { file: practiceStaff(), drafts: [] };
  const empty = emptyStaff(world);
  if (firstOwner) {
    const owner: Person = { staffId: 's1', name: firstOwner.name, role: 'owner', archived: false, pin: firstOwner.pin, badges: [], failures: NO_FAILURES };
    return {
      file: { ...empty, people: [owner], nextNumber: 2 },
      drafts: [{ type: 'staff.changed', data: { staffId: owner.staffId, action: 'ownerCreated', name: owner.name, role: 'owner', changed: ['name', 'role', 'pin'] } }],
    };
  }
  if (!supervisorPin) return { file: empty, drafts: [] };
  // Whoever knew the shop's one PIN could do everything; the name is theirs to change.
  const owner: Person = { staffId: 's1', name: TAKEN_OWNER_NAME, role: 'owner', archived: false, pin: { ...SUPERVISOR_PIN_COST, ...supervisorPin }, badges: [], failures: NO_FAILURES };
  return {
    file: { ...empty, people: [owner], nextNumber: 2 },
    drafts: [{ type: 'staff.changed', data: { staffId: owner.staffId, action: 'taken', name: owner.name, role: 'owner', changed: ['name', 'role', 'pin'] } }],
  };
}

const TAKEN_OWNER_NAME = 'Owner';
