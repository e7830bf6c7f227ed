import type { ScanResult } from '../../shared/contract/views.ts';
import { TillError, type ErrorCode, type ErrorDetails } from '../../shared/errors/registry.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { priceCart } from '../../shared/pricing/cart.ts';
import { ZERO, type Minor } from '../../shared/money.ts';
import { maskPaymentCode, maskPaymentCodesIn } from '../../shared/scan/payment-code.ts';
import { errorOfUnknownScan, ITF_LENGTHS_DEFAULT, routeScan, type CatalogKey, type ScanContext } from '../../shared/scan/router.ts';
import type { ProductRow } from '../journal/port.ts';
import { cartLines, type Desk } from './desk.ts';
import { requireThisTill } from './receipts.ts';
import { addProduct } from './selling.ts';
import { keepPendingCode, scanProduct, startPayment } from './tenders.ts';

export interface DeskScan {
  readonly text: string;
  readonly aim?: string | undefined;
  readonly source: 'wedge' | 'serial' | 'typed';
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

function routed(desk: Desk, scan: DeskScan): ScanResult {
  if (!desk.journal.openShift()) return refused('SHIFT_NOT_OPEN', {}, scan);
  // The product found on the way, so that it is not read twice.
  const seen = new Map<string, ProductRow>();
  const lookup = (key: CatalogKey): string | null => {
    const product = findProduct(desk, key);
    if (product) seen.set(product.productId, product);
    return product?.productId ?? null;
  };
  const route = routeScan(scan, { ...deskState(desk), lookup, scaleTemplates: [], itfLengths: ITF_LENGTHS_DEFAULT });
  switch (route.kind) {
    case 'product':
    case 'scaleLabel': {
      const product = seen.get(route.productId);
      if (!product) return { kind: 'unknown', text: shown(scan.text) };
      // A label's weight becomes the quantity in thousandths of a kilogram; priced labels need a shop's own templates.
      const quantityMilli = route.kind === 'scaleLabel' ? (route.label.weightGrams ?? 1000) : 1000;
      const { lineId } = addProduct(desk, product, { quantityMilli, source: scan.source, code: shown(scan.text) });
      return { kind: 'added', lineId, productId: product.productId };
    }
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
      desk.log('info', 'scan.unknown', { reason: route.reason, source: scan.source, length: scan.text.length });
      return code === 'SCAN_UNKNOWN' ? { kind: 'unknown', text: route.text } : refused(code, {}, scan);
    }
  }
}

/** What the router needs to know of the sale: is money awaited, may anything change. */
function deskState(desk: Desk): Pick<ScanContext, 'state' | 'totalDueMinor'> {
  const sale = desk.journal.openSale();
  if (!sale) return { state: 'selling', totalDueMinor: ZERO };
  const locked = desk.journal.attemptsOfSale(sale.saleId).some((attempt) => !isFinal(attempt.state));
  if (locked) return { state: 'locked', totalDueMinor: ZERO };
  const totalDueMinor: Minor = priceCart(cartLines(desk.journal.saleLines(sale.saleId)), sale.taxMode).totalMinor;
  return { state: desk.memory.paying ? 'awaitingPayment' : 'selling', totalDueMinor };
}

function findProduct(desk: Desk, key: CatalogKey): ProductRow | null {
  switch (key.by) {
    case 'gtin14':
      return desk.catalog.byCode([key.gtin14]);
    case 'code':
      return desk.catalog.byCode([key.code]) ?? desk.catalog.byPlu(key.code);
    case 'scalePlu':
      return desk.catalog.byPlu(key.plu);
  }
}

/** A scan as it may be shown and kept: what could be a payment code is masked (payments.md rule 10). */
const shown = (text: string): string => maskPaymentCodesIn(text.trim()).slice(0, 64);

const refused = (code: ErrorCode, details: ErrorDetails, scan: DeskScan): ScanResult => ({ kind: 'refused', error: { code, details: { ...details } }, text: shown(scan.text) });
