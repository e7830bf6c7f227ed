import { describe, expect, test } from 'vitest';
import { openLessons, type Lessons } from '../../../electron/till/lessons.ts';
import { dropPendingCode, payCash, startPayment } from '../../../electron/till/tenders.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { discardSale, setPaying, setQuantity, voidLine } from '../../../electron/till/selling.ts';
import { submitCount } from '../../../electron/till/cash/counting.ts';
import { closeShift, takeX } from '../../../electron/till/shifts.ts';
import { keptLessons, type KeptLessons, type LessonRunView, type LessonsView } from '../../../shared/contract/lesson-views.ts';
import { LESSON_IDS, type LessonId, type StepId } from '../../../shared/training/lessons.ts';
import { add, minor } from '../../../shared/money.ts';
import { Bench } from './bench-desk.ts';

/** A trainee at a bench till: what they do goes through the till's own commands. */
class Trainee {
  readonly bench: Bench;
  lessons: Lessons;
  kept: KeptLessons | undefined;

  constructor(bench: Bench) {
    this.bench = bench;
    this.lessons = this.#opened();
  }

  #opened(): Lessons {
    return openLessons({ desk: this.bench.desk, practice: this.bench.practice, stored: () => this.kept, save: (kept) => { this.kept = keptLessons.parse(JSON.parse(JSON.stringify(kept))); } });
  }
  /** The program ends and begins again; the journal and the settings are what is left. */
  restart(): void {
    this.lessons.stop();
    this.lessons = this.#opened();
  }

  static async at(lessonId: LessonId, { shift = true } = {}): Promise<Trainee> {
    const trainee = new Trainee(await Bench.open());
    if (shift) trainee.bench.openShift();
    trainee.lessons.begin(lessonId);
    return trainee;
  }

  view(pressed = 0): LessonsView {
    return this.lessons.view(pressed);
  }
  get run(): LessonRunView {
    const { run } = this.view();
    if (run === null) throw new Error('no lesson is on');
    return run;
  }
  get step(): StepId | 'over' {
    return this.run.steps[this.run.at] ?? 'over';
  }
  get said(): string | null {
    return this.run.latest;
  }
  /** The lesson's own goods, by their names on the panel. */
  id(which: 'first' | 'second'): string {
    const wanted = this.run[which].name.en;
    const row = this.bench.catalog.list(null, 0, 500).products.find(({ name }) => name.en === wanted);
    if (row === undefined) throw new Error(wanted);
    return row.productId;
  }
  get due(): number {
    return this.bench.till.sale?.dueMinor ?? 0;
  }
  cash(tenderedMinor = this.due): void {
    setPaying(this.bench.desk, true);
    payCash(this.bench.desk, minor(tenderedMinor));
  }
  async untilOver(): Promise<void> {
    await this.bench.until(() => this.step === 'over', 300_000);
  }
}

