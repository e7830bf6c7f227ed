import type { ReceiptQuery, ReceiptSummary, ReceiptView, RefundView, ReturnPreview, ReturnView, ReturnWhat } from '../../../shared/contract/returns.ts';
import { lineOf, PRODUCTS } from './catalog.ts';

const HOUR_MS = 3_600_000;
const LONG_NAME = {
  en: 'Ripe Pu’er cake 2018, 357 g, Menghai old trees, autumn harvest, stone-pressed, in a bamboo wrapper with a certificate of origin and storage',
  zhHans: '二〇一八年勐海古树秋采熟普洱石磨压制竹壳包装饼茶三百五十七克附产地与仓储证明书特别珍藏版', zhHant: '二〇一八年勐海古樹秋採熟普洱石磨壓製竹殼包裝餅茶三百五十七克附產地與倉儲證明書特別珍藏版',
};

type Line = ReceiptView['lines'][number];
type Tender = ReceiptView['tenders'][number];

const soldLine = (index: number, quantityMilli: number, returnedMilli = 0): Line => {
  const product = PRODUCTS[index];
  if (product === undefined) throw new Error('no product');
  const { lineId, productId, name, code, unitPriceMinor, amountMinor, soldBy, priceUnit } = lineOf(product, quantityMilli);
  const returnedMinor = Math.round((amountMinor * returnedMilli) / quantityMilli);
  return { lineId, productId, name, code, unitPriceMinor, quantityMilli, soldBy, ...(priceUnit === undefined ? {} : { priceUnit }), paidMinor: amountMinor, returnedMilli, returnedMinor, returnableMilli: quantityMilli - returnedMilli, returnableMinor: amountMinor - returnedMinor };
};

export const refund = (nowMs: number, change: Partial<RefundView> = {}): RefundView => ({
  refundId: 'f1', attemptId: 'a1', returnId: 'r7', returnNo: 7, receiptNo: 125, product: 'alipayBarcode', way: 'refund', state: 'asking', amountMinor: 3600, currency: 'HKD', refundReference: 'gt01R20261121000007k3m9',
  merchantReference: 'gt01-20261121-000127-4k7p2m9x', startedAtMs: nowMs - 9_000, stateSinceMs: nowMs - 6_000, nextAskAtMs: nowMs + 2_000, asksDone: 2, gatewayCode: null, reason: null, error: null, trouble: null, canAskNow: true,
  canRetry: false, ...change,
});

export const openReturn = (nowMs: number, change: Partial<ReturnView> = {}, refundChange: Partial<RefundView> = {}): ReturnView => {
  const { lineId, name } = soldLine(0, 2000);
  const view: ReturnView = {
    returnId: 'r7', returnNo: 7, saleId: 's125', receiptNo: 125, state: 'refunding', asVoid: false, currency: 'HKD', totalMinor: 3600, roundingMinor: 0, itemsMilli: 1000, taxes: [], lines: [{ lineId, quantityMilli: 1000, amountMinor: 3600, name }],
    ways: [{ tenderId: 't1', kind: 'alipayBarcode', attemptId: 'a1', amountMinor: 3600, state: 'underWay', refundId: 'f1', payerHint: '138****1234' }], refunds: [], reason: 'Wrong product', operator: 'mei', createdAtMs: nowMs - 12_000,
    endedAtMs: null, cashDueMinor: 0, canPayCash: false, canAbandon: false, ...change,
  };
  const of = { returnId: view.returnId, returnNo: view.returnNo, receiptNo: view.receiptNo };
  const ways = view.ways.map((way) => (way.attemptId === null || refundChange.refundId === undefined ? way : { ...way, refundId: refundChange.refundId }));
  return { ...view, ways, refunds: change.refunds ?? [refund(nowMs, { ...of, amountMinor: view.ways[0]?.amountMinor ?? 0, ...refundChange })] };
};

const cash = (amountMinor: number, change: Partial<Tender> = {}): Tender => ({
  tenderId: 't1', kind: 'cash', amountMinor, backMinor: 0, underWayMinor: 0, attemptId: null, merchantReference: null, gatewayPaymentId: null, payerHint: null, wallet: null, paidAtMs: null, cancelUntilMs: null, ...change,
});
const alipay = (nowMs: number, kind: Tender['kind'], amountMinor: number, change: Partial<Tender> = {}): Tender => ({
  ...cash(amountMinor), kind, attemptId: 'a1', merchantReference: 'gt01-20261121-000127-4k7p2m9x', gatewayPaymentId: '2026112122001400001234567890', payerHint: '138****1234', wallet: 'ALIPAYHK', paidAtMs: nowMs - HOUR_MS,
  cancelUntilMs: nowMs + 9 * HOUR_MS, ...change,
});

