import type { Translated } from '../dictionary.ts';
import type { arrivals as en } from '../en/arrivals.ts';

export const arrivals: Translated<typeof en> = {
  arrivals: {
    came: (amount) => `商戶碼收到 ${amount}`,
    at: (time) => time,
    from: (payer) => `付款人 ${payer}`,
    fits: (sale) => `正好是單號 ${sale} 的金額。`,
    differs: (due) => `此單為 ${due}，金額不同。`,
    noSale: '現時沒有單。請輸入貨品，或退回去。',
    match: '計入此單',
    more: (count) => `另有 ${count} 筆`,
    matched: (amount) => `${amount} 已計入，已收款。`,
    item: '商戶碼收到的款項',
    noWay: '沒有可以計入的單。',
  },
  pendingRefunds: {
    underWay: (count) => `${count} 筆退款進行中`,
    needsYou: (count) => `${count} 筆退款要處理`,
    unknownText: '切勿用其他方式再退。',
    ofFound: '後到的款項',
    short: { created: '準備中', sent: '等支付寶回覆', asking: '查詢中', unknown: '結果未明', queued: '已受理', refused: '被拒絕', notSent: '未有發出', cashDue: '請付現金', waitsForShift: '已退回', completed: '已退回', voided: '已退回', abandoned: '已放棄' },
    quiet: (count) => `${count} 筆退款中`,
  },
};
