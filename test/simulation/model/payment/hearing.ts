import { judgeCancel, mayHaveCancelled } from '../../../../electron/payments/evidence.ts';
import type { CancelOutcome } from '../../../../electron/payments/provider.ts';
import { cancelWindowEndsMs } from '../../../../shared/payment/cancel-window.ts';
import { isFinal } from '../../../../shared/payment/machine.ts';
import { cancelAnswer, paymentAnswer } from './answers.ts';
import { createdAtMs, nowMs } from './clock.ts';
import { attemptAt, ticksOf, type TillCore } from './core.ts';
import { beginDoubt, hearDoubt } from './doubts.ts';
import { go } from './rounds.ts';
import type { AnswerName, Attempt, Call, World } from './world.ts';

/** Hands a result to whoever in the till waits for it, and lets its round run on. The call itself is no longer in the world. */
export function hear(till: TillCore, world: World, call: Call, answer: AnswerName): void {
  const { attempt: at, task, ageTicks } = call;
  const attempt = attemptAt(world, at);
  switch (task) {
    case 'main':
      hearInRound(till, world, attempt, call, answer);
      break;
    case 'late':
      hearLate(till, world, attempt, call, answer);
      break;
    case 'doubtLate':
    case 'doubtNotice':
      hearDoubt(till, world, at, task, answer, ageTicks);
      break;
  }
  go(till, world, at);
}

function hearInRound(till: TillCore, world: World, attempt: Attempt, { attempt: at, service, ageTicks }: Call, answer: AnswerName): void {
  switch (attempt.place) {
    case 'charging':
      till.settle(world, at, paymentAnswer(answer), ageTicks, true);
      till.startAsking(attempt, ticksOf(till.timing.inquireEveryMs));
      attempt.place = 'round';
      return;
    case 'coding':
      return hearCode(till, world, at, answer, ageTicks);
    case 'ask':
      return attempt.at === 'unresolved' ? hearUnresolved(till, world, at, answer, ageTicks) : hearPaced(till, world, at, answer, ageTicks);
    case 'cancelCall':
      return hearCancel(till, world, at, answer);
    case 'confirmAsk':
      return hearConfirm(till, world, at, answer, ageTicks);
    case 'confirmAgain': {
      const cancel = heardCancel(till, attempt, answer);
      if (attempt.state === 'confirming') applyTaken(till, world, at, cancel);
      return confirmNext(till, world, at, false);
    }
    case 'lastCancel':
      return hearLastCancel(till, world, at, answer);
    default:
      throw new Error(`nobody waits for ${service} in ${attempt.place}`);
  }
}

/** paying.ts lateAnswer. */
function hearLate(till: TillCore, world: World, attempt: Attempt, { attempt: at, ageTicks }: Call, answer: AnswerName): void {
  const result = paymentAnswer(answer);
  if (till.judge(result).kind === 'paid' && isFinal(attempt.state) && attempt.state !== 'paid') beginDoubt(till, world, at, 'doubtLate');
  else till.settle(world, at, result, ageTicks, true);
}

/** paying.ts codeRound. */
function hearCode(till: TillCore, world: World, at: number, answer: AnswerName, askedTicks: number): void {
  const attempt = attemptAt(world, at);
  const everyTicks = ticksOf(till.timing.inquireEveryMs);
  const result = paymentAnswer(answer);
  attempt.place = 'round';
  if (attempt.state !== 'sent') return;
  const { kind } = till.judge(result);
  const isSettled = kind === 'codeReady' || kind === 'paid' || kind === 'declined' || kind === 'closed';
  if (isSettled) {
    till.settle(world, at, result, askedTicks);
    till.startAsking(attempt, everyTicks);
  } else if (kind === 'notSent' && attempt.sends === 0) till.settle(world, at, result, askedTicks, true);
  else {
    attempt.place = 'codePause';
    attempt.waitTicks = everyTicks - askedTicks;
  }
}

function cancelIfWanted(till: TillCore, world: World, at: number, spent: boolean): void {
  if (attemptAt(world, at).cancelAsked || spent) till.take(world, at, 'cancelWanted');
}

/** drive.ts askRound and shownRound. */
function hearPaced(till: TillCore, world: World, at: number, answer: AnswerName, askedTicks: number): void {
  const attempt = attemptAt(world, at);
  till.settle(world, at, paymentAnswer(answer), askedTicks);
  attempt.place = 'round';
  if (!attempt.early) {
    attempt.inquiriesDone += 1;
    attempt.nextAskTicks = Math.max(ticksOf(till.timing.inquireEveryMs) - askedTicks, 0);
  }
  if (attempt.state === attempt.at) cancelIfWanted(till, world, at, attempt.at === 'shown' ? attempt.expired : attempt.inquiriesDone >= attempt.inquiriesMax);
}

