import { expect, test } from 'vitest';
import { ATTEMPT_EVENTS, ATTEMPT_STATES, ATTEMPT_TABLE, isFinal, step, type AttemptEvent, type AttemptState } from '../../../shared/payment/machine.ts';

const CELLS = ATTEMPT_STATES.flatMap((state) => ATTEMPT_EVENTS.map((event) => ({ state, event, next: ATTEMPT_TABLE[state][event] })));
const FINALS = ATTEMPT_STATES.filter(isFinal);
const OPEN = ATTEMPT_STATES.filter((state) => !isFinal(state));

test('every state has an answer for every event, and every answer is known', () => {
  expect(CELLS).toHaveLength(ATTEMPT_STATES.length * ATTEMPT_EVENTS.length);
  const known: readonly string[] = [...ATTEMPT_STATES, 'stay', 'anomaly'];
  for (const { next } of CELLS) expect(known).toContain(next);
});

test('a step is the table\'s cell, and never a move to where we are', () => {
  for (const { state, event, next } of CELLS) {
    const expected = next === 'anomaly' ? { kind: 'anomaly' } : next === 'stay' || next === state ? { kind: 'stayed' } : { kind: 'moved', to: next };
    expect([state, event, step(state, event)]).toEqual([state, event, expected]);
  }
});

test('the final states are five, and leave only for paid, by evidence', () => {
  expect(FINALS).toEqual(['paid', 'declined', 'closed', 'cancelled', 'notSent']);
  for (const { state, event } of CELLS) {
    const next = step(state, event);
    if (isFinal(state) && next.kind === 'moved') expect([event, next.to]).toEqual(['evidencePaid', 'paid']);
  }
  for (const state of FINALS) expect(step(state, 'evidencePaid').kind).toBe(state === 'paid' ? 'stayed' : 'moved');
});

test('paid comes only from evidence of payment, from every state', () => {
  for (const { state, event } of CELLS) {
    const next = step(state, event);
    if (next.kind === 'moved' && next.to === 'paid') expect([state, event]).toEqual([state, 'evidencePaid']);
  }
  for (const state of OPEN) expect(step(state, 'evidencePaid')).toEqual({ kind: 'moved', to: 'paid' });
});

test('final without money comes only from words that say so', () => {
  const allowed: Record<string, readonly AttemptEvent[]> = {
    declined: ['evidenceDeclined'], closed: ['evidenceClosed'], notSent: ['notSent'],
    // After an accepted cancel; `confirmed` also ends an unresolved attempt whose life is over.
    cancelled: ['evidenceDeclined', 'evidenceClosed', 'notFound', 'confirmed'],
  };
  for (const { state, event } of CELLS) {
    const next = step(state, event);
    if (next.kind !== 'moved' || !isFinal(next.to) || next.to === 'paid') continue;
    expect(allowed[next.to]).toContain(event);
    if (next.to === 'cancelled') expect(['confirming', 'unresolved']).toContain(state);
  }
});

test('an answer that cannot be believed, and a payment that is not known, never end an attempt before its cancel', () => {
  for (const state of OPEN) {
    for (const event of ['noAnswer', 'stillWaiting', 'cancelUnknown', 'resumed', 'notFound'] as const) {
      const next = step(state, event);
      if (next.kind === 'moved' && isFinal(next.to)) expect([state, event]).toEqual(['confirming', 'notFound']);
    }
  }
});

test('a code is on the screen only in `shown`, and leaves it for an end or for cancelling', () => {
  for (const event of ATTEMPT_EVENTS) {
    const next = step('shown', event);
    if (next.kind === 'moved') expect(isFinal(next.to) || next.to === 'cancelling').toBe(true);
  }
});

/** States reachable from one, by any events. */
function reachable(from: AttemptState): Set<AttemptState> {
  const seen = new Set<AttemptState>([from]);
  const waiting: AttemptState[] = [from];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const event of ATTEMPT_EVENTS) {
      const next = step(state, event);
      if (next.kind !== 'moved' || seen.has(next.to)) continue;
      seen.add(next.to);
      waiting.push(next.to);
    }
  }
  return seen;
}

test('every state is reachable from created, every open state can be paid and can end without money, and none returns to created', () => {
  expect([...reachable('created')].sort()).toEqual([...ATTEMPT_STATES].sort());
  for (const state of OPEN) {
    const ends = reachable(state);
    expect(ends.has('paid')).toBe(true);
    expect(ends.has('cancelled') || ends.has('closed')).toBe(true);
    if (state !== 'created') expect(ends.has('created')).toBe(false);
  }
});

test('after a restart nothing is taken for unsent', () => {
  expect(step('created', 'resumed')).toEqual({ kind: 'moved', to: 'asking' });
  expect(step('sent', 'resumed')).toEqual({ kind: 'moved', to: 'asking' });
  for (const state of ['asking', 'shown', 'cancelling', 'confirming', 'unresolved'] as const) expect(step(state, 'resumed')).toEqual({ kind: 'stayed' });
});
