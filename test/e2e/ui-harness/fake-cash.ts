import { countTotal } from '../../../shared/cash/count.ts';
import { denominationsOf, denominationsShown } from '../../../shared/cash/denominations.ts';
import { defaultCashRules } from '../../../shared/cash/rules.ts';
import type { CashDeskView, CountForm, CountView, MoveView } from '../../../shared/contract/cash-views.ts';
import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { ReportView, TillSnapshot } from '../../../shared/contract/views.ts';

type CashChannel = Extract<Channel, `cash.${string}` | `drawer.${string}` | `count.${string}` | `shift.${string}` | `report.${string}` | 'settings.cash' | 'settings.saveCash'>;
type CashHandlers = { readonly [C in CashChannel]: (request: Request<C>) => Response<C> };
type WholeReport = Response<'shift.close'>;

const EXPECTED = 218_650;
const HOUR_MS = 3_600_000;

const moves = (nowMs: number): MoveView[] => [
  { moveId: 'm4', seq: 5301, kind: 'noSale', amountMinor: 0, reason: 'Change a note', operator: 'Mei Chan', approver: 'Ms Leung', atMs: nowMs - 600_000 },
  { moveId: 'm3', seq: 5270, kind: 'safeDrop', amountMinor: 48_000, reason: 'Too much in the drawer', operator: 'Mei Chan', approver: 'Ms Leung', atMs: nowMs - HOUR_MS },
  { moveId: 'm2', seq: 5188, kind: 'paidOut', amountMinor: 2_000, reason: 'Courier or delivery', operator: 'Mei Chan', approver: 'Ms Leung', atMs: nowMs - 2 * HOUR_MS },
  { moveId: 'm1', seq: 5125, kind: 'paidIn', amountMinor: 50_000, reason: 'Change from the bank', operator: 'Mei Chan', approver: 'Ms Leung', atMs: nowMs - 2.5 * HOUR_MS },
];

function report(kind: 'x' | 'z', nowMs: number, countedMinor: number, reason = ''): WholeReport {
  const expected = EXPECTED;
  return {
    kind, number: kind === 'x' ? 3 : 12, atMs: nowMs, operator: 'Mei Chan', shopName: { en: 'Harbour Tea', zhHans: '海港茶庄', zhHant: '海港茶莊' }, tillId: '1',
    totals: {
      shiftNo: 12, businessDay: 20261121, currency: 'HKD', openedAtMs: nowMs - 3 * 3_600_000, openedSeq: 5120, floatMinor: 100_000, salesCount: 26, grossMinor: 412_300, netMinor: 372_700, taxes: [],
      tenders: [{ kind: 'cash', count: 14, amountMinor: 121_350 }, { kind: 'alipayBarcode', count: 8, amountMinor: 198_750 }, { kind: 'alipayOrderCode', count: 4, amountMinor: 92_200 }],
      cashiers: [{ operator: 'Mei Chan', salesCount: 26, netMinor: 372_700 }], itemsMilli: 83_000, cashInMinor: 162_700, changeGivenMinor: 41_350, cashExpectedMinor: expected, cashMoves: [{ kind: 'paidIn', count: 1, amountMinor: 50_000 }, { kind: 'paidOut', count: 1, amountMinor: 2_000 }, { kind: 'safeDrop', count: 1, amountMinor: 48_000 }, { kind: 'noSale', count: 1, amountMinor: 0 }],
      cashMoveList: [...moves(nowMs)].reverse().map(({ seq: _seq, ...move }) => move), counts: kind === 'x' ? [] : [{ sessionId: null, countNo: 1, operator: 'Mei Chan', approver: null, atMs: nowMs - 60_000, countedMinor, expectedMinor: expected, varianceMinor: countedMinor - expected }],
      copies: { receipts: 3, reports: 1 },
      lineVoids: { count: 3, amountMinor: 5_400 }, discards: { count: 1, amountMinor: 12_800 }, drawerOpenings: 16,
      unresolved: [{ attemptId: 'a9', merchantReference: 'gt01-20261121-000111-2m4k', amountMinor: 7_650, state: 'unresolved', createdAtMs: nowMs - 1_000_000 }], foundMoney: [],
      returns: { count: 3, amountMinor: 39_600, itemsMilli: 5_000 }, voidedSales: { count: 1, amountMinor: 12_400 }, returnTaxes: [], refunds: [{ kind: 'cash', count: 1, amountMinor: 2_700 }, { kind: 'alipayBarcode', count: 2, amountMinor: 36_900 }], cashReturnedMinor: 2_700,
      openReturns: [{ returnId: 'r7', returnNo: 7, receiptNo: 125, amountMinor: 3_600, exchangeMinor: 2_400, createdAtMs: nowMs - 60_000 }],
      pendingRefunds: [{ refundId: 'f1', refundReference: 'gt01R20261121000007k3m9', merchantReference: 'gt01-20261121-000127-4k7p2m9x', amountMinor: 3_600, state: 'asking', createdAtMs: nowMs - 60_000 }],
    },
    closing: kind === 'x' ? null : {
      countedMinor, varianceMinor: countedMinor - expected, varianceReason: reason, firstSeq: 4718, lastSeq: 5346, headHash: '9f2c6b1e0d3a4c5b8e7f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5',
      grandTotals: { salesMinor: 98_412_300, returnsMinor: 0, netMinor: 98_412_300, salesCount: 5_120, returnsCount: 0 },
    },
  };
}

