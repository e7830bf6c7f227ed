import { attemptAt, type TillCore } from './core.ts';
import { arrive, choices, mayPay, mayScan, pass, type Choice } from './gateway.ts';
import { hear } from './hearing.ts';
import { applyNotice, askNow, cancel, copyOf, crash, leave, mayAskNow, mayCancel, mayHaveCopy, mayStart, restart, start, tick, withdrawn } from './till.ts';
import type { Call, World } from './world.ts';

/** Everything that can happen next, by name; `call` and `attempt` are places in the world. */
export type WorldEvent =
  | { readonly kind: 'tick' | 'crash' | 'restart' | 'night' | 'start' | 'startDies' | 'jumpForward' | 'jumpBack' }
  | { readonly kind: 'arrive'; readonly call: number; readonly choice: Choice }
  /** A cancel arrives, and the line still carries a copy of it. Other requests find on their second arrival what they made on the first. */
  | { readonly kind: 'arriveTwice'; readonly call: number; readonly choice: 'only' }
  /** The till hears the answer; in time or late. */
  | { readonly kind: 'answer'; readonly call: number }
  /**
   * What the till hears cannot be believed (garbled, wrongly signed, 5xx) or the connection breaks. The request may still arrive, at once or later: that is
   * also the answer spoilt on its way back.
   */
  | { readonly kind: 'spoilt'; readonly call: number }
  /** The connection was never made. */
  | { readonly kind: 'notSent'; readonly call: number }
  /** The customer's phone reads the code; the customer confirms. */
  | { readonly kind: 'scan' | 'pay'; readonly attempt: number }
  | { readonly kind: 'notice' | 'noticeDies'; readonly attempt: number }
  | { readonly kind: 'cancel' | 'askNow' | 'withdrawn'; readonly attempt: number };

const TICK: WorldEvent = { kind: 'tick' };

export function enabled(till: TillCore, world: World): WorldEvent[] {
  const events: WorldEvent[] = [TICK];
  world.calls.forEach((call, at) => {
    const awaited = call.deadlineTicks > 0;
    if (call.phase === 'back') events.push({ kind: 'answer', call: at });
    else {
      for (const choice of choices(till, world, call)) events.push({ kind: 'arrive', call: at, choice });
      if (awaited && call.service === 'cancel' && mayHaveCopy(world, call)) events.push({ kind: 'arriveTwice', call: at, choice: 'only' });
      if (awaited) events.push({ kind: 'spoilt', call: at });
      // A question that never left and one without an answer come to the same.
      if (awaited && call.ageTicks === 0 && call.service !== 'inquire') events.push({ kind: 'notSent', call: at });
    }
  });
  world.attempts.forEach((attempt, at) => {
    if (mayScan(attempt)) events.push({ kind: 'scan', attempt: at });
    if (mayPay(attempt)) events.push({ kind: 'pay', attempt: at });
    if (!world.on) return;
    if (attempt.wasPaid && attempt.notice === 'none') {
      events.push({ kind: 'notice', attempt: at });
      if (world.crashesLeft > 0) events.push({ kind: 'noticeDies', attempt: at });
    }
    if (mayCancel(attempt)) events.push({ kind: 'cancel', attempt: at });
    if (mayAskNow(attempt)) events.push({ kind: 'askNow', attempt: at });
    if (attempt.place === 'withdrawing') events.push({ kind: 'withdrawn', attempt: at });
  });
  if (mayStart(till, world)) {
    events.push({ kind: 'start' });
    if (world.crashesLeft > 0) events.push({ kind: 'startDies' });
  }
  if (!world.on) events.push({ kind: 'restart' });
  else if (world.crashesLeft > 0 && world.attempts.length > 0) events.push({ kind: 'crash' });
  if (world.nightsLeft > 0) events.push({ kind: 'night' });
  if (world.jumpsLeft > 0) {
    if (world.skewDays < 1) events.push({ kind: 'jumpForward' });
    if (world.skewDays > -1) events.push({ kind: 'jumpBack' });
  }
  return events;
}

function callAt(world: World, at: number): Call {
  const call = world.calls[at];
  if (!call) throw new Error(`no call ${at}`);
  return call;
}

/** Changes the world. */
export function happen(till: TillCore, world: World, event: WorldEvent): void {
  switch (event.kind) {
    case 'tick':
      pass(world);
      tick(till, world);
      return;
    case 'arrive':
    case 'arriveTwice': {
      const call = callAt(world, event.call);
      if (event.kind === 'arriveTwice') world.calls.push(copyOf(call));
      const answer = arrive(till, world, call, event.choice);
      if (call.deadlineTicks === 0) world.calls.splice(event.call, 1);
      else {
        call.phase = 'back';
        call.answer = answer;
      }
      return;
    }
    case 'answer': {
      const [call] = world.calls.splice(event.call, 1);
      if (call) hear(till, world, call, call.answer);
      return;
    }
    case 'spoilt': {
      const call = callAt(world, event.call);
      leave(world, call);
      hear(till, world, call, 'unknown');
      return;
    }
    case 'notSent': {
      const [call] = world.calls.splice(event.call, 1);
      if (call) hear(till, world, call, 'notSent');
      return;
    }
    case 'scan':
      attemptAt(world, event.attempt).trade = 'waiting';
      return;
    case 'pay':
      attemptAt(world, event.attempt).trade = 'paid';
      attemptAt(world, event.attempt).wasPaid = true;
      return;
    case 'notice':
      return applyNotice(till, world, event.attempt);
    case 'noticeDies':
      attemptAt(world, event.attempt).notice = 'stored';
      world.crashesLeft -= 1;
      return crash(till, world);
    case 'cancel':
      return cancel(till, world, event.attempt);
    case 'askNow':
      return askNow(till, world, event.attempt);
    case 'withdrawn':
      return withdrawn(till, world, event.attempt);
    case 'start':
      return start(till, world, false);
    case 'startDies':
      world.crashesLeft -= 1;
      return start(till, world, true);
    case 'crash':
      world.crashesLeft -= 1;
      return crash(till, world);
    case 'restart':
      return restart(till, world);
    case 'night':
      world.nightsLeft -= 1;
      world.night = true;
      return;
    case 'jumpForward':
      world.jumpsLeft -= 1;
      world.skewDays += 1;
      return;
    case 'jumpBack':
      world.jumpsLeft -= 1;
      world.skewDays -= 1;
      return;
  }
}

/** One event in words, for a path that went wrong. */
export function tell(world: World, event: WorldEvent): string {
  const which = (at: number): string => (world.attempts.length > 1 || at > 0 ? ` of payment ${at + 1}` : '');
  const call = 'call' in event ? world.calls[event.call] : undefined;
  if (call) {
    const what = event.kind === 'answer' ? `answer "${call.answer}"` : event.kind === 'arrive' || event.kind === 'arriveTwice' ? `arrives${event.kind === 'arriveTwice' ? ', the first of two' : ''}${'choice' in event && event.choice !== 'only' ? ` (${event.choice})` : ''}` : event.kind;
    return `${call.service}${which(call.attempt)}: ${what}`;
  }
  return `${event.kind}${'attempt' in event ? which(event.attempt) : ''}`;
}
