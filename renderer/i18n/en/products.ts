import type { PaymentProduct } from '../../../shared/payment/products.ts';

/** Payment products as cashiers, reports and receipts call them. */
export const products: Record<PaymentProduct, string> = {
  alipayBarcode: 'Alipay, customer’s code',
  alipayTransactionQr: 'Alipay, transaction QR',
  alipayHkTransactionQr: 'AlipayHK, transaction QR',
  alipayHkMerchantQr: 'AlipayHK, printed code',
  alipayOrderCode: 'Alipay, order code',
  alipayUserPresented: 'Alipay, user-presented code',
};
