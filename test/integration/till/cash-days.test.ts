import { expect, test } from 'vitest';
import { everybodyMay } from '../../../electron/till/authority.ts';
import { beginCount, closeDrawer, leaveCount, submitCount } from '../../../electron/till/cash/counting.ts';
import { openDrawer } from '../../../electron/till/cash/drawers.ts';
import { moveCash } from '../../../electron/till/cash/moves.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { closeShift, openShift, takeX } from '../../../electron/till/shifts.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { CASH_MOVES } from '../../../shared/cash/moves.ts';
import type { ReturnWhat } from '../../../shared/contract/returns.ts';
import { minor } from '../../../shared/money.ts';
import { SeededRandom } from '../../simulation/virtual-clock.ts';
import { Bench } from './bench-desk.ts';

const TEA = 4_700;
const PEOPLE = ['amy', 'ben', 'cho'] as const;
const STEPS = 60;

/** A drawer as somebody with a pencil keeps it: floats in, sales and moves as they come. Shares nothing with the till's sums. */
interface Pencil {
  readonly owner: string | null;
  cashMinor: number;
  counted: number | null;
}

/** Random days with moves, returns, counts that are given up and drawers that change hands; the till's expected cash is the pencil's after every step. */
test.each([[1, 'shared'], [2, 'shared'], [3, 'perCashier'], [4, 'perCashier']] as const)('random days, seed %i, %s: what should be in each drawer, and the Z, are an independent sum', async (seed, drawerMode) => {
  const bench = await Bench.open({ seed });
  const { desk, journal } = bench;
  const random = new SeededRandom(seed);
  desk.memory.cash = { ...desk.memory.cash, drawerMode, recountsMax: 9 };
  const goes = (who: string): void => {
    Object.assign(desk, { authority: everybodyMay({ id: who, name: who }) });
  };
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)] ?? expect.unreachable();

  let returns = 0;
  for (let day = 1; day <= 2; day += 1) {
    const drawers = new Map<string | null, Pencil>([[null, { owner: null, cashMinor: 0, counted: null }]]);
    const moved = new Map<string, { count: number; amountMinor: number }>();
    const receipts: { readonly saleId: string; readonly totalMinor: number }[] = [];
    let who: string = pick(PEOPLE);
    goes(who);
    const floatMinor = minor(random.below(50) * 1_000);
    openShift(desk, floatMinor);
    const shiftNo = journal.openShift()?.shiftNo ?? 0;
    const own = (): string | null => journal.drawerSessions(shiftNo).find((session) => session.operator === who && session.closedAtMs === null)?.sessionId ?? null;
    const first = own();
    if (first === null) drawers.set(null, { owner: null, cashMinor: floatMinor, counted: null });
    else drawers.set(first, { owner: who, cashMinor: floatMinor, counted: null });
    const drawer = (): Pencil => drawers.get(own()) ?? expect.unreachable();

    for (let step = 0; step < STEPS; step += 1) {
      who = pick(PEOPLE);
      goes(who);
      if (drawerMode === 'perCashier' && own() === null) {
        const broughtMinor = minor(random.below(20) * 1_000);
        const { sessionId } = openDrawer(desk, { amountMinor: broughtMinor });
        drawers.set(sessionId, { owner: who, cashMinor: broughtMinor, counted: null });
      }
      const what = random.below(10);
      const sold = receipts[0];
      if (what < 5) {
        bench.ringTea();
        const saleId = journal.openSale()?.saleId ?? '';
        payCash(desk, minor(TEA + random.below(3) * 100));
        receipts.push({ saleId, totalMinor: TEA });
        drawer().cashMinor += TEA;
      } else if (what === 5 && sold !== undefined && drawer().cashMinor >= sold.totalMinor) {
        receipts.shift();
        const [line] = journal.saleLines(sold.saleId);
        const part: ReturnWhat = { kind: 'lines', lines: line === undefined ? [] : [{ lineId: line.lineId, quantityMilli: line.quantityMilli }] };
        startReturn(desk, { saleId: sold.saleId, what: random.chance(50) ? { kind: 'whole' } : part, reason: 'cold' });
        const back = journal.returnsOfSale(sold.saleId).reduce((sum, doc) => sum + doc.totalMinor, 0);
        drawer().cashMinor -= back;
        returns += 1;
      } else if (what < 9) {
        const kind = pick(CASH_MOVES);
        const room = drawer().cashMinor;
        const amountMinor = kind === 'noSale' ? 0 : kind === 'paidIn' ? 1 + random.below(20_000) : Math.min(room, 1 + random.below(5_000));
        if (kind !== 'noSale' && amountMinor <= 0) continue;
        moveCash(desk, kind, minor(amountMinor), 'why not');
        const sum = moved.get(kind) ?? { count: 0, amountMinor: 0 };
        moved.set(kind, { count: sum.count + 1, amountMinor: sum.amountMinor + amountMinor });
        drawer().cashMinor += kind === 'paidIn' ? amountMinor : -amountMinor;
      } else {
        // Somebody begins to count and is called away, or counts and goes on selling, or hands the drawer over.
        const sessionId = own();
        beginCount(desk, sessionId);
        if (random.chance(30)) leaveCount(desk);
        else {
          const counted = minor(Math.max(0, drawer().cashMinor + random.below(5) - 2));
          expect(submitCount(desk, sessionId, { amountMinor: counted })).toMatchObject({ expectedMinor: drawer().cashMinor, varianceMinor: counted - drawer().cashMinor });
          if (sessionId !== null && random.chance(60)) {
            drawer().counted = counted;
            closeDrawer(desk, sessionId, '');
          }
        }
      }
      for (const [sessionId, { cashMinor }] of drawers) expect(journal.cashExpected(sessionId), `${step} ${sessionId ?? 'shop'}`).toBe(cashMinor);
      if (random.chance(10)) expect(takeX(desk).totals.cashExpectedMinor).toBe([...drawers.values()].reduce((sum, { cashMinor }) => sum + cashMinor, 0));
    }

    // Nothing that is known lives only in memory.
    const digest = bench.journal.projectionDigest();
    bench.journal.rebuild();
    expect(bench.journal.projectionDigest()).toBe(digest);

    for (const [sessionId, pencil] of drawers) {
      if (sessionId === null || pencil.counted !== null) continue;
      goes(pencil.owner ?? who);
      pencil.counted = pencil.cashMinor + 7;
      submitCount(desk, sessionId, { amountMinor: minor(pencil.counted) });
      closeDrawer(desk, sessionId, '');
    }
    const shop = drawers.get(null) ?? expect.unreachable();
    shop.counted = shop.cashMinor;
    const z = closeShift(desk, drawerMode === 'shared' ? minor(shop.cashMinor) : null);
    const sum = (of: (pencil: Pencil) => number): number => [...drawers.values()].reduce((total, pencil) => total + of(pencil), 0);
    expect(z.totals.cashExpectedMinor).toBe(sum(({ cashMinor }) => cashMinor));
    expect(z.closing).toMatchObject({ countedMinor: sum(({ counted }) => counted ?? 0), varianceMinor: sum(({ counted, cashMinor }) => (counted ?? 0) - cashMinor) });
    expect(new Map(z.totals.cashMoves?.map(({ kind, ...of }) => [kind, of]) ?? [])).toEqual(moved);
    expect(z.totals.sessions?.length ?? 0).toBe(drawers.size - 1);
    expect(z.number).toBe(day);
  }
  // Days without any prove nothing about them.
  expect(returns).toBeGreaterThan(0);
}, 20_000);
