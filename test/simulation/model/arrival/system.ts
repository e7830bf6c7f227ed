import { isRefundFinal } from '../../../../shared/payment/refund-machine.ts';
import type { System } from '../explore.ts';
import { arrive, choices, inquiryAnswer, isBack, isPromised, type Choice } from './gateway.ts';
import { printOf, tell } from './print.ts';
import type { Rules } from './rules.ts';
import { ArrivalTill, type Stage } from './till.ts';
import { at, cloneWorld, newWorlds, openRefund, openSale, REFUNDS_MAX, type Attempt, type Budget, type Refund, type World } from './world.ts';

export type WorldEvent =
  /** The next customer pays the printed code; the gateway has a message to deliver. */
  | { readonly kind: 'pay' }
  | { readonly kind: 'deliver'; readonly message: number }
  /** The same, and the process dies there. */
  | { readonly kind: 'deliverDies'; readonly message: number; readonly after: Stage }
  | { readonly kind: 'newId'; readonly payment: number }
  | { readonly kind: 'openSale'; readonly amount: number }
  | { readonly kind: 'discard' | 'payOtherwise' }
  | { readonly kind: 'match' | 'giveBack' | 'giveBackDies' | 'retry'; readonly attempt: number }
  /** The question about the money reaches the gateway; its answer reaches the till, or nothing does. */
  | { readonly kind: 'inquiryArrives' | 'inquiryAnswered' | 'inquirySilent'; readonly attempt: number }
  | { readonly kind: 'refundArrives'; readonly attempt: number; readonly refund: number; readonly choice: Choice }
  | { readonly kind: 'refundAnswered' | 'refundSilent' | 'refundNotSent' | 'notice' | 'queueDone'; readonly attempt: number; readonly refund: number }
  /** A request nobody waits for any more arrives. */
  | { readonly kind: 'strayArrives'; readonly attempt: number; readonly refund: number; readonly choice: Choice }
  | { readonly kind: 'undo'; readonly payment: number }
  | { readonly kind: 'pause' | 'crash' | 'restart' };

export interface ArrivalSystem extends System<World, WorldEvent> {
  readonly till: ArrivalTill;
}

/** Money on the shop's printed code, as something to walk. */
export function arrivalSystem(rules: Rules, budget: Budget): ArrivalSystem {
  const till = new ArrivalTill(rules);
  return {
    name: 'alipayHkMerchantQr', till, roots: newWorlds(budget), clone: cloneWorld, printOf, broken, tell,
    enabled: (world) => enabled(till, world),
    happen: (world, event) => happen(till, world, event),
    waysToEnd: [(world) => quietEvent(world, 'gives'), (world) => quietEvent(world, 'refuses'), (world) => quietEvent(world, 'gives') ?? tidyEvent(world)],
    stand: (world) => world.attempts.map(({ found, refunds }) => `${found} ${refunds.map(({ state }) => state).join(' ')}`).join(', '),
  };
}

const isAwaiting = (world: World): boolean => world.attempts.some(({ inquiry, refunds }) => inquiry !== null || refunds.some(({ call }) => call !== null));

function enabled(till: ArrivalTill, world: World): WorldEvent[] {
  const { left } = world;
  const events: WorldEvent[] = [];
  if (world.payments.some(({ paid }) => !paid)) events.push({ kind: 'pay' });
  for (const [payment, { paid, undone }] of world.payments.entries()) {
    if (paid && left.newIds > 0) events.push({ kind: 'newId', payment });
    // Nobody undoes in the portal what is booked at the till, or is being booked.
    const booked = world.attempts.some((attempt) => attempt.payment === payment && (attempt.found === 'appliedToSale' || attempt.settling === 'appliedToSale'));
    if (paid && !undone && !booked && left.portal > 0 && !isPromised(world, payment)) events.push({ kind: 'undo', payment });
  }
  for (const [attempt, { refunds }] of world.attempts.entries()) {
    for (const [refund, one] of refunds.entries()) {
      const on = { attempt, refund };
      if (one.strayOut) for (const choice of choices(world, attempt, refund, 'refund')) events.push({ kind: 'strayArrives', ...on, choice });
      if (one.book === 'queued') events.push({ kind: 'queueDone', ...on });
    }
  }
  if (!world.on) return [...events, { kind: 'restart' }];
  for (const message of world.messages.keys()) {
    events.push({ kind: 'deliver', message });
    if (left.crashes > 0) for (const after of till.stages(world, message)) events.push({ kind: 'deliverDies', message, after });
  }
  if (openSale(world) !== -1) events.push({ kind: 'discard' }, { kind: 'payOtherwise' });
  else if (left.sales > 0) for (const amount of new Set(world.payments.map((payment) => payment.amount))) events.push({ kind: 'openSale', amount });
  for (const [attempt, one] of world.attempts.entries()) events.push(...ofAttempt(till, world, attempt, one));
  // Time passes only while nobody waits for an answer: every call ends before its deadline.
  if (left.pauses > 0 && !isAwaiting(world) && world.attempts.some((one) => openRefund(one))) events.push({ kind: 'pause' });
  if (left.crashes > 0) events.push({ kind: 'crash' });
  return events;
}

