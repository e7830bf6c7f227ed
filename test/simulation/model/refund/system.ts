import { isRefundFinal, REFUND_STATES } from '../../../../shared/payment/refund-machine.ts';
import type { System } from '../explore.ts';
import { Fingerprinter, type Print } from '../states.ts';
import { arrive, choices, type Choice } from './gateway.ts';
import type { Rules } from './rules.ts';
import { refundAt, RefundTill } from './till.ts';
import { cloneWorld, LATE_TICKS, newWorld, PAID, type Budget, type Call, type World } from './world.ts';

export type WorldEvent =
  /** Time passes everywhere. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'arrive'; readonly call: number; readonly choice: Choice }
  | { readonly kind: 'answer'; readonly call: number }
  /** The till hears something it cannot believe; what was on its way is lost. */
  | { readonly kind: 'spoilt'; readonly call: number }
  /** No connection was made: nothing has left. */
  | { readonly kind: 'notSent'; readonly call: number }
  | { readonly kind: 'begin'; readonly amount: number }
  /** The same, and the process dies as soon as it is on disk. */
  | { readonly kind: 'beginDies'; readonly amount: number }
  | { readonly kind: 'retry'; readonly order: number }
  | { readonly kind: 'askNow'; readonly refund: number }
  | { readonly kind: 'notice'; readonly refund: number }
  | { readonly kind: 'queueDone'; readonly refund: number }
  | { readonly kind: 'queueFails'; readonly refund: number }
  | { readonly kind: 'night' }
  | { readonly kind: 'crash' }
  | { readonly kind: 'restart' };

export interface RefundSystem extends System<World, WorldEvent> {
  readonly till: RefundTill;
}

/** The money of one payment going back, as something to walk. */
export function refundSystem(rules: Rules, budget: Budget): RefundSystem {
  const till = new RefundTill(rules);
  return {
    name: 'refund', till, roots: [newWorld(budget)], clone: cloneWorld, printOf, broken, tell,
    enabled: (world) => enabled(till, world),
    happen: (world, event) => happen(till, world, event),
    waysToEnd: [(world) => quietEvent(world, 'gives'), (world) => quietEvent(world, 'refuses')],
    stand: (world) => world.refunds.map(({ way, state }) => `${way} ${state}`).join(', '),
  };
}

function enabled(till: RefundTill, world: World): WorldEvent[] {
  const events: WorldEvent[] = [{ kind: 'tick' }];
  for (const [call, made] of world.calls.entries()) {
    if (made.phase === 'out') {
      for (const choice of choices(world, made)) events.push({ kind: 'arrive', call, choice });
      if (made.isAwaited) events.push({ kind: 'spoilt', call }, { kind: 'notSent', call });
    } else {
      events.push({ kind: 'answer', call }, { kind: 'spoilt', call });
    }
  }
  for (const [refund, { book, state, place, wasAskedNow }] of world.refunds.entries()) {
    if (book === 'queued') events.push({ kind: 'queueDone', refund }, { kind: 'queueFails', refund });
    if (!world.on) continue;
    if (book === 'done' && state !== 'refunded') events.push({ kind: 'notice', refund });
    if (place === 'wait' && !wasAskedNow) events.push({ kind: 'askNow', refund });
  }
  if (world.nightsLeft > 0) events.push({ kind: 'night' });
  if (!world.on) return [...events, { kind: 'restart' }];
  for (let amount = 1; amount <= PAID && world.ordersLeft > 0; amount += 1) {
    if (!till.mayBegin(world, amount)) continue;
    events.push({ kind: 'begin', amount });
    if (world.crashesLeft > 0) events.push({ kind: 'beginDies', amount });
  }
  for (let order = 0; order < world.orders && world.retriesLeft > 0; order += 1) {
    if (till.mayRetry(world, order)) events.push({ kind: 'retry', order });
  }
  if (world.crashesLeft > 0) events.push({ kind: 'crash' });
  return events;
}

