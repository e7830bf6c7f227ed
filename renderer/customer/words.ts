import type { StoredTender } from '../../shared/stored-value/tenders.ts';
import type { CustomerSnapshot, Language } from '../../shared/contract/views.ts';
import type { CustomerWallet } from '../../shared/payment/products.ts';
import type { ReasonClass } from '../../shared/payment/reason-classes.ts';

type Scene = CustomerSnapshot['scene'];
type How = Extract<Scene, { kind: 'payment' }>['how'];
type RefundState = Extract<Scene, { kind: 'refund' }>['parts'][number]['state'];
type NotPaidHow = Extract<Scene, { kind: 'notPaid' }>['how'];

/** A heading and a sentence that may name the wallet. */
interface WalletText {
  readonly title: string;
  readonly text: (wallet: string) => string;
}

/** Everything the customer reads, in one language. Short: they look for ten seconds. */
interface CustomerWords {
  readonly welcome: string;
  readonly closed: string;
  readonly training: string;
  readonly total: string;
  readonly items: (count: string) => string;
  readonly paying: string;
  /** What the customer's wallet calls itself. */
  readonly wallet: Readonly<Record<CustomerWallet, string>>;
  readonly stored: Readonly<Record<StoredTender, string>>;
  readonly scan: (wallet: string) => string;
  readonly scanLeft: (time: string) => string;
  readonly scanAndType: string;
  readonly arrived: string;
  readonly asserted: string;
  readonly payment: Readonly<Record<How, WalletText>>;
  readonly notPaid: Readonly<Record<NotPaidHow, WalletText>>;
  /** In place of the text of `notPaid.declined`, where the till knows why. Nothing that would shame a customer before a queue. */
  readonly reason: Readonly<Record<ReasonClass, string>>;
  /** Money that goes back: `to` is a wallet with its masked owner. */
  readonly refund: {
    readonly title: Readonly<Record<RefundState, string>>;
    readonly text: Readonly<Record<RefundState, (to: string) => string>>;
    readonly cash: string;
    readonly cashText: Readonly<Record<'waiting' | 'back', string>>;
  };
  readonly paid: string;
  readonly thanks: string;
  readonly change: string;
  readonly received: string;
  readonly receipt: (number: string) => string;
  readonly taxIncluded: (name: string, percent: string) => string;
  /** Under a code: the receipt as text, or what proves it. */
  readonly code: Readonly<Record<'receipt' | 'check', string>>;
  /** Names the choice of language for screen readers. */
  readonly language: string;
}

/** A name in Latin letters stands apart from the Chinese around it. */
const isLatin = (wallet: string): boolean => /^[A-Za-z]/.test(wallet);
const between = (wallet: string): string => (isLatin(wallet) ? ` ${wallet} ` : wallet);
const after = (to: string): string => (isLatin(to) ? ` ${to}` : to);
const before = (wallet: string): string => (isLatin(wallet) ? `${wallet} ` : wallet);

