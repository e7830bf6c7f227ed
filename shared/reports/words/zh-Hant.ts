import type { PeriodWords } from '../words.ts';

export const zhHant: PeriodWords = {
  title: '報表',
  presets: { today: '今日', yesterday: '昨日', thisWeek: '本週', lastWeek: '上週', thisMonth: '本月', lastMonth: '上月', custom: '自選日期' },
  tables: {
    day: '按日', week: '按週', month: '按月', hour: '按時段', weekdayHour: '星期與時段', product: '商品', category: '分類', cashier: '收銀員', tender: '付款方式', tax: '稅項', payment: '發起的付款', closing: '日結現金',
  },
  netBy: { day: '每日淨額', week: '每週淨額', month: '每月淨額', hour: '各時段淨額' },
  spans: { day: '日', week: '週', month: '月' },
  measures: {
    sales: '銷售', returns: '退貨', net: '淨額', receipts: '單數', returnCount: '退貨單數', items: '件數', itemsBack: '退回件數', average: '平均每單', discounts: '優惠', tax: '稅額', taxable: '應稅額', count: '筆數', amount: '金額',
    given: '退還', taken: '收取', expected: '應有', counted: '實點', variance: '差額', share: '佔比',
  },
  columns: { day: '營業日', hour: '時段', product: '商品', category: '分類', cashier: '收銀員', tender: '付款方式', rate: '稅率', payment: '付款', z: '日結' },
  weekdays: ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
  tenders: {
    cash: '現金', alipayBarcode: '支付寶付款碼', alipayTransactionQr: '支付寶交易二維碼', alipayHkTransactionQr: 'AlipayHK 交易二維碼', alipayHkMerchantQr: 'AlipayHK 商戶碼', alipayOrderCode: '支付寶訂單碼',
    alipayUserPresented: '支付寶用戶出示碼', asserted: '主管認定已付，未確認', exchange: '換貨抵付', foreignCash: '外幣現金', giftCard: '禮品卡', account: '賒帳',
  },
  outcomes: { paid: '已付', declined: '被拒', cancelled: '取消或未付', unresolved: '尚未確認', refunded: '已退款' },
  stock: {
    title: '現時存貨', value: '按售價', onHand: '存貨數量', price: '單價', products: '已計數商品', low: '存貨不足', negative: (count) => `低於零的有 ${count} 種。`, none: '還未有商品計數。', noneHint: '請在「商品與存貨」中收貨或盤點。', note: '此刻貨架上的商品，按現行售價計算，與所選日期無關。只計有計數的商品，低於零當作零。',
  },
  total: '合計',
  others: (count) => `其他 ${count} 項`,
  noCategory: '無分類',
  noProduct: '未知商品',
  untaxed: '無稅',
  rounding: '現金湊整',
  values: { giftCard: '減：售出禮品卡', accountPayment: '減：收回賒帳' },
  before: '上期',
  cashier: (operator) => (/^\d+$/.test(operator) ? `收銀員 ${operator}` : operator),
  openShift: '有更次尚未結束，其數字為此刻的數字。',
  nothing: '這些日子沒有營業。',
  nothingHint: '請另選日期。開更之後，當日便會在這裡出現。',
  training: '練習模式 · 非營業紀錄',
  till: '收銀機',
  madeAt: '製表時間',
  shifts: (count) => `${count} 個更次`,
  notes: {
    days: '日期為營業日：一個更次的銷售和退貨都算在開更當日，與日結報表一致。金額含稅。',
    category: '商品計入售出時的分類；銷售紀錄沒有註明的，計入現時的分類。',
    hours: '時段以完成銷售或退貨時的鐘點為準。',
    payments: '這裡是這些日子向支付寶發起的付款，以及到目前為止的結果。它不是收款額：收款額見「付款方式」。',
    rounding: '各付款方式合計等於淨額，加減現金湊整；售卡及收回的賒帳不算銷售。',
  },
};
