import { join } from 'node:path';
import { createProviders } from '../../../electron/alipay/products.ts';
import { openCatalog } from '../../../electron/journal/catalog.ts';
import { openJournal, type OpenJournal } from '../../../electron/journal/open.ts';
import type { PaymentProvider, RefundProvider } from '../../../electron/payments/provider.ts';
import { realRandom } from '../../../electron/real-world.ts';
import { assembleDesk } from '../../../electron/till/assemble.ts';
import { practiceGateways } from '../../../electron/till/practice-gateways.ts';
import { seededConfig, seedWhenEmpty } from '../../../electron/till/seed/seeded-shop.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { addProduct } from '../../../electron/till/selling.ts';
import { openShift } from '../../../electron/till/shifts.ts';
import { startPayment } from '../../../electron/till/tenders.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { minor } from '../../../shared/money.ts';
import { isFinal, type AttemptState } from '../../../shared/payment/machine.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { isRefundFinal, type RefundState } from '../../../shared/payment/refund-machine.ts';
import type { Clock } from '../../../shared/world.ts';

type Service = 'pay' | 'inquire' | 'cancel' | 'refund' | 'inquireRefund';

/** The instruction at which this process dies, as if somebody had pulled the plug. */
export type Death =
  | { readonly at: 'append'; readonly when: 'before' | 'after'; readonly type: string; readonly to?: AttemptState | RefundState; readonly nth: number }
  | { readonly at: 'call'; readonly when: 'before' | 'after'; readonly service: Service; readonly nth: number };

export interface ChildTask {
  readonly dir: string;
  readonly software: string;
  /** The till's time: `nowMs` until its files are open, then running `factor` times as fast as the computer's. */
  readonly time: { readonly nowMs: number; readonly factor: number };
  readonly gateways: Pick<PracticeWorld, 'legacy' | 'legacyHk' | 'ams'>;
  /** Absent: the process only takes up what an earlier one left. */
  readonly payment?: { readonly product: PaymentProduct; readonly customerCode?: string };
  /** The cashier cancels when the payment gets there. */
  readonly cancelAt?: AttemptState;
  /** Goods come back against that receipt: all of it, or one line. */
  readonly giveBack?: { readonly saleId: string; readonly lineId: string | null };
  readonly death?: Death;
}

/** Sent when the till's time begins to run: the computer's time of that moment. */
export interface ChildStart {
  readonly sinceMs: number;
}

