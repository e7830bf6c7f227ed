import { CHANNELS, type Channel, type Handlers } from '../../shared/contract/contract.ts';
import type { ApproverProof } from '../../shared/contract/staff-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { minor } from '../../shared/money.ts';
import type { Act, Permission } from '../../shared/staff/permissions.ts';
import type { StaffDesk } from '../till/staff/desk.ts';

type StaffHandlers = { readonly [C in keyof Handlers as C extends `staff.${string}` | `approval.${string}` ? C : never]: Handlers[C] };

/** Who stands at the counter, the owner's page, and consent. `all`: every handler as it works without consent; asked for when a request needs one. */
export function staffHandlers(staff: StaffDesk, all: () => Handlers): StaffHandlers {
  const done = (): Record<string, never> => ({});
  return {
    'staff.createOwner': ({ name, pin }) => staff.createOwner(name, pin),
    'staff.signIn': async (proof) => {
      await staff.signIn(proof);
      return done();
    },
    'staff.lock': () => (staff.lock(), done()),
    'staff.active': () => (staff.active(), done()),
    'staff.awaitBadge': ({ what }) => (staff.awaitBadge(what), done()),
    'staff.changePin': async ({ current, pin }) => {
      await staff.people.changePin(current, pin);
      return done();
    },
    'staff.desk': () => staff.people.view(),
    'staff.save': (form) => staff.people.save(form),
    'staff.archive': ({ staffId, archived }) => staff.people.archive(staffId, archived),
    'staff.unlock': ({ staffId }) => staff.people.unlock(staffId),
    'staff.saveRules': ({ rules }) => staff.people.saveRules(rules),
    'staff.saveSettings': (settings) => staff.people.saveSettings(settings),
    'approval.people': ({ permission, discountPpm, overridePpm, moneyOutMinor }) => {
      const act: Act = {
        permission, ...(discountPpm === undefined ? {} : { discountPpm }), ...(overridePpm === undefined ? {} : { overridePpm }),
        ...(moneyOutMinor === undefined ? {} : { moneyOutMinor: minor(moneyOutMinor) }),
      };
      return { people: [...staff.approvers(act)] };
    },
    'approval.act': async ({ channel, request, approver }) => ({ value: await approved(staff, all(), channel, request, approver) }),
  };
}

const isChannel = (name: string): name is Channel => Object.hasOwn(CHANNELS, name);

/** One request within a request: parsed by its own channel's schema, of the cashier's window only, and never another approval. */
async function approved(staff: StaffDesk, handlers: Handlers, channel: string, request: unknown, approver: ApproverProof): Promise<unknown> {
  if (!isChannel(channel) || channel.startsWith('approval.') || channel.startsWith('staff.signIn')) throw new TillError('IPC_UNKNOWN_CHANNEL');
  const contract = CHANNELS[channel];
  if (!(contract.windows as readonly string[]).includes('cashier')) throw new TillError('IPC_FORBIDDEN_WINDOW');
  const parsed = contract.request.safeParse(request);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new TillError('IPC_BAD_REQUEST', { channel, path: issue?.path.join('.') ?? '', rule: issue?.code ?? '' });
  }
  return staff.serveApproved(approver, () => run(staff, handlers, channel, parsed.data));
}

/** What works while nobody is there: signing in, seeing, and what customers' own phones do in practice. A scan may be a badge; anything else is refused where scans are taken. */
const UNATTENDED: ReadonlySet<Channel> = new Set<Channel>([
  'till.snapshot', 'till.painted', 'till.showCustomerScreen', 'till.setLanguage', 'settings.window', 'staff.createOwner', 'staff.signIn', 'staff.lock', 'staff.active', 'scan.submit',
  'catalog.categories', 'catalog.list', 'practice.view', 'practice.phoneScan', 'practice.payMerchantCode',
]);
/** The customer's screen is nobody's at the counter. */
const isUnattended = (channel: Channel): boolean => UNATTENDED.has(channel) || (CHANNELS[channel].windows as readonly string[]).includes('customer');

/** What a whole channel needs, where no amount decides. Commands whose amounts do, or that other doors lead to as well, ask for themselves. */
const NEEDED: Partial<Record<Channel, Permission>> = {
  'reconcile.begin': 'reconcile', 'reconcile.start': 'reconcile', 'reconcile.export': 'reconcile', 'practice.reconcile': 'reconcile', 'settings.saveProduct': 'changeSettings', 'settings.saveScanProduct': 'changeSettings',
  'settings.testProduct': 'changeSettings', 'reconcile.earlier': 'reconcile', 'reconcile.differences': 'reconcile',
  'sale.setQuantity': 'sell', 'sale.coupon': 'sell', 'sale.undo': 'sell', 'sale.hold': 'sell', 'sale.recall': 'sell', 'tender.cash': 'sell', 'tender.foreignCash': 'sell',
  // Before the code that was kept is used up: whoever asks for consent sends the same request again.
  'payment.confirmCode': 'sell',
};

/** One request, once it is known who does it. */
function run(staff: StaffDesk, handlers: Handlers, channel: Channel, request: unknown): unknown {
  const permission = NEEDED[channel];
  if (permission !== undefined) staff.authority.require({ permission });
  return (handlers[channel] as (request: unknown) => unknown)(request);
}

/** Every handler behind the lock, each request done by whoever is there when it comes. */
export function attended(staff: StaffDesk, handlers: Handlers): Handlers {
  const guarded = (Object.keys(handlers) as Channel[]).map((channel) => [
    channel,
    (request: unknown) => staff.serve(() => run(staff, handlers, channel, request), { unattended: isUnattended(channel) }),
  ]);
  return Object.fromEntries(guarded) as unknown as Handlers;
}
