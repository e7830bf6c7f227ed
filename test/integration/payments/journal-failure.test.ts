import { expect, test } from 'vitest';
import { scriptedCounter } from '../../simulation/counter.ts';
import { after, C, R } from '../../simulation/scripted-provider.ts';
import { MONDAY_MORNING_MS } from '../../simulation/virtual-clock.ts';

test('a full disk before the attempt exists: refused, nothing sent, nothing kept', async () => {
  const { counter, gateway } = scriptedCounter('alipayBarcode', { pay: [R.paid()] });
  const sale = counter.openSale();
  counter.journal.fate = () => 'JOURNAL_DISK_FULL';
  expect(() => counter.start('alipayBarcode', sale)).toThrowError('JOURNAL_DISK_FULL');
  await counter.clock.advance(600_000);
  expect(gateway.calls).toEqual([]);
  expect(counter.engine.views()).toEqual([]);
});

test('a full disk before the pay call: the attempt stands still, says so, and goes on when the disk has room', async () => {
  const { counter, gateway } = scriptedCounter('alipayBarcode', { inquire: [R.notFound()], cancel: [C.accepted()] });
  const sale = counter.openSale();
  counter.journal.fate = (_, drafts) => (drafts[0]?.type === 'payment.moved' ? 'JOURNAL_DISK_FULL' : 'stored');
  const attemptId = counter.start('alipayBarcode', sale);
  await counter.clock.advance(600_000);
  expect(gateway.calls).toEqual([]);
  expect(counter.engine.view(attemptId)).toMatchObject({ state: 'created', error: 'JOURNAL_DISK_FULL', canAskNow: true });
  expect(counter.clock.sleeping).toBe(0);

  counter.engine.resumeAll();
  await counter.clock.settle();
  expect(counter.engine.view(attemptId)?.error).toBe('JOURNAL_DISK_FULL');
  counter.journal.fate = () => 'stored';
  counter.engine.resumeAll();
  await counter.untilState(attemptId, 'cancelled');
  // What was scanned is forgotten by then, and an attempt that may have been sent is never sent again.
  expect(gateway.count('pay')).toBe(0);
});

test.each(['resumeAll', 'askNow', 'cancel'] as const)('a full disk when "paid" arrives: not acknowledged, and %s finds it again', async (door) => {
  const { counter, gateway } = scriptedCounter('alipayBarcode', { pay: [R.paid()], inquire: [R.paid()] });
  const sale = counter.openSale();
  let full = true;
  counter.journal.fate = (_, drafts) => (full && drafts[0]?.type === 'payment.moved' && drafts[0].data.to === 'paid' ? 'JOURNAL_DISK_FULL' : 'stored');
  const attemptId = counter.start('alipayBarcode', sale);
  await counter.clock.advance(600_000);
  expect(counter.engine.view(attemptId)).toMatchObject({ state: 'sent', error: 'JOURNAL_DISK_FULL' });
  expect(counter.trace).not.toContain('view paid');
  expect(counter.journal.sales.get('sale-1')?.state).toBe('open');
  expect([gateway.count('pay'), gateway.count('inquire'), gateway.count('cancel')]).toEqual([1, 0, 0]);

  full = false;
  if (door === 'resumeAll') counter.engine.resumeAll();
  else counter.engine[door](attemptId);
  await counter.untilState(attemptId, 'paid');
  expect(counter.engine.view(attemptId)?.error).toBeNull();
  expect(counter.journal.sales.get('sale-1')?.state).toBe('completed');
  expect([gateway.count('pay'), gateway.count('cancel')]).toEqual([1, 0]);
});

test('a full disk when the budget is spent: no cancel leaves that is not written', async () => {
  const { counter, gateway } = scriptedCounter('alipayBarcode', { pay: [R.waiting()], inquire: [R.waiting()], cancel: [C.accepted()] });
  const sale = counter.openSale();
  counter.journal.fate = (_, drafts) => (drafts[0]?.type === 'payment.moved' && drafts[0].data.to === 'cancelling' ? 'JOURNAL_IO' : 'stored');
  const attemptId = counter.start('alipayBarcode', sale);
  await counter.clock.advance(600_000);
  expect(gateway.count('cancel')).toBe(0);
  expect(counter.engine.view(attemptId)).toMatchObject({ state: 'asking', error: 'JOURNAL_IO', nextAskAtMs: null });
});

