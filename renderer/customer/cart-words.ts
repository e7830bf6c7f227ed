import type { TenderView } from '../../shared/contract/sale-views.ts';
import type { UnitWords } from '../ui/quantity.ts';
import type { TwoWords } from './words.ts';

/** What the customer reads about promotions, weights and a sale paid in parts. */
interface CartWords {
  readonly saved: string;
  readonly promotion: string;
  readonly discount: string;
  readonly newPrice: string;
  readonly exempt: string;
  readonly paidSoFar: string;
  readonly due: string;
  readonly member: string;
  /** More is handed back than is bought. */
  readonly toGive: string;
  /** Notes of another currency are taken, and change is the shop's own. */
  readonly changeHome: (currency: string) => string;
  readonly units: UnitWords;
  readonly accountPayment: string;
  readonly kinds: Readonly<Record<TenderView['kind'], string>>;
}

/** The wallet's name is enough for a customer; which of its products was used is the shop's matter. */
const kinds = (cash: string, alipay: string, alipayHk: string, asserted: string, exchange: string, foreignCash: string, giftCard: string, account: string): CartWords['kinds'] => ({
  cash, asserted, exchange, foreignCash, giftCard, account, alipayBarcode: alipay, alipayOrderCode: alipay, alipayUserPresented: alipay, alipayTransactionQr: alipay, alipayHkTransactionQr: alipayHk, alipayHkMerchantQr: alipayHk,
});

const en: CartWords = {
  saved: 'You save', promotion: 'Promotion', discount: 'Discount', newPrice: 'Special price', exempt: 'Tax exempt', paidSoFar: 'Paid so far', due: 'Still to pay', member: 'Member', accountPayment: 'Account payment', units: { kg: 'kg', '500g': '500 g', '100g': '100 g' }, kinds: kinds('Cash', 'Alipay', 'AlipayHK', 'Being checked', 'Handed back', 'Foreign cash', 'Gift card', 'On account'), toGive: 'You get back', changeHome: (currency) => `Change in ${currency}`,
};
const zhHans: CartWords = {
  saved: '为您节省', promotion: '促销', discount: '折扣', newPrice: '优惠价', exempt: '免税', paidSoFar: '已付', due: '还需支付', member: '会员', accountPayment: '还款', units: { kg: '公斤', '500g': '斤', '100g': '100 克' }, kinds: kinds('现金', '支付宝', 'AlipayHK', '核对中', '退回的货', '外币现金', '礼品卡', '赊账'), toGive: '退还给您', changeHome: (currency) => `以 ${currency} 找零`,
};
const zhHant: CartWords = {
  saved: '為您節省', promotion: '優惠', discount: '折扣', newPrice: '優惠價', exempt: '免稅', paidSoFar: '已付', due: '尚需付', member: '會員', accountPayment: '還款', units: { kg: '公斤', '500g': '500 克', '100g': '100 克' }, kinds: kinds('現金', '支付寶', 'AlipayHK', '核對中', '退回的貨', '外幣現金', '禮品卡', '賒帳'), toGive: '退還給您', changeHome: (currency) => `以 ${currency} 找續`,
};

/** In the Chinese and the English of the customer's screen. */
export const cartWordsFor = ({ zhLanguage }: Pick<TwoWords, 'zhLanguage'>): { readonly zh: CartWords; readonly en: CartWords } => ({ zh: zhLanguage === 'zh-Hans' ? zhHans : zhHant, en });
