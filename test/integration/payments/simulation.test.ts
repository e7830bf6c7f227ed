import { expect, test } from 'vitest';
import { isFinal } from '../../../shared/payment/machine.ts';
import { PAYMENT_PRODUCTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import { AMOUNT, Counter, scriptedCounter } from '../../simulation/counter.ts';
import { ModelGateway, NO_FAULTS, type Faults } from '../../simulation/model-gateway.ts';
import { after, C, R, type Script } from '../../simulation/scripted-provider.ts';
import { SeededRandom } from '../../simulation/virtual-clock.ts';

const HOUR_MS = 3_600_000;

/** What must hold whatever has happened: the gateway's book and the journal tell the same story. */
function checkBooks(counter: Counter, gateway: ModelGateway): void {
  const { journal } = counter;
  for (const attempt of journal.attempts()) {
    const net = gateway.netMinor(attempt.merchantReference);
    const booked = attempt.state === 'paid' && attempt.found !== 'returned';
    expect({ attempt: attempt.attemptId, state: attempt.state, net }).toEqual({ attempt: attempt.attemptId, state: attempt.state, net: booked ? AMOUNT : 0 });
  }
  for (const reference of gateway.trades.keys()) expect(journal.attemptByReference(reference)).not.toBeNull();
  for (const sale of journal.sales.values()) {
    const attempts = journal.attemptsOfSale(sale.saleId);
    const charged = attempts.filter((attempt) => gateway.netMinor(attempt.merchantReference) > 0);
    expect(charged.length).toBeLessThanOrEqual(1);
  }
  // Every completed sale has its money, and all money that is not loose has its sale.
  const booked = journal.attempts().filter((attempt) => attempt.state === 'paid' && (attempt.found === 'none' || attempt.found === 'appliedToSale'));
  const completed = [...journal.sales.values()].filter((sale) => sale.state === 'completed');
  expect(booked.length).toBe(completed.length);
  expect(new Set(journal.of('sale.completed').map((entry) => entry.data.saleId)).size).toBe(completed.length);
  expect(journal.of('tender.payment').length).toBe(journal.of('sale.completed').length);
}

/** Scripts whose journals are cut at every entry, twice: the process dies just before the disk has it, and just after. */
const CUT_SCRIPTS: readonly { readonly name: string; readonly product: PaymentProduct; readonly cancelAfterMs?: number; readonly plan: readonly string[] }[] = [
  { name: 'charge paid at once', product: 'alipayBarcode', plan: ['paid'] },
  { name: 'charge paid while asked', product: 'alipayBarcode', plan: ['waits', 'pays at 12 s'] },
  { name: 'charge never paid, cancelled', product: 'alipayBarcode', plan: ['waits'] },
  { name: 'charge cancelled by the cashier', product: 'alipayBarcode', cancelAfterMs: 4_000, plan: ['waits'] },
  { name: 'order code paid', product: 'alipayOrderCode', plan: ['scanned at 4 s', 'pays at 9 s'] },
  { name: 'order code taken back', product: 'alipayOrderCode', cancelAfterMs: 7_000, plan: ['scanned at 4 s'] },
  { name: 'order code expired', product: 'alipayOrderCode', plan: [] },
];

/** Plays one plan; the journal meets `fate` at its append number `cut`. Returns how many appends there were. */
async function playPlan(row: (typeof CUT_SCRIPTS)[number], cut: number, fate: 'diesBefore' | 'diesAfter'): Promise<number> {
  const random = new SeededRandom(7);
  let gateway: ModelGateway | null = null;
  const counter = new Counter((clock, alive) => {
    gateway ??= new ModelGateway(clock, random);
    return { [row.product]: gateway.provider(row.product, alive) };
  });
  if (!gateway) throw new Error('the counter builds its gateway at once');
  const model: ModelGateway = gateway;
  counter.openSale();
  const sale = { saleId: 'sale-1', saleNo: 1 };
  const opened = counter.journal.appends;
  counter.journal.fate = (append) => (append - opened === cut ? fate : 'stored');

  /** What the customer does, whatever becomes of the till. */
  const direct = (): void => {
    const now = counter.clock.monotonicMs();
    for (const trade of model.trades.values()) {
      if (row.plan.includes('paid') && trade.chargedMinor === 0 && trade.state === 'waiting') trade.paysAtMono = 0;
      if (row.plan.includes('scanned at 4 s') && now >= 4_000 && trade.state === 'unscanned') trade.state = 'waiting';
      const pays = row.plan.find((step) => step.startsWith('pays at'));
      trade.paysAtMono = pays && trade.state === 'waiting' ? Number(/\d+/.exec(pays)?.[0]) * 1_000 : trade.paysAtMono;
      if (!pays && !row.plan.includes('paid') && trade.state === 'waiting') trade.paysAtMono = null;
    }
  };
  try {
    counter.start(row.product, sale);
  } catch {
    // Dead before or just after `payment.created`; the restart below finds whatever is on disk.
  }
  let restarted = false;
  for (let ticks = 0; ticks < 1_200; ticks += 1) {
    direct();
    if (counter.journal.dead && !restarted) {
      restarted = true;
      await counter.restart();
    }
    const [attempt] = counter.journal.attempts();
    if (row.cancelAfterMs !== undefined && attempt && !isFinal(attempt.state) && counter.clock.monotonicMs() >= row.cancelAfterMs && !counter.journal.dead) counter.engine.cancel(attempt.attemptId);
    if (attempt && isFinal(attempt.state) && ticks > 120 && !counter.journal.dead) break;
    await counter.clock.advance(500);
  }
  for (const attempt of counter.journal.attempts()) expect([attempt.attemptId, isFinal(attempt.state)]).toEqual([attempt.attemptId, true]);
  checkBooks(counter, model);
  const appends = counter.journal.appends - opened;
  await counter.engine.stop();
  return appends;
}

test.each(CUT_SCRIPTS)('the process dies at every append: $name', async (row) => {
  const whole = await playPlan(row, 0, 'diesBefore');
  expect(whole).toBeGreaterThanOrEqual(3);
  for (let cut = 1; cut <= whole; cut += 1) {
    for (const fate of ['diesBefore', 'diesAfter'] as const) {
      try {
        await playPlan(row, cut, fate);
      } catch (error) {
        throw new Error(`cut ${cut} of ${whole}, ${fate}: ${String(error)}`, { cause: error });
      }
    }
  }
});

/** The customer's phone holds the till's own answer back: one call of each kind, at every append. */
test('dying at every append never sends a second charge', async () => {
  const script: Script = { pay: [after(7_000, R.paid())], inquire: [R.waiting(), R.waiting(), R.paid()], cancel: [C.accepted(true)] };
  for (let cut = 1; cut <= 5; cut += 1) {
    for (const fate of ['diesBefore', 'diesAfter'] as const) {
      const { counter, gateway } = scriptedCounter('alipayBarcode', script);
      const sale = counter.openSale();
      counter.journal.fate = (append) => (append === cut + 1 ? fate : 'stored');
      try {
        counter.start('alipayBarcode', sale);
      } catch {
        // Dead at `payment.created`.
      }
      await counter.clock.advance(20_000);
      if (counter.journal.dead) await counter.restart();
      await counter.clock.advance(200_000);
      expect(gateway.count('pay')).toBeLessThanOrEqual(1);
      expect(counter.journal.attemptsNotFinal()).toEqual([]);
    }
  }
});

interface Run {
  readonly counter: Counter;
  readonly gateway: ModelGateway;
}

/**
 * One random day at the counter, in about an hour of virtual time: sales paid both ways over a bad line, cashiers who cancel and press "ask
 * now", customers who scan and pay when they like, disks that fill up, processes that die, clocks that jump. Then the line heals.
 */
async function randomDay(seed: number): Promise<Run> {
  const random = new SeededRandom(seed);
  const line = new SeededRandom(seed ^ 0x5bd1e995);
  let made: ModelGateway | null = null;
  const counter = new Counter((clock, alive) => {
    made ??= new ModelGateway(clock, line);
    return { alipayBarcode: made.provider('alipayBarcode', alive), alipayOrderCode: made.provider('alipayOrderCode', alive) };
  }, seed);
  if (!made) throw new Error('the counter builds its gateway at once');
  const gateway: ModelGateway = made;
  gateway.hidesUnscanned = random.chance(50);
  const bad = (most: number): number => random.below(most);
  const faults: Faults = { notSent: bad(15), requestLost: bad(25), requestLate: bad(25), answerLost: bad(25), answerLate: bad(25), answerBroken: bad(25) };
  // Some days every answer is late and every cashier hasty: that is where cancel and "paid" overtake each other.
  const hurried = random.chance(30);
  gateway.faults = hurried ? { ...NO_FAULTS, requestLate: 30, answerLate: 50 } : random.chance(15) ? NO_FAULTS : faults;
  const diskPercent = random.chance(30) ? 4 : 0;
  const deathPercent = random.chance(40) ? 4 : 0;
  counter.journal.fate = (_, drafts) => {
    if (drafts[0]?.type === 'sale.opened') return 'stored';
    if (random.chance(diskPercent)) return 'JOURNAL_DISK_FULL';
    return random.chance(deathPercent) ? (random.chance(50) ? 'diesBefore' : 'diesAfter') : 'stored';
  };
  counter.withdraw = () => (random.chance(30) ? new Promise(() => {}) : counter.clock.sleep(random.below(900)));

  const onScreen = new Set<string>();
  counter.onView = (view) => {
    if (view.orderCode) onScreen.add(view.merchantReference);
    else onScreen.delete(view.merchantReference);
    // Nobody may be told "no money moved" while it has.
    if (isFinal(view.state) && view.state !== 'paid') expect([seed, view.state, gateway.netMinor(view.merchantReference)]).toEqual([seed, view.state, 0]);
  };
  const restart = async (): Promise<void> => {
    onScreen.clear();
    await counter.restart();
    for (const attempt of counter.journal.attemptsNotFinal()) if (attempt.state === 'shown') onScreen.add(attempt.merchantReference);
  };

  const sales = Array.from({ length: 4 }, () => counter.openSale());
  const hasty = new Map<string, number>();
  const act = (): void => {
    const sale = sales[random.below(sales.length)];
    if (!sale) return;
    const attempts = counter.journal.attemptsOfSale(sale.saleId);
    const open = attempts.find((attempt) => !isFinal(attempt.state));
    if (open) {
      const mood = random.below(100);
      if (mood < 10) counter.engine.cancel(open.attemptId);
      else if (mood < 20) counter.engine.askNow(open.attemptId);
      // The till does not let a sale with an open payment go; the engine copes all the same.
      else if (mood < 23) discard(sale.saleId);
      return;
    }
    const found = counter.journal.foundMoney()[0];
    if (found && random.chance(30)) counter.engine.settleFound(found.attemptId, random.chance(50) ? 'returned' : 'appliedToSale').catch(() => {});
    if (counter.journal.sales.get(sale.saleId)?.state !== 'open' || attempts.length >= 4) return;
    try {
      const attemptId = counter.start(PAYMENT_PRODUCTS[random.below(2)] ?? 'alipayBarcode', sale);
      if (random.chance(hurried ? 90 : 40)) hasty.set(attemptId, counter.clock.monotonicMs() + random.below(12_000));
    } catch {
      // Disk full, dead, or money found for this sale.
    }
  };
  const discard = (saleId: string): void => {
    if (counter.journal.sales.get(saleId)?.state === 'open') counter.journal.sales.set(saleId, { saleId, state: 'discarded' });
  };
  for (let step = 0; step < 400; step += 1) {
    if (random.chance(1)) await restart();
    while (counter.journal.dead) await restart();
    if (random.chance(10)) counter.engine.resumeAll();
    if (random.chance(2)) counter.clock.step((random.below(120) - 60) * 60_000);
    for (const reference of onScreen) if (random.chance(12)) gateway.scan(reference);
    for (const [attemptId, atMono] of hasty) {
      if (atMono > counter.clock.monotonicMs()) continue;
      hasty.delete(attemptId);
      if (counter.journal.attemptsNotFinal().some((attempt) => attempt.attemptId === attemptId)) counter.engine.cancel(attemptId);
    }
    act();
    await counter.clock.advance(random.below(5_000));
  }

  gateway.faults = NO_FAULTS;
  counter.journal.fate = () => 'stored';
  await restart();
  for (let hours = 0; hours < 3 && counter.journal.attemptsNotFinal().length > 0; hours += 1) await counter.clock.advance(HOUR_MS);
  await counter.clock.advance(HOUR_MS);
  return { counter, gateway };
}

const DAYS = 250;

test(`${DAYS} random days: the gateway's book and the journal agree`, { timeout: 120_000 }, async () => {
  const ended: Record<string, number> = {};
  for (let seed = 1; seed <= DAYS; seed += 1) {
    try {
      const { counter, gateway } = await randomDay(seed);
      expect(counter.journal.attemptsNotFinal().map((attempt) => attempt.state)).toEqual([]);
      checkBooks(counter, gateway);
      for (const attempt of counter.journal.attempts()) {
        for (const end of [attempt.state, attempt.found]) ended[end] = (ended[end] ?? 0) + 1;
      }
      await counter.engine.stop();
    } catch (error) {
      throw new Error(`seed ${seed} fails and replays exactly: ${String(error)}`, { cause: error });
    }
  }
  // The script reaches every end; a change that makes one unreachable should be noticed.
  expect(Object.keys(ended).sort()).toEqual(['appliedToSale', 'cancelled', 'closed', 'declined', 'none', 'notSent', 'paid', 'returned']);
});

test('the same seed gives the same day', async () => {
  const [first, second] = [await randomDay(11), await randomDay(11)];
  expect(first.counter.journal.entries).toEqual(second.counter.journal.entries);
  expect(first.counter.journal.entries.length).toBeGreaterThan(20);
});
