import { isRefundFinal, type RefundEvent } from '../../../../shared/payment/refund-machine.ts';
import { chooseWay, reservedMinor } from '../../../../shared/payment/refund-way.ts';
import { EVENING_MS, NIGHT_MS } from '../payment/clock.ts';
import type { Rules } from './rules.ts';
import { ASKS_MAX, CONFIRM_TRIES, newRefund, PAID, PAUSE_TICKS, SETTLE_TICKS, type AnswerName, type Call, type Refund, type World } from './world.ts';

/** The till's side: electron/payments/{refunds,refund-drive,refund-run}.ts, in ticks. */
export class RefundTill {
  readonly rules: Rules;
  /** Cells of the table that were asked for, as "state event". */
  readonly cells = new Set<string>();

  constructor(rules: Rules) {
    this.rules = rules;
  }

  #earlier(world: World): { way: Refund['way']; state: Refund['state']; amountMinor: number }[] {
    return world.refunds.map(({ way, state, amount }) => ({ way, state, amountMinor: amount }));
  }

  /** Whether `amount` may begin to go back now. */
  mayBegin(world: World, amount: number): boolean {
    const earlier = this.#earlier(world);
    return this.rules.mayBeginMore(earlier) && reservedMinor(earlier) + amount <= PAID;
  }

  /** Whether the cashier may send another in the place of the newest refund of that return. */
  mayRetry(world: World, order: number): boolean {
    const last = world.refunds.findLast((refund) => refund.order === order);
    if (!last || !this.rules.mayRetry(last.state)) return false;
    // A wrong till that lets go of an unknown refund lets go of its amount too.
    const earlier = this.#earlier(world).map((row, at) => (world.refunds[at] === last ? { ...row, state: 'refused' as const } : row));
    return this.rules.mayBeginMore(earlier) && reservedMinor(earlier) + last.amount <= PAID;
  }

  begin(world: World, order: number, amount: number): number {
    const nowMs = EVENING_MS + (world.night ? NIGHT_MS : 0);
    const { way } = chooseWay({ amountMinor: PAID, createdAtMs: EVENING_MS, paidAtMs: null }, this.#earlier(world), amount, nowMs);
    world.refunds.push(newRefund(order, way, amount));
    return world.refunds.length - 1;
  }

  /** The starter has returned: the first call leaves. */
  launch(world: World, at: number): void {
    this.#apply(refundAt(world, at), 'sendStarted');
    this.#send(world, at, true);
  }

  restart(world: World): void {
    world.on = true;
    for (const [at, refund] of world.refunds.entries()) {
      if (isRefundFinal(refund.state)) {
        refund.place = 'done';
        continue;
      }
      // A restart hides whether a call was on its way.
      refund.openEndedTicks = refund.state === 'created' ? -1 : 0;
      this.#apply(refund, 'resumed');
      if (isRefundFinal(refund.state)) refund.place = 'done';
      else this.#ask(world, at);
    }
  }

  crash(world: World): void {
    world.on = false;
    for (const refund of world.refunds) Object.assign(refund, { place: 'off', waitTicks: 0, asksDone: 0, pauseTicks: PAUSE_TICKS.first, isEarly: false, wasAskedNow: false, cancelRefused: false, unconfirmed: 0, openEndedTicks: -1, counts: true });
    world.calls = world.calls.filter(({ phase }) => phase === 'out').map((call) => ({ ...call, isAwaited: false }));
  }

  askNow(world: World, at: number): void {
    const refund = refundAt(world, at);
    refund.wasAskedNow = true;
    this.#ask(world, at, refund.waitTicks > 0);
  }

  /** A verified message says that the money is back. */
  notice(world: World, at: number): void {
    const refund = refundAt(world, at);
    this.#apply(refund, 'evidenceRefunded');
    if (refund.place === 'wait') refund.place = 'done';
  }

  /** One tick of a wait; asks when it is over. */
  wait(world: World, at: number): void {
    const refund = refundAt(world, at);
    refund.wasAskedNow = false;
    if (refund.openEndedTicks >= 0 && refund.openEndedTicks < SETTLE_TICKS) refund.openEndedTicks += 1;
    if (refund.waitTicks > 0) refund.waitTicks -= 1;
    if (refund.place === 'wait' && refund.waitTicks === 0) this.#ask(world, at);
  }

  /** The till hears the answer of a call it waits for. */
  hear(world: World, call: Call, answer: AnswerName): void {
    const at = call.refund;
    const refund = refundAt(world, at);
    switch (call.service) {
      case 'refund':
        this.#settleRefund(refund, call, answer);
        break;
      case 'inquireRefund':
        this.#settleInquiry(refund, answer);
        break;
      case 'cancel':
        this.#settleCancel(refund, call, answer);
        break;
      case 'inquire':
        this.#settleLook(world, at, answer);
        break;
    }
    if (isRefundFinal(refund.state)) {
      refund.place = 'done';
      return;
    }
    const asked = call.service === 'inquireRefund' || call.service === 'inquire';
    const sendsAgain = asked && refund.state === 'asking' && (answer === 'absent' || (answer === 'paid' && !refund.cancelRefused));
    if (sendsAgain) {
      this.#send(world, at, false);
      return;
    }
    if (call.isFirst) refund.waitTicks = refund.way === 'cancel' ? 0 : 1;
    else if (!refund.isEarly) this.#setPace(refund);
    refund.place = 'wait';
    if (refund.waitTicks === 0) this.#ask(world, at);
  }

  #settleRefund(refund: Refund, { isFirst }: Call, answer: AnswerName): void {
    const early = refund.openEndedTicks !== -1 && refund.openEndedTicks < SETTLE_TICKS;
    if (answer === 'unknown' || answer === 'timeout') refund.openEndedTicks = 0;
    switch (answer) {
      case 'refunded':
        return this.#apply(refund, 'evidenceRefunded');
      case 'refused':
        return this.#apply(refund, early && this.rules.distrustsEarlyRefusal ? 'noAnswer' : 'evidenceRefused');
      case 'accepted':
        return this.#apply(refund, 'accepted');
      case 'notSent':
        return this.#apply(refund, isFirst ? 'notSent' : 'noAnswer');
      default:
        return this.#apply(refund, 'noAnswer');
    }
  }

  #settleInquiry(refund: Refund, answer: AnswerName): void {
    switch (answer) {
      case 'refunded':
        return this.#apply(refund, 'evidenceRefunded');
      case 'refused':
        return this.#apply(refund, 'evidenceRefused');
      case 'accepted':
        return this.#apply(refund, 'accepted');
      case 'absent':
        return this.#apply(refund, 'notFound');
      default:
        return this.#apply(refund, 'noAnswer');
    }
  }

  #settleCancel(refund: Refund, { isFirst }: Call, answer: AnswerName): void {
    if (answer === 'accepted' || answer === 'unknown' || answer === 'timeout') refund.openEndedTicks = 0;
    refund.cancelRefused = answer === 'refused';
    this.#apply(refund, answer === 'accepted' ? 'accepted' : answer === 'notSent' && isFirst ? 'notSent' : 'noAnswer');
  }

  #settleLook(world: World, at: number, answer: AnswerName): void {
    const refund = refundAt(world, at);
    const counts = refund.counts || !this.rules.distrustsOldPaid;
    if (answer === 'closed') return this.#apply(refund, 'evidenceRefunded');
    if (answer !== 'paid') {
      if (refund.state !== 'queued') return this.#apply(refund, 'noAnswer');
      refund.unconfirmed += 1;
      return this.#apply(refund, refund.unconfirmed >= CONFIRM_TRIES ? 'evidenceRefunded' : 'noAnswer');
    }
    refund.unconfirmed = 0;
    if (refund.state === 'queued') return this.#apply(refund, counts ? 'stillPaid' : 'noAnswer');
    if (!refund.cancelRefused) return this.#apply(refund, 'notFound');
    if (!counts) return this.#apply(refund, 'noAnswer');
    this.#apply(refund, 'evidenceRefused');
    if (refund.state !== 'refused') return;
    // In the same transaction: the refund that takes the cancel's place.
    world.refunds.push(newRefund(refund.order, 'refund', refund.amount));
    this.launch(world, world.refunds.length - 1);
  }

  #apply(refund: Refund, event: RefundEvent): void {
    this.cells.add(`${refund.state} ${event}`);
    const next = this.rules.table[refund.state][event];
    if (next !== 'stay' && next !== 'anomaly') refund.state = next;
  }

  #send(world: World, at: number, isFirst: boolean): void {
    const refund = refundAt(world, at);
    refund.place = 'send';
    world.calls.push({ service: refund.way === 'cancel' ? 'cancel' : 'refund', refund: at, isFirst, phase: 'out', answer: 'unknown', ageTicks: 0, isAwaited: true });
  }

  /** `isEarly`: somebody did not want to wait; the next round keeps its time. */
  #ask(world: World, at: number, isEarly = false): void {
    const refund = refundAt(world, at);
    refund.place = 'ask';
    refund.isEarly = isEarly;
    refund.counts = refund.openEndedTicks === -1 || refund.openEndedTicks >= SETTLE_TICKS;
    world.calls.push({ service: refund.way === 'cancel' ? 'inquire' : 'inquireRefund', refund: at, isFirst: false, phase: 'out', answer: 'unknown', ageTicks: 0, isAwaited: true });
  }

  #setPace(refund: Refund): void {
    refund.asksDone = Math.min(refund.asksDone + 1, ASKS_MAX);
    if (refund.asksDone < ASKS_MAX) {
      refund.waitTicks = 1;
      return;
    }
    refund.waitTicks = refund.pauseTicks;
    refund.pauseTicks = Math.min(refund.pauseTicks * 2, PAUSE_TICKS.most);
  }
}

export function refundAt(world: World, at: number): Refund {
  const refund = world.refunds[at];
  if (!refund) throw new Error(`no refund ${at}`);
  return refund;
}
