import type { Translated } from '../dictionary.ts';
import type { frame as en } from '../en/frame.ts';

export const frame: Translated<typeof en> = {
  app: {
    loading: '正在開啟收銀機…',
    loadFailed: '收銀機沒有回應。已輸入的資料都在磁碟上，不會遺失。',
    tryAgain: '再試',
    training: '練習',
    trainingLong: '練習模式：全是練習用的錢，不會入帳',
  },
  top: {
    till: (id) => `${id} 號機`,
    shiftSince: (time) => `${time} 開更`,
    shiftShort: (time) => `${time} 開更`,
    noShift: '未開更',
    language: '語言',
    day: '更次',
    settings: '設定',
    keys: '按鍵',
    scanner: '掃描器',
    screen: '客顯',
    alipay: '支付寶',
    scannerState: {
      none: '沒有接駁序列埠掃描器，鍵盤式掃描器隨時可用。',
      connecting: '正在連接掃描器…',
      ready: '掃描器就緒',
      lost: '掃描器斷線，正在重新連接。',
      failed: '掃描器未能使用',
    },
    screenState: { second: '顧客屏幕在第二個顯示器', window: '顧客屏幕是此顯示器上的一個視窗', hidden: '顧客屏幕未有顯示' },
    showScreen: '開啟客顯',
    alipayOn: '支付寶就緒：付款碼、訂單碼均可用',
    alipayPart: '支付寶就緒：兩種方式可用一種',
    alipayOff: '支付寶未開通，可收現金。',
  },
  common: { close: '關閉', back: '返回', dismiss: '知道了' },
  unsaved: { title: '有內容未儲存', text: '關閉後，這裡輸入的內容不會保留。', keep: '繼續編輯', discard: '放棄' },
  money: { notInvolved: '', safe: '款項安全。', unsure: '可能已扣款，不要重複收款。' },
  data: { safe: '', readOnly: '之前的銷售都已存妥，現在不能再記錄新的。', damaged: '日誌需要處理，請聯絡管理人員。' },
};