function receipt(nowMs: number, receiptNo: number, lines: Line[], tender: Tender, change: Partial<ReceiptView> = {}): ReceiptView {
  const totalMinor = lines.reduce((sum, line) => sum + line.paidMinor, 0);
  const view: ReceiptView = {
    saleId: `s${receiptNo}`, saleNo: receiptNo + 2, receiptNo, barcode: `R1${String(receiptNo).padStart(8, '0')}`, completedAtMs: nowMs - (128 - receiptNo) * 11 * 60_000, shiftNo: 12, operator: 'mei', currency: 'HKD', taxMode: 'none',
    itemsMilli: lines.reduce((sum, line) => sum + (line.quantityMilli % 1000 === 0 ? line.quantityMilli : 1000), 0), subtotalMinor: totalMinor, taxes: [], totalMinor, standing: 'sold', lines, tenders: [{ ...tender, amountMinor: totalMinor }], returns: [], customer: receiptNo === 127 ? 'Wong Siu-ming' : null, whole: null, blocked: null, ...change,
  };
  if (change.blocked != null || lines.every((line) => line.returnableMilli === 0)) return { ...view, whole: null, blocked: change.blocked ?? 'RETURN_NOTHING_LEFT' };
  return { ...view, whole: preview(view, { kind: 'whole' }) };
}

function preview(view: ReceiptView, what: ReturnWhat): ReturnPreview {
  const wanted = what.kind === 'lines' ? what.lines : view.lines.filter((line) => line.returnableMilli > 0).map((line) => ({ lineId: line.lineId, quantityMilli: line.returnableMilli }));
  const lines = wanted.map(({ lineId, quantityMilli }) => {
    const line = view.lines.find((candidate) => candidate.lineId === lineId);
    return { lineId, quantityMilli, amountMinor: line === undefined ? 0 : Math.round((line.paidMinor * quantityMilli) / line.quantityMilli) };
  });
  const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const all = totalMinor === view.totalMinor;
  const ways = view.tenders.map(({ tenderId, kind, attemptId }) =>
    ({ tenderId, kind, attemptId, amountMinor: totalMinor, ...(attemptId === null ? { how: 'cash' as const, why: 'cash' as const } : all ? { how: 'cancel' as const, why: 'wholeSameDay' as const } : { how: 'refund' as const, why: 'part' as const }) }));
  const taxes = view.taxes.map((tax) => ({ ...tax, taxMinor: Math.round((tax.taxMinor * totalMinor) / view.totalMinor) }));
  return { asVoid: all && view.returns.length === 0, lines, taxes, totalMinor, roundingMinor: 0, itemsMilli: lines.reduce((sum, line) => sum + (line.quantityMilli % 1000 === 0 ? line.quantityMilli : 1000), 0), ways };
}

/** The newest receipts of a made-up shop: one of each standing, and a long one. */
export function receipts(nowMs: number): readonly ReceiptView[] {
  const ended = (returnNo: number, receiptNo: number, totalMinor: number): ReturnView =>
    openReturn(nowMs, { returnId: `r${returnNo}`, returnNo, saleId: `s${receiptNo}`, receiptNo, state: 'completed', totalMinor, createdAtMs: nowMs - HOUR_MS, endedAtMs: nowMs - HOUR_MS + 4_000, ways: [{ tenderId: 't1', kind: 'alipayOrderCode', attemptId: 'a1', amountMinor: totalMinor, state: 'back', refundId: 'f1', payerHint: 'li***@mail.example' }] }, { state: 'refunded', canAskNow: false, nextAskAtMs: null });
  return [
    receipt(nowMs, 127, [soldLine(0, 2000), soldLine(5, 1000), soldLine(9, 3000), soldLine(14, 1000), soldLine(22, 350)], alipay(nowMs, 'alipayBarcode', 0)),
    receipt(nowMs, 126, [soldLine(5, 6000), soldLine(1, 2000)], cash(0)),
    receipt(nowMs, 125, [soldLine(0, 2000, 1000), soldLine(13, 1000)], alipay(nowMs, 'alipayBarcode', 0, { underWayMinor: 3600 }), { standing: 'returning', returns: [openReturn(nowMs)], blocked: 'REFUND_PENDING' }),
    receipt(nowMs, 124, [soldLine(20, 2000, 1000), soldLine(17, 1000)], alipay(nowMs, 'alipayOrderCode', 0, { backMinor: 32_800, payerHint: 'li***@mail.example' }), { standing: 'partReturned', returns: [ended(3, 124, 32_800)] }),
    receipt(nowMs, 123, [soldLine(3, 1000, 1000)], alipay(nowMs, 'alipayHkMerchantQr', 0, { backMinor: 2200 }), { standing: 'returned', returns: [ended(2, 123, 2200)] }),
    receipt(nowMs, 122, PRODUCTS.slice(0, 14).map((_, index) => soldLine(index, 1000 + (index % 3) * 1000)), cash(0), {
      taxMode: 'inclusive', taxes: [{ rateId: 'std', name: 'VAT', ratePpm: 82_500, taxableMinor: 70_000, taxMinor: 5_775 }, { rateId: 'low', name: 'Food', ratePpm: 40_000, taxableMinor: 30_000, taxMinor: 1_200 }],
    }),
    receipt(nowMs, 121, [{ ...soldLine(21, 965_000), name: LONG_NAME, paidMinor: 123_520_000, returnableMinor: 123_520_000 }, soldLine(17, 2000)], alipay(nowMs, 'alipayHkTransactionQr', 0, { payerHint: 'a-very-long-login***@mail.example' })),
    ...Array.from({ length: 6 }, (_, index) => receipt(nowMs, 120 - index, [soldLine(index + 4, 1000)], index % 2 === 0 ? cash(0) : alipay(nowMs, 'alipayUserPresented', 0))),
  ];
}

