import { describe, expect, test } from 'vitest';
import { everybodyMay, type Authority } from '../../../electron/till/authority.ts';
import { beginCount, closeDrawer, currentCount, leaveCount, submitCount } from '../../../electron/till/cash/counting.ts';
import { openDrawer } from '../../../electron/till/cash/drawers.ts';
import { moveCash } from '../../../electron/till/cash/moves.ts';
import { cashDesk } from '../../../electron/till/cash/view.ts';
import { closeShift, listReports, openShift, seenReport, takeX } from '../../../electron/till/shifts.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import type { CashRules } from '../../../shared/cash/rules.ts';
import { TillError, type ErrorCode } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { DEFAULT_RULES, decide, type Permission, type Role } from '../../../shared/staff/permissions.ts';
import { Bench, FLOAT } from './bench-desk.ts';

const TEA = 4_700;

/** A till with people: who stands there can be changed, and a consent lasts for one thing. */
class People implements Authority {
  who: { readonly id: string; readonly role: Role } = { id: 'amy', role: 'cashier' };
  consent: string | null = null;
  readonly asked: Permission[] = [];
  operator(): { readonly id: string; readonly name: string } {
    return { id: this.who.id, name: this.who.id };
  }
  require(act: Parameters<Authority['require']>[0]): void {
    this.asked.push(act.permission);
    const { kind } = decide(DEFAULT_RULES, this.who.role, act);
    if (kind === 'forbidden') throw new TillError('NOT_PERMITTED');
    if (kind === 'needsApproval' && this.consent === null) throw new TillError('APPROVAL_NEEDED', { permission: act.permission });
  }
  people(): { readonly operator: string; readonly approver?: string } {
    return { operator: this.who.id, ...(this.consent === null ? {} : { approver: this.consent }) };
  }
  /** Somebody agrees to one thing. */
  agreed<T>(by: string, work: () => T): T {
    this.consent = by;
    try {
      return work();
    } finally {
      this.consent = null;
    }
  }
}

/** A till of these people, or one where everybody may do everything. */
async function till(rules: Partial<CashRules> = {}, people?: People): Promise<Bench> {
  const bench = await Bench.open();
  bench.desk.memory.cash = { ...bench.desk.memory.cash, ...rules };
  Object.assign(bench.desk, { authority: people ?? everybodyMay({ id: 'cashier-1', name: 'Mei Chan' }) });
  return bench;
}
const tea = (bench: Bench, tenderedMinor = 5_000): void => {
  bench.ringTea();
  payCash(bench.desk, minor(tenderedMinor));
};
const refused = (code: ErrorCode, work: () => unknown): void => {
  expect(work).toThrow(expect.objectContaining({ code }));
};
const typesAfter = (bench: Bench, seq: number): string[] => bench.journal.entries(seq + 1, 100).map((entry) => entry.type);

