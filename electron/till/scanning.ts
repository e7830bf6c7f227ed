import type { ScanResult } from '../../shared/contract/views.ts';
import { TillError, type ErrorCode, type ErrorDetails } from '../../shared/errors/registry.ts';
import { QUANTITY_MILLI_MAX } from '../../shared/pricing/cart.ts';
import { ZERO, type Minor } from '../../shared/money.ts';
import { maskPaymentCode, maskPaymentCodesIn, walletOf } from '../../shared/scan/payment-code.ts';
import { pluForms, templatesInForce } from '../../shared/scan/label-template.ts';
import { errorOfUnknownScan, ITF_LENGTHS_DEFAULT, routeScan, type CatalogKey, type ScanContext, type ScanRoute } from '../../shared/scan/router.ts';
import type { ScaleTemplate } from '../../shared/scan/scale-label.ts';
import type { ProductRow } from '../journal/port.ts';
import { customerOfCode, setSaleCustomer } from './customers.ts';
import type { Desk } from './desk.ts';
import { standingOf } from './pricing.ts';
import { requireThisTill } from './receipts.ts';
import { openAttempt } from './selling.ts';
import { plainly } from './ringing/asked.ts';
import { requireNoQuestion, ring } from './ringing/ring.ts';
import { keepPendingCode, scanProduct, startPayment } from './tenders.ts';

export interface DeskScan {
  readonly text: string;
  readonly aim?: string | undefined;
  readonly source: 'wedge' | 'serial' | 'typed';
  /** How many were said before it; thousandths of a piece or of the unit it is priced by. */
  readonly quantityMilli?: number | undefined;
}

/**
 * One scan, whoever read it: a product joins the sale, a customer's code pays or waits for its confirmation, anything else is
 * refused in words. Never throws for what was scanned; the journal's own failures arrive as `refused` too, so that a device's scan is
 * answered like a window's.
 */
export function takeScan(desk: Desk, scan: DeskScan): ScanResult {
  try {
    return routed(desk, scan);
  } catch (error) {
    if (!(error instanceof TillError)) throw error;
    desk.log('warn', 'scan.refused', { code: error.code, source: scan.source });
    return { kind: 'refused', error: { code: error.code, details: { ...error.details } }, text: shown(scan.text) };
  }
}

function routed(desk: Desk, typed: DeskScan): ScanResult {
  if (!desk.journal.openShift()) return refused('SHIFT_NOT_OPEN', {}, typed);
  requireNoQuestion(desk);
  const scan = withQuantity(typed);
  const member = customerOfCode(desk, scan.text.trim());
  if (member) {
    setSaleCustomer(desk, member.customerId);
    return { kind: 'customer', name: member.name };
  }
  const { route, seen } = routeAtDesk(desk, scan);
  switch (route.kind) {
    case 'product': {
      const product = seen.get(route.productId);
      if (!product) return { kind: 'unknown', text: shown(scan.text) };
      const source = route.matched.by === 'code' && route.matched.code === product.plu ? 'plu' : scan.source;
      return ring(desk, { ...plainly(product.productId, source, shown(scan.text)), quantityMilli: scan.quantityMilli ?? null });
    }
    case 'scaleLabel':
      // Each label is one packet: "three of this label" would be three of the very same weight.
      if (scan.quantityMilli !== undefined && scan.quantityMilli !== ONE_MILLI) return refused('SALE_LINE_LABELLED', {}, scan);
      return ring(desk, { ...plainly(route.productId, 'label', shown(scan.text)), label: route.label });
    case 'paymentCode': {
      if (route.standing === 'nothingDue') return refused('SCAN_PAYMENT_NOTHING_DUE', {}, scan);
      if (route.wallet !== 'alipay') return refused('SCAN_PAYMENT_WALLET_NOT_SUPPORTED', { wallet: route.wallet }, scan);
      const product = scanProduct(desk);
      if (!product) return refused('PAYMENT_PRODUCT_OFF', {}, scan);
      if (route.standing === 'offer') return { kind: 'paymentCode', ...keepPendingCode(desk, route.code, maskPaymentCode(route.code)) };
      return { kind: 'paymentStarted', ...startPayment(desk, product, route.code) };
    }
    case 'receipt': {
      const receipt = desk.journal.receipt(requireThisTill(desk, route.code).receiptNo);
      if (!receipt) return refused('RECEIPT_NOT_FOUND', {}, scan);
      const open = desk.journal.openSale();
      if (open && desk.journal.saleLines(open.saleId).length > 0) return refused('RECEIPT_SALE_OPEN', {}, scan);
      return { kind: 'receipt', receiptNo: receipt.receiptNo, saleId: receipt.saleId };
    }
    case 'unknown': {
      const code = errorOfUnknownScan(route.reason);
      if (code === 'SCAN_LABEL_UNKNOWN') return refused(code, { plu: route.plu ?? '' }, scan);
      desk.log('info', 'scan.unknown', { reason: route.reason, source: scan.source, length: scan.text.length });
      return code === 'SCAN_UNKNOWN' ? { kind: 'unknown', text: route.text } : refused(code, {}, scan);
    }
  }
}

