import type { Translated } from '../dictionary.ts';
import type { pricing as en } from '../en/pricing.ts';

export const pricing: Translated<typeof en> = {
  reason: { other: '其他原因', kept: '原因會記入日誌。', use: '用此原因' },
  discount: {
    title: '折扣',
    line: '此項', sale: '整單', percent: '百分比', amount: '金額',
    value: (unit) => `減多少，${unit}`,
    before: '現時', off: '減去', after: '之後', next: '選擇原因', remove: '取消折扣', inForce: (share) => `已有折扣：${share}`,
    tooMuch: '超過可減的金額。', notPositive: '請輸入減多少。',
    reasons: ['熟客', '損壞或臨近到期', '同價承諾', '員工購物', '客人投訴'],
    removed: '客人改變主意',
  },
  override: {
    title: (name) => `「${name}」的價錢`, price: (currency) => `新單價，${currency}`, list: '原價', difference: '此項相差', next: '選擇原因',
    remove: '回復原價', same: '現時就是這個價錢。', missing: '請輸入新單價。', noPromotions: '改過價的貨品不再參與優惠。',
    reasons: ['價錢牌不同', '同價承諾', '損壞或臨近到期', '與客人說好', '貨品資料有誤'],
    removed: '回復原價',
  },
  exempt: {
    title: '免稅', text: '此單不收稅；含稅價會減去稅款。', certificate: '證書編號或原因', certificateHint: '免稅證書編號，或由誰批准。會記入日誌。',
    apply: '以免稅出售', inForce: (why) => `已免稅：${why}`, remove: '回復收稅', none: '本店不收稅，沒有可免的。',
    reasons: ['免稅證書', '外交人員', '出口', '慈善機構'], removed: '回復收稅',
  },
  coupon: {
    title: '優惠碼', code: '優惠碼', codeHint: '輸入或掃描。', apply: '使用', onSale: '此單已用', remove: '移除', works: (amount) => `已減 ${amount}`,
    notYet: '對這些貨品沒有優惠', none: '此單未有優惠碼', applied: (code) => `此單已用優惠碼 ${code}`,
  },
  why: {
    title: '怎樣計算？', sale: '整單', lines: (count) => `${count} 項`,
    list: (quantity, price) => `${quantity} × ${price}`, label: '標籤價', override: (price) => `改價為 ${price}`, overrides: '改價',
    lineDiscount: (share) => `折扣 ${share}`, lineDiscounts: '單項折扣', saleDiscount: (share) => `分攤整單折扣 ${share}`, saleDiscountAll: (share) => `整單折扣 ${share}`,
    pieces: (count) => `其中 ${count} 件參與`, lineTotal: '此項', giftCard: (last4: string) => `禮品卡 •••• ${last4}`, accountPayment: '賒帳還款', lineTotals: '全部貨品按原價', subtotal: '貨品小計', taxAdded: (name, percent) => `另加${name} ${percent}`,
    taxIncluded: (name, percent) => `其中已含${name} ${percent}`, exempt: '免稅，減去稅款', total: '總計', rounding: '現金找整', cashTotal: '現金應收', tender: (kind) => `已收：${kind}`, due: '尚欠',
    taxNote: '稅按整單每個稅率計算一次，只進位一次。', roundingNote: (step) => `現金以 ${step} 為單位找整。`, choose: '上一項或下一項',
    discountNote: '整單折扣按各項金額分攤，一分不差。',
  },
  check: {
    title: '查價', text: '名稱、條碼或編號', textHint: '掃描或輸入，不會加入此單。', none: (text) => `找不到「${text}」`, noneHint: '少打幾個字，或直接掃描。',
    label: '這張標籤', openPrice: '價錢', openPriceText: '收款時輸入', age: '年齡', ageText: (years) => `年滿 ${years} 歲`, pack: '整包', nextPrice: '將調價', nextPriceText: (price, from) => `${from} 起 ${price}`,
    promotions: '優惠', noPromotions: '今日沒有優惠', onlyWith: (code) => `需用優惠碼 ${code}`, stock: '存貨', notCounted: '未點算', empty: '請掃描或輸入', add: '加入此單', per: (unit) => `每${unit}`,
  },
  number: { title: '輸入編號', label: '編號、條碼或收據號碼', text: '用於掃不到碼的貨品。', lookUp: '查找', set: '設為此數量', now: (quantity) => `現時：${quantity}`, range: '應在 0.001 至 9,999 之間。' },
  more: { title: '更多', number: '輸入編號', text: '與此單有關的全部操作，可按鍵可觸控。' },
  takeBack: {
    title: '退回一筆收款', which: '退回哪一筆？', cash: (amount) => `錢箱會打開，請把 ${amount} 交還客人。`, wallet: (amount) => `${amount} 會退回客人的錢包，收銀機會一直跟進至退妥。`,
    asserted: '這筆由主管認定已付，支付寶尚未答覆。有答覆或核銷後才能退回。',
    reasons: ['客人改用其他方式', '金額不對', '客人改變主意', '誤收'], again: '退回後此單又可更改。', done: (kind, amount) => `已退回：${kind} ${amount}`,
  },
};