function happen(till: RefundTill, world: World, event: WorldEvent): void {
  switch (event.kind) {
    case 'tick':
      tick(till, world);
      return;
    case 'arrive': {
      const call = callAt(world, event.call);
      const answer = arrive(world, call, event.choice);
      if (call.isAwaited) Object.assign(call, { phase: 'back', answer });
      else world.calls.splice(event.call, 1);
      return;
    }
    case 'answer':
    case 'notSent': {
      const [call] = world.calls.splice(event.call, 1);
      if (call) till.hear(world, call, event.kind === 'answer' ? call.answer : 'notSent');
      return;
    }
    case 'spoilt': {
      const call = callAt(world, event.call);
      // A request that is still on its way may arrive all the same.
      if (call.phase === 'out') world.calls[event.call] = { ...call, isAwaited: false };
      else world.calls.splice(event.call, 1);
      till.hear(world, call, 'unknown');
      return;
    }
    case 'begin':
    case 'beginDies': {
      world.ordersLeft -= 1;
      world.orders += 1;
      const at = till.begin(world, world.orders - 1, event.amount);
      if (event.kind === 'begin') {
        till.launch(world, at);
        return;
      }
      world.crashesLeft -= 1;
      till.crash(world);
      return;
    }
    case 'retry': {
      world.retriesLeft -= 1;
      const last = world.refunds.findLast(({ order }) => order === event.order);
      till.launch(world, till.begin(world, event.order, last?.amount ?? 0));
      return;
    }
    case 'askNow':
      till.askNow(world, event.refund);
      return;
    case 'notice':
      till.notice(world, event.refund);
      return;
    case 'queueDone':
      refundAt(world, event.refund).book = 'done';
      return;
    case 'queueFails':
      refundAt(world, event.refund).book = 'failed';
      return;
    case 'night':
      world.nightsLeft -= 1;
      world.night = true;
      return;
    case 'crash':
      world.crashesLeft -= 1;
      till.crash(world);
      return;
    case 'restart':
      till.restart(world);
      return;
  }
}

function tick(till: RefundTill, world: World): void {
  for (const call of world.calls) call.ageTicks += 1;
  // Waits that end now were begun before calls that end now.
  const before = world.calls.length;
  if (world.on) for (const at of world.refunds.keys()) till.wait(world, at);
  const made = world.calls.slice(0, before);
  const fresh = world.calls.slice(before);
  const overdue = made.filter(({ isAwaited, ageTicks }) => isAwaited && ageTicks >= 1);
  world.calls = made.flatMap((call) => (call.phase === 'out' && call.ageTicks < LATE_TICKS ? [overdue.includes(call) ? { ...call, isAwaited: false } : call] : []));
  world.calls.push(...fresh);
  for (const call of overdue) till.hear(world, call, 'timeout');
}

function callAt(world: World, at: number): Call {
  const call = world.calls[at];
  if (!call) throw new Error(`no call ${at}`);
  return call;
}

/** What may never be, whatever has happened. */
function broken(world: World): string | null {
  const isBack = (at: number): boolean => refundAt(world, at).book === 'done' || world.cancelledBy === at;
  let reserved = 0;
  for (const [at, { state, place, amount, order }] of world.refunds.entries()) {
    const name = `refund ${at + 1}`;
    if (state === 'refunded' && !isBack(at)) return `${name} is back in the journal and not at the gateway`;
    if ((state === 'refused' || state === 'notSent') && (isBack(at) || refundAt(world, at).book === 'queued')) return `${name} ended as ${state}, and its money goes back`;
    if (isBack(at) && world.refunds.some((other, otherAt) => otherAt !== at && other.order === order && isBack(otherAt))) return 'the money of one return goes back twice';
    if (state !== 'refused' && state !== 'notSent') reserved += amount;
    if (world.on && !isRefundFinal(state) && (place === 'off' || place === 'done')) return `${name} is ${state} and nobody works on it`;
    if (world.on && (place === 'send' || place === 'ask') && !isRefundFinal(state) && !world.calls.some((call) => call.refund === at && call.isAwaited)) return `${name} waits for a call that nobody makes`;
  }
  return reserved > PAID ? 'more is promised back than was paid' : null;
}

