import type { Translated } from '../dictionary.ts';
import type { practice as en } from '../en/practice.ts';

export const practice: Translated<typeof en> = {
  practice: {
    title: '練習客人',
    text: '按「出示手機」，付款碼便像被掃描器掃到一樣。',
    holdOut: '出示手機',
    showQr: '付款碼',
    phone: '練習手機',
    phoneText: '去掃顧客屏幕上的訂單碼。',
    phoneIdle: '先顯示訂單碼，再讓手機去掃。',
    scan: '掃訂單碼',
    result: '手機顯示',
    says: { paid: '已付款', asksPassword: '請輸入密碼', notPaid: '沒有付款', declined: '餘額不足', unknownCode: '不認識這個碼', alreadyPaid: '已經付款', expired: '碼已過期', cancelled: '商戶已撤銷' },
    behaviours: {
      paysAtOnce: '即時付款',
      asksPasswordThenPays: '輸入密碼後付款',
      neverPays: '一直不付',
      declinedBalance: '餘額不足',
      dropsConnection: '付款後斷線',
      systemErrorButPaid: '系統錯誤，其實已付',
      systemErrorNotCreated: '系統錯誤，沒有付',
      answersLate: '很遲才回覆',
      dropsConnectionUnprocessed: '付款前斷線',
      invalidCode: '付款碼無效',
    },
    behaviour: '這部手機會怎樣',
  },
};
