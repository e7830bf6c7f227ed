import type { Translated } from '../dictionary.ts';
import type { arrivals as en } from '../en/arrivals.ts';

export const arrivals: Translated<typeof en> = {
  arrivals: {
    came: (amount) => `商户码收到 ${amount}`,
    at: (time) => time,
    from: (payer) => `付款人 ${payer}`,
    fits: (sale) => `正好是单号 ${sale} 的金额。`,
    differs: (due) => `这一单是 ${due}，金额不一样。`,
    noSale: '现在没有单。请录入商品，或退回去。',
    match: '记入这一单',
    more: (count) => `还有 ${count} 笔`,
    matched: (amount) => `${amount} 已记入，已收款。`,
    item: '商户码收到的钱',
    noWay: '没有可以记入的单。',
  },
  pendingRefunds: {
    underWay: (count) => `${count} 笔退款进行中`,
    needsYou: (count) => `${count} 笔退款要处理`,
    unknownText: '不要用别的方式再退。',
    ofFound: '后到的钱',
    short: { created: '准备中', sent: '等支付宝答复', asking: '查询中', unknown: '结果未知', queued: '已受理', refused: '被拒绝', notSent: '没有发出', cashDue: '请付现金', waitsForShift: '已退回', completed: '已退回', voided: '已退回', abandoned: '已放弃' },
    quiet: (count) => `${count} 笔退款中`,
  },
};