/** What happens next when nothing goes wrong any more; the gateway gives, or refuses, what it has not decided yet. */
function quietEvent(world: World, gateway: 'gives' | 'refuses'): WorldEvent | null {
  if (!world.on) return { kind: 'restart' };
  const out = world.calls.findIndex(({ phase }) => phase === 'out');
  const call = world.calls[out];
  if (call) return { kind: 'arrive', call: out, choice: choices(world, call).includes(gateway) ? gateway : 'only' };
  if (world.calls.length > 0) return { kind: 'answer', call: 0 };
  const queued = world.refunds.findIndex(({ book }) => book === 'queued');
  if (queued !== -1) return { kind: gateway === 'gives' ? 'queueDone' : 'queueFails', refund: queued };
  return world.refunds.every(({ state }) => isRefundFinal(state)) ? null : { kind: 'tick' };
}

const PLACES = ['off', 'send', 'ask', 'wait', 'done'] as const;
const BOOKS = ['none', 'queued', 'done', 'failed'] as const;
const SERVICES = ['refund', 'inquireRefund', 'cancel', 'inquire'] as const;
const ANSWERS = ['refunded', 'refused', 'accepted', 'absent', 'closed', 'paid', 'unknown', 'notSent', 'timeout'] as const;
const bit = (flag: boolean): number => (flag ? 1 : 0);
const ink = new Fingerprinter();

/** The fingerprint of everything that decides what can happen next. */
function printOf(world: World): Print {
  ink.begin();
  ink.add(bit(world.on) + 2 * bit(world.night) + 4 * world.ordersLeft + 16 * world.retriesLeft + 64 * world.crashesLeft);
  ink.add(world.nightsLeft + 4 * world.orders);
  ink.add(world.cancelledBy);
  for (const refund of world.refunds) {
    ink.add(refund.order + 4 * refund.amount + 16 * bit(refund.way === 'cancel'));
    ink.add(REFUND_STATES.indexOf(refund.state) + 8 * BOOKS.indexOf(refund.book));
    ink.add(PLACES.indexOf(refund.place));
    // What has ended keeps nothing in mind.
    if (refund.place === 'done' || refund.place === 'off') continue;
    ink.add(bit(refund.isEarly) + 2 * bit(refund.wasAskedNow) + 4 * bit(refund.cancelRefused) + 8 * refund.unconfirmed + 32 * bit(refund.counts));
    ink.add(refund.waitTicks + 4 * refund.asksDone + 16 * refund.pauseTicks);
    ink.add(refund.openEndedTicks);
  }
  ink.add(100);
  for (const call of world.calls) {
    ink.add(SERVICES.indexOf(call.service) + 4 * call.refund + 32 * bit(call.isFirst) + 64 * bit(call.isAwaited));
    ink.add(call.phase === 'out' ? 60 : ANSWERS.indexOf(call.answer));
    ink.add(call.ageTicks);
  }
  return ink.end();
}

function tell(world: World, event: WorldEvent): string {
  const service = (at: number): string => `${world.calls[at]?.service ?? '?'} ${(world.calls[at]?.refund ?? 0) + 1}`;
  switch (event.kind) {
    case 'arrive':
      return `${service(event.call)}: arrives${event.choice === 'only' ? '' : ` (${event.choice})`}`;
    case 'answer':
      return `${service(event.call)}: answer "${world.calls[event.call]?.answer ?? '?'}"`;
    case 'spoilt':
    case 'notSent':
      return `${service(event.call)}: ${event.kind === 'spoilt' ? 'something that cannot be believed' : 'never left'}`;
    case 'begin':
    case 'beginDies':
      return `${event.kind} ${event.amount} of ${PAID}`;
    case 'retry':
      return `retry of return ${event.order + 1}`;
    case 'askNow':
    case 'notice':
    case 'queueDone':
    case 'queueFails':
      return `${event.kind} ${event.refund + 1}`;
    case 'tick':
    case 'night':
    case 'crash':
    case 'restart':
      return event.kind;
  }
}
