import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { CounterView, StaffDeskView } from '../../../shared/contract/staff-views.ts';
import type { TillSnapshot } from '../../../shared/contract/views.ts';
import type { ErrorCode, ErrorDetails } from '../../../shared/errors/registry.ts';
import { DEFAULT_RULES, PERMISSIONS } from '../../../shared/staff/permissions.ts';
import type { CashierState } from './fixtures.ts';

type StaffChannel = Extract<Channel, `staff.${string}` | `approval.${string}`>;
type Handlers = { readonly [C in StaffChannel]: (request: Request<C>) => Response<C> };

export const PRACTICE_STAFF = [
  { staffId: 'mei', name: 'Mei Chan', role: 'cashier', pin: '1357' },
  { staffId: 'sam', name: 'Sam Lee', role: 'cashier', pin: '2468' },
  { staffId: 'supervisor', name: 'Practice supervisor', role: 'supervisor', pin: '2580' },
  { staffId: 'owner', name: 'Practice owner', role: 'owner', pin: '9630' },
] as const;
const colleagues: CounterView['people'] = PRACTICE_STAFF.map(({ staffId, name, role }) => ({ staffId, name, role, lockedUntilMs: null }));
const BADGE = '9900420042';

/** The counter of most pictures: Mei Chan sells. */
export const COUNTER: CounterView = { state: 'open', staffId: 'mei', role: 'cashier', lastStaffId: 'mei', people: colleagues, padLockedUntilMs: null, autoLockMinutes: 5, may: DEFAULT_RULES.cashier.grants };
const LOCKED: CounterView = { ...COUNTER, state: 'locked', staffId: null, role: null, may: {} };

const rules = (): StaffDeskView['rules'] => structuredClone(DEFAULT_RULES) as StaffDeskView['rules'];
const firstDesk = (): StaffDeskView => ({
  people: [
    ...PRACTICE_STAFF.map(({ staffId, name, role }) => ({ staffId, name, role, archived: false, hasPin: true, badges: staffId === 'mei' ? 1 : 0, lockedUntilMs: null, failures: staffId === 'sam' ? 2 : 0, isYou: staffId === 'owner' })),
    { staffId: 's9', name: 'Wong Ka Ming', role: 'cashier', archived: true, hasPin: true, badges: 0, lockedUntilMs: null, failures: 0, isYou: false },
  ],
  rules: rules(), defaults: rules(), autoLockMinutes: 5, badgePrefix: 'STAFF-',
});

interface FakeWindow {
  readonly till: () => TillSnapshot;
  readonly change: (change: Partial<TillSnapshot>) => void;
  readonly refuse: (code: ErrorCode, details?: ErrorDetails) => never;
  /** What a channel answers with somebody's consent. */
  readonly run: (channel: string, request: unknown) => unknown;
  /** The state of the page's address; `approval…` states need consent for discarding, and only an owner's in `approvalOwner`. */
  readonly state: string;
}

/** Staff that lives in the page: PINs are those of practice, one badge is Mei Chan's. */
export class FakeStaff {
  #desk = firstDesk();
  #wrong = 0;
  readonly #window: FakeWindow;

  constructor(window: FakeWindow) {
    this.#window = window;
  }

  /** Refuses what needs consent, as main would. */
  check(channel: string): void {
    if (!this.#window.state.startsWith('approval') || channel !== 'sale.discard') return;
    this.#window.refuse('APPROVAL_NEEDED', { permission: 'discardSale' });
  }

  #prove(proof: object): (typeof PRACTICE_STAFF)[number] {
    const { refuse } = this.#window;
    if ('badge' in proof) return proof.badge === BADGE ? PRACTICE_STAFF[2] : refuse('STAFF_BADGE_UNKNOWN');
    const person = PRACTICE_STAFF.find(({ staffId, pin }) => 'pin' in proof && 'staffId' in proof && proof.staffId === staffId && proof.pin === pin);
    if (person !== undefined) return person;
    this.#wrong += 1;
    if (this.#wrong >= 3) {
      const padLockedUntilMs = Date.now() + 30_000;
      this.#window.change({ staff: { ...this.#window.till().staff, padLockedUntilMs } });
      return refuse('APPROVAL_LOCKED', { untilMs: padLockedUntilMs, seconds: 30 });
    }
    return refuse('APPROVAL_REFUSED');
  }