function ofAttempt(till: ArrivalTill, world: World, attempt: number, one: Attempt): WorldEvent[] {
  const { left } = world;
  const events: WorldEvent[] = [{ kind: 'match', attempt }];
  if (one.found !== 'found' || openRefund(one) || one.settling !== null || one.refunds.length < REFUNDS_MAX) events.push({ kind: 'giveBack', attempt });
  if (left.crashes > 0 && one.found === 'found' && one.settling === null && !openRefund(one) && one.refunds.length < REFUNDS_MAX) events.push({ kind: 'giveBackDies', attempt });
  if (left.retries > 0 && till.mayRetry(one) && one.refunds.length < REFUNDS_MAX) events.push({ kind: 'retry', attempt });
  if (one.inquiry === 'out') events.push({ kind: 'inquiryArrives', attempt }, { kind: 'inquirySilent', attempt });
  else if (one.inquiry !== null) events.push({ kind: 'inquiryAnswered', attempt }, { kind: 'inquirySilent', attempt });
  for (const [refund, { call, book, state }] of one.refunds.entries()) {
    const on = { attempt, refund };
    if (book === 'done' && state !== 'refunded') events.push({ kind: 'notice', ...on });
    if (call === null) continue;
    events.push({ kind: 'refundSilent', ...on });
    if (call.at === 'out') {
      for (const choice of choices(world, attempt, refund, call.service)) events.push({ kind: 'refundArrives', ...on, choice });
      events.push({ kind: 'refundNotSent', ...on });
    } else {
      events.push({ kind: 'refundAnswered', ...on });
    }
  }
  return events;
}

const spend = (world: World, what: keyof Budget): void => {
  world.left = { ...world.left, [what]: Math.max(world.left[what] - 1, 0) };
};

function happen(till: ArrivalTill, world: World, event: WorldEvent): void {
  switch (event.kind) {
    case 'pay': {
      const payment = world.payments.findIndex(({ paid }) => !paid);
      at(world.payments, payment).paid = true;
      world.messages.push({ payment, stored: false, applied: false, acknowledged: false });
      return;
    }
    case 'newId':
      spend(world, 'newIds');
      world.messages.push({ payment: event.payment, stored: false, applied: false, acknowledged: false });
      return;
    case 'undo':
      spend(world, 'portal');
      at(world.payments, event.payment).undone = true;
      return;
    case 'deliver':
      return till.take(world, event.message, null);
    case 'deliverDies':
      spend(world, 'crashes');
      return till.take(world, event.message, event.after);
    case 'openSale':
      spend(world, 'sales');
      world.sales.push({ amount: event.amount, state: 'open', paidOtherwise: false });
      return;
    case 'discard':
      at(world.sales, openSale(world)).state = 'discarded';
      return;
    case 'payOtherwise':
      Object.assign(at(world.sales, openSale(world)), { state: 'completed', paidOtherwise: true });
      return;
    case 'pause':
      spend(world, 'pauses');
      return till.pause(world);
    case 'crash':
      spend(world, 'crashes');
      return till.crash(world);
    case 'restart':
      return till.restart(world);
    default:
      return happenTo(till, world, event, at(world.attempts, event.attempt));
  }
}

function happenTo(till: ArrivalTill, world: World, event: Extract<WorldEvent, { attempt: number }>, one: Attempt): void {
  switch (event.kind) {
    case 'match':
      return till.match(world, one);
    case 'giveBack':
      return till.giveBack(world, one, false);
    case 'giveBackDies':
      spend(world, 'crashes');
      return till.giveBack(world, one, true);
    case 'retry':
      spend(world, 'retries');
      till.begin(one);
      return till.launch(one, at(one.refunds, one.refunds.length - 1));
    case 'inquiryArrives':
      one.inquiry = inquiryAnswer(world, one);
      return;
    case 'inquiryAnswered':
      return till.hearInquiry(world, one, one.inquiry === null || one.inquiry === 'out' ? 'silent' : one.inquiry);
    case 'inquirySilent':
      return till.hearInquiry(world, one, 'silent');
    default:
      return happenToRefund(till, event, one, at(one.refunds, event.refund));
  }
}