describe('cash moves', () => {
  test('change what the drawer should hold, open it, and are on the report one by one and in sums', async () => {
    const bench = await till();
    bench.openShift();
    tea(bench);
    const before = bench.journal.head().seq;
    const move = moveCash(bench.desk, 'paidIn', minor(20_000), 'Change from the bank');
    expect(move).toMatchObject({ kind: 'paidIn', amountMinor: 20_000, reason: 'Change from the bank', operator: 'cashier-1', seq: before + 1 });
    expect(typesAfter(bench, before)).toEqual(['cash.moved', 'drawer.opened']);
    moveCash(bench.desk, 'paidOut', minor(1_850), 'Milk');
    moveCash(bench.desk, 'paidOut', minor(150), 'Stamps');
    moveCash(bench.desk, 'safeDrop', minor(30_000), 'Too much in the drawer');
    moveCash(bench.desk, 'noSale', minor(0), 'Changed a note');
    const { totals } = takeX(bench.desk);
    expect(totals).toMatchObject({
      cashExpectedMinor: FLOAT + TEA + 20_000 - 2_000 - 30_000, drawerOpenings: 7,
      cashMoves: [{ kind: 'paidIn', count: 1, amountMinor: 20_000 }, { kind: 'paidOut', count: 2, amountMinor: 2_000 }, { kind: 'safeDrop', count: 1, amountMinor: 30_000 }, { kind: 'noSale', count: 1, amountMinor: 0 }],
      cashiersCash: [{ operator: 'cashier-1', amountMinor: TEA + 20_000 - 32_000 }],
    });
    expect(totals.cashMoveList?.map(({ reason }) => reason)).toEqual(['Change from the bank', 'Milk', 'Stamps', 'Too much in the drawer', 'Changed a note']);
    expect(cashDesk(bench.desk).moves.map(({ reason }) => reason)).toEqual(['Changed a note', 'Too much in the drawer', 'Stamps', 'Milk', 'Change from the bank']);
    const z = closeShift(bench.desk, minor(totals.cashExpectedMinor ?? 0));
    expect(z.closing).toMatchObject({ varianceMinor: 0 });
    // Another day begins with none.
    bench.openShift();
    expect(bench.journal.shiftTotals()).not.toHaveProperty('cashMoves');
  });

  test('more than should be there does not go out, and nobody learns how much that is', async () => {
    const bench = await till();
    refused('SHIFT_NOT_OPEN', () => moveCash(bench.desk, 'noSale', minor(0), 'look'));
    bench.openShift();
    const { seq } = bench.journal.head();
    for (const kind of ['paidOut', 'safeDrop'] as const) {
      try {
        moveCash(bench.desk, kind, minor(FLOAT + 1), 'too much');
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ code: 'CASH_NOT_ENOUGH', details: {} });
      }
    }
    refused('CASH_AMOUNT_MISSING', () => moveCash(bench.desk, 'paidIn', minor(0), 'nothing'));
    expect(bench.journal.head().seq).toBe(seq);
    moveCash(bench.desk, 'safeDrop', FLOAT, 'all of it');
    expect(bench.journal.cashExpected(null)).toBe(0);
  });

  test('each kind asks for its own permission, and whoever allowed it is named', async () => {
    const people = new People();
    const bench = await till({}, people);
    bench.openShift();
    const { seq } = bench.journal.head();
    for (const kind of ['paidIn', 'paidOut', 'safeDrop', 'noSale'] as const) {
      people.asked.length = 0;
      refused('APPROVAL_NEEDED', () => moveCash(bench.desk, kind, minor(kind === 'noSale' ? 0 : 100), 'why'));
      expect(people.asked).toEqual([kind]);
    }
    expect(bench.journal.head().seq).toBe(seq);
    const move = people.agreed('sue', () => moveCash(bench.desk, 'paidOut', minor(100), 'Milk'));
    expect(move).toMatchObject({ operator: 'amy', approver: 'sue' });
  });
});

