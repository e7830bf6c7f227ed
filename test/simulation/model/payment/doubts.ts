import { paymentAnswer } from './answers.ts';
import { attemptAt, ticksOf, type TillCore } from './core.ts';
import type { AnswerName, Attempt, World } from './world.ts';

type Which = 'doubtLate' | 'doubtNotice';

/** doubt.ts verifyDoubt: a message has said "paid" for an attempt that ended without money. */
export function beginDoubt(till: TillCore, world: World, at: number, which: Which): void {
  const attempt = attemptAt(world, at);
  if (attempt[which]) return;
  attempt[which] = { place: 'pause', waitTicks: till.settledIn(attempt), pauseTicks: ticksOf(till.timing.unresolvedEveryMs.first) };
  goDoubt(till, world, at, which);
}

export function goDoubt(till: TillCore, world: World, at: number, which: Which): void {
  const attempt = attemptAt(world, at);
  const doubt = attempt[which];
  if (!doubt || doubt.place === 'ask' || doubt.waitTicks > 0) return;
  if (attempt.state === 'paid') {
    lay(attempt, which);
    return;
  }
  doubt.place = 'ask';
  till.send(world, at, 'inquire', till.timing.callMs, which);
}

export function hearDoubt(till: TillCore, world: World, at: number, which: Which, answer: AnswerName, askedTicks: number): void {
  const attempt = attemptAt(world, at);
  const doubt = attempt[which];
  if (!doubt) throw new Error('nobody doubts');
  const { kind } = till.settle(world, at, paymentAnswer(answer), askedTicks);
  const unanswered = kind === 'nothing' || kind === 'notSent';
  const tooEarly = kind === 'paid' && !till.paidCounts(world, at, askedTicks);
  if (!unanswered && !tooEarly) {
    lay(attempt, which);
    return;
  }
  doubt.place = 'pause';
  doubt.waitTicks = doubt.pauseTicks;
  doubt.pauseTicks = Math.min(doubt.pauseTicks * 2, ticksOf(till.timing.unresolvedEveryMs.most));
}

function lay(attempt: Attempt, which: Which): void {
  attempt[which] = null;
  if (which === 'doubtNotice') attempt.doubtOpen = false;
}