describe('first sale', () => {
  test('done well', async () => {
    const t = await Trainee.at('firstSale', { shift: false });
    expect(t.run.steps[0]).toBe('openShift');
    t.bench.openShift();
    expect(t.step).toBe('ringOne');
    const line = t.bench.ring(t.id('first'));
    expect(t.step).toBe('makeTwo');
    setQuantity(t.bench.desk, line, 2_000);
    expect(t.step).toBe('ringAnother');
    const other = t.bench.ring(t.id('second'));
    expect(t.step).toBe('takeOff');
    voidLine(t.bench.desk, other, 'not wanted');
    expect(t.step).toBe('takeExact');
    t.view(20);
    t.cash();
    expect(t.step).toBe('over');
    expect(t.run.result).toMatchObject({ score: 100, grade: 'excellent', mistakes: 0, keys: 20, hints: 0, name: 'Mei Chan' });
    expect(t.view().lessons.find(({ lessonId }) => lessonId === 'firstSale')?.best?.score).toBe(100);
    // What is pressed afterwards is not the lesson's.
    expect(t.view(50).run?.result?.keys).toBe(20);
  });

  test('the wrong thing, too many, goods that were not wanted, and the sale thrown away', async () => {
    const t = await Trainee.at('firstSale');
    const stray = t.bench.ring(t.bench.catalog.list(null, 0, 50).products.find(({ productId, kind }) => kind === undefined && productId !== t.id('first') && productId !== t.id('second'))?.productId ?? '');
    expect(t.said).toBe('otherProduct');
    voidLine(t.bench.desk, stray, 'wrong');
    const line = t.bench.ring(t.id('first'));
    expect([t.said, t.step]).toEqual([null, 'makeTwo']);
    setQuantity(t.bench.desk, line, 3_000);
    expect([t.said, t.step]).toEqual(['tooMany', 'makeTwo']);
    setQuantity(t.bench.desk, line, 2_000);
    t.bench.ring(t.id('second'));
    t.cash();
    expect([t.said, t.step, t.run.isAgain]).toEqual(['wrongGoods', 'ringOne', true]);
    t.bench.ring(t.id('first'));
    discardSale(t.bench.desk, 'gone');
    expect([t.said, t.step]).toEqual(['discarded', 'ringOne']);
    expect(t.run.mistakes).toBe(4);
    t.bench.ring(t.id('first'), 2);
    voidLine(t.bench.desk, t.bench.ring(t.id('second')), 'not wanted');
    t.lessons.hint();
    t.cash();
    expect(t.run.result).toMatchObject({ mistakes: 4, hints: 1, score: 35, grade: 'again' });
  });

  test('a sale that is open comes first', async () => {
    const t = new Trainee(await Bench.open());
    t.bench.openShift();
    t.bench.ringTea();
    t.lessons.begin('firstSale');
    expect(t.step).toBe('clearSale');
    t.cash();
    expect([t.step, t.run.mistakes]).toEqual(['ringOne', 0]);
  });
});

describe('cash and change', () => {
  test('done well', async () => {
    const t = await Trainee.at('cash');
    t.bench.ring(t.id('second'));
    t.bench.ring(t.id('first'));
    expect(t.step).toBe('takeNote');
    t.cash(t.run.noteMinor);
    expect(t.step).toBe('ringOne');
    t.bench.ring(t.id('first'));
    t.cash();
    expect(t.run.result).toMatchObject({ mistakes: 0, score: 100 });
  });

  test('the exact amount instead of the note, then a note instead of the exact amount', async () => {
    const t = await Trainee.at('cash');
    t.bench.ring(t.id('first'));
    t.bench.ring(t.id('second'));
    t.cash();
    expect([t.said, t.step]).toEqual(['notTheNote', 'ringBoth']);
    t.bench.ring(t.id('first'));
    t.bench.ring(t.id('second'));
    t.cash(t.run.noteMinor);
    t.bench.ring(t.id('first'));
    t.cash(t.due + 1_000);
    expect([t.said, t.step]).toEqual(['notExact', 'ringBoth']);
  });
});

describe('order code', () => {
  test('the customer scans the code by themselves', async () => {
    const t = await Trainee.at('orderCode');
    t.bench.ring(t.id('first'));
    expect(t.step).toBe('showCode');
    startPayment(t.bench.desk, 'alipayOrderCode');
    await t.bench.until(() => t.step === 'phonePays');
    await t.untilOver();
    expect(t.run.result).toMatchObject({ mistakes: 0 });
    expect(t.bench.practice.trades().at(-1)?.state).toBe('paid');
  });

  test('cancelled before they could, then cash', async () => {
    const t = await Trainee.at('orderCode');
    t.bench.ring(t.id('first'));
    const { attemptId } = startPayment(t.bench.desk, 'alipayOrderCode');
    await t.bench.until(() => t.step === 'phonePays');
    t.bench.desk.engine.cancel(attemptId, { operator: 'cashier-1' });
    await t.bench.until(() => t.said === 'cancelled');
    await t.bench.untilState(attemptId, 'cancelled', 'closed');
    expect(t.step).toBe('showCode');
    t.cash();
    expect([t.said, t.step, t.run.mistakes]).toEqual(['tookCash', 'ringForCode', 2]);
  });

  test('another way of paying', async () => {
    const t = await Trainee.at('orderCode');
    t.bench.pay('alipayBarcode');
    expect(t.said).toBe('otherWay');
  });
});

