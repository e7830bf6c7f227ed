import { PAYMENT_PRODUCTS, PRODUCT_FACTS } from '../../../shared/payment/products.ts';
import { editionOf } from '../../alipay/settings.ts';
import { LEGACY_PARTNERS } from '../../training/legacy-partners.ts';
import type { Accounts } from './run.ts';

/** Of the practice contracts. */
export const practiceAccounts = (): Accounts => Object.fromEntries(PAYMENT_PRODUCTS.flatMap((product) => (PRODUCT_FACTS[product].gateway === 'legacy' ? [[product, LEGACY_PARTNERS[editionOf(product, undefined)]]] : [])));