const summary = ({ saleId, receiptNo, completedAtMs, operator, currency, totalMinor, itemsMilli, tenders, standing, lines }: ReceiptView): ReceiptSummary => ({
  saleId, receiptNo, completedAtMs, operator, currency, totalMinor, itemsMilli, tenders: tenders.map((tender) => tender.kind), standing, returnedMinor: lines.reduce((sum, line) => sum + line.returnedMinor, 0),
});

/** Past sales of the fake till; what it takes back in cash is done at once, the rest stays open. */
export class FakeReturns {
  readonly #receipts: ReceiptView[];
  readonly #ended = new Map<string, ReturnView>();
  #lastNo = 7;

  constructor(nowMs: number) {
    this.#receipts = [...receipts(nowMs)];
    for (const one of this.#receipts.flatMap((view) => view.returns)) if (one.endedAtMs !== null) this.#ended.set(one.returnId, one);
  }

  search(query: ReceiptQuery): { receipts: ReceiptSummary[]; more: boolean } {
    const fits = (view: ReceiptView): boolean => {
      switch (query.by) {
        case 'receiptNo':
          return view.receiptNo === query.receiptNo;
        case 'amount':
          return view.totalMinor === query.amountMinor;
        case 'time':
          return view.completedAtMs >= query.fromMs && view.completedAtMs <= query.toMs;
        case 'text':
          return view.barcode === query.text.toUpperCase() || view.lines.some((line) => line.name.en.toLowerCase().includes(query.text.toLowerCase()));
      }
    };
    return { receipts: this.#receipts.filter(fits).map(summary), more: false };
  }

  get(which: { readonly receiptNo: number } | { readonly saleId: string }): ReceiptView | null {
    return this.#receipts.find((view) => ('saleId' in which ? view.saleId === which.saleId : view.receiptNo === which.receiptNo)) ?? null;
  }

  preview(saleId: string, what: ReturnWhat): ReturnPreview | null {
    const view = this.get({ saleId });
    return view === null ? null : preview(view, what);
  }

  start(saleId: string, what: ReturnWhat, reason: string, nowMs: number): ReturnView | null {
    const view = this.get({ saleId });
    const planned = this.preview(saleId, what);
    const tender = view?.tenders[0];
    if (view === null || planned === null || tender === undefined) return null;
    this.#lastNo += 1;
    const isCash = tender.attemptId === null;
    const started = openReturn(nowMs, {
      returnId: `r${this.#lastNo}`, returnNo: this.#lastNo, saleId, receiptNo: view.receiptNo, asVoid: planned.asVoid, totalMinor: planned.totalMinor, itemsMilli: planned.itemsMilli, reason, createdAtMs: nowMs,
      lines: planned.lines.map((line) => ({ ...line, name: view.lines.find((sold) => sold.lineId === line.lineId)?.name ?? { en: '', zhHans: '', zhHant: '' } })),
      state: isCash ? 'completed' : 'refunding', endedAtMs: isCash ? nowMs : null, ...(isCash ? { refunds: [] } : {}),
      ways: [{ tenderId: tender.tenderId, kind: tender.kind, attemptId: tender.attemptId, amountMinor: planned.totalMinor, state: isCash ? 'back' : 'underWay', refundId: isCash ? null : 'f1', payerHint: tender.payerHint }],
    }, { way: planned.asVoid ? 'cancel' : 'refund', state: 'sent', asksDone: 0, nextAskAtMs: null, canAskNow: false });
    if (isCash) this.#ended.set(started.returnId, started);
    return started;
  }

  end(view: ReturnView): void {
    this.#ended.set(view.returnId, view);
  }

  ended(returnId: string): ReturnView | null {
    return this.#ended.get(returnId) ?? null;
  }
}