describe('password payment', () => {
  test('the phone is held out, asks for the password, and pays', async () => {
    const t = await Trainee.at('password');
    t.bench.ring(t.id('first'));
    expect(t.step).toBe('scanPhone');
    expect(t.run.phone?.code).toMatch(/^\d{16,}$/);
    setPaying(t.bench.desk, true);
    t.lessons.scanPhone();
    expect([t.step, t.run.phone]).toEqual(['waitForPassword', null]);
    await t.untilOver();
    expect(t.run.result?.mistakes).toBe(0);
  });

  test('a code before Pay is not charged; a code that is shown is another lesson', async () => {
    const t = await Trainee.at('password');
    t.bench.ring(t.id('first'));
    expect(t.lessons.scanPhone().kind).toBe('paymentCode');
    expect(t.step).toBe('scanPhone');
    dropPendingCode(t.bench.desk);
    startPayment(t.bench.desk, 'alipayOrderCode');
    expect(t.said).toBe('otherWay');
  });

  test('cancelled while the customer types', async () => {
    const t = await Trainee.at('password');
    t.bench.ring(t.id('first'));
    setPaying(t.bench.desk, true);
    const scan = t.lessons.scanPhone();
    const attemptId = scan.kind === 'paymentStarted' ? scan.attemptId : '';
    await t.bench.untilState(attemptId, 'asking');
    t.bench.desk.engine.cancel(attemptId, { operator: 'cashier-1' });
    await t.bench.until(() => t.said === 'cancelled');
    await t.bench.until(() => t.bench.till.payment === null || t.step !== 'waitForPassword');
    expect(['scanPhone', 'over']).toContain(t.step);
  });
});

describe('return', () => {
  const order = (t: Trainee, receiptNo: number, which: readonly ('first' | 'second')[]) => {
    const sale = t.bench.journal.receipt(receiptNo);
    if (sale === null) throw new Error('no such receipt');
    const ids = which.map((one) => t.id(one));
    const lines = t.bench.journal.saleLines(sale.saleId).filter(({ productId }) => ids.includes(productId)).map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli }));
    return { saleId: sale.saleId, what: { kind: 'lines' as const, lines }, reason: 'not wanted' };
  };

  test('one of two things comes back, then the other', async () => {
    const t = await Trainee.at('return');
    expect(t.step).toBe('findReceipt');
    const receiptNo = t.run.receiptNo ?? 0;
    expect(receiptNo).toBe(t.bench.journal.lastNumber('receipt'));
    startReturn(t.bench.desk, order(t, receiptNo, ['first']));
    expect(t.step).toBe('bringRest');
    startReturn(t.bench.desk, order(t, receiptNo, ['second']));
    expect(t.run.result).toMatchObject({ mistakes: 0 });
  });

  test('too much of it, and of another receipt', async () => {
    const t = new Trainee(await Bench.open());
    t.bench.openShift();
    t.bench.ring('hot-milk-tea');
    t.cash();
    const earlier = t.bench.journal.lastNumber('receipt');
    t.lessons.begin('return');
    const receiptNo = t.run.receiptNo ?? 0;
    startReturn(t.bench.desk, order(t, receiptNo, ['first', 'second']));
    expect([t.said, t.step]).toEqual(['wrongReturn', 'findReceipt']);
    // The next customer has a receipt of their own.
    expect(t.run.receiptNo).toBe(receiptNo + 1);
    const sale = t.bench.journal.receipt(earlier);
    startReturn(t.bench.desk, { saleId: sale?.saleId ?? '', what: { kind: 'whole' }, reason: 'x' });
    expect(t.said).toBe('otherReceipt');
    expect(t.step).toBe('findReceipt');
  });
});

