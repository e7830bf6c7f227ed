import type { Translated } from '../dictionary.ts';
import type { pricing as en } from '../en/pricing.ts';

export const pricing: Translated<typeof en> = {
  reason: { other: '其他原因', kept: '原因会记入流水。', use: '用这个原因' },
  discount: {
    title: '折扣',
    line: '这一行', sale: '整单', percent: '百分比', amount: '金额',
    value: (unit) => `优惠多少，${unit}`,
    before: '现在', off: '优惠', after: '之后', next: '选择原因', remove: '取消折扣', inForce: (share) => `已有折扣：${share}`,
    tooMuch: '超过了可以优惠的金额。', notPositive: '请输入优惠多少。',
    reasons: ['熟客', '破损或临期', '同价承诺', '员工购物', '顾客投诉'],
    removed: '顾客改变主意',
  },
  override: {
    title: (name) => `“${name}”的价格`, price: (currency) => `新单价，${currency}`, list: '原价', difference: '这一行相差', next: '选择原因',
    remove: '恢复原价', same: '现在就是这个价格。', missing: '请输入新单价。', noPromotions: '改过价的商品不再参加促销。',
    reasons: ['价签不同', '同价承诺', '破损或临期', '与顾客说好', '商品资料有误'],
    removed: '恢复原价',
  },
  exempt: {
    title: '免税', text: '本单不收税；含税价会减去税款。', certificate: '证书号或原因', certificateHint: '免税证书编号，或由谁批准。会记入流水。',
    apply: '按免税销售', inForce: (why) => `已免税：${why}`, remove: '恢复收税', none: '本店不收税，没有可免的。',
    reasons: ['免税证书', '外交人员', '出口', '慈善机构'], removed: '恢复收税',
  },
  coupon: {
    title: '优惠码', code: '优惠码', codeHint: '输入或扫码。', apply: '使用', onSale: '本单已用', remove: '移除', works: (amount) => `已优惠 ${amount}`,
    notYet: '对这些商品没有优惠', none: '本单还没有优惠码', applied: (code) => `本单已用优惠码 ${code}`,
  },
  why: {
    title: '怎么算的？', sale: '整单', lines: (count) => `${count} 行`,
    list: (quantity, price) => `${quantity} × ${price}`, label: '标签价', override: (price) => `改价为 ${price}`, overrides: '改价',
    lineDiscount: (share) => `折扣 ${share}`, lineDiscounts: '单行折扣', saleDiscount: (share) => `分摊整单折扣 ${share}`, saleDiscountAll: (share) => `整单折扣 ${share}`,
    pieces: (count) => `其中 ${count} 件参加`, lineTotal: '这一行', giftCard: (last4: string) => `礼品卡 •••• ${last4}`, accountPayment: '赊账还款', lineTotals: '全部商品按原价', subtotal: '商品小计', taxAdded: (name, percent) => `另加${name} ${percent}`,
    taxIncluded: (name, percent) => `其中含${name} ${percent}`, exempt: '免税，减去税款', total: '合计', rounding: '现金取整', cashTotal: '现金应收', tender: (kind) => `已收：${kind}`, due: '还应收',
    taxNote: '税按整单每个税率计算一次，只取整一次。', roundingNote: (step) => `现金按 ${step} 取整。`, choose: '上一行或下一行',
    discountNote: '整单折扣按各行金额分摊到每一行，一分不差。',
  },
  check: {
    title: '查价', text: '名称、条码或编号', textHint: '扫码或输入，不会加到本单。', none: (text) => `找不到“${text}”`, noneHint: '少输几个字，或直接扫码。',
    label: '这张标签', openPrice: '价格', openPriceText: '收银时输入', age: '年龄', ageText: (years) => `满 ${years} 岁`, pack: '整包', nextPrice: '将调价', nextPriceText: (price, from) => `${from} 起 ${price}`,
    promotions: '促销', noPromotions: '今天没有促销', onlyWith: (code) => `需用优惠码 ${code}`, stock: '库存', notCounted: '未盘点', empty: '请扫码或输入', add: '加到本单', per: (unit) => `每${unit}`,
  },
  number: { title: '输入编号', label: '编号、条码或小票号', text: '用于扫不到码的商品。', lookUp: '查找', set: '设为此数量', now: (quantity) => `现在：${quantity}`, range: '应在 0.001 到 9,999 之间。' },
  more: { title: '更多', number: '输入编号', text: '与这一单有关的全部操作，可点可按。' },
  takeBack: {
    title: '退回一笔收款', which: '退回哪一笔？', cash: (amount) => `钱箱会打开，请把 ${amount} 还给顾客。`, wallet: (amount) => `${amount} 会退回顾客的钱包，收银机会一直跟进到退回为止。`,
    asserted: '这笔由主管认定已付，支付宝还没有答复。有了答复或核销之后才能退回。',
    reasons: ['顾客改用别的方式', '金额不对', '顾客改变主意', '误收'], again: '退回后本单又可以更改。', done: (kind, amount) => `已退回：${kind} ${amount}`,
  },
};
