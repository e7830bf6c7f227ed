import { isFinal } from '../../../../shared/payment/machine.ts';
import { allows } from '../../../../shared/payment/meaning.ts';
import { leftByClock } from './clock.ts';
import { attemptAt, type TillCore } from './core.ts';
import { beginDoubt, goDoubt } from './doubts.ts';
import { hear } from './hearing.ts';
import { go } from './rounds.ts';
import { LATE_TICKS, newAttempt, type Attempt, type Call, type World } from './world.ts';

/** What people and time do to the till (engine.ts, notified.ts, inbox.ts). */

/** Rule 3: a sale is charged again only when nothing of it is open and nothing found. */
export const mayStart = (till: TillCore, world: World): boolean =>
  world.on && !world.saleDone && world.paymentsLeft > 0 && world.attempts.every((attempt) => till.rules.freesSale(attempt.state) && !attempt.found);

/** `dies`: the process ends when the attempt is on disk and before its first byte leaves. */
export function start(till: TillCore, world: World, dies: boolean): void {
  world.paymentsLeft -= 1;
  const at = world.attempts.push(newAttempt(world, till.lifeTicks)) - 1;
  if (dies) return crash(till, world);
  attemptAt(world, at).place = 'round';
  go(till, world, at);
}

export const mayCancel = (attempt: Attempt): boolean => allows(attempt.state, 'cancel') && !attempt.cancelAsked;

export function cancel(till: TillCore, world: World, at: number): void {
  const attempt = attemptAt(world, at);
  attempt.cancelAsked = true;
  // Nobody wants the code any more; the request for it may still arrive.
  const asked = world.calls.find((call) => call.attempt === at && call.service === 'pay' && call.task === 'main' && call.deadlineTicks > 0);
  if (till.facts.presented === 'byShop' && asked) {
    leave(world, asked);
    hear(till, world, asked, 'timeout');
  } else go(till, world, at);
}

export const mayAskNow = (attempt: Attempt): boolean => allows(attempt.state, 'askNow') && !attempt.askedNow;

export function askNow(till: TillCore, world: World, at: number): void {
  const attempt = attemptAt(world, at);
  attempt.askedNow = true;
  attempt.askNowWanted = true;
  go(till, world, at);
}

/** The customer's window has taken the code away. */
export function withdrawn(till: TillCore, world: World, at: number): void {
  attemptAt(world, at).waitTicks = 0;
  go(till, world, at);
}

/** A verified notification says paid; it is on disk. */
export function applyNotice(till: TillCore, world: World, at: number): void {
  const attempt = attemptAt(world, at);
  attempt.notice = 'applied';
  if (attempt.state === 'paid') return;
  if (isFinal(attempt.state)) {
    attempt.doubtOpen = true;
    beginDoubt(till, world, at, 'doubtNotice');
  } else if (till.paidCounts(world, at, null)) till.take(world, at, 'evidencePaid');
  else attempt.askNowWanted = true;
  go(till, world, at);
}

export function crash(till: TillCore, world: World): void {
  world.on = false;
  for (const attempt of world.attempts) {
    const { state, booked, found, hasCode, skewDays, afterNight, leftTicks, notice, doubtOpen, trade, wasPaid, lifeTicks, codeSeen } = attempt;
    Object.assign(attempt, newAttempt(world, till.lifeTicks), { state, booked, found, hasCode, skewDays, afterNight, leftTicks, notice, doubtOpen, trade, wasPaid, lifeTicks, codeSeen });
  }
  for (const call of [...world.calls]) leave(world, call);
}

