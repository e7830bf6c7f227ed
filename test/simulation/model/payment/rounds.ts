import { isFinal } from '../../../../shared/payment/machine.ts';
import { attemptAt, ticksOf, type TillCore } from './core.ts';
import type { Attempt, World } from './world.ts';

/** A round that goes on so often without waiting does not wait at all. */
const SPINS_MAX = 60;

/** Lets an attempt's round run until it waits: for a call, for time, for somebody (drive.ts, paying.ts, cancelling.ts, turns.ts). */
export function go(till: TillCore, world: World, at: number): void {
  const attempt = attemptAt(world, at);
  for (let spins = 0; look(till, world, at, attempt); spins += 1) {
    if (spins < SPINS_MAX) continue;
    world.wrong ??= 'the till spins without waiting';
    return;
  }
}

/** Looks whether what an attempt waits for has come. False when it goes on waiting. */
function look(till: TillCore, world: World, at: number, attempt: Attempt): boolean {
  switch (attempt.place) {
    case 'off':
    case 'done':
    case 'coding':
    case 'ask':
    case 'cancelCall':
    case 'confirmAsk':
    case 'confirmAgain':
    case 'lastCancel':
      return false;
    case 'round':
      return begin(till, world, at, attempt);
    case 'charging':
      if (attempt.state === 'sent' && !attempt.cancelAsked && attempt.waitTicks > 0) return false;
      return giveUpOnPay(till, world, at, attempt);
    case 'codePause':
      if (attempt.state !== 'sent') attempt.place = 'round';
      else if (attempt.cancelAsked || attempt.sends >= till.timing.showRetries) giveUpOnPay(till, world, at, attempt);
      else if (attempt.waitTicks > 0) return false;
      else {
        attempt.sends += 1;
        sendCode(till, world, at, attempt);
      }
      return true;
    case 'turn':
      return takeTurn(till, world, at, attempt);
    case 'withdrawing':
      if (attempt.waitTicks > 0) return false;
      if (till.rules.looksBeforeCancel && attempt.state !== 'cancelling') attempt.place = 'round';
      else sendCancel(till, world, at, attempt);
      return true;
    case 'cancelPause':
      if (attempt.state !== 'cancelling') attempt.place = 'round';
      else if (attempt.waitTicks > 0) return false;
      else {
        attempt.cancelCalls += 1;
        sendCancel(till, world, at, attempt);
      }
      return true;
    case 'confirmPause':
      if (attempt.state !== 'confirming') attempt.place = 'round';
      else if (attempt.waitTicks > 0) return false;
      else sendConfirm(till, world, at, attempt);
      return true;
  }
}

/** Begins the round that the state asks for. */
function begin(till: TillCore, world: World, at: number, attempt: Attempt): boolean {
  const { timing } = till;
  if (isFinal(attempt.state)) {
    attempt.place = 'done';
    return false;
  }
  switch (attempt.state) {
    case 'created':
      till.take(world, at, 'sendStarted');
      return true;
    case 'sent':
      if (till.facts.presented === 'byShop') {
        attempt.sends = 0;
        sendCode(till, world, at, attempt);
      } else {
        attempt.place = 'charging';
        attempt.waitTicks = ticksOf(timing.payAnswerMs);
        till.send(world, at, 'pay', timing.payAnswerMs + timing.callMs);
      }
      return false;
    case 'shown':
      attempt.codeOnScreen = true;
      attempt.codeSeen = true;
      attempt.place = 'turn';
      attempt.at = attempt.state;
      return true;
    case 'asking':
    case 'unresolved':
      attempt.place = 'turn';
      attempt.at = attempt.state;
      return true;
    case 'cancelling':
      attempt.cancelAsked = false;
      attempt.cancelCalls = 0;
      if (attempt.codeOnScreen) {
        attempt.codeOnScreen = false;
        attempt.place = 'withdrawing';
        attempt.waitTicks = ticksOf(timing.codeWithdrawnMs);
      } else sendCancel(till, world, at, attempt);
      return false;
    case 'confirming':
      attempt.unanswered = 0;
      sendConfirm(till, world, at, attempt);
      return false;
    case 'paid':
    case 'declined':
    case 'closed':
    case 'cancelled':
    case 'notSent':
      throw new Error('final states were looked at first');
  }
}

/** The next inquiry's turn: the clock's, the cashier's "ask now" or the cashier's cancel. */
function takeTurn(till: TillCore, world: World, at: number, attempt: Attempt): boolean {
  if (attempt.state !== attempt.at) {
    attempt.place = 'round';
    return true;
  }
  const dueTicks = attempt.at === 'shown' ? Math.min(attempt.nextAskTicks, attempt.codeExpiresTicks) : attempt.nextAskTicks;
  if (!attempt.cancelAsked && !attempt.askNowWanted && dueTicks > 0) return false;
  attempt.expired = attempt.codeExpiresTicks <= 0;
  attempt.early = attempt.askNowWanted && attempt.nextAskTicks > 0;
  attempt.askNowWanted = false;
  attempt.place = 'ask';
  till.send(world, at, 'inquire', till.timing.callMs);
  return false;
}

export function giveUpOnPay(till: TillCore, world: World, at: number, attempt: Attempt): true {
  // A charge's answer may still come; that of a request for a code has come, or nobody wants it.
  for (const call of world.calls) if (call.attempt === at && call.service === 'pay' && call.deadlineTicks > 0) call.task = 'late';
  till.take(world, at, 'noAnswer');
  till.startAsking(attempt, 0);
  attempt.place = 'round';
  return true;
}

function sendCode(till: TillCore, world: World, at: number, attempt: Attempt): void {
  attempt.place = 'coding';
  till.send(world, at, 'pay', till.timing.payAnswerMs);
}

function sendCancel(till: TillCore, world: World, at: number, attempt: Attempt): void {
  attempt.place = 'cancelCall';
  till.send(world, at, 'cancel', till.timing.callMs);
}

function sendConfirm(till: TillCore, world: World, at: number, attempt: Attempt): void {
  attempt.place = 'confirmAsk';
  till.send(world, at, 'inquire', till.timing.callMs);
}