/** A program of its own: a till without windows that sells one tea, to be killed by others or by itself. */
function runTill(task: ChildTask): void {
  const { time, dir } = task;
  let sinceMs: number | null = null;
  const elapsedMs = (): number => (sinceMs === null ? 0 : (Date.now() - sinceMs) * time.factor);
  const clock: Clock = {
    nowMs: () => Math.floor(time.nowMs + elapsedMs()),
    monotonicMs: elapsedMs,
    offsetMinutes: () => 480,
    sleep: (ms, signal) => new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms / time.factor);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      }, { once: true });
    }),
  };
  const counts = new Map<string, number>();
  const dieAt = (point: Omit<Extract<Death, { at: 'append' }>, 'nth'> | Omit<Extract<Death, { at: 'call' }>, 'nth'>): void => {
    const { death } = task;
    if (!death || death.at !== point.at || death.when !== point.when) return;
    const matches = death.at === 'call' ? point.at === 'call' && death.service === point.service : point.at === 'append' && (death.type === '*' || death.type === point.type) && (death.to === undefined || death.to === point.to);
    if (!matches) return;
    const key = JSON.stringify(death);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (counts.get(key) === death.nth) process.kill(process.pid, 'SIGKILL');
  };

  const config = seededConfig();
  const journal = openJournal({ dir, world: 'training', register: config.tillId, software: task.software, clock });
  const catalog = openCatalog({ path: join(dir, 'catalog.db') });
  seedWhenEmpty(catalog);
  sinceMs = Date.now();
  process.send?.({ sinceMs } satisfies ChildStart);

  const mortalJournal = Object.assign(Object.create(journal) as OpenJournal, {
    append: ((drafts, people) => {
      const points = drafts.filter((draft) => draft.type.startsWith('payment.') || draft.type.startsWith('refund.') || draft.type.startsWith('return.'))
        .map((draft) => ({ at: 'append', type: draft.type, ...(draft.type === 'payment.moved' || draft.type === 'refund.moved' ? { to: draft.data.to } : {}) }) as const);
      for (const point of points) dieAt({ ...point, when: 'before' });
      const entries = journal.append(drafts, people);
      for (const point of points) dieAt({ ...point, when: 'after' });
      return entries;
    }) satisfies OpenJournal['append'],
  });
  const mortal = (provider: PaymentProvider & RefundProvider): PaymentProvider & RefundProvider => {
    const dying = <A extends unknown[], T>(service: Service, call: (...args: A) => Promise<T>) => async (...args: A): Promise<T> => {
      dieAt({ at: 'call', when: 'before', service });
      const result = await call(...args);
      dieAt({ at: 'call', when: 'after', service });
      return result;
    };
    return {
      product: provider.product,
      pay: dying('pay', (request, options) => provider.pay(request, options)),
      inquire: dying('inquire', (key, options) => provider.inquire(key, options)),
      cancel: dying('cancel', (key, options) => provider.cancel(key, options)),
      refund: dying('refund', (request, options) => provider.refund(request, options)),
      inquireRefund: dying('inquireRefund', (key, options) => provider.inquireRefund(key, options)),
      testConnection: (options) => provider.testConnection(options),
    };
  };
  const clients = createProviders(practiceGateways(task.gateways, config), { clock, random: realRandom });
  const providers = Object.fromEntries(Object.entries(clients).map(([product, provider]) => [product, mortal(provider)]));
  const open = assembleDesk({
    world: 'training', config, operator: { id: 'cashier-1', name: 'Mei Chan' }, language: 'en', journal: mortalJournal, catalog, providers, clock, random: realRandom, log: () => {},
    runtime: 'child', send: (event, payload) => {
      // The customer's window paints at once.
      if (event === 'customer.changed' && 'revision' in payload) queueMicrotask(() => open.snapshots.painted(payload.revision));
    },
  });
  const { desk } = open;
  open.setCustomerScreen('second');
  desk.engine.onChange(({ attemptId, state }) => {
    if (state === task.cancelAt && desk.engine.view(attemptId)?.canCancel) setImmediate(() => desk.engine.cancel(attemptId, { operator: 'cashier-1' }));
    if (isFinal(state)) setImmediate(() => process.exit(0));
  });
  desk.engine.refunds.onChange(({ state }) => {
    // A refused cancel leaves a refund behind; that one's end is the end.
    if (isRefundFinal(state) && journal.refundsNotFinal().length === 0) setImmediate(() => process.exit(0));
  });
  if (task.giveBack) {
    const { saleId, lineId } = task.giveBack;
    startReturn(desk, { saleId, what: lineId === null ? { kind: 'whole' } : { kind: 'lines', lines: [{ lineId, quantityMilli: 1_000 }] }, reason: 'cold' });
  }
  if (!task.payment) return;
  openShift(desk, minor(500_00));
  for (const productId of ['hot-milk-tea', 'iced-milk-tea']) {
    const product = catalog.product(productId);
    if (product) addProduct(desk, product, { quantityMilli: 1_000, source: 'tile', code: null });
  }
  startPayment(desk, task.payment.product, task.payment.customerCode);
}

// The task holds a customer's code, so it comes through a pipe and not on the command line.
process.on('message', (task: ChildTask) => runTill(task));
// Nobody is left to kill it.
process.on('disconnect', () => process.exit(1));
process.send?.('ready');