/** Every attempt that is not final is taken up again, then what was stored of messages and not applied, then open doubts. */
export function restart(till: TillCore, world: World): void {
  world.on = true;
  const open = world.attempts.flatMap((attempt, at) => (isFinal(attempt.state) ? [] : [at]));
  for (const at of open) {
    const attempt = attemptAt(world, at);
    const { state } = attempt;
    attempt.place = 'round';
    attempt.expiresTicks = till.rules.distrustsClock ? till.lifeTicks : leftByClock(world, attempt, till.lifeTicks);
    attempt.codeExpiresTicks = attempt.hasCode ? leftByClock(world, attempt, till.lifeTicks) : 0;
    // A restart in these states hides whether a cancel was on its way.
    attempt.cancelEndedTicks = state === 'cancelling' || state === 'confirming' || state === 'unresolved' ? 0 : -1;
    attempt.pauseTicks = 1;
    till.take(world, at, 'resumed');
    till.startAsking(attempt, 0);
  }
  const doubted = world.attempts.flatMap((attempt, at) => (attempt.doubtOpen ? [at] : []));
  for (let at = 0; at < world.attempts.length; at += 1) {
    const attempt = attemptAt(world, at);
    if (!open.includes(at)) attempt.place = 'done';
    if (attempt.notice === 'stored') applyNotice(till, world, at);
  }
  for (const at of doubted) beginDoubt(till, world, at, 'doubtNotice');
  for (const at of open) go(till, world, at);
}

/** Copies of one request on their way at once. A third finds nothing to do that the second has not done: every call is idempotent. */
const COPIES_MAX = 2;

/** Whether one more of the same request may be on its way. */
export function mayHaveCopy(world: World, { service, attempt, ageTicks }: Call): boolean {
  const copies = world.calls.filter((other) => other.deadlineTicks === 0 && other.service === service && other.attempt === attempt && other.ageTicks === ageTicks).length;
  return ageTicks <= LATE_TICKS && copies < COPIES_MAX;
}

/** A request that nobody waits for. */
export const copyOf = (call: Call): Call => ({ ...call, task: 'main', deadlineTicks: 0 });

/** The till no longer waits for a call. A request that changes something may still arrive; an answer or a question on its way is nobody's any more. */
export function leave(world: World, call: Call): void {
  const mayStillAct = call.phase === 'out' && call.service !== 'inquire' && mayHaveCopy(world, call);
  world.calls = world.calls.flatMap((other) => (other !== call ? [other] : mayStillAct ? [copyOf(call)] : []));
}

const less = (ticks: number, least: number): number => Math.max(ticks - 1, least);

/** One tick passes: what is due happens in the order in which it was begun. */
export function tick(till: TillCore, world: World): void {
  for (const attempt of world.attempts) {
    attempt.leftTicks = less(attempt.leftTicks, 0);
    attempt.waitTicks = less(attempt.waitTicks, 0);
    attempt.nextAskTicks = less(attempt.nextAskTicks, 0);
    attempt.codeExpiresTicks = less(attempt.codeExpiresTicks, 0);
    attempt.expiresTicks = less(attempt.expiresTicks, -LATE_TICKS - 1);
    if (attempt.cancelEndedTicks !== -1) attempt.cancelEndedTicks = Math.min(attempt.cancelEndedTicks + 1, 2 * LATE_TICKS + 2);
    attempt.askedNow = false;
    for (const doubt of [attempt.doubtLate, attempt.doubtNotice]) if (doubt) doubt.waitTicks = less(doubt.waitTicks, 0);
  }
  for (const call of world.calls) call.ageTicks += 1;
  world.calls = world.calls.filter((call) => call.deadlineTicks > 0 || call.ageTicks <= LATE_TICKS);
  for (const call of world.calls.filter(({ deadlineTicks, ageTicks }) => deadlineTicks > 0 && ageTicks >= deadlineTicks)) {
    leave(world, call);
    hear(till, world, call, 'timeout');
  }
  if (!world.on) return;
  for (let at = 0; at < world.attempts.length; at += 1) {
    go(till, world, at);
    goDoubt(till, world, at, 'doubtLate');
    goDoubt(till, world, at, 'doubtNotice');
  }
}