/** cancelling.ts unresolvedRound. */
function hearUnresolved(till: TillCore, world: World, at: number, answer: AnswerName, askedTicks: number): void {
  const attempt = attemptAt(world, at);
  const { kind } = till.settle(world, at, paymentAnswer(answer), askedTicks);
  attempt.place = 'round';
  if (attempt.state !== 'unresolved') return;
  if (attempt.cancelAsked) return cancelIfWanted(till, world, at, false);
  if (attempt.early) return;
  const mayCancel = kind === 'notFound' || nowMs(world) <= cancelWindowEndsMs(createdAtMs(attempt));
  if (!mayCancel || kind === 'paid') return waitUnresolved(till, attempt, kind === 'paid');
  attempt.lastSaidNotFound = kind === 'notFound';
  attempt.place = 'lastCancel';
  till.send(world, at, 'cancel', till.timing.callMs);
}

function hearLastCancel(till: TillCore, world: World, at: number, answer: AnswerName): void {
  const attempt = attemptAt(world, at);
  const cancel = heardCancel(till, attempt, answer);
  attempt.place = 'round';
  if (attempt.state !== 'unresolved' || applyTaken(till, world, at, cancel)) return;
  if (attempt.lastSaidNotFound && cancel.kind === 'refused' && till.lifeIsOver(attempt)) till.take(world, at, 'confirmed');
  else waitUnresolved(till, attempt, false);
}

function waitUnresolved(till: TillCore, attempt: Attempt, saidPaid: boolean): void {
  attempt.nextAskTicks = Math.max(attempt.pauseTicks, saidPaid ? till.settledIn(attempt) : 0);
  attempt.pauseTicks = Math.min(attempt.pauseTicks * 2, ticksOf(till.timing.unresolvedEveryMs.most));
}

function becomeUnresolved(till: TillCore, attempt: Attempt, firstTicks: number): void {
  attempt.pauseTicks = ticksOf(till.timing.unresolvedEveryMs.first);
  attempt.nextAskTicks = firstTicks;
}

/** A cancel's answer; remembers when one ended that may have acted. */
function heardCancel(till: TillCore, attempt: Attempt, answer: AnswerName): CancelOutcome {
  const result = cancelAnswer(answer);
  const isOver = !till.rules.distrustsAnsweredCancel && answer === 'nothingThere';
  if (mayHaveCancelled(result) && !isOver) attempt.cancelEndedTicks = 0;
  return judgeCancel(result);
}

/** cancelling.ts applyTaken. */
function applyTaken(till: TillCore, world: World, at: number, cancel: CancelOutcome): boolean {
  if (cancel.kind === 'unknown') till.take(world, at, 'cancelUnknown');
  if (cancel.kind !== 'accepted' && cancel.kind !== 'nothingThere') return false;
  attemptAt(world, at).cancelIsSure = cancel.kind === 'accepted';
  till.take(world, at, 'cancelAccepted');
  return true;
}

/** cancelling.ts cancelRound. */
function hearCancel(till: TillCore, world: World, at: number, answer: AnswerName): void {
  const attempt = attemptAt(world, at);
  const cancel = heardCancel(till, attempt, answer);
  attempt.place = 'round';
  if (attempt.state !== 'cancelling' || applyTaken(till, world, at, cancel)) return;
  if (cancel.kind === 'refused') {
    till.take(world, at, 'cancelRefused');
    becomeUnresolved(till, attempt, 0);
    return;
  }
  const retryMs = till.timing.cancelRetryMs[attempt.cancelCalls];
  if (retryMs === undefined) {
    till.take(world, at, 'cancelSpent');
    becomeUnresolved(till, attempt, ticksOf(till.timing.unresolvedEveryMs.first));
    return;
  }
  attempt.place = 'cancelPause';
  attempt.waitTicks = ticksOf(retryMs);
}

/** cancelling.ts confirmRound. */
function hearConfirm(till: TillCore, world: World, at: number, answer: AnswerName, askedTicks: number): void {
  const attempt = attemptAt(world, at);
  const result = paymentAnswer(answer);
  const { kind } = till.judge(result);
  const nothingCanCome = !till.rules.holdsNotFound || till.lifeIsOver(attempt) || (attempt.cancelIsSure && till.facts.payAfterCancel === 'refused');
  const held = kind === 'notFound' && !nothingCanCome;
  if (!held) till.settle(world, at, result, askedTicks);
  attempt.place = 'round';
  if (attempt.state !== 'confirming') return;
  if (kind === 'waiting' && !attempt.cancelIsSure) {
    attempt.place = 'confirmAgain';
    till.send(world, at, 'cancel', till.timing.callMs);
    return;
  }
  if (kind !== 'paid' && !held) attempt.unanswered += 1;
  confirmNext(till, world, at, held);
}

function confirmNext(till: TillCore, world: World, at: number, held: boolean): void {
  const attempt = attemptAt(world, at);
  attempt.place = 'round';
  const unconfirmed = attempt.unanswered >= till.timing.confirmTries;
  if (unconfirmed && attempt.cancelIsSure) till.take(world, at, 'confirmed');
  else if (unconfirmed) {
    till.take(world, at, 'cancelSpent');
    becomeUnresolved(till, attempt, ticksOf(till.timing.unresolvedEveryMs.first));
  } else {
    attempt.place = 'confirmPause';
    attempt.waitTicks = ticksOf(held ? till.timing.unresolvedEveryMs.first : till.timing.inquireEveryMs);
  }
}
