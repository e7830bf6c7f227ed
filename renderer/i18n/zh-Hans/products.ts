import type { PaymentProduct } from '../../../shared/payment/products.ts';

/** Payment products as cashiers, reports and receipts call them. */
export const products: Record<PaymentProduct, string> = {
  alipayBarcode: '支付宝付款码',
  alipayTransactionQr: '支付宝交易二维码',
  alipayHkTransactionQr: 'AlipayHK 交易二维码',
  alipayHkMerchantQr: 'AlipayHK 商户码',
  alipayOrderCode: '支付宝订单码',
  alipayUserPresented: '支付宝用户出示码',
};
