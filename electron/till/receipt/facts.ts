import type { EntryOf } from '../../../shared/journal/entries.ts';
import type { PriceStepShape } from '../../../shared/journal/pricing-shapes.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor, type Minor } from '../../../shared/money.ts';
import { extended } from '../../../shared/pricing/cart.ts';
import type { CashMoveFacts, LineChange, LineFacts, PaperFacts, ReturnFacts, SaleFacts, TaxFacts, TenderFacts, ValueFacts } from '../../../shared/receipt/facts.ts';
import type { ValueLine } from '../../../shared/stored-value/value-lines.ts';
import { makeReceiptCode } from '../../../shared/scan/receipt-code.ts';
import type { SaleLineRow, TenderRow } from '../../journal/port.ts';
import type { StampedEntry } from '../../journal/slips.ts';
import { nameOf } from '../authority.ts';
import { customerName } from '../customers.ts';
import type { Desk } from '../desk.ts';

type FactsDesk = Pick<Desk, 'journal' | 'config' | 'world' | 'authority' | 'customers'>;

/** What is the same on every paper. `copy` is for whoever issues it. */
function paper({ config, world, authority }: FactsDesk, { entry, hash }: StampedEntry): PaperFacts {
  return {
    training: world === 'training', shop: config.shop, tillId: config.tillId, operator: nameOf({ authority }, entry.operator), currency: config.currency,
    atMs: entry.atMs, offsetMin: entry.offsetMin, check: { seq: entry.seq, hash }, copy: 0,
  };
}

/** A completed sale as its entries have it: nothing is priced anew. Throws RECEIPT_NOT_FOUND. */
export function saleFacts(desk: FactsDesk, saleId: string): SaleFacts {
  const { journal, config } = desk;
  const stamped = journal.completionOf(saleId);
  const sale = journal.receiptOfSale(saleId);
  if (!stamped || stamped.entry.type !== 'sale.completed' || !sale) throw new TillError('RECEIPT_NOT_FOUND');
  const { data } = stamped.entry;
  return {
    ...paper(desk, stamped), kind: 'sale', currency: data.currency, receiptNo: data.receiptNo, barcode: makeReceiptCode(config.tillId, data.receiptNo), taxMode: sale.taxMode, itemsMilli: data.itemsMilli,
    lines: journal.saleLines(saleId).map((row) => lineFacts(row, data)),
    subtotalMinor: minor(data.subtotalMinor), taxes: data.taxes.map((tax) => taxFacts(desk, tax)), exemptMinor: minor(data.exemptMinor ?? 0), isExempt: data.exemptMinor !== undefined,
    totalMinor: minor(data.totalMinor), roundingMinor: minor(data.roundingMinor ?? 0),
    values: (data.values ?? []).map((value) => valueFacts(desk, value, stamped.entry.seq)),
    tenders: journal.saleTenders(saleId).map((row) => ({ ...tenderFacts(desk, row, { holder: row.holder, seq: stamped.entry.seq }), ...foreignFacts(desk, row) })), customer: customerName(desk, saleId),
  };
}

function lineFacts(row: SaleLineRow, completed: EntryOf<'sale.completed'>['data']): LineFacts {
  const charged = completed.lines?.find((line) => line.lineId === row.lineId);
  const steps: readonly PriceStepShape[] = charged?.steps ?? [];
  const [first, ...rest] = steps;
  const listMinor = first === undefined ? extended(row) : minor(first.amountMinor);
  return {
    name: row.name, code: row.code, quantityMilli: row.quantityMilli, byWeight: row.byWeight, priceUnit: row.priceUnit,
    unitPriceMinor: first?.why === 'list' ? minor(first.unitPriceMinor) : row.unitPriceMinor, fromLabel: first?.why === 'label', listMinor,
    changes: rest.map((step) => changeOf(step, completed)), amountMinor: charged === undefined ? listMinor : minor(charged.amountMinor),
  };
}

function changeOf(step: PriceStepShape, completed: EntryOf<'sale.completed'>['data']): LineChange {
  const amountMinor = minor(step.amountMinor);
  switch (step.why) {
    case 'promotion':
      return { why: 'promotion', amountMinor, name: completed.promotions?.find(({ promotionId }) => promotionId === step.promotionId)?.name ?? null, ppm: null };
    case 'lineDiscount':
    case 'saleDiscount':
      return { why: step.why, amountMinor, name: null, ppm: step.discount.kind === 'percent' ? step.discount.ppm : null };
    // A list or a label's price can only come first; after that it is a price like one somebody decided on.
    case 'list':
    case 'label':
    case 'override':
      return { why: 'override', amountMinor, name: null, ppm: null };
  }
}

const taxFacts = ({ config }: FactsDesk, tax: { readonly rateId: string; readonly ratePpm: number; readonly taxableMinor: number; readonly taxMinor: number }): TaxFacts => ({
  name: config.tax.rates.find((rate) => rate.id === tax.rateId)?.name ?? tax.rateId, ratePpm: tax.ratePpm, taxableMinor: minor(tax.taxableMinor), taxMinor: minor(tax.taxMinor),
});

