import { at, type Attempt, type InquiryAnswer, type Refund, type RefundAnswer, type RefundCall, type World } from './world.ts';

/** An honest gateway with one book per refund reference. Where the shop's balance or its queue decides, the checker walks every choice. */
export type Choice = 'only' | 'gives' | 'queues' | 'refuses';

const ONLY: readonly Choice[] = ['only'];
const NEW: readonly Choice[] = ['gives', 'queues', 'refuses'];
const REFUSED: readonly Choice[] = ['refuses'];

/** The money has gone back to the customer. */
export const isBack = (world: World, payment: number): boolean =>
  at(world.payments, payment).undone || world.attempts.some((attempt) => attempt.payment === payment && attempt.refunds.some(({ book }) => book === 'done'));

/** It has, or waits in the gateway's queue to go. */
export const isPromised = (world: World, payment: number): boolean => isBack(world, payment) || world.attempts.some((attempt) => attempt.payment === payment && attempt.refunds.some(({ book }) => book === 'queued'));

/** What may come of a request that arrives now. */
export function choices(world: World, attempt: number, refund: number, service: RefundCall['service']): readonly Choice[] {
  const { payment, refunds } = at(world.attempts, attempt);
  if (service === 'inquireRefund' || at(refunds, refund).book !== 'none') return ONLY;
  return isPromised(world, payment) ? REFUSED : NEW;
}

const SAYS = { none: 'absent', queued: 'accepted', done: 'refunded', failed: 'refused' } as const;

/** The request is worked on; gives the answer that sets out. The same refund again moves money once. */
export function arrive(refund: Refund, service: RefundCall['service'], choice: Choice): RefundAnswer {
  if (service === 'refund' && refund.book === 'none') refund.book = choice === 'gives' ? 'done' : choice === 'queues' ? 'queued' : 'failed';
  return SAYS[refund.book];
}

/** An inquiry about the payment: what has gone back whole is closed (legacy.md 4.A.2). */
export const inquiryAnswer = (world: World, { payment }: Attempt): InquiryAnswer => (isBack(world, payment) ? 'closed' : 'paid');
