import type { Translated } from '../dictionary.ts';
import type { promotions as en } from '../en/promotions.ts';

export const promotions: Translated<typeof en> = {
  title: '優惠推廣', text: '自動生效，並在貨品項目上寫明。改動由下一單起生效。', add: '新優惠', edit: '修改', none: '未有優惠', noneHint: '買二送一、第二件半價、限時優惠、優惠碼：新增一個，用示例購物車試試看。',
  on: '啟用', off: '停用', today: '現正生效', notNow: '現時未生效', priority: '次序', priorityHint: '數字較小的先佔用貨品。', save: '儲存', saved: (name) => `已儲存：${name}`, remove: '刪除',
  removeSure: (name) => `刪除「${name}」？已錄入的單不受影響。`, removed: (name) => `已刪除：${name}`, keep: '保留',
  name: '在貨品項目和收據上的名稱', nameEn: '英文', nameHans: '簡體中文', nameHant: '繁體中文', kind: '做什麼',
  kinds: { buyGet: '買幾送幾', nth: '第幾件優惠', bundle: '幾件一價', off: '直接減價', spend: '滿額優惠' },
  buy: '買', get: '送', cheaper: '減，%', nth: '第幾件', count: '件數', bundlePrice: (currency) => `合共，${currency}`, percent: '百分比', amount: '金額', offBy: (unit) => `減，${unit}`, from: (currency) => `滿，${currency}`,
  on_: '哪些貨品', everything: '全部貨品', categories: '分類', products: '貨品', findProduct: '找貨品', takeOut: (name) => `移除${name}`,
  when: '什麼時候', fromDay: '由哪天', toDay: '至哪天', weekdays: '星期', fromTime: '由', toTime: '至', always: '不填：一直有效。', coupon: '優惠碼', couponHint: '不填：自動生效。',
  weekday: ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
  preview: '示例購物車', previewSaves: (amount) => `減 ${amount}`, previewNothing: '這裡沒有優惠', previewHint: '改件數試試看。', previewTotal: '總計',
  wrong: { name: '請起個名稱。', numbers: '請填數字。', percent: '百分比要大於 0，最多 100。', days: '結束日期早於開始日期。', match: '請選擇對哪些貨品有效。', price: '請填價錢。', coupon: '最多 32 個字母和數字。', times: '兩個時間都填，或都不填。' },
  sentence: {
    buyGetFree: (buy, get) => `買 ${buy} 送 ${get}`,
    buyGet: (buy, get, off) => `買 ${buy} 件，再 ${get} 件${off}`,
    nth: (nth, off) => `每第 ${nth} 件${off}`,
    ordinal: (count) => String(count),
    bundle: (count, price) => `任選 ${count} 件 ${price}`,
    offPercent: (off) => off.trim(),
    offAmount: (off) => `每件減 ${off}`,
    spend: (from, off) => `滿 ${from} 減 ${off}`,
    spendPercent: (from, off) => `滿 ${from} 享${off}`,
    share: (ppm) => ` ${String((1_000_000 - ppm) / 100_000)} 折`,
    everything: '全部貨品', and: '、', more: (count) => `另外 ${count} 種`, unknown: '已沒有的貨品',
    weekdays: (days) => days, hours: (from, to) => `${from} 至 ${to}`, days: (from, to) => `${from} 至 ${to}`, since: (day) => `${day} 起`, until: (day) => `至 ${day} 止`,
    coupon: (code) => `憑優惠碼 ${code}`,
    whole: (rule, what, conditions) => `${[`${what}：${rule}`, ...conditions].join('，')}。`,
  },
};
