import type { Translated } from '../dictionary.ts';
import type { keys as en } from '../en/keys.ts';

export const keys: Translated<typeof en> = {
  key: {
    Enter: 'Enter', Escape: 'Esc', Delete: 'Del', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Backspace: '⌫', PageUp: 'PgUp', PageDown: 'PgDn',
  },
  actions: {
    help: '帮助', keys: '所有按键', day: '班次', settings: '设置', practice: '练习面板', language: '语言', search: '搜索', products: '商品区', quantity: '数量', more: '加一件',
    less: '减一件', selectUp: '上一行', selectDown: '下一行', voidLine: '删除此行', hold: '挂单', recall: '取单', discard: '整单取消', pay: '收款', lookUp: '查找输入的编号',
    clear: '清除输入', back: '返回本单', cash: '现金', giftCard: '礼品卡', onAccount: '赊账', foreignCash: '收外币现金', scanCode: '付款码', orderCode: '订单码（或本店第一种码）', transactionQr: '交易二维码', hkTransactionQr: 'AlipayHK 交易二维码', printedCode: 'AlipayHK 商户码',
    otherScan: '付款码换一种产品收款', printedDesk: '商户码页面', take: '收现金', note1: '第一种面额', note2: '第二种面额', note3: '第三种面额',
    note4: '第四种面额', cancelPayment: '撤销收款', askNow: '立即查询', setAside: '先放一边', acknowledge: '换一种方式', next: '下一单', paper: '小票：文件、二维码或副本', charge: '收款', drop: '不收',
    openShift: '开班', quick1: '第一个快捷金额', quick2: '第二个快捷金额', quick3: '第三个快捷金额', erase: '退格', nextCategory: '下一分类', previousCategory: '上一分类',
    discount: '折扣', override: '改价', coupon: '优惠码', exempt: '免税', why: '金额怎么算的', undo: '撤回上一步', priceCheck: '查价', moreActions: '更多操作',
    part: '只收输入的这一部分', takeBackGoods: '无小票退货', customers: '会员', exchangeOff: '取消换货', takeBack: '退回一笔收款',
    staff: '换人', lock: '锁定收银机', lessons: '课程',
    cashDesk: '现金进出与钱箱', countFloat: '按面额清点备用金',
    reports: '报表', catalog: '商品与库存', attention: '待处理的收款', receipts: '小票与退货', matchArrival: '把收到的钱记入这一单', noted: '已知：放一边的收款有结果', screen: '打开顾客屏',
  },
  help: {
    title: '按键',
    always: '随时可用',
    now: '现在可用',
    scanning: '随时可以扫码，不管光标在哪里。',
    typed: '输入数字按 Enter 查编号；输入数字按 * 改数量；收款时输入 8 位以上数字视为付款码。',
  },
};
