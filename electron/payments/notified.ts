import { TillError } from '../../shared/errors/registry.ts';
import type { NotificationEffect } from '../../shared/journal/entries.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { PRODUCT_FACTS, type PaymentProduct } from '../../shared/payment/products.ts';
import type { Random } from '../../shared/world.ts';
import type { AttemptRow } from '../journal/port.ts';
import { verifyDoubt } from './doubt.ts';
import type { NotificationMessage } from './provider.ts';
import type { EngineJournal } from './record.ts';
import { Stalled, type Cause } from './record.ts';
import type { Run } from './run.ts';
import { Stopped } from './work.ts';

/** What a notification led to. It is on disk, except that `doubted` is settled later. */
export interface Notified {
  readonly as: NotificationEffect;
  readonly attemptId: string | null;
}

export interface NotifiedDeps {
  readonly journal: EngineJournal;
  readonly random: Random;
  /** The run of an attempt that exists. */
  readonly run: (row: AttemptRow) => Run;
  /** An attempt has just arrived paid. */
  readonly arrived: (attemptId: string) => void;
}

/**
 * What a verified notification about a payment does (payments.md rule 8). It is evidence like an inquiry's answer, with one difference: nobody knows when it was
 * written, since the gateways send it again for a day (legacy.md 5.1, ams.md 5.5). So it decides only where an old message and a new one mean the same:
 *
 * - "paid", of the amount asked for, moves an attempt that is not final and of which no cancel has ever been sent. In every state, also before the answer to pay.
 * - "paid" after a cancel that may have acted, or for an attempt that has ended without money, may be older than that: the gateway is asked, and its answer decides
 *   (`asked`, `doubted`). An answer that says paid makes it found money.
 * - "paid" of other money, or without an amount for a payment nobody asked for, is kept and shown; no sale follows from it (`mismatch`).
 * - "closed" and "failed" never decide (ams.md 5.5: never rely on it for failures): the gateway is asked at once.
 * - what names no payment and speaks of no end of one, such as a merchant's registration (ams.md 5.10), changes nothing and is nobody's money.
 * - an unknown reference on the printed code's product is money that has arrived (legacy.md 5.3); on any other product nobody here asked for it (`unknownReference`).
 *
 * Throws the journal's codes when something could not be written; then it must not be acknowledged, and applying it again is safe.
 */
export function applyNotification(message: NotificationMessage, product: PaymentProduct, deps: NotifiedDeps): Notified {
  const row = find(message, product, deps.journal);
  if (!row) return unknown(message, product, deps);
  const run = deps.run(row);
  try {
    run.record.reread();
    return { as: known(message, run), attemptId: row.attemptId };
  } catch (error) {
    if (error instanceof Stalled) throw new TillError(error.code, {}, { cause: error });
    throw error;
  }
}

/** The attempt a message speaks of: by our reference, within the gateway that sent it. */
function find({ merchantReference, gatewayPaymentId }: NotificationMessage, product: PaymentProduct, journal: EngineJournal): AttemptRow | null {
  const named = merchantReference === null ? null : journal.attemptByReference(merchantReference);
  // Money on the printed code is known by the gateway's number (legacy.md 5.3): a message may leave its reference out.
  const row = named ?? (gatewayPaymentId === null ? null : journal.arrivedPayment(gatewayPaymentId));
  return row && PRODUCT_FACTS[row.product].gateway === PRODUCT_FACTS[product].gateway ? row : null;
}

/** AlipayHK Merchant QR is a product in Hong Kong dollars (legacy.md 4.C, 8.2); its messages need not say so. */
const PRINTED_CURRENCY = 'HKD';

function unknown(message: NotificationMessage, product: PaymentProduct, { journal, random, arrived }: NotifiedDeps): Notified {
  if (message.says === 'other' && message.merchantReference === null && message.gatewayPaymentId === null) return { as: 'nothingNew', attemptId: null };
  if (PRODUCT_FACTS[product].presented !== 'printed' || message.says !== 'paid') return { as: 'unknownReference', attemptId: null };
  const { gatewayPaymentId, amountMinor, paidAtMs, payerHint, wallet } = message;
  if (gatewayPaymentId === null || amountMinor === null || amountMinor <= 0) return { as: 'mismatch', attemptId: null };
  const merchantReference = message.merchantReference ?? gatewayPaymentId;
  const currency = message.currency ?? PRINTED_CURRENCY;
  const attemptId = random.uuid();
  journal.append([{
    type: 'payment.arrived',
    data: { attemptId, product, merchantReference, gatewayPaymentId, amountMinor, currency, paid: { paidAtMs, payerHint, wallet } },
  }]);
  arrived(attemptId);
  return { as: 'arrived', attemptId };
}

function known(message: NotificationMessage, run: Run): NotificationEffect {
  run.noteCall('notification', message.says, message.gatewayCode);
  switch (message.says) {
    case 'paid':
      return paid(message, run);
    case 'closed':
    case 'failed':
      if (run.record.final) return 'nothingNew';
      askAtOnce(run);
      return 'asked';
    case 'waiting':
    case 'refunded':
    case 'other':
      return 'nothingNew';
  }
}

function paid(message: NotificationMessage, run: Run): NotificationEffect {
  const { record } = run;
  const { row } = record;
  const { amountMinor, currency, gatewayPaymentId, paidAtMs, payerHint, wallet } = message;
  const otherMoney = (amountMinor !== null && amountMinor !== row.amountMinor) || (currency !== null && currency !== row.currency);
  const otherPayment = gatewayPaymentId !== null && row.gatewayPaymentId !== null && gatewayPaymentId !== row.gatewayPaymentId;
  if (otherMoney || otherPayment) {
    record.anomaly('evidencePaid', otherMoney ? `a notification: asked ${row.amountMinor} ${row.currency}, paid ${amountMinor ?? '?'} ${currency ?? '?'}` : 'a notification names another payment');
    if (!record.final) askAtOnce(run);
    return 'mismatch';
  }
  if (row.state === 'paid') return 'nothingNew';
  if (isFinal(row.state)) {
    record.anomaly('evidencePaid', 'a notification says paid; the gateway is asked again');
    return 'doubted';
  }
  // What says "paid" names the payment and its amount (ams.md 5.5, legacy.md 5.3); one without them is not evidence, but a reason to ask.
  if (amountMinor === null || gatewayPaymentId === null || !run.paidCounts(Number.NEGATIVE_INFINITY)) {
    askAtOnce(run);
    return 'asked';
  }
  const evidence = { gatewayPaymentId, amountMinor, currency, paidAtMs, payerHint, wallet };
  const cause: Cause = { by: 'gateway', call: { service: 'notification', outcome: 'verified', gatewayCode: message.gatewayCode }, gatewayPaymentId, paid: evidence };
  record.apply('evidencePaid', cause);
  run.wake();
  return 'evidence';
}

/** As if the cashier had pressed "ask now": states that only wait ask at once, the others are about to ask anyway. */
function askAtOnce(run: Run): void {
  run.askNowWanted = true;
  run.wake();
}

/**
 * Asks the gateway about an ended attempt that a notification calls paid, until its word counts. True when it was paid (found money now); null when the till is
 * stopping or the product is off: the doubt stays open and the next start takes it up. Throws the journal's codes.
 */
export async function settleDoubt(run: Run): Promise<boolean | null> {
  try {
    await verifyDoubt(run);
    return run.record.state === 'paid';
  } catch (error) {
    if (error instanceof Stopped) return null;
    if (error instanceof Stalled) throw new TillError(error.code, {}, { cause: error });
    run.endedBy(error);
    return null;
  }
}
