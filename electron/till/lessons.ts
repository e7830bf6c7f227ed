import type { KeptLessons, KeptRun, LessonResult, LessonRunView, LessonsView } from '../../shared/contract/lesson-views.ts';
import type { ScanResult } from '../../shared/contract/views.ts';
import { denominationsOf } from '../../shared/cash/denominations.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../shared/payment/products.ts';
import { LESSON_IDS, type LessonId, type Task } from '../../shared/training/lessons.ts';
import { beginRun, follow, isOn, noteOwn, stepOf, type Run } from '../../shared/training/run.ts';
import { gradeOf, scoreOf } from '../../shared/training/score.ts';
import { minor } from '../../shared/money.ts';
import type { ProductRow } from '../journal/port.ts';
import type { Behaviour } from '../training/behaviours.ts';
import type { PracticeWorld } from '../training/practice-world.ts';
import type { Desk } from './desk.ts';
import { phoneScan, presentCode } from './practice.ts';
import { openSaleView } from './sale-views.ts';
import { addProduct, nextSale, setPaying } from './selling.ts';
import { shownAttempt } from './snapshot.ts';
import { payCash, scanProduct } from './tenders.ts';

export interface LessonParts {
  readonly desk: Desk;
  readonly practice: PracticeWorld;
  readonly stored: () => KeptLessons | undefined;
  readonly save: (kept: KeptLessons) => void;
}

/** The lessons of the practice till. */
export interface Lessons {
  view(pressed: number): LessonsView;
  /** Throws INTERNAL when the shop as it is set up cannot play it: `isThere` said so. */
  begin(lessonId: LessonId): void;
  leave(): void;
  hint(): void;
  /** The practice customer's phone, scanned with the till's scanner. Throws PAYMENT_ATTEMPT_NOT_FOUND when nobody holds one out. */
  scanPhone(): ScanResult;
  decline(): void;
  /** Reads what the journal has got since the last look; called after every change of the till. */
  look(): void;
  stop(): void;
}

/** How long a practice customer looks for the phone before it scans the code on the screen. */
const PHONE_COMES_MS = 4_000;
const LOOK_AT_ONCE = 500;
/** Products looked through for two plain ones. */
const PRODUCTS_LOOKED_AT = 500;
const HOLDS_OUT: Behaviour = 'asksPasswordThenPays';
const SCANS: Behaviour = 'paysAtOnce';

/** A lesson that was on is gone on with after a restart so soon, and through so many entries; later nobody knows any more what it was about. */
const KEPT_FOR_MS = 24 * 60 * 60_000;
const KEPT_ENTRIES_MAX = 5_000;
/** Sales a lesson may have made itself; one that needed more is not kept. */
const OWN_MAX = 20;

const NOTHING_KEPT: KeptLessons = { best: {}, isDeclined: false };

interface Session {
  readonly goods: readonly [ProductRow, ProductRow];
  readonly startedMs: number;
  readonly began: Pick<KeptRun, 'after' | 'shiftOpen' | 'openSaleId'>;
  readonly own: KeptRun['own'][number][];
  readonly ends: AbortController;
  task: Task;
  run: Run;
  seq: number;
  keys: number;
  hints: number;
  isAgain: boolean;
  /** The payment whose code the practice phone is on its way to. */
  scanning: string | null;
  result: LessonResult | null;
}