interface TenderParts {
  readonly kind: string;
  readonly amountMinor: Minor;
  readonly attemptId: string | null;
  readonly tenderedMinor?: Minor | null;
  readonly changeMinor?: Minor | null;
}
/** `stored`: whose value it is, and after which entry. */
function tenderFacts({ journal }: FactsDesk, { kind, amountMinor, attemptId, tenderedMinor = null, changeMinor = null }: TenderParts, stored?: { readonly holder: string | null; readonly seq: number }): TenderFacts {
  const attempt = attemptId === null ? null : journal.attempt(attemptId);
  return { kind, amountMinor, tenderedMinor, changeMinor, payerHint: attempt?.payerHint ?? null, reference: attempt?.merchantReference ?? null, ...(stored === undefined || stored.holder === null ? {} : storedFacts(journal, kind, stored.holder, stored.seq)) };
}

function storedFacts(journal: FactsDesk['journal'], kind: string, holder: string, seq: number): Pick<TenderFacts, 'card' | 'owedMinor'> {
  const thenMinor = journal.storedBalanceAt(holder, seq);
  return kind === 'giftCard' ? { card: { last4: journal.giftCard(holder)?.last4 ?? '', balanceMinor: thenMinor } } : { owedMinor: thenMinor };
}

function valueFacts({ journal }: FactsDesk, value: ValueLine, seq: number): ValueFacts {
  const amountMinor = minor(value.amountMinor);
  switch (value.kind) {
    case 'giftCard':
      return { kind: 'giftCard', amountMinor, last4: value.last4, balanceMinor: journal.storedBalanceAt(value.cardId, seq), cardId: value.cardId, number: null };
    case 'accountPayment':
      return { kind: 'accountPayment', amountMinor, owedMinor: journal.storedBalanceAt(value.customerId, seq) };
  }
}

/** The notes of a tender in another currency. */
function foreignFacts({ journal }: FactsDesk, { tenderId, kind }: TenderRow): Pick<TenderFacts, 'foreign'> {
  const row = kind === 'foreignCash' ? journal.foreignTender(tenderId) : null;
  return row === null ? {} : { foreign: { currency: row.currency, foreignMinor: row.foreignMinor, ratePpm: row.ratePpm, valueMinor: row.valueMinor } };
}

/** A completed return. Throws RETURN_NOT_FOUND, also while it is not completed: nothing is on paper before the money is back. */
export function returnFacts(desk: FactsDesk, returnId: string): ReturnFacts {
  const { journal, config } = desk;
  const stamped = journal.endOfReturn(returnId);
  if (stamped?.entry.type === 'goods.takenBack') return takenBackFacts(desk, stamped, stamped.entry);
  const doc = journal.returnDoc(returnId);
  const sale = doc === null ? null : journal.receiptOfSale(doc.saleId);
  if (!doc || !sale || !stamped || doc.state !== 'completed') throw new TillError('RETURN_NOT_FOUND');
  const sold = new Map(journal.saleLines(doc.saleId).map((line) => [line.lineId, line]));
  const holders = new Map(journal.saleTenders(doc.saleId).map((tender) => [tender.tenderId, tender.holder]));
  return {
    ...paper(desk, stamped), kind: 'return', currency: doc.currency, returnNo: doc.returnNo, receiptNo: doc.receiptNo, barcode: makeReceiptCode(config.tillId, doc.receiptNo), asVoid: doc.asVoid,
    taxMode: sale.taxMode, itemsMilli: doc.itemsMilli, lines: doc.lines.map(({ lineId, quantityMilli, amountMinor }) => ({
      name: sold.get(lineId)?.name ?? { en: lineId, zhHans: '', zhHant: '' }, quantityMilli, byWeight: sold.get(lineId)?.byWeight ?? false, amountMinor,
    })),
    taxes: doc.taxes.map((tax) => taxFacts(desk, tax)), totalMinor: doc.totalMinor, values: doc.values.map((value) => valueFacts(desk, value, stamped.entry.seq)),
    ways: doc.ways.map((way) => tenderFacts(desk, way, { holder: holders.get(way.tenderId) ?? null, seq: stamped.entry.seq })), reason: doc.reason, customer: customerName(desk, doc.saleId),
  };
}

/** Goods that were taken back without a receipt, as their own entry has them. */
function takenBackFacts(desk: FactsDesk, stamped: StampedEntry, { data }: EntryOf<'goods.takenBack'>): ReturnFacts {
  return {
    ...paper(desk, stamped), kind: 'return', currency: data.currency, returnNo: data.returnNo, receiptNo: null, barcode: null, asVoid: false, taxMode: data.taxes.length === 0 ? 'none' : 'inclusive',
    itemsMilli: data.itemsMilli, lines: data.lines.map((line) => ({ name: line.name, quantityMilli: line.quantityMilli, byWeight: line.soldBy === 'weight', amountMinor: minor(line.amountMinor) })), taxes: data.taxes.map((tax) => taxFacts(desk, tax)),
    totalMinor: minor(data.totalMinor), values: [], ways: [tenderFacts(desk, { kind: 'cash', amountMinor: minor(data.totalMinor + (data.roundingMinor ?? 0)), attemptId: null })], reason: data.reason, customer: null,
  };
}

/** Cash in or out without a sale. Throws RECEIPT_NOT_FOUND. */
export function cashMoveFacts(desk: FactsDesk, moveId: string): CashMoveFacts {
  const move = desk.journal.cashMove(moveId);
  const stamped = move === null ? null : desk.journal.stamped(move.seq);
  if (!move || !stamped) throw new TillError('RECEIPT_NOT_FOUND');
  return { ...paper(desk, stamped), kind: 'cashMove', move: move.kind, amountMinor: move.amountMinor, reason: move.reason };
}

