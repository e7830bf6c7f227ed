import type { TillSnapshot } from '../../shared/contract/views.ts';
import { dictionaryOf } from '../i18n/i18n.tsx';
import { entryAmount, isCode } from '../ui/entry.ts';
import { warnAloud } from '../ui/sound.ts';
import { deskStore, once, setDesk } from './desk.ts';
import { leaveForeign, rateOf, sendForeign, suggestionsFor, takeForeign } from './foreign/tendering.ts';
import { refuse, tell } from './notices.ts';
import { cashSuggestions } from './pay/cash.ts';
import { cashWantedMinor, isCovered } from './pay/due.ts';
import { showPrintedCode } from './pay/printed-code.ts';
import { otherScanProduct, productOf, type ShopCodeAction, type ShownProduct } from './pay/ways.ts';
import { submitScan } from './scans.ts';
import { ask, tillStore } from './till.ts';

/** Enter while paying: a code when that is what was typed, else the cash given, else the exact amount. */
export function take(till: TillSnapshot): void {
  const { entry, way } = deskStore.get();
  const { sale } = till;
  if (sale === null) return;
  if (isCovered(sale)) {
    once(() => ask('exchange.complete', {}));
    return;
  }
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
      const { cashIn } = deskStore.get();
      if (cashIn !== null) {
        takeForeign(till, cashIn);
        return;
      }
      const wantedMinor = cashWantedMinor(sale);
      const tenderedMinor = entry === '' ? wantedMinor : entryAmount(entry, till.shop.currency);
      if (tenderedMinor === null) refuse('TENDER_TOO_LARGE');
      else if (tenderedMinor < wantedMinor) refuse('TENDER_TOO_SMALL');
      else takeCash(tenderedMinor);
    }
  }
}

/** The suggested amount in that place, nearest to the total first. */
export function takeNote(till: TillSnapshot, index: number): void {
  const rate = rateOf(till, deskStore.get().cashIn);
  if (rate !== null) {
    // The first is what Enter takes.
    const notes = suggestionsFor(till, rate)[index + 1];
    if (notes !== undefined) sendForeign(rate.currency, notes, till.sale?.partMinor != null);
    return;
  }
  const amount = till.sale === null || isCovered(till.sale) ? undefined : cashSuggestions(cashWantedMinor(till.sale), till.shop.currency)[index];
  if (amount !== undefined) takeCash(amount);
}

/** Takes what is due, or the chosen part of it, in cash; what was given decides the change. */
export const takeCash = (tenderedMinor: number): void => {
  const isPart = tillStore.get()?.sale?.partMinor != null;
  once(async () => {
    const answer = await ask('tender.cash', isPart ? { tenderedMinor, part: true } : { tenderedMinor });
    if (answer.ok) setDesk({ entry: '' });
  });
};

/** What was typed is the part the next payment is for; the key alone goes back to all of it. */
export function choosePart(till: TillSnapshot): void {
  const { sale, shop, language } = till;
  const { entry, way, cashIn } = deskStore.get();
  if (sale === null) return;
  // Notes of another currency are worth what they are worth: they are the part.
  if (way === 'cash' && cashIn !== null && entry !== '') {
    takeForeign(till, cashIn, true);
    return;
  }
  if (entry === '' && sale.partMinor === null) {
    warnAloud();
    tell({ kind: 'good', text: dictionaryOf(language).checkout.part.typeFirst });
    return;
  }
  const typedMinor = entry === '' ? sale.dueMinor : entryAmount(entry, shop.currency);
  if (typedMinor === null || typedMinor <= 0 || typedMinor > sale.dueMinor) refuse('TENDER_PART_RANGE');
  else {
    once(() => ask('tender.setPart', { amountMinor: typedMinor === sale.dueMinor ? null : typedMinor }));
    setDesk({ entry: '' });
  }
}

/** One key: the code is on the customer's screen at once; the way stays chosen for the case that it cannot be had. */
export function chooseShopCode(till: TillSnapshot, action: ShopCodeAction): void {
  const product = productOf(till.products, action);
  if (product === null) {
    refuse('PAYMENT_PRODUCT_OFF');
    return;
  }
  leaveForeign();
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
  leaveForeign();
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
