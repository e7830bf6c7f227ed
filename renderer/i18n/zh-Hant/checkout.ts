import type { Translated } from '../dictionary.ts';
import type { checkout as en } from '../en/checkout.ts';

export const checkout: Translated<typeof en> = {
  line: {
    promotion: '優惠',
    discount: (share) => `折扣 ${share}`,
    overridden: '改價',
    fromLabel: '標籤價',
    why: (name, amount) => `${name}：${amount}，怎樣計算？`,
  },
  units: { kg: '公斤', '500g': '500 克', '100g': '100 克' },
  totals: {
    list: '減價前',
    promotions: '優惠',
    discounts: '折扣',
    exempt: '免稅',
    rounding: '現金找整',
    taken: '已收',
    due: '尚欠',
    why: (amount) => `總計 ${amount}，怎樣計算？`,
    partPaid: '已付部分',
  },
  cart: {
    discount: '折扣',
    beforeNext: (quantity) => `掃描或點選：${quantity} 件`,
  },
  part: {
    due: '尚欠',
    now: '今次收',
    of: (due) => `應收 ${due} 的一部分`,
    makePart: '只收這部分',
    all: '全數收',
    typeFirst: '請先輸入這部分的金額，再按此鍵。',
    taken: '已經收到',
    takeBack: '退回',
    takeBackOf: (kind, amount) => `退回${kind} ${amount}`,
  },
  done: { saved: '已節省', rounding: '現金找整' },
  undone: {
    added: (name) => `已拿走：${name}`,
    back: (name) => `已放回此單：${name}`,
    quantity: (name, quantity) => `${name}：改回 ${quantity}`,
    lineDiscount: (name) => `折扣已回復原狀：${name}`,
    price: (name) => `價錢已回復原狀：${name}`,
    discount: '整單折扣已回復原狀',
    exempt: '稅項已回復原狀',
    coupon: (code) => `優惠碼已回復原狀：${code}`,
    other: '已復原上一步',
    nothing: '沒有可復原的步驟',
  },
};
