import { attemptAt, type TillCore } from './core.ts';
import type { AnswerName, Attempt, Call, World } from './world.ts';

/**
 * An honest gateway: it keeps one book per reference, and its signed word is true when it is said. Where the references leave room, or the customer decides, the
 * checker walks every choice.
 */
export type Choice = 'only' | 'paysAtOnce' | 'mustConfirm' | 'isDeclined' | 'makesCode';

const ONLY: readonly Choice[] = ['only'];
const CHARGE: readonly Choice[] = ['paysAtOnce', 'mustConfirm', 'isDeclined'];
const CODE: readonly Choice[] = ['makesCode', 'isDeclined'];

/** What may come of a request that arrives now. */
export function choices(till: TillCore, world: World, call: Call): readonly Choice[] {
  const attempt = attemptAt(world, call.attempt);
  if (call.service !== 'pay' || attempt.trade !== 'none' || isTooOld(till, attempt)) return ONLY;
  return till.facts.presented === 'byShop' ? CODE : CHARGE;
}

/** AMS is told when a payment ends, and keeps to it; the legacy gateway counts from when it first hears of it (legacy.md 6.2). */
const isTooOld = (till: TillCore, attempt: Attempt): boolean => till.facts.gateway === 'ams' && attempt.lifeTicks === 0;

/** The request is worked on; gives the answer that sets out. */
export function arrive(till: TillCore, world: World, call: Call, choice: Choice): AnswerName {
  const attempt = attemptAt(world, call.attempt);
  switch (call.service) {
    case 'pay':
      return pay(till, attempt, choice);
    case 'inquire':
      return inquire(world, attempt);
    case 'cancel':
      return cancel(till, world, attempt);
  }
}

function pay(till: TillCore, attempt: Attempt, choice: Choice): AnswerName {
  switch (attempt.trade) {
    case 'none':
      break;
    // "This trade is closed" speaks of a payment under the reference; the inquiry knows how it stands.
    case 'burnt':
      return 'unknown';
    case 'unscanned':
      return 'code';
    case 'waiting':
    case 'paid':
    case 'closed':
    case 'declined':
      return says(attempt);
  }
  if (till.facts.gateway === 'legacy') attempt.lifeTicks = till.lifeTicks;
  switch (choice) {
    case 'paysAtOnce':
      attempt.trade = 'paid';
      attempt.wasPaid = true;
      return 'paid';
    case 'mustConfirm':
      attempt.trade = 'waiting';
      return 'waiting';
    case 'makesCode':
      attempt.trade = 'unscanned';
      return 'code';
    case 'isDeclined':
    case 'only':
      attempt.trade = 'declined';
      return 'declined';
  }
}

const isHidden = (world: World, { trade }: Attempt): boolean => trade === 'none' || trade === 'burnt' || (trade === 'unscanned' && world.hidesUnscanned);

function says({ trade }: Attempt): AnswerName {
  switch (trade) {
    case 'paid':
    case 'declined':
    case 'closed':
    case 'waiting':
      return trade;
    case 'unscanned':
      return 'waiting';
    case 'none':
    case 'burnt':
      return 'notFound';
  }
}

const inquire = (world: World, attempt: Attempt): AnswerName => (isHidden(world, attempt) ? 'notFound' : says(attempt));

function cancel(till: TillCore, world: World, attempt: Attempt): AnswerName {
  const isLegacy = till.facts.gateway === 'legacy';
  if (!isLegacy && isHidden(world, attempt)) return 'nothingThere';
  switch (attempt.trade) {
    case 'none':
      // What never existed is refused from now on (open-questions.md 12).
      attempt.trade = 'burnt';
      return 'accepted';
    case 'burnt':
    case 'closed':
      return 'accepted';
    case 'declined':
      return isLegacy ? 'accepted' : 'refused';
    case 'unscanned':
    case 'waiting':
    case 'paid':
      if (world.night && !attempt.afterNight) return 'refused';
      attempt.trade = 'closed';
      return 'accepted';
  }
}

/** The customer's phone has read the code: on the screen, or on a photograph of it. */
export const mayScan = ({ trade, codeSeen }: Attempt): boolean => trade === 'unscanned' && codeSeen;
export const mayPay = ({ trade }: Attempt): boolean => trade === 'waiting';

export function pass({ attempts }: World): void {
  for (const attempt of attempts) {
    if (attempt.lifeTicks > 0) attempt.lifeTicks -= 1;
    if (attempt.lifeTicks === 0 && (attempt.trade === 'waiting' || attempt.trade === 'unscanned')) attempt.trade = 'closed';
  }
}