const same = (whole: WholeReport): WholeReport => whole;
/** The same Z of a day with notes of other currencies. */
const withNotes = (whole: WholeReport): WholeReport => ({
  ...whole,
  totals: {
    ...whole.totals, tenders: [...whole.totals.tenders, { kind: 'foreignCash', count: 5, amountMinor: 48_200 }],
    foreignCash: [{ currency: 'CNY', count: 4, foreignMinor: 40_000, valueMinor: 43_000, changeMinor: 2_350 }, { currency: 'USD', count: 1, foreignMinor: 1_000, valueMinor: 7_750, changeMinor: 200 }],
  },
  closing: whole.closing === null ? null : {
    ...whole.closing, foreign: [{ currency: 'CNY', countedMinor: 39_000, expectedMinor: 40_000, varianceMinor: -1_000 }, { currency: 'USD', countedMinor: 1_000, expectedMinor: 1_000, varianceMinor: 0 }],
  },
});

/** The same X for whoever will count the drawer. */
function blind(nowMs: number): ReportView {
  const { totals, ...rest } = report('x', nowMs, 0);
  return {
    ...rest,
    totals: {
      ...totals, grossMinor: null, netMinor: null, taxes: [], cashiers: [], cashInMinor: null, changeGivenMinor: null, cashExpectedMinor: null, cashReturnedMinor: undefined, sessions: [],
      tenders: totals.tenders.filter(({ kind }) => kind !== 'cash'), refunds: [], returns: { count: 3, amountMinor: null, itemsMilli: 5_000 }, voidedSales: { count: 1, amountMinor: null },
    },
  };
}

/** The day and its cash, as far as pictures need it; `state` names what is different in it. */
export function fakeCash(state: string, change: (till: Partial<TillSnapshot>) => void): CashHandlers {
  const hasNotes = state.includes('Foreign');
  const own = state.startsWith('ownDrawer') || state === 'cashOwn';
  let counted: CountView[] = [];
  let moved = state === 'cashNone' ? [] : moves(Date.now());
  let rules = defaultCashRules('HKD');
  const sumOf = (form: CountForm): number => ('count' in form ? countTotal(form.count) : form.countedMinor);
  const desk = (): CashDeskView => ({
    currency: 'HKD', denominations: [...denominationsShown('HKD', [])], mode: own ? 'perCashier' : 'shared',
    drawers: own
      ? [
          { sessionId: 's1', operator: 'Ben Wong', openedAtMs: Date.now() - 3 * HOUR_MS, floatMinor: 50_000, closed: state === 'ownDrawersHanded' },
          { sessionId: 's2', operator: 'Mei Chan', openedAtMs: Date.now() - HOUR_MS, floatMinor: 50_000, closed: state !== 'ownDrawer' },
        ]
      : [],
    ownSessionId: state === 'ownDrawer' ? 's2' : null, shopDrawerCounts: !own, foreign: hasNotes ? ['CNY', 'USD'] : [], counted, moves: moved,
  });
  const opened = (floatMinor: number): Response<'shift.open'> => {
    change({ shift: { shiftNo: 13, openedAtMs: Date.now(), floatMinor, salesCount: 0 }, phase: 'ready' });
    return { shiftNo: 13 };
  };
  const settings = (): Response<'settings.cash'> => ({ rules, currency: 'HKD', all: [...denominationsOf('HKD')] });
  return {
    'shift.open': (form) => opened('count' in form ? countTotal(form.count) : form.floatMinor),
    'shift.xReport': () => (state === 'xBlind' ? blind(Date.now()) : report('x', Date.now(), 0)),
    'shift.close': ({ countedMinor, reason }) => (hasNotes ? withNotes : same)(report('z', Date.now(), countedMinor ?? counted[0]?.countedMinor ?? EXPECTED, reason)),
    'report.list': () => ({
      reports: Array.from({ length: 9 }, (_, index) => ({ kind: index % 3 === 0 ? ('z' as const) : ('x' as const), number: 12 - index, atMs: Date.now() - index * 7_200_000, netMinor: state === 'xBlind' && index === 1 ? null : 412_300 - index * 13_370, salesCount: 26 - index })),
    }),
    'report.get': ({ kind }) => report(kind, Date.now(), 218_000),
    'report.export': ({ kind, number, format }) => ({ path: `reports/${kind}-${String(number).padStart(5, '0')}-20261121-copy1.${format}`, copy: 1 }),
    'cash.desk': desk,
    'cash.move': ({ kind, amountMinor, reason }) => {
      const move: MoveView = { moveId: `m${moved.length + 1}`, seq: 5_400 + moved.length, kind, amountMinor, reason, operator: 'Mei Chan', approver: null, atMs: Date.now() };
      moved = [move, ...moved];
      return move;
    },
    'drawer.open': () => ({ sessionId: 's3' }),
    'drawer.close': () => ({}),
    'count.begin': () => ({}),
    'count.leave': () => ({}),
    'count.submit': ({ sessionId, counted: form, foreign = [] }) => {
      const countedMinor = sumOf(form);
      const varianceMinor = countedMinor - EXPECTED;
      const count: CountView = { sessionId, countNo: counted.length + 1, countedMinor, expectedMinor: EXPECTED, varianceMinor, reasonNeeded: Math.abs(varianceMinor) >= 2_000, recountsLeft: Math.max(0, 2 - counted.length), ...(hasNotes ? { foreign: foreign.map(({ currency, countedMinor: notesMinor }) => ({ currency, countedMinor: notesMinor, expectedMinor: 50_000, varianceMinor: notesMinor - 50_000 })) } : {}) };
      counted = [count];
      return count;
    },
    'settings.cash': settings,
    'settings.saveCash': (saved) => {
      rules = saved;
      return settings();
    },
  };
}