describe('a blind count', () => {
  /** Every amount in what a window gets, wherever it is. */
  const amountsIn = (value: unknown): number[] => (typeof value === 'number' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(amountsIn) : []);

  test('nothing a cashier can get tells what should be there, until the count is in', async () => {
    const people = new People();
    const bench = await till({}, people);
    openShift(bench.desk, minor(10_000));
    tea(bench, 10_000);
    bench.ring('hot-milk-tea');
    payCash(bench.desk, minor(2_500));
    const expected = bench.journal.cashExpected(null);
    const gross = expected - 10_000;
    people.agreed('sue', () => moveCash(bench.desk, 'paidIn', minor(333), 'found under the mat'));
    const secret = expected + 333;
    beginCount(bench.desk, null);
    const x = takeX(bench.desk);
    const shown = [cashDesk(bench.desk), bench.till, bench.snapshots.customer(), x, seenReport(bench.desk, 'x', x.number), listReports(bench.desk, 100)];
    for (const view of shown) for (const tells of [secret, secret - 10_000, gross, gross + 333]) expect(amountsIn(view)).not.toContain(tells);
    expect(x.totals).toMatchObject({ cashExpectedMinor: null, netMinor: null, grossMinor: null, cashInMinor: null, changeGivenMinor: null, tenders: [], salesCount: 2 });
    // Not even for somebody who may read reports, as long as a drawer is open on the table.
    people.who = { id: 'olga', role: 'owner' };
    expect(seenReport(bench.desk, 'x', x.number).totals.cashExpectedMinor).toBeNull();
    leaveCount(bench.desk);
    expect(seenReport(bench.desk, 'x', x.number).totals.cashExpectedMinor).toBe(secret);
    expect(listReports(bench.desk, 1)).toMatchObject([{ netMinor: gross }]);
    people.who = { id: 'amy', role: 'cashier' };
    expect(seenReport(bench.desk, 'x', x.number).totals.cashExpectedMinor).toBeNull();
    refused('APPROVAL_NEEDED', () => seenReport(bench.desk, 'x', x.number, true));
    expect(people.agreed('sue', () => seenReport(bench.desk, 'x', x.number, true)).totals.cashExpectedMinor).toBe(secret);
    expect(submitCount(bench.desk, null, { amountMinor: minor(secret - 40) })).toMatchObject({ countNo: 1, expectedMinor: secret, varianceMinor: -40 });
  });

  test('counting again takes a consent each time, so many times; every count is on the Z', async () => {
    const people = new People();
    const bench = await till({ recountsMax: 2 }, people);
    bench.openShift();
    const count = (amountMinor: number): unknown => submitCount(bench.desk, null, { amountMinor: minor(amountMinor) });
    expect(count(FLOAT - 500)).toMatchObject({ varianceMinor: -500, recountsLeft: 2 });
    refused('APPROVAL_NEEDED', () => count(FLOAT));
    refused('APPROVAL_NEEDED', () => beginCount(bench.desk, null));
    // Who agreed when it was begun is not asked again when it is submitted, and is named all the same; somebody else who steps up is asked.
    people.agreed('sue', () => { beginCount(bench.desk, null); });
    people.who = { id: 'ben', role: 'cashier' };
    refused('APPROVAL_NEEDED', () => count(FLOAT));
    people.who = { id: 'amy', role: 'cashier' };
    expect(count(FLOAT - 100)).toMatchObject({ countNo: 2, recountsLeft: 1 });
    expect(people.agreed('olga', () => count(FLOAT))).toMatchObject({ countNo: 3, varianceMinor: 0, recountsLeft: 0 });
    refused('COUNT_NO_MORE', () => people.agreed('olga', () => count(FLOAT)));
    refused('COUNT_NO_MORE', () => people.agreed('olga', () => { beginCount(bench.desk, null); }));
    const z = closeShift(bench.desk, null);
    expect(z.closing).toMatchObject({ countedMinor: FLOAT, varianceMinor: 0 });
    expect(z.totals.counts).toMatchObject([
      { countNo: 1, operator: 'amy', approver: null, varianceMinor: -500 }, { countNo: 2, approver: 'sue', varianceMinor: -100 }, { countNo: 3, approver: 'olga', varianceMinor: 0 },
    ]);
  });

  test('survives the program; cash that moves afterwards makes it history', async () => {
    const bench = await till({ recountsMax: 0 });
    bench.openShift();
    tea(bench);
    submitCount(bench.desk, null, { amountMinor: minor(FLOAT + TEA + 100) });
    await bench.restart();
    expect(currentCount(bench.desk, null)).toMatchObject({ countNo: 1, varianceMinor: 100 });
    tea(bench);
    expect(currentCount(bench.desk, null)).toBeNull();
    refused('COUNT_STALE', () => closeShift(bench.desk, null));
    // However few recounts the shop allows: this drawer is another one now.
    bench.desk.memory.cash = { ...bench.desk.memory.cash, recountsMax: 0 };
    expect(submitCount(bench.desk, null, { amountMinor: minor(FLOAT + 2 * TEA) })).toMatchObject({ countNo: 2, varianceMinor: 0, recountsLeft: 0 });
    expect(closeShift(bench.desk, null).closing).toMatchObject({ varianceMinor: 0 });
  });

  test('a difference the shop asks about needs a reason, which is on the Z', async () => {
    const bench = await till({ varianceReasonMinor: 500 });
    bench.openShift();
    refused('SHIFT_COUNT_MISSING', () => closeShift(bench.desk, null));
    expect(submitCount(bench.desk, null, { amountMinor: minor(FLOAT - 499) })).toMatchObject({ reasonNeeded: false });
    expect(submitCount(bench.desk, null, { amountMinor: minor(FLOAT - 500) })).toMatchObject({ reasonNeeded: true });
    refused('COUNT_REASON_MISSING', () => closeShift(bench.desk, null));
    // Asked again with the same amount it is the same count.
    refused('COUNT_REASON_MISSING', () => closeShift(bench.desk, minor(FLOAT - 500)));
    expect(bench.journal.cashCounts(1, null)).toHaveLength(2);
    expect(closeShift(bench.desk, minor(FLOAT - 500), 'A note fell behind the counter').closing).toMatchObject({ varianceMinor: -500, varianceReason: 'A note fell behind the counter' });
  });

  test('opens the drawer once, whether it was begun or only submitted', async () => {
    const bench = await till();
    for (const begun of [true, false]) {
      bench.openShift();
      if (begun) beginCount(bench.desk, null);
      submitCount(bench.desk, null, { amountMinor: FLOAT });
      expect(closeShift(bench.desk, null).totals.drawerOpenings).toBe(2);
    }
  });

  test('pieces are kept with the float and the count they belong to', async () => {
    const bench = await till();
    const count = { pieces: [{ kind: 'note' as const, valueMinor: 10_000, pieces: 5 }], otherMinor: 0 };
    openShift(bench.desk, FLOAT, count);
    submitCount(bench.desk, null, { amountMinor: FLOAT, count });
    const entries = bench.journal.entries(1, 100);
    for (const type of ['shift.opened', 'count.submitted'] as const) expect(entries.find((entry) => entry.type === type)?.data).toMatchObject({ count });
  });
});