test('a late answer that cannot be written stops the asking too', async () => {
  const { counter, gateway } = scriptedCounter('alipayBarcode', { pay: [after(7_000, R.paid())], inquire: [R.waiting()], cancel: [C.accepted()] });
  const sale = counter.openSale();
  counter.journal.fate = (_, drafts) => (drafts[0]?.type === 'payment.moved' && drafts[0].data.to === 'paid' ? 'JOURNAL_DISK_FULL' : 'stored');
  const attemptId = counter.start('alipayBarcode', sale);
  await counter.clock.advance(600_000);
  expect(counter.engine.view(attemptId)).toMatchObject({ state: 'asking', error: 'JOURNAL_DISK_FULL' });
  expect(gateway.count('inquire')).toBe(1);
  expect(gateway.count('cancel')).toBe(0);
});

test('the disk has room again before the attempt has come to rest: it goes on all the same', async () => {
  const { counter } = scriptedCounter('alipayBarcode', { pay: [after(7_000, R.paid())], inquire: [R.waiting(), R.paid()] });
  const sale = counter.openSale();
  let refusals = 1;
  counter.journal.fate = (_, drafts) => {
    if (refusals === 0 || drafts[0]?.type !== 'payment.moved' || drafts[0].data.to !== 'paid') return 'stored';
    refusals -= 1;
    queueMicrotask(counter.engine.resumeAll);
    return 'JOURNAL_DISK_FULL';
  };
  const attemptId = counter.start('alipayBarcode', sale);
  await counter.untilState(attemptId, 'paid', 60_000);
  expect(counter.engine.view(attemptId)?.error).toBeNull();
});

test('a product that is switched off parks its attempt visibly, and new settings take it up', async () => {
  const { counter, gateway } = scriptedCounter('alipayBarcode', { pay: [R.waiting()], inquire: [R.paid()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.clock.advance(1_000);
  counter.engine.setProviders({});
  expect(counter.engine.offers('alipayBarcode')).toBe(false);
  await counter.clock.advance(60_000);
  expect(counter.engine.view(attemptId)).toMatchObject({ state: 'asking', error: 'PAYMENT_PRODUCT_OFF' });
  counter.engine.setProviders({ alipayBarcode: gateway });
  await counter.untilState(attemptId, 'paid');
});

test('a listener that throws does not disturb a payment', async () => {
  const { counter } = scriptedCounter('alipayBarcode', { pay: [R.paid()] });
  counter.engine.onChange(() => {
    throw new Error('window gone');
  });
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, 'paid');
  expect(counter.logged.some((line) => line.event === 'payment.listenerFailed')).toBe(true);
});

test('resumed in every state that is not final', async () => {
  const code = R.code('https://qr.example/1', MONDAY_MORNING_MS + 300_000);
  const { counter, gateway } = scriptedCounter('alipayOrderCode', { pay: [code], inquire: [R.waiting()], cancel: [C.accepted()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'shown');
  await counter.restart();
  await counter.clock.advance(9_000);
  expect(counter.engine.view(attemptId)).toMatchObject({ state: 'shown', orderCode: { text: 'https://qr.example/1' }, budgetEndsAtMs: MONDAY_MORNING_MS + 300_000 });

  // Down for longer than the code lives: one last inquiry, then cancel.
  counter.clock.step(400_000);
  gateway.rescript({ inquire: [R.notFound(), R.noAnswer()], cancel: [after(100, C.unknown())] });
  await counter.restart();
  await counter.untilState(attemptId, 'cancelling');
  expect(gateway.calls.at(-1)?.service).toBe('cancel');
  gateway.rescript({ inquire: [after(100, R.noAnswer())], cancel: [after(100, C.accepted())] });
  await counter.restart();
  await counter.untilState(attemptId, 'confirming');
  // Which answer the cancel had is no longer known: without a verified inquiry it stays open.
  await counter.restart();
  await counter.untilState(attemptId, 'unresolved');
  gateway.rescript({ inquire: [R.closed()] });
  await counter.restart();
  await counter.untilState(attemptId, 'closed');
  expect(gateway.count('pay')).toBe(1);
});
