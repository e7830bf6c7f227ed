import type { Translated } from '../dictionary.ts';
import type { practice as en } from '../en/practice.ts';

export const practice: Translated<typeof en> = {
  practice: {
    title: '练习顾客',
    text: '点“出示手机”，付款码就像被扫码枪扫到一样。',
    holdOut: '出示手机',
    showQr: '付款码',
    phone: '练习手机',
    phoneText: '去扫顾客屏上的订单码。',
    phoneIdle: '先出示订单码，再让手机去扫。',
    scan: '扫订单码',
    result: '手机显示',
    says: { paid: '已付款', asksPassword: '请输入密码', notPaid: '没有付款', declined: '余额不足', unknownCode: '不认识这个码', alreadyPaid: '已经付过了', expired: '码已过期', cancelled: '商家已撤销' },
    behaviours: {
      paysAtOnce: '立即付款',
      asksPasswordThenPays: '输密码后付款',
      neverPays: '一直不付',
      declinedBalance: '余额不足',
      dropsConnection: '付款后断线',
      systemErrorButPaid: '系统错误，其实已付',
      systemErrorNotCreated: '系统错误，没有付',
      answersLate: '答复很晚',
      dropsConnectionUnprocessed: '付款前断线',
      invalidCode: '付款码无效',
    },
    behaviour: '这部手机会怎样',
  },
};
