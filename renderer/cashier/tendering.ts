import type { TillSnapshot } from '../../shared/contract/views.ts';
import { productsPresented, type PaymentProduct, type Presented } from '../../shared/payment/products.ts';
import { entryAmount, isCode } from '../ui/entry.ts';
import { deskStore, setDesk } from './desk.ts';
import { refuse } from './notices.ts';
import { cashSuggestions } from './pay/cash.ts';
import { submitScan } from './scans.ts';
import { ask } from './till.ts';

/** The first product that is switched on and whose code is shown by `presented`; null when none is. */
export const productFor = (products: TillSnapshot['products'], presented: Presented): PaymentProduct | null =>
  productsPresented(presented).find((product) => products[product]) ?? null;

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
    case 'orderCode':
      showOrderCode(till);
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
export function chooseOrderCode(till: TillSnapshot): void {
  setDesk({ way: 'orderCode', entry: '' });
  showOrderCode(till);
}

function showOrderCode(till: TillSnapshot): void {
  const product = productFor(till.products, 'byShop');
  if (product) once(() => ask('payment.showCode', { product }));
  else refuse('PAYMENT_PRODUCT_OFF');
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
