import type { TillSnapshot } from '../../shared/contract/views.ts';
import { entryAmount, isCode } from '../ui/entry.ts';
import { deskStore, setDesk } from './desk.ts';
import { refuse } from './notices.ts';
import { cashSuggestions } from './pay/cash.ts';
import { showPrintedCode } from './pay/printed-code.ts';
import { otherScanProduct, productOf, type ShopCodeAction, type ShownProduct } from './pay/ways.ts';
import { submitScan } from './scans.ts';
import { ask } from './till.ts';

/** Enter while paying: a code when that is what was typed, else the cash given, else the exact amount. */
export function take(till: TillSnapshot): void {
  const { entry, way } = deskStore.get();
  const totalMinor = till.sale?.totals.totalMinor;
  if (totalMinor === undefined) return;
  if (isCode(entry) || (way === 'scanCode' && entry !== '')) {
    void submitScan(entry, 'typed');
    return;
  }
  switch (way) {
    case 'scanCode':
      return;
    case 'alipayOrderCode': case 'alipayTransactionQr': case 'alipayHkTransactionQr':
      showCode(way);
      return;
    case 'printedCode':
      showPrintedCode();
      return;
    case 'cash': {
      const tenderedMinor = entry === '' ? totalMinor : entryAmount(entry, till.shop.currency);
      if (tenderedMinor === null) refuse('TENDER_TOO_LARGE');
      else if (tenderedMinor < totalMinor) refuse('TENDER_TOO_SMALL');
      else takeCash(tenderedMinor);
    }
  }
}

/** The suggested amount in that place, nearest to the total first. */
export function takeNote(till: TillSnapshot, index: number): void {
  const totalMinor = till.sale?.totals.totalMinor;
  const amount = totalMinor === undefined ? undefined : cashSuggestions(totalMinor, till.shop.currency)[index];
  if (amount !== undefined) takeCash(amount);
}

/** Takes the whole total in cash; what was given decides the change. */
export const takeCash = (tenderedMinor: number): void => {
  once(() => ask('tender.cash', { tenderedMinor }));
};

/** One key: the code is on the customer's screen at once; the way stays chosen for the case that it cannot be had. */
export function chooseShopCode(till: TillSnapshot, action: ShopCodeAction): void {
  const product = productOf(till.products, action);
  if (product === null) {
    refuse('PAYMENT_PRODUCT_OFF');
    return;
  }
  setDesk({ way: product, entry: '' });
  showCode(product);
}

const showCode = (product: ShownProduct): void => {
  once(() => ask('payment.showCode', { product }));
};

/** One key: the shop's printed code is on the customer's screen, for the customer to type the amount. */
export function choosePrintedCode({ products }: TillSnapshot): void {
  if (!products.alipayHkMerchantQr) {
    refuse('PAYMENT_PRODUCT_OFF');
    return;
  }
  setDesk({ way: 'printedCode', entry: '' });
  showPrintedCode();
}

/** The customer's code is charged with the other product, for this sale. */
export function chooseOtherScan(till: TillSnapshot): void {
  const product = otherScanProduct(till);
  if (product === null) refuse('PAYMENT_PRODUCT_OFF');
  else once(() => ask('payment.scanWith', { product }));
}

/** Yes to the code that was scanned before Pay. */
export function chargePendingCode({ pendingCode }: TillSnapshot): void {
  if (pendingCode !== null) once(() => ask('payment.confirmCode', { token: pendingCode.token }));
}

/** What may be done about the payment on screen; what may not now says so. */
export function actOnPayment(till: TillSnapshot, action: 'cancelPayment' | 'askNow' | 'setAside' | 'acknowledge'): void {
  const { payment } = till;
  if (payment === null) return;
  const { attemptId } = payment;
  switch (action) {
    case 'cancelPayment':
      if (payment.canCancel) once(() => ask('payment.cancel', { attemptId }));
      else refuse('PAYMENT_ATTEMPT_OPEN');
      return;
    case 'askNow':
      if (payment.canAskNow) once(() => ask('payment.askNow', { attemptId }));
      else refuse('PAYMENT_ATTEMPT_OPEN');
      return;
    case 'setAside':
      if (payment.canSetAside) once(() => ask('payment.setAside', { attemptId }));
      else refuse('PAYMENT_ATTEMPT_OPEN');
      return;
    case 'acknowledge':
      once(() => ask('payment.acknowledge', { attemptId }));
  }
}

/** Marks the desk busy until the call is answered, and starts nothing while another such call is under way. */
export function once(start: () => Promise<unknown>): void {
  if (deskStore.get().busy) return;
  setDesk({ busy: true });
  void start().finally(() => {
    setDesk({ busy: false });
  });
}
