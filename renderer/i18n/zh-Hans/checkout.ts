import type { Translated } from '../dictionary.ts';
import type { checkout as en } from '../en/checkout.ts';

export const checkout: Translated<typeof en> = {
  line: {
    promotion: '促销',
    discount: (share) => `折扣 ${share}`,
    overridden: '改价',
    fromLabel: '标签价',
    why: (name, amount) => `${name}：${amount}，怎么算的？`,
  },
  units: { kg: '公斤', '500g': '斤', '100g': '100 克' },
  totals: {
    list: '优惠前',
    promotions: '促销优惠',
    discounts: '折扣',
    exempt: '免税',
    rounding: '现金取整',
    taken: '已收',
    due: '还应收',
    why: (amount) => `合计 ${amount}，怎么算的？`,
    partPaid: '已付一部分',
  },
  cart: {
    discount: '折扣',
    beforeNext: (quantity) => `扫码或点选：${quantity} 件`,
  },
  part: {
    due: '还应收',
    now: '本次收',
    of: (due) => `应收 ${due} 中的一部分`,
    makePart: '只收这一部分',
    all: '全部收',
    typeFirst: '请先输入这一部分的金额，再按此键。',
    taken: '已经收到',
    takeBack: '退回',
    takeBackOf: (kind, amount) => `退回${kind} ${amount}`,
  },
  done: { saved: '已优惠', rounding: '现金取整' },
  undone: {
    added: (name) => `已拿掉：${name}`,
    back: (name) => `已放回本单：${name}`,
    quantity: (name, quantity) => `${name}：改回 ${quantity}`,
    lineDiscount: (name) => `折扣已恢复原样：${name}`,
    price: (name) => `价格已恢复原样：${name}`,
    discount: '整单折扣已恢复原样',
    exempt: '税已恢复原样',
    coupon: (code) => `优惠码已恢复原样：${code}`,
    other: '已撤回上一步',
    nothing: '没有可撤回的',
  },
};
