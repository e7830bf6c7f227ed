import type { PeriodWords } from '../words.ts';

export const zhHans: PeriodWords = {
  title: '报表',
  presets: { today: '今天', yesterday: '昨天', thisWeek: '本周', lastWeek: '上周', thisMonth: '本月', lastMonth: '上月', custom: '自选日期' },
  tables: {
    day: '按日', week: '按周', month: '按月', hour: '按时段', weekdayHour: '星期与时段', product: '商品', category: '分类', cashier: '收银员', tender: '付款方式', tax: '税项', payment: '发起的付款', closing: '日结现金',
  },
  netBy: { day: '每日净额', week: '每周净额', month: '每月净额', hour: '各时段净额' },
  spans: { day: '日', week: '周', month: '月' },
  measures: {
    sales: '销售', returns: '退货', net: '净额', receipts: '单数', returnCount: '退货单数', items: '件数', itemsBack: '退回件数', average: '客单价', discounts: '优惠', tax: '税额', taxable: '应税额', count: '笔数', amount: '金额',
    given: '退还', taken: '收取', expected: '应有', counted: '实点', variance: '差额', share: '占比',
  },
  columns: { day: '营业日', hour: '时段', product: '商品', category: '分类', cashier: '收银员', tender: '付款方式', rate: '税率', payment: '付款', z: '日结' },
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  tenders: {
    cash: '现金', alipayBarcode: '支付宝付款码', alipayTransactionQr: '支付宝交易二维码', alipayHkTransactionQr: 'AlipayHK 交易二维码', alipayHkMerchantQr: 'AlipayHK 商户码', alipayOrderCode: '支付宝订单码',
    alipayUserPresented: '支付宝用户出示码', asserted: '主管认定已付，未确认', exchange: '换货抵付', foreignCash: '外币现金', giftCard: '礼品卡', account: '赊账',
  },
  outcomes: { paid: '已付', declined: '被拒', cancelled: '取消或未付', unresolved: '尚未确认', refunded: '已退款' },
  stock: {
    title: '当前库存', value: '按售价', onHand: '库存数量', price: '单价', products: '已计数商品', low: '库存不足', negative: (count) => `低于零的有 ${count} 种。`, none: '还没有商品计数。', noneHint: '请在“商品与库存”中收货或盘点。', note: '此刻货架上的商品，按现行售价计算，与所选日期无关。只算有计数的商品，低于零按零计。',
  },
  total: '合计',
  others: (count) => `其他 ${count} 项`,
  noCategory: '无分类',
  noProduct: '未知商品',
  untaxed: '无税',
  rounding: '现金取整',
  values: { giftCard: '减：售出礼品卡', accountPayment: '减：收回赊账' },
  before: '上期',
  cashier: (operator) => (/^\d+$/.test(operator) ? `收银员 ${operator}` : operator),
  openShift: '有班次尚未结束，其数字为此刻的数字。',
  nothing: '这些日子没有营业。',
  nothingHint: '请另选日期。开班之后，当天就会出现在这里。',
  training: '练习模式 · 非营业记录',
  till: '收银机',
  madeAt: '制表时间',
  shifts: (count) => `${count} 个班次`,
  notes: {
    days: '日期为营业日：一个班次的销售和退货都算在开班当天，与日结报表一致。金额含税。',
    category: '商品计入售出时的分类；销售记录没有注明的，计入现在的分类。',
    hours: '时段以完成销售或退货时的钟点为准。',
    payments: '这里是这些日子向支付宝发起的付款，以及到目前为止的结果。它不是收款额：收款额见“付款方式”。',
    rounding: '各付款方式合计等于净额，加减现金取整；售卡和收回的赊账不算销售。',
  },
};