const en: CustomerWords = {
  welcome: 'Welcome',
  closed: 'This till is closed',
  training: 'Training',
  total: 'Total',
  items: (count) => (count === '1' ? '1 item' : `${count} items`),
  paying: 'How would you like to pay?',
  wallet: { alipay: 'Alipay', alipayHk: 'AlipayHK' },
  stored: { giftCard: 'Gift card', account: 'Account' },
  scan: (wallet) => `Scan with ${wallet}`,
  scanLeft: (time) => `${time} left`,
  scanAndType: 'Scan with AlipayHK and type the amount',
  arrived: 'Received, thank you',
  asserted: 'Your payment is still being checked with Alipay. Please keep your receipt.',
  payment: {
    preparing: { title: 'One moment', text: () => 'Your code is on its way.' },
    asking: { title: 'Paying', text: (wallet) => `Waiting for ${wallet}.` },
    confirmOnPhone: { title: 'Confirm on your phone', text: (wallet) => `${wallet} is asking for your password.` },
    cancelling: { title: 'Cancelling', text: () => 'Please wait a moment.' },
    unresolved: { title: 'Please wait', text: () => 'Your payment is being checked. Please do not pay again.' },
  },
  notPaid: {
    declined: { title: 'Not paid', text: (wallet) => `${wallet} did not accept the payment. No money was taken.` },
    cancelled: { title: 'Cancelled', text: () => 'The payment was cancelled. You are not charged.' },
    expired: { title: 'Time is up', text: () => 'The code ran out. No money was taken.' },
    notSent: { title: 'Not paid', text: () => 'No connection. No money was taken.' },
  },
  reason: {
    balance: 'Please choose another card in your wallet, or pay another way. No money was taken.',
    scanAgain: 'Please refresh your payment code and show it again. No money was taken.',
    limit: 'The amount is above a limit of your wallet. Please pay another way. No money was taken.',
    customerAccount: 'Please look in your wallet, or pay another way. No money was taken.',
    refused: 'The payment was not accepted. No money was taken.',
    startAgain: 'This payment has run out. Please try once more. No money was taken.',
    inProcess: 'The payment was not finished on your phone. No money was taken.',
    gateway: 'The wallet cannot answer just now. Please try once more, or pay another way. No money was taken.',
    tooLate: 'This payment has run out. Please try once more. No money was taken.',
    configuration: 'This shop cannot take this wallet just now. Please pay another way. No money was taken.',
    other: 'The payment was not accepted. No money was taken.',
  },
  refund: {
    title: { asked: 'Refunding', accepted: 'Refund accepted', back: 'Refunded', waiting: 'One moment' },
    text: {
      asked: (to) => `Your refund to ${to} is being sent.`,
      accepted: (to) => `It goes back to ${to} by itself. This can take until tomorrow.`,
      back: (to) => `It is on its way back to ${to}.`,
      waiting: () => 'The refund is not through yet. The cashier is looking after it.',
    },
    cash: 'Cash',
    cashText: { waiting: 'The cashier gives it to you in cash.', back: 'Given back in cash.' },
  },
  paid: 'Paid',
  thanks: 'Thank you',
  change: 'Your change',
  received: 'Received',
  receipt: (number) => `Receipt ${number}`,
  taxIncluded: (name, percent) => `Includes ${name} ${percent}`,
  code: { receipt: 'Scan to take your receipt along', check: 'Proof of your receipt' },
  language: 'Language',
};

const zhHans: CustomerWords = {
  welcome: '欢迎光临',
  closed: '此收银台暂停服务',
  training: '练习',
  total: '合计',
  items: (count) => `共 ${count} 件`,
  paying: '请问怎么付款？',
  wallet: { alipay: '支付宝', alipayHk: 'AlipayHK' },
  stored: { giftCard: '礼品卡', account: '赊账' },
  scan: (wallet) => `请用${between(wallet)}扫码`,
  scanLeft: (time) => `剩余 ${time}`,
  scanAndType: '请用 AlipayHK 扫码并输入金额',
  arrived: '已收到，谢谢',
  asserted: '正在与支付宝核对您的付款，请保留小票。',
  payment: {
    preparing: { title: '请稍候', text: () => '正在生成二维码。' },
    asking: { title: '正在付款', text: (wallet) => `等待${between(wallet)}确认。` },
    confirmOnPhone: { title: '请在手机上确认', text: (wallet) => `${before(wallet)}正在请您输入密码。` },
    cancelling: { title: '正在撤销', text: () => '请稍候。' },
    unresolved: { title: '请稍候', text: () => '正在核对您的付款，请不要重复支付。' },
  },
  notPaid: {
    declined: { title: '没有付成', text: (wallet) => `${before(wallet)}未接受这笔付款，没有扣款。` },
    cancelled: { title: '已撤销', text: () => '付款已撤销，不会收您的钱。' },
    expired: { title: '已超时', text: () => '二维码已过期，没有扣款。' },
    notSent: { title: '没有付成', text: () => '网络不通，没有扣款。' },
  },
  reason: {
    balance: '请在钱包里换一张卡，或换一种付款方式。没有扣款。',
    scanAgain: '请刷新付款码后再出示。没有扣款。',
    limit: '金额超过钱包限额，请换一种付款方式。没有扣款。',
    customerAccount: '请看一下您的钱包，或换一种付款方式。没有扣款。',
    refused: '这笔付款未被接受，没有扣款。',
    startAgain: '这笔付款已失效，请再试一次。没有扣款。',
    inProcess: '付款没有在手机上完成，没有扣款。',
    gateway: '钱包暂时没有答复，请再试一次，或换一种付款方式。没有扣款。',
    tooLate: '这笔付款已失效，请再试一次。没有扣款。',
    configuration: '本店暂时不能使用这个钱包，请换一种付款方式。没有扣款。',
    other: '这笔付款未被接受，没有扣款。',
  },
  refund: {
    title: { asked: '正在退款', accepted: '退款已受理', back: '已退款', waiting: '请稍候' },
    text: {
      asked: (to) => `正在退回到${after(to)}。`,
      accepted: (to) => `会自动退回到${after(to)}，最晚可能到明天。`,
      back: (to) => `正退回到您的${after(to)}。`,
      waiting: () => '退款还没有办成，收银员正在处理。',
    },
    cash: '现金',
    cashText: { waiting: '收银员会把现金退给您。', back: '已退现金。' },
  },
  paid: '已付款',
  thanks: '谢谢惠顾',
  change: '找您',
  received: '实收',
  receipt: (number) => `小票 ${number}`,
  taxIncluded: (name, percent) => `含${name} ${percent}`,
  code: { receipt: '扫码带走小票', check: '小票校验码' },
  language: '语言',
};

