import type { Translated } from '../dictionary.ts';
import type { keys as en } from '../en/keys.ts';

export const keys: Translated<typeof en> = {
  key: {
    Enter: 'Enter', Escape: 'Esc', Delete: 'Del', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Backspace: '⌫', PageUp: 'PgUp', PageDown: 'PgDn',
  },
  actions: {
    help: '說明', keys: '所有按鍵', day: '更次', settings: '設定', practice: '練習面板', language: '語言', search: '搜尋', products: '貨品區', quantity: '數量', more: '加一件',
    less: '減一件', selectUp: '上一項', selectDown: '下一項', voidLine: '取消此項', hold: '掛單', recall: '取單', discard: '取消整單', pay: '收款', lookUp: '查找輸入的編號',
    clear: '清除輸入', back: '返回此單', cash: '現金', giftCard: '禮品卡', onAccount: '賒帳', foreignCash: '收外幣現金', scanCode: '付款碼', orderCode: '訂單碼（或本店第一種碼）', transactionQr: '交易二維碼', hkTransactionQr: 'AlipayHK 交易二維碼', printedCode: 'AlipayHK 商戶碼',
    otherScan: '付款碼用另一種產品收款', printedDesk: '商戶碼頁面', take: '收現金', note1: '第一種面額', note2: '第二種面額', note3: '第三種面額',
    note4: '第四種面額', cancelPayment: '撤銷收款', askNow: '立即查詢', setAside: '先擱下', acknowledge: '用另一種方式', next: '下一張單', paper: '收據：檔案、二維碼或副本', charge: '收款', drop: '不收',
    openShift: '開更', quick1: '第一個快捷金額', quick2: '第二個快捷金額', quick3: '第三個快捷金額', erase: '退格', nextCategory: '下一分類', previousCategory: '上一分類',
    discount: '折扣', override: '改價', coupon: '優惠碼', exempt: '免稅', why: '金額怎樣計算', undo: '復原上一步', priceCheck: '查價', moreActions: '更多操作',
    part: '只收輸入的這部分', takeBackGoods: '無收據退貨', customers: '會員', exchangeOff: '取消換貨', takeBack: '退回一筆收款',
    staff: '換人', lock: '鎖定收銀機', lessons: '課程',
    cashDesk: '現金進出與錢箱', countFloat: '按面額點算備用金',
    reports: '報表', catalog: '商品與存貨', attention: '待處理的收款', receipts: '收據與退貨', matchArrival: '把收到的款項計入此單', noted: '已知：擱下的收款有結果', screen: '開啟顧客屏幕',
  },
  help: {
    title: '按鍵',
    always: '隨時可用',
    now: '現在可用',
    scanning: '隨時可以掃描，不論游標在哪裡。',
    typed: '輸入數字按 Enter 查編號；輸入數字按 * 改數量；收款時輸入 8 位以上數字視為付款碼。',
  },
};
