import { isRefundFinal, REFUND_TABLE, type RefundEvent } from '../../../../shared/payment/refund-machine.ts';
import type { Rules } from './rules.ts';
import { at, newAttempt, newRefund, openRefund, openSale, type Attempt, type InquiryAnswer, type Refund, type RefundAnswer, type World } from './world.ts';

/** Where the process dies while it takes a message: before anything is on disk, or as soon as that is. */
export type Stage = 'begun' | 'stored' | 'arrived' | 'applied';

/** The till's side: electron/payments/{inbox,notified,found}.ts and engine.ts settle; of its refunds (refund-drive.ts) the way of a refund, not of a cancel. */
export class ArrivalTill {
  readonly rules: Rules;

  constructor(rules: Rules) {
    this.rules = rules;
  }

  #knows(world: World, payment: number): boolean {
    return this.rules.knowsPayments && world.attempts.some((attempt) => attempt.payment === payment);
  }

  /** What a delivery writes, in order. */
  stages(world: World, message: number): readonly Stage[] {
    const { stored, applied, payment } = at(world.messages, message);
    if (applied) return [];
    return ['begun', ...(stored ? [] : (['stored'] as const)), ...(this.#knows(world, payment) ? [] : (['arrived'] as const)), 'applied'];
  }

  /** Takes a message; the process dies after `until`, if that is given, and the gateway hears nothing. */
  take(world: World, message: number, until: Stage | null): void {
    const told = at(world.messages, message);
    if (this.rules.acknowledgesAfter === 'nothing') told.acknowledged = true;
    for (const stage of this.stages(world, message)) {
      if (stage === 'stored') told.stored = true;
      // Once it is answered nobody hears it twice; a wrong till has answered early.
      if (stage === 'stored' && this.rules.acknowledgesAfter === 'stored') told.acknowledged = true;
      if (stage === 'arrived') world.attempts.push(newAttempt(told.payment));
      if (stage === 'applied') told.applied = true;
      if (stage === until) return this.crash(world);
    }
    told.acknowledged = true;
  }

  crash(world: World): void {
    world.on = false;
    for (const attempt of world.attempts) {
      Object.assign(attempt, { settling: null, inquiry: null, chosenSale: -1 });
      for (const refund of attempt.refunds) {
        const strayOut = refund.strayOut || (refund.call?.service === 'refund' && refund.call.at === 'out');
        Object.assign(refund, { call: null, rests: false, askWanted: false, wasAskedNow: false, openEnded: false, strayOut });
      }
    }
  }

  restart(world: World): void {
    world.on = true;
    for (const attempt of world.attempts) {
      for (const refund of attempt.refunds) {
        if (isRefundFinal(refund.state)) continue;
        refund.openEnded = refund.state !== 'created';
        this.#apply(attempt, refund, 'resumed');
        this.#ask(refund, false);
      }
    }
    if (!this.rules.appliesAtStart) return;
    for (const [message, { stored, applied }] of world.messages.entries()) {
      if (!stored || applied) continue;
      const told = at(world.messages, message);
      if (!this.#knows(world, told.payment)) world.attempts.push(newAttempt(told.payment));
      told.applied = true;
    }
  }

  /** The key that books it on the open sale. Nothing happens when it may not be. */
  match(world: World, attempt: Attempt): void {
    if (attempt.found !== 'found' || attempt.settling === 'appliedToSale') return;
    if (this.rules.oneAtATime && (attempt.settling !== null || openRefund(attempt))) return;
    attempt.chosenSale = this.rules.choosesSaleLast ? -1 : this.#fitting(world, attempt);
    if (!this.rules.asksFirst) return this.#book(world, attempt);
    attempt.settling = 'appliedToSale';
    attempt.inquiry = 'out';
  }

  hearInquiry(world: World, attempt: Attempt, answer: InquiryAnswer): void {
    attempt.inquiry = null;
    attempt.settling = null;
    if (attempt.found !== 'found') return;
    if (answer === 'closed') attempt.found = 'returned';
    if (answer === 'paid' && !(this.rules.looksAgain && this.rules.oneAtATime && openRefund(attempt))) this.#book(world, attempt);
    attempt.chosenSale = -1;
  }

  #fitting(world: World, { payment }: Attempt): number {
    const open = openSale(world);
    return world.sales[open]?.amount === at(world.payments, payment).amount ? open : -1;
  }

  #book(world: World, attempt: Attempt): void {
    const chosen = this.rules.choosesSaleLast ? this.#fitting(world, attempt) : attempt.chosenSale;
    if (chosen === -1) return;
    at(world.sales, chosen).state = 'completed';
    Object.assign(attempt, { found: 'appliedToSale', sale: chosen });
  }

  /** The cashier gives it back. `dies`: as soon as the refund is on disk. */
  giveBack(world: World, attempt: Attempt, dies: boolean): void {
    if (attempt.found !== 'found' || attempt.settling === 'returned' || (this.rules.oneAtATime && attempt.settling !== null)) return;
    const open = openRefund(attempt);
    if (open) this.#askNow(open);
    else this.begin(attempt);
    if (dies) this.crash(world);
    else {
      if (!open) this.launch(attempt, at(attempt.refunds, attempt.refunds.length - 1));
      if (attempt.settling === null) attempt.settling = 'returned';
    }
  }

  /** Whether the page of refunds sends the last one anew. */
  mayRetry({ found, refunds }: Attempt): boolean {
    const last = refunds.at(-1)?.state;
    return found === 'found' && (last === 'refused' || last === 'notSent');
  }

  begin(attempt: Attempt): void {
    attempt.refunds.push(newRefund());
  }

  /** The starter has returned: the first call leaves. */
  launch(attempt: Attempt, refund: Refund): void {
    this.#apply(attempt, refund, 'sendStarted');
    refund.call = { service: 'refund', isFirst: true, isEarly: false, at: 'out' };
  }

  #askNow(refund: Refund): void {
    if (refund.wasAskedNow) return;
    refund.wasAskedNow = true;
    if (refund.rests) this.#ask(refund, true);
    else refund.askWanted = true;
  }

  #ask(refund: Refund, isEarly: boolean): void {
    Object.assign(refund, { rests: false, askWanted: false, call: { service: 'inquireRefund', isFirst: false, isEarly, at: 'out' } });
  }

  /** The pause between two inquiries is over for all that rest. */
  pause(world: World): void {
    for (const { refunds } of world.attempts) {
      for (const refund of refunds) {
        refund.wasAskedNow = false;
        if (refund.rests) this.#ask(refund, false);
      }
    }
  }

  /** A verified message says that the refund's money is back. */
  notice(attempt: Attempt, refund: Refund): void {
    this.#apply(attempt, refund, 'evidenceRefunded');
    refund.rests = false;
  }

  hearRefund(attempt: Attempt, refund: Refund, answer: RefundAnswer): void {
    const { call } = refund;
    if (!call) throw new Error('an answer to nothing');
    const isSend = call.service === 'refund';
    refund.call = null;
    this.#apply(attempt, refund, this.#eventOf(refund, answer, isSend, call.isFirst));
    if (isSend && answer === 'silent') refund.openEnded = true;
    if (isRefundFinal(refund.state)) {
      this.#ended(attempt);
      return;
    }
    if (!isSend && answer === 'absent' && refund.state === 'asking') {
      refund.call = { service: 'refund', isFirst: false, isEarly: false, at: 'out' };
    } else if (refund.askWanted) this.#ask(refund, true);
    else refund.rests = true;
  }

  #eventOf({ openEnded }: Refund, answer: RefundAnswer, isSend: boolean, isFirst: boolean): RefundEvent {
    switch (answer) {
      case 'refunded':
        return 'evidenceRefunded';
      case 'refused':
        return isSend && openEnded ? 'noAnswer' : 'evidenceRefused';
      case 'accepted':
        return 'accepted';
      case 'absent':
        return 'notFound';
      case 'notSent':
        return isFirst ? 'notSent' : 'noAnswer';
      case 'silent':
        return 'noAnswer';
    }
  }

  #apply(attempt: Attempt, refund: Refund, event: RefundEvent): void {
    const next = REFUND_TABLE[refund.state][event];
    if (next === 'stay' || next === 'anomaly') return;
    refund.state = next;
    if (next === 'refunded' && attempt.found === 'found') attempt.found = 'returned';
    if (isRefundFinal(next)) this.#ended(attempt);
  }

  /** Whoever gives it back and waits for that hears of the end. */
  #ended(attempt: Attempt): void {
    if (attempt.settling === 'returned') attempt.settling = null;
  }
}