const zhHant: CustomerWords = {
  welcome: '歡迎光臨',
  closed: '此收銀處暫停服務',
  training: '練習',
  total: '總計',
  items: (count) => `共 ${count} 件`,
  paying: '請問如何付款？',
  wallet: { alipay: '支付寶', alipayHk: 'AlipayHK' },
  stored: { giftCard: '禮品卡', account: '賒帳' },
  scan: (wallet) => `請用${between(wallet)}掃碼`,
  scanLeft: (time) => `尚餘 ${time}`,
  scanAndType: '請用 AlipayHK 掃碼並輸入金額',
  arrived: '已收到，多謝',
  asserted: '正在與支付寶核對您的付款，請保留收據。',
  payment: {
    preparing: { title: '請稍候', text: () => '正在準備二維碼。' },
    asking: { title: '正在付款', text: (wallet) => `等候${between(wallet)}確認。` },
    confirmOnPhone: { title: '請在手機上確認', text: (wallet) => `${before(wallet)}正請您輸入密碼。` },
    cancelling: { title: '正在撤銷', text: () => '請稍候。' },
    unresolved: { title: '請稍候', text: () => '正在核對您的付款，請勿重複支付。' },
  },
  notPaid: {
    declined: { title: '未能付款', text: (wallet) => `${before(wallet)}未接受這筆付款，沒有扣款。` },
    cancelled: { title: '已撤銷', text: () => '付款已撤銷，不會收您的錢。' },
    expired: { title: '已逾時', text: () => '二維碼已過期，沒有扣款。' },
    notSent: { title: '未能付款', text: () => '網絡不通，沒有扣款。' },
  },
  reason: {
    balance: '請在錢包轉另一張卡，或用另一種方式付款。沒有扣款。',
    scanAgain: '請更新付款碼後再出示。沒有扣款。',
    limit: '金額超出錢包限額，請用另一種方式付款。沒有扣款。',
    customerAccount: '請看看您的錢包，或用另一種方式付款。沒有扣款。',
    refused: '這筆付款未獲接受，沒有扣款。',
    startAgain: '這筆付款已失效，請再試一次。沒有扣款。',
    inProcess: '付款未有在手機上完成，沒有扣款。',
    gateway: '錢包暫時沒有回覆，請再試一次，或用另一種方式付款。沒有扣款。',
    tooLate: '這筆付款已失效，請再試一次。沒有扣款。',
    configuration: '本店暫時未能使用這個錢包，請用另一種方式付款。沒有扣款。',
    other: '這筆付款未獲接受，沒有扣款。',
  },
  refund: {
    title: { asked: '正在退款', accepted: '退款已受理', back: '已退款', waiting: '請稍候' },
    text: {
      asked: (to) => `正在退回到${after(to)}。`,
      accepted: (to) => `會自動退回到${after(to)}，最遲可能到明天。`,
      back: (to) => `正退回到您的${after(to)}。`,
      waiting: () => '退款尚未辦妥，收銀員正在處理。',
    },
    cash: '現金',
    cashText: { waiting: '收銀員會把現金退給您。', back: '已退現金。' },
  },
  paid: '已付款',
  thanks: '多謝惠顧',
  change: '找續',
  received: '實收',
  receipt: (number) => `收據 ${number}`,
  taxIncluded: (name, percent) => `已含${name} ${percent}`,
  code: { receipt: '掃碼帶走收據', check: '收據核對碼' },
  language: '語言',
};

const WORDS: Readonly<Record<Language, CustomerWords>> = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };

/**
 * The customer reads Chinese and English together; which Chinese, the language says (Hong Kong's when it is English). `only`: the customer has chosen, and reads that one alone.
 */
export interface TwoWords {
  readonly zh: CustomerWords;
  readonly en: CustomerWords;
  readonly zhLanguage: 'zh-Hans' | 'zh-Hant';
  readonly only: 'zh' | 'en' | null;
}

export function wordsFor(language: Language, chosen = false): TwoWords {
  const zhLanguage = language === 'zh-Hans' ? 'zh-Hans' : 'zh-Hant';
  return { zh: WORDS[zhLanguage], en, zhLanguage, only: !chosen ? null : language === 'en' ? 'en' : 'zh' };
}