  #enter({ staffId, name, role }: { readonly staffId: string; readonly name: string; readonly role: 'cashier' | 'supervisor' | 'owner' }): Record<string, never> {
    this.#window.change({ operator: { id: staffId, name }, staff: { ...COUNTER, staffId, role, lastStaffId: staffId, may: DEFAULT_RULES[role].grants } });
    return {};
  }

  readonly handlers: Handlers = {
    'staff.createOwner': ({ name }) => {
      this.#enter({ staffId: 's1', name, role: 'owner' });
      return { staffId: 's1' };
    },
    'staff.signIn': (proof) => this.#enter(this.#prove(proof)),
    'staff.lock': () => {
      this.#window.change({ staff: { ...LOCKED, lastStaffId: this.#window.till().staff.staffId } });
      return {};
    },
    'staff.active': () => ({}),
    'staff.awaitBadge': () => ({}),
    'staff.changePin': () => ({}),
    'staff.desk': () => this.#desk,
    'staff.save': ({ staffId, name, role, pin, badge }) => {
      const before = this.#desk.people.find((person) => person.staffId === staffId);
      const after = {
        staffId: before?.staffId ?? 's10', name, role, archived: false, hasPin: pin !== undefined || before?.hasPin === true, badges: badge === undefined ? (before?.badges ?? 0) : badge === 'none' ? 0 : 1, lockedUntilMs: null, failures: 0, isYou: before?.isYou ?? false,
      };
      this.#desk = { ...this.#desk, people: before ? this.#desk.people.map((person) => (person === before ? after : person)) : [...this.#desk.people, after] };
      return this.#desk;
    },
    'staff.archive': ({ staffId, archived }) => {
      if (staffId === 'owner') this.#window.refuse('STAFF_LAST_OWNER');
      this.#desk = { ...this.#desk, people: this.#desk.people.map((person) => (person.staffId === staffId ? { ...person, archived } : person)) };
      return this.#desk;
    },
    'staff.unlock': ({ staffId }) => {
      this.#desk = { ...this.#desk, people: this.#desk.people.map((person) => (person.staffId === staffId ? { ...person, failures: 0 } : person)) };
      return this.#desk;
    },
    'staff.saveRules': ({ rules: next }) => (this.#desk = { ...this.#desk, rules: next }),
    'staff.saveSettings': (settings) => (this.#desk = { ...this.#desk, ...settings }),
    'approval.people': () => ({ people: colleagues.filter(({ role }) => role === 'owner' || (role === 'supervisor' && this.#window.state !== 'approvalOwner')) }),
    'approval.act': ({ channel, request, approver }) => {
      this.#prove(approver);
      return { value: this.#window.run(channel, request) };
    },
  };
}

/** Who stands at the counter: lock, first start, change of staff, consent, the owner's page. */
export function staffStates(base: TillSnapshot, selling: TillSnapshot): Readonly<Record<string, CashierState>> {
  const asOwner: TillSnapshot = { ...base, operator: { id: 'owner', name: 'Practice owner' }, staff: { ...COUNTER, staffId: 'owner', role: 'owner', lastStaffId: 'owner', may: Object.fromEntries(PERMISSIONS.map((one) => [one, 'yes'])) } };
  const locked = (staff: Partial<CounterView>): TillSnapshot => ({ ...selling, operator: { id: 'till', name: '' }, staff: { ...LOCKED, ...staff } });
  return {
    locked: { snapshot: locked({}), waitFor: '[data-step="pin"]' },
    lockedWho: { snapshot: locked({ lastStaffId: null }), waitFor: '[data-step="who"]' },
    lockedOut: { snapshot: locked({ padLockedUntilMs: base.nowMs + 45_000 }), waitFor: '[data-code="APPROVAL_LOCKED"]' },
    firstOwner: { snapshot: { ...base, world: 'live', shift: null, phase: 'closed', operator: { id: 'till', name: '' }, staff: { ...LOCKED, state: 'needsOwner', people: [], lastStaffId: null } }, waitFor: '[data-step="owner"]' },
    switching: { snapshot: selling, keys: ['Alt+i'], waitFor: '[data-dialog="staff"] [data-step="who"]' },
    approval: { snapshot: selling, keys: ['F8', '1'], waitFor: '[data-dialog="approval"] [name="approval-pin"]' },
    staffPage: { snapshot: asOwner, keys: ['F10', 'F2', 's', 't', 'a', 'f', 'f', 'Enter'], waitFor: '.members' },
  };
}