/** Opens the lessons: they watch the journal, and play the customers' part through the practice world. */
export function openLessons({ desk, practice, stored, save }: LessonParts): Lessons {
  const { clock, journal, catalog, config, memory } = desk;
  let session: Session | null = null;
  let isLooking = false;

  const kept = (): KeptLessons => stored() ?? NOTHING_KEPT;
  const standing = () => ({ shiftOpen: journal.openShift() !== null, openSaleId: journal.openSale()?.saleId ?? null });

  /** The shop's first two products that are sold by the piece, at their price, to anybody. */
  function goods(): readonly [ProductRow, ProductRow] | null {
    const plain = catalog.list(null, 0, PRODUCTS_LOOKED_AT).products.filter((product) => product.kind === undefined && product.variants === undefined && product.priceMinor > 0);
    const [first, second] = [...plain.filter(({ plu }) => plu !== null), ...plain.filter(({ plu }) => plu === null)];
    return first === undefined || second === undefined ? null : [first, second];
  }

  const codeWay = (): PaymentProduct | null => PAYMENT_PRODUCTS.find((product) => PRODUCT_FACTS[product].presented === 'byShop' && desk.engine.offers(product)) ?? null;

  function isThere(lessonId: LessonId): boolean {
    if (goods() === null) return false;
    if (lessonId === 'orderCode') return codeWay() !== null;
    if (lessonId === 'password') return scanProduct(desk) !== null;
    // With a drawer each the day is closed by handing them over one by one: another lesson than this one.
    return lessonId !== 'closeDay' || memory.cash.drawerMode === 'shared';
  }

  function noteFor([first, second]: readonly [ProductRow, ProductRow]): number {
    const roughly = (first.priceMinor + second.priceMinor) * 1.3;
    const notes = denominationsOf(config.currency).filter(({ kind }) => kind === 'note').map(({ valueMinor }) => valueMinor).sort((a, b) => a - b);
    const largest = notes.at(-1) ?? minor(1);
    return notes.find((note) => note > roughly) ?? Math.ceil(roughly / largest) * largest;
  }

  /** The sale that will be brought back, made with the till's own commands. */
  function prepare(on: Session): void {
    for (const product of on.goods) addProduct(desk, product, { quantityMilli: 1_000, source: 'tile', code: null });
    const sale = openSaleView(desk);
    if (sale === null) throw new TillError('INTERNAL', { why: 'lesson' });
    setPaying(desk, true);
    payCash(desk, minor(sale.dueMinor + noteFor(on.goods)));
    nextSale(desk);
    const entries = journal.entries(on.seq + 1, LOOK_AT_ONCE);
    const past = { saleId: sale.saleId, receiptNo: journal.lastNumber('receipt') };
    on.own.push({ fromSeq: on.seq + 1, toSeq: journal.head().seq, ...past });
    on.seq = journal.head().seq;
    on.task = { ...on.task, past };
    on.run = noteOwn(on.run, entries);
  }

  /** After a restart: the sale this lesson made here before; false when it has made none. */
  function recall(on: Session): boolean {
    const made = on.own.find(({ fromSeq }) => fromSeq === on.seq + 1);
    if (made === undefined) return false;
    on.run = noteOwn(on.run, journal.entries(made.fromSeq, made.toSeq - made.fromSeq + 1));
    on.seq = made.toSeq;
    on.task = { ...on.task, past: { saleId: made.saleId, receiptNo: made.receiptNo } };
    return true;
  }

  /** What is worth a write to the settings. */
  const progress = ({ run, own }: Session): string => [run.at, run.mistakes.length, own.length].join();
  const elapsed = (on: Session): number => Math.max(0, clock.monotonicMs() - on.startedMs);

  function runToKeep(on: Session): KeptRun | undefined {
    if (on.run.isOver || on.own.length > OWN_MAX) return undefined;
    const { first, second, noteMinor, codeWay: way } = on.task;
    return { lessonId: on.run.lessonId, atMs: clock.nowMs(), ...on.began, first, second, noteMinor, codeWay: way, elapsedMs: elapsed(on), keys: on.keys, hints: on.hints, own: [...on.own] };
  }

  /** Keeps the lesson that is on for a restart; `null`: none is. One that cannot be kept goes on all the same. */
  function keep(on: Session | null): void {
    const { run: before, ...rest } = kept();
    const run = on === null ? undefined : runToKeep(on);
    if (run === undefined && before === undefined) return;
    try {
      save(run === undefined ? rest : { ...rest, run });
    } catch (error) {
      desk.log('warn', 'lesson.keep', { error: String(error).slice(0, 200) });
    }
  }

  /** The lesson that was on when the program ended, at its beginning: the next look reads it up to now. */
  function restored(): Session | null {
    const { run } = kept();
    if (run === undefined) return null;
    const { lessonId, after, shiftOpen, openSaleId, noteMinor, codeWay: way } = run;
    const [first, second] = [catalog.product(run.first), catalog.product(run.second)];
    const isHere = journal.stamped(after.seq)?.hash === after.hash && journal.head().seq - after.seq <= KEPT_ENTRIES_MAX && clock.nowMs() - run.atMs <= KEPT_FOR_MS;
    if (!isHere || !first || !second) return null;
    return {
      goods: [first, second], startedMs: clock.monotonicMs() - run.elapsedMs, began: { after, shiftOpen, openSaleId }, own: [...run.own], ends: new AbortController(),
      run: beginRun(lessonId, { shiftOpen, openSaleId }), seq: after.seq, keys: run.keys, hints: run.hints, isAgain: false, scanning: null, result: null,
      task: { first: first.productId, second: second.productId, noteMinor, codeWay: way, past: null },
    };
  }

  function read(on: Session): void {
    for (;;) {
      if (!on.run.isPrepared && isOn(on.run) && !recall(on)) prepare(on);
      const entries = journal.entries(on.seq + 1, LOOK_AT_ONCE);
      if (entries.length === 0 || on.run.isOver) return;
      for (const entry of entries) {
        const before = on.run;
        on.run = follow(before, entry, on.task);
        on.seq = entry.seq;
        if (on.run.mistakes.length > before.mistakes.length) on.isAgain = on.run.seen.sold.length === 0 && on.run.at <= before.at && stepOf(on.run) !== stepOf(before);
        if (on.run.isOver || (!on.run.isPrepared && isOn(on.run))) break;
      }
    }
  }

  function finish(on: Session): void {
    const effort = { elapsedMs: elapsed(on), mistakes: on.run.mistakes.length, keys: on.keys, hints: on.hints };
    const score = scoreOf(on.run.lessonId, effort);
    on.result = { ...effort, score, grade: gradeOf(score), atMs: clock.nowMs(), name: desk.authority.operator().name.slice(0, 60) };
    const { run: _over, ...rest } = kept();
    save((rest.best[on.run.lessonId]?.score ?? -1) <= score ? { ...rest, best: { ...rest.best, [on.run.lessonId]: on.result } } : rest);
  }

  /** The customer whose part it is takes out the phone and scans what the screen shows. */
  async function phoneComes(on: Session, attemptId: string): Promise<void> {
    on.scanning = attemptId;
    try {
      await clock.sleep(PHONE_COMES_MS, on.ends.signal);
      if (shownAttempt(desk)?.attemptId === attemptId) phoneScan(desk, practice, SCANS);
    } catch (error) {
      if (!on.ends.signal.aborted) desk.log('warn', 'lesson.phone', { error: String(error).slice(0, 200) });
    }
  }

  function look(): void {
    if (session === null || isLooking || session.run.isOver) return;
    isLooking = true;
    try {
      const before = progress(session);
      read(session);
      if (progress(session) !== before) keep(session);
      const { attempt } = session.run.seen;
      if (stepOf(session.run)?.plays === 'phoneScansCode' && attempt?.codeShown === true && session.scanning !== attempt.attemptId) void phoneComes(session, attempt.attemptId);
      if (session.run.isOver) finish(session);
    } catch (error) {
      // Whoever did something at the till has done it: what a lesson cannot make of it ends the lesson, not their work.
      desk.log('error', 'lesson.failed', { lesson: session?.run.lessonId ?? '', error: String(error).slice(0, 200) });
      leave();
    } finally {
      isLooking = false;
    }
  }

  const shownProduct = ({ name, plu, codes, priceMinor }: ProductRow): LessonRunView['first'] => ({ name, number: plu ?? codes[0] ?? null, priceMinor });

  function runView({ run, task, goods: [first, second], isAgain, result }: Session): LessonRunView {
    const steps = [...run.before, ...run.steps];
    const phone = stepOf(run)?.plays === 'phoneHoldsOut' ? practice.customers().find((customer) => customer.behaviour === HOLDS_OUT) : undefined;
    return {
      lessonId: run.lessonId, steps: steps.map(({ id }) => id), at: run.at, before: run.before.length, mistakes: run.mistakes.length, latest: run.latest, isAgain: run.latest !== null && isAgain,
      first: shownProduct(first), second: shownProduct(second), noteMinor: task.noteMinor, codeWay: task.codeWay, receiptNo: task.past?.receiptNo ?? null,
      drawerMinor: run.lessonId === 'closeDay' && journal.openShift() !== null ? journal.cashExpected(null) : null, phone: phone === undefined ? null : { code: phone.code }, result,
    };
  }

  const stop = (): void => {
    session?.ends.abort();
    session = null;
  };
  const leave = (): void => {
    stop();
    keep(null);
  };
  session = restored();

  return {
    look,
    view: (pressed) => {
      look();
      if (session !== null && session.result === null) session.keys += pressed;
      const { best, isDeclined } = kept();
      return {
        lessons: LESSON_IDS.map((lessonId) => ({ lessonId, isThere: isThere(lessonId), best: best[lessonId] ?? null })),
        run: session === null ? null : runView(session),
        isOffered: session === null && !isDeclined && Object.keys(best).length === 0 && isThere('firstSale'),
      };
    },
    begin: (lessonId) => {
      const sold = goods();
      if (sold === null || !isThere(lessonId)) throw new TillError('INTERNAL', { why: 'lesson', lessonId });
      stop();
      const [head, stands] = [journal.head(), standing()];
      session = {
        goods: sold, startedMs: clock.monotonicMs(), began: { after: { seq: head.seq, hash: head.hash }, ...stands }, own: [], ends: new AbortController(), run: beginRun(lessonId, stands), seq: head.seq, keys: 0, hints: 0, isAgain: false, scanning: null, result: null,
        task: { first: sold[0].productId, second: sold[1].productId, noteMinor: noteFor(sold), codeWay: codeWay(), past: null },
      };
      keep(session);
      look();
      desk.changed();
    },
    leave: () => {
      leave();
      desk.changed();
    },
    hint: () => {
      if (session === null || session.result !== null) return;
      session.hints += 1;
      keep(session);
    },
    scanPhone: () => {
      look();
      if (session === null || stepOf(session.run)?.plays !== 'phoneHoldsOut') throw new TillError('PAYMENT_ATTEMPT_NOT_FOUND');
      return presentCode(desk, practice, HOLDS_OUT);
    },
    decline: () => {
      save({ ...kept(), isDeclined: true });
      desk.changed();
    },
    stop,
  };
}

