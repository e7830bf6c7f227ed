import type { Translated } from '../dictionary.ts';
import type { frame as en } from '../en/frame.ts';

export const frame: Translated<typeof en> = {
  app: {
    loading: '正在打开收银台…',
    loadFailed: '收银台没有响应。已录入的内容都在磁盘上，不会丢失。',
    tryAgain: '重试',
    training: '练习',
    trainingLong: '练习模式：都是练习用的钱，不会入账',
  },
  top: {
    till: (id) => `${id} 号机`,
    shiftSince: (time) => `${time} 开班`,
    shiftShort: (time) => `${time} 开班`,
    noShift: '未开班',
    language: '语言',
    day: '班次',
    settings: '设置',
    keys: '按键',
    scanner: '扫码枪',
    screen: '客显',
    alipay: '支付宝',
    scannerState: {
      none: '没有串口扫码枪，键盘式扫码枪随时可用。',
      connecting: '正在连接扫码枪…',
      ready: '扫码枪就绪',
      lost: '扫码枪断开，正在重新连接。',
      failed: '扫码枪不能用',
    },
    screenState: { second: '顾客屏在第二块显示器上', window: '顾客屏是本显示器上的一个窗口', hidden: '顾客屏未显示' },
    showScreen: '打开客显',
    alipayOn: '支付宝就绪：付款码、订单码都可用',
    alipayPart: '支付宝就绪：两种方式可用一种',
    alipayOff: '支付宝未开通，可以收现金。',
  },
  common: { close: '关闭', back: '返回', dismiss: '知道了' },
  unsaved: { title: '有内容还没保存', text: '关闭后，这里输入的内容不会保留。', keep: '继续编辑', discard: '放弃' },
  money: { notInvolved: '', safe: '资金安全。', unsure: '可能已扣款，不要重复收款。' },
  data: { safe: '', readOnly: '之前的销售都已存盘，现在不能再记新的。', damaged: '流水需要处理，请联系管理人员。' },
};