const ONE_MILLI = 1000;
/** "3*4891234000016" or "1.234*401", typed: how many, then what. */
const COUNTED = /^(\d{1,4}(?:[.,]\d{1,3})?)\s*[*×]\s*(\S.*)$/u;

function withQuantity(scan: DeskScan): DeskScan {
  const match = scan.source === 'typed' && scan.quantityMilli === undefined ? COUNTED.exec(scan.text.trim()) : null;
  if (match === null) return scan;
  const quantityMilli = Math.round(Number((match[1] ?? '').replace(',', '.')) * ONE_MILLI);
  if (quantityMilli < 1) throw new TillError('SALE_QUANTITY_RANGE', { most: QUANTITY_MILLI_MAX / ONE_MILLI });
  return { ...scan, text: match[2] ?? '', quantityMilli };
}

/** What a text is at this till, and the products found on the way, so that none is read twice. Changes nothing. */
export function routeAtDesk(desk: Desk, scan: Pick<DeskScan, 'text' | 'aim' | 'source'>, templates: readonly ScaleTemplate[] = templatesInForce(desk.memory.labels), state?: ScanContext['state']): { readonly route: ScanRoute; readonly seen: ReadonlyMap<string, ProductRow> } {
  const seen = new Map<string, ProductRow>();
  const lookup = (key: CatalogKey): string | null => {
    const product = findProduct(desk, key);
    if (product) seen.set(product.productId, product);
    return product?.productId ?? null;
  };
  const { text, aim, source } = scan;
  return { route: routeScan({ text, aim, source }, { ...deskState(desk), ...(state === undefined ? {} : { state }), lookup, scaleTemplates: templates, itfLengths: ITF_LENGTHS_DEFAULT }), seen };
}

/** Whether a serial scan is for a screen that wants it (`scan.take`). A customer's code never is: it is no product, and no screen shows it. */
export function takeForScreen(desk: Pick<Desk, 'memory' | 'clock'>, text: string): boolean {
  return desk.clock.nowMs() < desk.memory.scansTakenUntilMs && walletOf(text.trim()) === null;
}

/** What the router needs to know of the sale: is money awaited, may anything change. */
function deskState(desk: Desk): Pick<ScanContext, 'state' | 'totalDueMinor'> {
  const sale = desk.journal.openSale();
  if (!sale) return { state: 'selling', totalDueMinor: ZERO };
  const locked = openAttempt(desk.journal, sale.saleId) !== undefined;
  if (locked) return { state: 'locked', totalDueMinor: ZERO };
  const totalDueMinor: Minor = standingOf(desk.journal, sale).dueMinor;
  return { state: desk.memory.paying ? 'awaitingPayment' : 'selling', totalDueMinor };
}

function findProduct(desk: Desk, key: CatalogKey): ProductRow | null {
  switch (key.by) {
    case 'gtin14':
      return desk.catalog.byCode([key.gtin14]);
    case 'code':
      return desk.catalog.byCode([key.code]) ?? desk.catalog.byPlu(key.code);
    case 'scalePlu':
      return labelProduct(desk, key.plu);
  }
}

/** The product a scale knows by this number, with or without its leading zeros. */
export function labelProduct(desk: Pick<Desk, 'catalog'>, labelPlu: string): ProductRow | null {
  for (const plu of pluForms(labelPlu)) {
    const product = desk.catalog.byPlu(plu);
    if (product) return product;
  }
  return null;
}

/** A scan as it may be shown and kept: what could be a payment code is masked (payments.md rule 10). */
const shown = (text: string): string => maskPaymentCodesIn(text.trim()).slice(0, 64);

const refused = (code: ErrorCode, details: ErrorDetails, scan: DeskScan): ScanResult => ({ kind: 'refused', error: { code, details: { ...details } }, text: shown(scan.text) });