function happenToRefund(till: ArrivalTill, event: Extract<WorldEvent, { refund: number }>, one: Attempt, refund: Refund): void {
  switch (event.kind) {
    case 'refundArrives':
      if (refund.call) refund.call = { ...refund.call, at: arrive(refund, refund.call.service, event.choice) };
      return;
    case 'strayArrives':
      refund.strayOut = false;
      arrive(refund, 'refund', event.choice);
      return;
    case 'refundAnswered':
      return till.hearRefund(one, refund, refund.call === null || refund.call.at === 'out' ? 'silent' : refund.call.at);
    case 'refundSilent':
      // A request that is still on its way may arrive all the same.
      if (refund.call?.service === 'refund' && refund.call.at === 'out') refund.strayOut = true;
      return till.hearRefund(one, refund, 'silent');
    case 'refundNotSent':
      return till.hearRefund(one, refund, 'notSent');
    case 'notice':
      return till.notice(one, refund);
    case 'queueDone':
      refund.book = 'done';
  }
}

/** The journal calls it ended, and the gateway's book does not. */
const isMistaken = ({ state, book }: Refund): boolean => (state === 'refunded' && book !== 'done') || ((state === 'refused' || state === 'notSent') && (book === 'done' || book === 'queued'));

/** What may never be, whatever has happened. */
function broken(world: World): string | null {
  for (const [payment, { undone }] of world.payments.entries()) {
    const name = `payment ${payment + 1}`;
    const kept = world.attempts.filter((attempt) => attempt.payment === payment);
    if (kept.length > 1) return `${name} is two payments at the till`;
    const [attempt] = kept;
    if (!attempt) continue;
    const goesBack = attempt.refunds.some(({ state, book }) => book === 'done' || book === 'queued' || (state !== 'refused' && state !== 'notSent'));
    if (attempt.found === 'appliedToSale' && (goesBack || undone)) return `${name} is booked on a sale and given back`;
    if (attempt.found === 'returned' && !isBack(world, payment)) return `${name} is back in the journal and not at the gateway`;
    if (attempt.refunds.filter(({ book }) => book === 'done' || book === 'queued').length + (undone ? 1 : 0) > 1) return `${name} goes back twice`;
    if (attempt.refunds.some(isMistaken)) return `a refund of ${name} did not end so`;
    if (!world.on) continue;
    if (attempt.settling === 'appliedToSale' && attempt.inquiry === null) return `${name} is to be booked, and nobody asks`;
    if (attempt.settling === 'returned' && !openRefund(attempt)) return `${name} is to go back, and nothing sends it`;
    if (attempt.refunds.some(({ state, call, rests }) => !isRefundFinal(state) && call === null && !rests)) return `a refund of ${name} is open and nobody works on it`;
  }
  for (const [no, { state, paidOtherwise }] of world.sales.entries()) {
    const booked = world.attempts.filter(({ sale }) => sale === no).length;
    if (booked + (paidOtherwise ? 1 : 0) > 1) return `sale ${no + 1} is paid twice`;
    if (booked > 0 && state !== 'completed') return `sale ${no + 1} is ${state} and has money`;
  }
  for (const { payment, stored, applied, acknowledged } of world.messages) {
    const isKnown = world.attempts.some((attempt) => attempt.payment === payment);
    if (acknowledged && !(stored && applied && isKnown)) return `a message about payment ${payment + 1} is acknowledged, and the till does not know the money`;
    if (world.on && stored && !applied) return `a message about payment ${payment + 1} is stored, and nobody applies it`;
  }
  return null;
}

/** What happens next when nothing goes wrong any more: the gateway delivers until it is acknowledged, and gives, or refuses, what it has not decided yet. */
function quietEvent(world: World, gateway: 'gives' | 'refuses'): WorldEvent | null {
  const chosen = (possible: readonly Choice[]): Choice => (possible.includes(gateway) ? gateway : (possible[0] ?? 'only'));
  if (!world.on) return { kind: 'restart' };
  for (const [attempt, { inquiry, refunds }] of world.attempts.entries()) {
    if (inquiry !== null) return { kind: inquiry === 'out' ? 'inquiryArrives' : 'inquiryAnswered', attempt };
    for (const [refund, { call, strayOut, book }] of refunds.entries()) {
      const on = { attempt, refund };
      if (strayOut) return { kind: 'strayArrives', ...on, choice: chosen(choices(world, attempt, refund, 'refund')) };
      if (book === 'queued') return { kind: 'queueDone', ...on };
      if (call?.at === 'out') return { kind: 'refundArrives', ...on, choice: chosen(choices(world, attempt, refund, call.service)) };
      if (call) return { kind: 'refundAnswered', ...on };
    }
  }
  const message = world.messages.findIndex(({ acknowledged }) => !acknowledged);
  if (message !== -1) return { kind: 'deliver', message };
  return world.attempts.some((attempt) => openRefund(attempt)) ? { kind: 'pause' } : null;
}

/** A cashier who leaves no money lying: all of it that is still there is given back. */
function tidyEvent(world: World): WorldEvent | null {
  const attempt = world.attempts.findIndex(({ found, payment }) => found === 'found' && !isBack(world, payment));
  return attempt === -1 ? null : { kind: 'giveBack', attempt };
}
