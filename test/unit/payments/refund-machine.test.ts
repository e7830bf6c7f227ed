import { expect, test } from 'vitest';
import { isRefundFinal, REFUND_EVENTS, REFUND_STATES, REFUND_TABLE, refundStep, type RefundEvent, type RefundState } from '../../../shared/payment/refund-machine.ts';

const CELLS = REFUND_STATES.flatMap((state) => REFUND_EVENTS.map((event) => ({ state, event, next: REFUND_TABLE[state][event] })));
const FINALS = REFUND_STATES.filter(isRefundFinal);
const OPEN = REFUND_STATES.filter((state) => !isRefundFinal(state));

test('every state has an answer for every event, and every answer is known', () => {
  expect(CELLS).toHaveLength(REFUND_STATES.length * REFUND_EVENTS.length);
  const known: readonly string[] = [...REFUND_STATES, 'stay', 'anomaly'];
  for (const { next } of CELLS) expect(known).toContain(next);
});

test('a step is the table\'s cell, and never a move to where we are', () => {
  for (const { state, event, next } of CELLS) {
    const expected = next === 'anomaly' ? { kind: 'anomaly' } : next === 'stay' || next === state ? { kind: 'stayed' } : { kind: 'moved', to: next };
    expect([state, event, refundStep(state, event)]).toEqual([state, event, expected]);
  }
});

test('refunded comes only from evidence, from every state, and is the end', () => {
  for (const { state, event } of CELLS) {
    const next = refundStep(state, event);
    if (next.kind === 'moved' && next.to === 'refunded') expect(event).toBe('evidenceRefunded');
    if (state === 'refunded') expect(next.kind).not.toBe('moved');
  }
  for (const state of REFUND_STATES) expect(refundStep(state, 'evidenceRefunded').kind).toBe(state === 'refunded' ? 'stayed' : 'moved');
});

test('the final states are three, and leave only for refunded', () => {
  expect(FINALS).toEqual(['refunded', 'refused', 'notSent']);
  for (const { state, event } of CELLS) {
    const next = refundStep(state, event);
    if (isRefundFinal(state) && next.kind === 'moved') expect([event, next.to]).toEqual(['evidenceRefunded', 'refunded']);
  }
});

test('nothing is given up without a word that says so', () => {
  const allowed: Record<string, readonly RefundEvent[]> = { refused: ['evidenceRefused'], notSent: ['notSent'] };
  for (const { state, event } of CELLS) {
    const next = refundStep(state, event);
    if (next.kind === 'moved' && (next.to === 'refused' || next.to === 'notSent')) expect(allowed[next.to]).toContain(event);
  }
  for (const state of OPEN) {
    for (const event of ['noAnswer', 'notFound', 'stillPaid', 'resumed', 'accepted'] as const) {
      const next = refundStep(state, event);
      if (next.kind === 'moved') expect([state, event, isRefundFinal(next.to)]).toEqual([state, event, false]);
    }
  }
});

test('"not sent" is proof only before anything was awaited', () => {
  expect(REFUND_STATES.filter((state) => refundStep(state, 'notSent').kind === 'moved')).toEqual(['created', 'sent']);
});

test('what the gateway has taken is sent again only after a cancel that verifiably did nothing', () => {
  expect(refundStep('queued', 'notFound')).toEqual({ kind: 'stayed' });
  expect(refundStep('queued', 'noAnswer')).toEqual({ kind: 'stayed' });
  expect(refundStep('queued', 'stillPaid')).toEqual({ kind: 'moved', to: 'asking' });
});

test('a restart asks about what was begun', () => {
  const after = Object.fromEntries(REFUND_STATES.map((state) => [state, REFUND_TABLE[state].resumed])) as Record<RefundState, string>;
  expect(after).toEqual({ created: 'asking', sent: 'asking', asking: 'stay', queued: 'stay', refunded: 'stay', refused: 'stay', notSent: 'stay' });
});
