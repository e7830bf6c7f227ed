import { ATTEMPT_STATES, type AttemptState } from '../../../../shared/payment/machine.ts';
import { Fingerprinter, type Print } from '../states.ts';
import type { AnswerName, Attempt, Call, Doubt, Place, Service, Task, TradeState, World } from './world.ts';

const numbers = <T extends string>(names: readonly T[]): Readonly<Record<T, number>> => Object.fromEntries(names.map((name, at) => [name, at])) as Record<T, number>;

const STATES: Readonly<Record<AttemptState, number>> = numbers(ATTEMPT_STATES);
const PLACES = {
  off: 0, round: 1, done: 2, charging: 3, coding: 4, codePause: 5, turn: 6, ask: 7, withdrawing: 8, cancelCall: 9, cancelPause: 10, confirmAsk: 11, confirmAgain: 12, confirmPause: 13, lastCancel: 14,
} as const satisfies Record<Place, number>;
const TRADES = { none: 0, burnt: 1, unscanned: 2, waiting: 3, paid: 4, closed: 5, declined: 6 } as const satisfies Record<TradeState, number>;
const SERVICES = { pay: 0, inquire: 1, cancel: 2 } as const satisfies Record<Service, number>;
const TASKS = { main: 0, late: 1, doubtLate: 2, doubtNotice: 3 } as const satisfies Record<Task, number>;
const NOTICES = { none: 0, stored: 1, applied: 2 } as const satisfies Record<Attempt['notice'], number>;
const ANSWERS = {
  paid: 0, declined: 1, closed: 2, waiting: 3, notFound: 4, code: 5, unknown: 6, notSent: 7, timeout: 8, accepted: 9, refused: 10, nothingThere: 11,
} as const satisfies Record<AnswerName, number>;

const bit = (flag: boolean): number => (flag ? 1 : 0);

const ink = new Fingerprinter();

/** The fingerprint of everything that decides what can happen next. */
export function printOf(world: World): Print {
  ink.begin();
  ink.add(bit(world.on) + 2 * bit(world.saleDone) + 4 * bit(world.night) + 8 * bit(world.hidesUnscanned) + 16 * bit(world.wrong !== null));
  ink.add(world.skewDays);
  ink.add(world.crashesLeft);
  ink.add(world.paymentsLeft + 4 * world.jumpsLeft + 16 * world.nightsLeft);
  for (const attempt of world.attempts) addAttempt(attempt);
  ink.add(100);
  for (const call of world.calls) addCall(call);
  return ink.end();
}

/** Only what can still matter: a number that is set anew before it is read makes no difference. */
function addAttempt(attempt: Attempt): void {
  const { state, trade, place } = attempt;
  const mayChange = trade === 'none' || trade === 'unscanned' || trade === 'waiting';
  ink.add(STATES[state]);
  ink.add(TRADES[trade] + 8 * NOTICES[attempt.notice]);
  ink.add(bit(attempt.booked) + 2 * bit(attempt.found) + 4 * bit(attempt.hasCode) + 8 * bit(attempt.afterNight) + 16 * bit(attempt.doubtOpen) + 32 * bit(attempt.wasPaid) + 64 * bit(attempt.codeSeen));
  ink.add(attempt.skewDays);
  ink.add(mayChange ? attempt.lifeTicks : 0);
  ink.add(attempt.cancelEndedTicks);
  ink.add(PLACES[place]);
  addDoubt(attempt.doubtLate);
  addDoubt(attempt.doubtNotice);
  if (place === 'done') return;
  ink.add(attempt.hasCode ? attempt.leftTicks : 0);
  if (place === 'off') return;
  ink.add(bit(attempt.cancelAsked) + 2 * bit(attempt.askNowWanted) + 4 * bit(attempt.askedNow) + 8 * bit(attempt.codeOnScreen) + 16 * bit(attempt.cancelIsSure));
  ink.add(attempt.expiresTicks);
  addPlace(attempt);
}

function addPlace(attempt: Attempt): void {
  switch (attempt.place) {
    case 'turn':
    case 'ask':
      ink.add(STATES[attempt.at] + 16 * bit(attempt.early) + 32 * bit(attempt.expired));
      ink.add(attempt.nextAskTicks);
      ink.add(attempt.at === 'asking' ? attempt.inquiriesDone : attempt.at === 'shown' ? attempt.codeExpiresTicks : attempt.pauseTicks);
      return;
    case 'lastCancel':
      ink.add(attempt.pauseTicks + 8 * bit(attempt.lastSaidNotFound));
      return;
    case 'cancelCall':
    case 'cancelPause':
      ink.add(attempt.cancelCalls);
      ink.add(attempt.waitTicks);
      return;
    case 'confirmAsk':
    case 'confirmAgain':
    case 'confirmPause':
      ink.add(attempt.unanswered);
      ink.add(attempt.waitTicks);
      return;
    case 'charging':
    case 'coding':
    case 'codePause':
    case 'withdrawing':
      ink.add(attempt.sends);
      ink.add(attempt.waitTicks);
      return;
    case 'off':
    case 'round':
    case 'done':
      return;
  }
}

function addDoubt(doubt: Doubt | null): void {
  ink.add(doubt === null ? 50 : (doubt.place === 'ask' ? 1 : 0) + 2 * doubt.waitTicks + 16 * doubt.pauseTicks);
}

function addCall(call: Call): void {
  ink.add(SERVICES[call.service] + 4 * call.attempt + 8 * TASKS[call.task]);
  ink.add(call.phase === 'out' ? 60 : ANSWERS[call.answer]);
  ink.add(call.ageTicks + 8 * call.deadlineTicks);
}
