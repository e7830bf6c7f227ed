import type { PaymentProduct } from '../../../shared/payment/products.ts';

/** Payment products as cashiers, reports and receipts call them. */
export const products: Record<PaymentProduct, string> = {
  alipayBarcode: '支付寶付款碼',
  alipayTransactionQr: '支付寶交易二維碼',
  alipayHkTransactionQr: 'AlipayHK 交易二維碼',
  alipayHkMerchantQr: 'AlipayHK 商戶碼',
  alipayOrderCode: '支付寶訂單碼',
  alipayUserPresented: '支付寶用戶出示碼',
};