describe('a restart in the middle', () => {
  test('the lesson goes on where it was, with its mistakes, hints and keys', async () => {
    const t = await Trainee.at('firstSale', { shift: false });
    t.restart();
    expect(t.step).toBe('openShift');
    t.bench.openShift();
    const line = t.bench.ring(t.id('first'));
    t.view(7);
    t.lessons.hint();
    setQuantity(t.bench.desk, line, 3_000);
    expect(t.said).toBe('tooMany');
    t.restart();
    expect([t.step, t.said, t.run.mistakes]).toEqual(['makeTwo', 'tooMany', 1]);
    setQuantity(t.bench.desk, line, 2_000);
    voidLine(t.bench.desk, t.bench.ring(t.id('second')), 'not wanted');
    t.restart();
    expect(t.step).toBe('takeExact');
    t.cash();
    expect(t.run.result).toMatchObject({ mistakes: 1, hints: 1, keys: 7 });
    t.restart();
    expect(t.view().run).toBeNull();
    expect(t.view().lessons.find(({ lessonId }) => lessonId === 'firstSale')?.best).toMatchObject({ mistakes: 1 });
  });

  test('sales the lesson made itself are known, none is made again', async () => {
    const t = await Trainee.at('return');
    const receiptNo = t.run.receiptNo ?? 0;
    t.restart();
    expect([t.step, t.run.receiptNo, t.run.mistakes, t.bench.journal.lastNumber('receipt')]).toEqual(['findReceipt', receiptNo, 0, receiptNo]);
    startReturn(t.bench.desk, { saleId: t.bench.journal.receipt(receiptNo)?.saleId ?? '', what: { kind: 'whole' }, reason: 'x' });
    t.restart();
    expect([t.step, t.run.receiptNo, t.run.mistakes, t.bench.journal.lastNumber('receipt')]).toEqual(['findReceipt', receiptNo + 1, 1, receiptNo + 1]);
  });

  test('one that was left, one of yesterday, and one of another journal are gone', async () => {
    const t = await Trainee.at('cash');
    const { kept } = t;
    t.lessons.leave();
    t.restart();
    expect(t.view().run).toBeNull();
    if (kept?.run === undefined) throw new Error('not kept');
    const others = [{ ...kept.run, after: { ...kept.run.after, hash: 'f'.repeat(64) } }, { ...kept.run, atMs: kept.run.atMs - 25 * 3_600_000 }, { ...kept.run, first: 'no such product' }];
    for (const run of others) {
      t.kept = { ...kept, run };
      t.restart();
      expect(t.view().run).toBeNull();
    }
    t.kept = kept;
    t.restart();
    expect(t.step).toBe('ringBoth');
  });
});

describe('closing the day', () => {
  test('X, count, Z', async () => {
    const t = await Trainee.at('closeDay');
    expect(t.step).toBe('takeX');
    takeX(t.bench.desk);
    expect(t.step).toBe('countDrawer');
    submitCount(t.bench.desk, null, { amountMinor: minor(t.run.drawerMinor ?? 0) });
    expect(t.step).toBe('takeZ');
    closeShift(t.bench.desk, null);
    expect(t.run.result).toMatchObject({ mistakes: 0 });
  });

  test('a count that is off, and a Z without an X', async () => {
    const t = await Trainee.at('closeDay');
    submitCount(t.bench.desk, null, { amountMinor: add(minor(t.run.drawerMinor ?? 0), minor(500)) });
    expect(t.said).toBe('countOff');
    closeShift(t.bench.desk, null, 'found a coin');
    expect([t.said, t.step, t.run.isAgain]).toEqual(['zWithoutX', 'openShift', true]);
  });
});

test('a lesson can be left, and the offer of the first one declined', async () => {
  const t = new Trainee(await Bench.open());
  expect(t.view()).toMatchObject({ isOffered: true, run: null });
  expect(t.view().lessons.map(({ lessonId, isThere }) => [lessonId, isThere])).toEqual(LESSON_IDS.map((lessonId) => [lessonId, true]));
  t.lessons.decline();
  expect(t.view().isOffered).toBe(false);
  t.lessons.begin('cash');
  t.lessons.leave();
  expect(t.view().run).toBeNull();
});
