import type { Translated } from '../dictionary.ts';
import type { promotions as en } from '../en/promotions.ts';

export const promotions: Translated<typeof en> = {
  title: '促销', text: '自动生效，并在商品行上写明。改动从下一单起生效。', add: '新促销', edit: '修改', none: '还没有促销', noneHint: '买二送一、第二件半价、限时优惠、优惠码：新建一个，用示例购物车试一试。',
  on: '启用', off: '停用', today: '现在有效', notNow: '现在无效', priority: '次序', priorityHint: '数字小的先占用商品。', save: '保存', saved: (name) => `已保存：${name}`, remove: '删除',
  removeSure: (name) => `删除“${name}”？已经录入的单不受影响。`, removed: (name) => `已删除：${name}`, keep: '保留',
  name: '在商品行和小票上的名称', nameEn: '英文', nameHans: '简体中文', nameHant: '繁体中文', kind: '做什么',
  kinds: { buyGet: '买几送几', nth: '第几件优惠', bundle: '几件一价', off: '直接优惠', spend: '满额优惠' },
  buy: '买', get: '送', cheaper: '优惠，%', nth: '第几件', count: '件数', bundlePrice: (currency) => `合计，${currency}`, percent: '百分比', amount: '金额', offBy: (unit) => `优惠，${unit}`, from: (currency) => `满，${currency}`,
  on_: '哪些商品', everything: '全部商品', categories: '分类', products: '商品', findProduct: '找商品', takeOut: (name) => `移除${name}`,
  when: '什么时候', fromDay: '从哪天', toDay: '到哪天', weekdays: '星期', fromTime: '从', toTime: '到', always: '不填：一直有效。', coupon: '优惠码', couponHint: '不填：自动生效。',
  weekday: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  preview: '示例购物车', previewSaves: (amount) => `优惠 ${amount}`, previewNothing: '这里没有优惠', previewHint: '改件数试一试。', previewTotal: '合计',
  wrong: { name: '请起个名称。', numbers: '请填数字。', percent: '百分比要大于 0，最多 100。', days: '结束日期早于开始日期。', match: '请选择对哪些商品有效。', price: '请填价格。', coupon: '最多 32 个字母和数字。', times: '两个时间都填，或都不填。' },
  sentence: {
    buyGetFree: (buy, get) => `买 ${buy} 送 ${get}`,
    buyGet: (buy, get, off) => `买 ${buy} 件，再 ${get} 件${off}`,
    nth: (nth, off) => `每第 ${nth} 件${off}`,
    ordinal: (count) => String(count),
    bundle: (count, price) => `任选 ${count} 件 ${price}`,
    offPercent: (off) => off.trim(),
    offAmount: (off) => `每件减 ${off}`,
    spend: (from, off) => `满 ${from} 减 ${off}`,
    spendPercent: (from, off) => `满 ${from} 打${off}`,
    share: (ppm) => ` ${String((1_000_000 - ppm) / 100_000)} 折`,
    everything: '全部商品', and: '、', more: (count) => `另外 ${count} 种`, unknown: '已没有的商品',
    weekdays: (days) => days, hours: (from, to) => `${from} 至 ${to}`, days: (from, to) => `${from} 至 ${to}`, since: (day) => `${day} 起`, until: (day) => `到 ${day} 为止`,
    coupon: (code) => `凭优惠码 ${code}`,
    whole: (rule, what, conditions) => `${[`${what}：${rule}`, ...conditions].join('，')}。`,
  },
};