describe('a drawer of one\'s own', () => {
  test('two cashiers, a lunch break, a hand-over: the Z sums the drawers', async () => {
    const people = new People();
    const bench = await till({ drawerMode: 'perCashier' }, people);
    openShift(bench.desk, minor(30_000));
    tea(bench);
    people.who = { id: 'ben', role: 'cashier' };
    bench.ringTea();
    refused('DRAWER_NOT_OPEN', () => payCash(bench.desk, minor(5_000)));
    refused('DRAWER_NOT_OPEN', () => moveCash(bench.desk, 'noSale', minor(0), 'look'));
    const { sessionId: bens } = openDrawer(bench.desk, { amountMinor: minor(20_000) });
    refused('DRAWER_ALREADY_OPEN', () => openDrawer(bench.desk, { amountMinor: minor(1) }));
    payCash(bench.desk, minor(5_000));
    people.agreed('sue', () => moveCash(bench.desk, 'safeDrop', minor(10_000), 'to the safe'));
    refused('SHIFT_DRAWERS_OPEN', () => closeShift(bench.desk, null));
    expect(submitCount(bench.desk, bens, { amountMinor: minor(14_690) })).toMatchObject({ expectedMinor: 14_700, varianceMinor: -10 });
    closeDrawer(bench.desk, bens, '');
    refused('DRAWER_NOT_FOUND', () => closeDrawer(bench.desk, bens, ''));
    // Ben is back after lunch, with another drawer.
    const { sessionId: second } = openDrawer(bench.desk, { amountMinor: minor(5_000) });
    tea(bench);
    expect(bench.journal.cashExpected(second)).toBe(9_700);
    const [amys] = cashDesk(bench.desk).drawers;
    expect(amys).toMatchObject({ operator: 'amy', floatMinor: 30_000, closed: false });
    // Amy has gone home: somebody who may have drawers counted again counts hers.
    const sessionId = amys?.sessionId ?? '';
    refused('APPROVAL_NEEDED', () => submitCount(bench.desk, sessionId, { amountMinor: minor(0) }));
    people.agreed('sue', () => submitCount(bench.desk, sessionId, { amountMinor: minor(34_750) }));
    people.who = { id: 'amy2', role: 'cashier' };
    refused('APPROVAL_NEEDED', () => { closeDrawer(bench.desk, sessionId, ''); });
    people.who = { id: 'ben', role: 'cashier' };
    closeDrawer(bench.desk, sessionId, '');
    submitCount(bench.desk, second, { amountMinor: minor(9_700) });
    closeDrawer(bench.desk, second, '');
    expect(cashDesk(bench.desk)).toMatchObject({ shopDrawerCounts: false, ownSessionId: null });
    const z = closeShift(bench.desk, null);
    expect(z.totals.cashExpectedMinor).toBe(30_000 + 20_000 + 5_000 + 3 * TEA - 10_000);
    expect(z.closing).toMatchObject({ countedMinor: 14_690 + 34_750 + 9_700, varianceMinor: -10 + 50 });
    expect(z.totals.sessions).toMatchObject([
      { operator: 'amy', floatMinor: 30_000, expectedMinor: 34_700, countedMinor: 34_750, varianceMinor: 50 },
      { operator: 'ben', floatMinor: 20_000, expectedMinor: 14_700, countedMinor: 14_690, varianceMinor: -10 }, { operator: 'ben', floatMinor: 5_000, varianceMinor: 0 },
    ]);
  });

  test('a shop that changes its mind within a day counts its own drawer too', async () => {
    const people = new People();
    const bench = await till({}, people);
    openShift(bench.desk, minor(10_000));
    refused('DRAWER_SHARED', () => openDrawer(bench.desk, { amountMinor: minor(0) }));
    tea(bench);
    bench.desk.memory.cash = { ...bench.desk.memory.cash, drawerMode: 'perCashier' };
    const { sessionId } = openDrawer(bench.desk, { amountMinor: minor(2_000) });
    tea(bench);
    expect([bench.journal.cashExpected(null), bench.journal.cashExpected(sessionId)]).toEqual([14_700, 6_700]);
    submitCount(bench.desk, sessionId, { amountMinor: minor(6_700) });
    closeDrawer(bench.desk, sessionId, '');
    refused('SHIFT_COUNT_MISSING', () => closeShift(bench.desk, null));
    expect(closeShift(bench.desk, minor(14_600)).closing).toMatchObject({ countedMinor: 21_300, varianceMinor: -100 });
  });
});
