import type { TillSnapshot } from '../../../shared/contract/views.ts';
import { productsPresented, type PaymentProduct } from '../../../shared/payment/products.ts';
import { keyOf, type ActionId } from '../keymap.ts';

/** Products with a code of this sale's own on the customer's screen, in the order they are offered, each with its action. */
export const SHOWN_PRODUCTS = ['alipayOrderCode', 'alipayTransactionQr', 'alipayHkTransactionQr'] as const satisfies readonly PaymentProduct[];
export type ShownProduct = (typeof SHOWN_PRODUCTS)[number];

export type ShopCodeAction = 'orderCode' | 'transactionQr' | 'hkTransactionQr';
const ACTION = { alipayOrderCode: 'orderCode', alipayTransactionQr: 'transactionQr', alipayHkTransactionQr: 'hkTransactionQr' } as const satisfies Record<ShownProduct, ShopCodeAction>;
const PRODUCT = { orderCode: 'alipayOrderCode', transactionQr: 'alipayTransactionQr', hkTransactionQr: 'alipayHkTransactionQr' } as const satisfies Record<ShopCodeAction, ShownProduct>;

type Products = TillSnapshot['products'];

/** Those that are switched on. */
export const shownProducts = (products: Products): readonly ShownProduct[] => SHOWN_PRODUCTS.filter((product) => products[product]);

/** Products that can charge a scanned customer's code. */
export const scanProducts = (products: Products): readonly PaymentProduct[] => productsPresented('byCustomer').filter((product) => products[product]);

/** The other product a scanned code could be charged with; null when there is no choice. */
export function otherScanProduct({ products, scanProduct }: Pick<TillSnapshot, 'products' | 'scanProduct'>): PaymentProduct | null {
  const offered = scanProducts(products);
  if (scanProduct === null || offered.length < 2) return null;
  return offered[(offered.indexOf(scanProduct) + 1) % offered.length] ?? null;
}

/** What an action's key shows. The first key is for the first product of this shop, whichever it is. */
export const productOf = (products: Products, action: ShopCodeAction): ShownProduct | null => {
  const wanted = PRODUCT[action];
  if (products[wanted]) return wanted;
  return action === 'orderCode' ? (shownProducts(products)[0] ?? null) : null;
};

/** The action and the key printed on a product's control. */
export function actionFor(products: Products, product: ShownProduct): { readonly action: ActionId; readonly key: string } {
  const isFirst = shownProducts(products)[0] === product;
  const action = isFirst ? 'orderCode' : ACTION[product];
  return { action, key: keyOf('paying', action) };
}
