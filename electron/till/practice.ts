import type { PracticeView, ScanResult } from '../../shared/contract/views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { BEHAVIOURS, type Behaviour } from '../training/behaviours.ts';
import type { PracticeWorld } from '../training/practice-world.ts';
import type { Minor } from '../../shared/money.ts';
import type { Desk } from './desk.ts';
import { takeScan } from './scanning.ts';
import { shownAttempt } from './snapshot.ts';

const isBehaviour = (text: string): text is Behaviour => (BEHAVIOURS as readonly string[]).includes(text);

/** The practice panel: who works here with their PINs, customers with their codes of this minute, and the order code on the customer's screen if there is one. */
export function practiceView(desk: Desk, world: PracticeWorld, staff: readonly PracticeView['staff'][number][]): PracticeView {
  const attempt = shownAttempt(desk);
  return {
    staff: [...staff],
    customers: world.customers().map((customer) => ({
      customerId: customer.behaviour, name: { en: customer.name.en, zhHans: customer.name.zh, zhHant: customer.name.zh }, behaviour: customer.behaviour, code: customer.code,
      codeExpiresAtMs: desk.clock.nowMs() + customer.secondsLeft * 1000,
    })),
    orderCode: attempt?.orderCode ? { text: attempt.orderCode.text, amountMinor: attempt.amountMinor } : null,
    behaviours: [...BEHAVIOURS],
    printedCodes: desk.journal.merchantCodes().flatMap(({ codeId, storeName, state }) => (state === 'deleted' ? [] : [{ codeId, storeName, state }])),
  };
}

/** A virtual customer holds out the phone: the same door as a scanner's. */
export function presentCode(desk: Desk, world: PracticeWorld, customerId: string): ScanResult {
  const customer = world.customers().find((candidate) => candidate.behaviour === customerId);
  if (!customer) throw new TillError('INTERNAL', { customerId });
  return takeScan(desk, { text: customer.code, source: 'wedge' });
}

/**
 * A virtual customer's phone scans an order code: `text` as its camera read it, otherwise the one on the customer's screen. Answers what
 * the phone shows. Throws PAYMENT_ATTEMPT_NOT_FOUND when there is no code to scan.
 */
export function phoneScan(desk: Desk, world: PracticeWorld, behaviour: string, text?: string): { result: string } {
  const code = text ?? shownAttempt(desk)?.orderCode?.text;
  if (!isBehaviour(behaviour) || code === undefined) throw new TillError('PAYMENT_ATTEMPT_NOT_FOUND');
  return { result: world.phoneScan(code, behaviour).kind };
}

/** A virtual customer's phone scans the shop's printed code and pays the amount typed on it. Answers what the phone shows. Throws MERCHANT_CODE_NOT_FOUND. */
export function payMerchantCode(desk: Desk, world: PracticeWorld, codeId: string, amountMinor: Minor, behaviour: string): { result: string } {
  const code = desk.journal.merchantCodes().find((row) => row.codeId === codeId);
  if (!code || !isBehaviour(behaviour)) throw new TillError('MERCHANT_CODE_NOT_FOUND');
  return { result: world.payStaticCode(code.text, amountMinor, behaviour).phone.kind };
}
