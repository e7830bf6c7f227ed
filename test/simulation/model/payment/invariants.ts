import { isFinal } from '../../../../shared/payment/machine.ts';
import type { World } from './world.ts';

const CALLING = new Set(['charging', 'coding', 'ask', 'cancelCall', 'confirmAsk', 'confirmAgain', 'lastCancel']);

/** What may never be, whatever has happened. Null when all is well. */
export function broken(world: World): string | null {
  if (world.wrong !== null) return world.wrong;
  let charged = 0;
  let booked = 0;
  for (const [at, attempt] of world.attempts.entries()) {
    const isMoneyThere = attempt.trade === 'paid';
    const isEnd = isFinal(attempt.state);
    if (isMoneyThere) charged += 1;
    if (attempt.booked) booked += 1;
    if (attempt.state === 'paid' && !attempt.wasPaid) return `payment ${at + 1} is paid without evidence`;
    if (attempt.state === 'paid' && !isMoneyThere) return `payment ${at + 1} is paid in the journal, and its money went back`;
    if (attempt.state === 'paid' && attempt.booked === attempt.found) return `payment ${at + 1} is paid and neither booked nor found, or both`;
    if (attempt.state !== 'paid' && attempt.booked) return `payment ${at + 1} is booked and not paid`;
    if (isEnd && attempt.state !== 'paid' && isMoneyThere) return `payment ${at + 1} ended as ${attempt.state}, and its money is with the gateway`;
    if (!world.on || isEnd) continue;
    if (attempt.place === 'off' || attempt.place === 'done' || attempt.place === 'round') return `payment ${at + 1} is ${attempt.state} and nobody works on it`;
    const calls = world.calls.some((call) => call.attempt === at && call.deadlineTicks > 0 && call.task === 'main');
    if (CALLING.has(attempt.place) && !calls) return `payment ${at + 1} waits for a call that nobody makes`;
  }
  if (charged > 1) return 'the sale is charged twice';
  if (booked > 1) return 'the sale is booked twice';
  if (world.saleDone !== (booked === 1)) return 'the sale is completed without its money, or not completed with it';
  return null;
}

/** True when nothing is left to happen but what people begin anew. */
export const isQuiet = (world: World): boolean =>
  world.on && world.calls.length === 0
  && world.attempts.every((attempt) => isFinal(attempt.state) && !attempt.doubtLate && !attempt.doubtNotice && attempt.trade !== 'waiting' && !(attempt.trade === 'unscanned' && attempt.codeSeen));
