import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openJournal, type OpenJournal } from '../../../electron/journal/open.ts';
import { createPaymentEngine, type PaymentEngine } from '../../../electron/payments/engine.ts';
import { foundMoneyEntries, paidEntries } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { PRODUCT_TIMING } from '../../../shared/payment/products.ts';
import { AMOUNT, CUSTOMER_CODE } from '../../simulation/counter.ts';
import { C, R, ScriptedProvider, type Script } from '../../simulation/scripted-provider.ts';
import { SeededRandom, VirtualClock } from '../../simulation/virtual-clock.ts';
import { oneLineSale } from '../../support/journal/one-line-sale.ts';

/** The engine over the real journal file and the till's own drafts, the gateway scripted. */
interface Till {
  readonly clock: VirtualClock;
  readonly gateway: ScriptedProvider;
  journal: OpenJournal;
  engine: PaymentEngine;
  /** Closes the file without a word to the engine, and starts again on it. */
  restart(): void;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

function openTill(script: Script): Till {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-payments-'));
  const clock = new VirtualClock();
  const random = new SeededRandom(3);
  const gateway = new ScriptedProvider('alipayBarcode', clock, script);
  const open = (): OpenJournal => openJournal({ dir, world: 'training', register: 'T01', software: 'guitai test', clock });
  const build = (journal: OpenJournal): PaymentEngine => createPaymentEngine({
    journal, providers: { alipayBarcode: gateway }, clock, random, timing: PRODUCT_TIMING, register: 'T01', log: () => {},
    hooks: {
      paidEntries: (attempt) => paidEntries({ random, journal }, attempt),
      foundEntries: (attempt) => foundMoneyEntries({ random, journal }, attempt),
      codeWithdrawn: () => Promise.resolve(),
    },
  });
  const journal = open();
  const till: Till = {
    clock, gateway, journal, engine: build(journal),
    restart: () => {
      const old = till.engine;
      till.journal.close();
      void old.stop();
      till.journal = open();
      till.engine = build(till.journal);
      till.engine.resumeAll();
    },
  };
  closing.push(() => rmSync(dir, { recursive: true, force: true }), () => till.journal.close(), () => void till.engine.stop());
  till.journal.append([{ type: 'shift.opened', data: { shiftNo: 1, floatMinor: 0, currency: 'HKD' } }]);
  return till;
}

function openSale(till: Till, saleNo: number): { readonly saleId: string; readonly saleNo: number } {
  till.journal.append(oneLineSale(saleNo, AMOUNT));
  return { saleId: `sale-${saleNo}`, saleNo };
}

const charge = (till: Till, sale: { readonly saleId: string; readonly saleNo: number }): string => till.engine.start({
  sale, product: 'alipayBarcode', amountMinor: minor(AMOUNT), currency: 'HKD', description: 'Milk tea', goods: [], customerCode: CUSTOMER_CODE, people: { operator: 'mei' },
});

test('paid: the move, the tender and the completed sale are on disk together', async () => {
  const till = openTill({ pay: [R.paid()] });
  const attemptId = charge(till, openSale(till, 1));
  await till.clock.until(() => till.journal.attempt(attemptId)?.state === 'paid', 10_000);
  expect(till.journal.entries(1, 100).slice(-3).map((entry) => entry.type)).toEqual(['payment.moved', 'tender.payment', 'sale.completed']);
  expect(till.journal.sale('sale-1')).toMatchObject({ state: 'completed', totalMinor: AMOUNT });
  expect(till.journal.attempt(attemptId)).toMatchObject({ state: 'paid', found: 'none', wallet: 'ALIPAYHK', payerHint: 'bu***@mail.example' });
  expect(till.journal.entries(1, 100).at(-1)?.operator).toBe('mei');
});

test('a whole life with a restart in every state, and the projections rebuild to the same', async () => {
  const till = openTill({ pay: [R.waiting()], inquire: [R.waiting()], cancel: [C.unknown()] });
  const sale = openSale(till, 1);
  const attemptId = charge(till, sale);
  for (const state of ['asking', 'cancelling', 'unresolved']) {
    await till.clock.until(() => till.journal.attempt(attemptId)?.state === state, 600_000);
    till.restart();
    expect(till.engine.view(attemptId)?.state).toBe(state);
    expect(() => charge(till, sale)).toThrowError('PAYMENT_ATTEMPT_OPEN');
  }
  till.gateway.rescript({ inquire: [R.paid()] });
  await till.clock.until(() => till.journal.sale('sale-1')?.state === 'completed', 600_000);
  expect(till.gateway.count('pay')).toBe(1);
  const digest = till.journal.projectionDigest();
  till.journal.rebuild();
  expect(till.journal.projectionDigest()).toBe(digest);
});

test('found money that could not be given back is applied to the next sale', async () => {
  const till = openTill({ pay: [R.waiting()], inquire: [R.paid()], cancel: [C.refused()] });
  const attemptId = charge(till, openSale(till, 1));
  till.journal.append([{ type: 'sale.discarded', data: { saleId: 'sale-1', amountMinor: AMOUNT, reason: 'left' } }]);
  await till.clock.until(() => till.journal.foundMoney().length === 1, 60_000);
  const returning = till.engine.settleFound(attemptId, 'returned').catch((error: unknown) => String(error));
  await till.clock.advance(30_000);
  expect(await returning).toContain('PAYMENT_REFUND_NEEDED');
  expect(till.journal.refundsOfAttempt(attemptId)).toMatchObject([{ way: 'cancel', state: 'refused', returnId: null, amountMinor: AMOUNT }]);

  const sale = openSale(till, 2);
  await till.engine.settleFound(attemptId, 'appliedToSale');
  expect(till.journal.attempt(attemptId)?.found).toBe('appliedToSale');
  expect(till.journal.sale(sale.saleId)?.state).toBe('completed');
  expect(till.journal.foundMoney()).toEqual([]);
});
