import type { Translated } from '../../i18n/dictionary.ts';

/** Words of two sections: how receipts look, and the customer's screen at rest. */
const en = {
  receipt: {
    title: 'Receipt',
    text: 'What stands on a receipt. Names, amounts, tax and numbers always do.',
    preview: 'How it would look',
    save: 'Save', saved: 'Saved',
    line: (number: number) => `Line ${number}`,
    settings: {
      languages: ['Languages', 'One, or two side by side; the first comes first.'],
      head: ['Lines below the shop’s name', 'A telephone number, a tax number, opening hours. Up to six.'],
      foot: ['Lines at the end', 'A greeting, how goods are taken back. Empty: “Thank you”.'],
      columns: ['Characters in a line', 'As many as the paper takes: 32 on 58 mm, 42 or 48 on 80 mm. A Chinese character takes two.'],
      show: ['What is shown', 'What is not ticked is left out.'],
      thanks: ['Code on the customer’s screen', 'After a sale a phone can take the receipt along as text, or just the line that proves it against the journal.'],
    },
    first: 'First', second: 'Second', noSecond: 'None',
    show: {
      logo: 'Logo (receipt-logo.png in the till’s folder)', address: 'Address', cashier: 'Cashier', customer: 'Customer’s name', productCodes: 'Product codes', savings: 'How much was saved', reference: 'Payment reference', barcode: 'Barcode, for returns',
      check: 'Journal check, with its code',
    },
    thanks: { receipt: 'The receipt as text', check: 'The journal check', none: 'No code' },
  },
  screen: {
    title: 'Customer’s screen',
    text: 'What the customer sees while nobody is served.',
    save: 'Save', saved: 'Saved',
    settings: {
      slides: ['Show pictures', 'PNG, JPEG and WebP of a folder, in the order and at the times below. Never while a sale is open.'],
      folder: ['Folder', 'Empty: “slides” in the till’s folder.'],
      seconds: ['Seconds for each picture', 'Unless a picture has seconds of its own.'],
    },
  },
};
export type ReceiptSettingsWords = Translated<typeof en>;

const zhHans: ReceiptSettingsWords = {
  receipt: {
    title: '小票',
    text: '小票上印什么。品名、金额、税和号码总会印。',
    preview: '效果',
    save: '保存', saved: '已保存',
    line: (number) => `第 ${number} 行`,
    settings: {
      languages: ['语言', '一种，或两种并列；第一种在前。'],
      head: ['店名下面的文字', '电话、税号、营业时间等，最多六行。'],
      foot: ['末尾的文字', '问候语、退货说明等。留空则印“谢谢惠顾”。'],
      columns: ['每行字符数', '按纸宽：58 毫米 32，80 毫米 42 或 48。一个汉字占两格。'],
      show: ['印哪些内容', '不勾选的不印。'],
      thanks: ['顾客屏上的二维码', '收款后，手机可以把小票作为文字带走，或只带走可与账册核对的校验码。'],
    },
    first: '第一种', second: '第二种', noSecond: '无',
    show: { logo: '标志（数据文件夹里的 receipt-logo.png）', address: '地址', cashier: '收银员', customer: '顾客姓名', productCodes: '商品条码', savings: '共优惠', reference: '付款订单号', barcode: '条码（退货用）', check: '账册校验码' },
    thanks: { receipt: '文字小票', check: '账册校验码', none: '不显示' },
  },
  screen: {
    title: '顾客屏',
    text: '没有顾客时屏幕显示什么。',
    save: '保存', saved: '已保存',
    settings: {
      slides: ['轮播图片', '文件夹里的 PNG、JPEG、WebP，按下面的顺序和时间。有单时绝不显示。'],
      folder: ['文件夹', '留空：数据文件夹里的 slides。'],
      seconds: ['每张停留秒数', '图片另有规定的除外。'],
    },
  },
};

const zhHant: ReceiptSettingsWords = {
  receipt: {
    title: '收據',
    text: '收據上印甚麼。品名、金額、稅和號碼一定會印。',
    preview: '效果',
    save: '儲存', saved: '已儲存',
    line: (number) => `第 ${number} 行`,
    settings: {
      languages: ['語言', '一種，或兩種並列；第一種在前。'],
      head: ['店名下面的文字', '電話、稅號、營業時間等，最多六行。'],
      foot: ['末尾的文字', '問候語、退貨說明等。留空則印「多謝惠顧」。'],
      columns: ['每行字元數', '按紙闊：58 毫米 32，80 毫米 42 或 48。一個漢字佔兩格。'],
      show: ['印哪些內容', '不剔選的不印。'],
      thanks: ['顧客屏幕上的二維碼', '收款後，手機可以把收據以文字帶走，或只帶走可與帳冊核對的核對碼。'],
    },
    first: '第一種', second: '第二種', noSecond: '無',
    show: { logo: '標誌（資料夾裏的 receipt-logo.png）', address: '地址', cashier: '收銀員', customer: '顧客姓名', productCodes: '商品條碼', savings: '共節省', reference: '付款參考編號', barcode: '條碼（退貨用）', check: '帳冊核對碼' },
    thanks: { receipt: '文字收據', check: '帳冊核對碼', none: '不顯示' },
  },
  screen: {
    title: '顧客屏幕',
    text: '沒有顧客時屏幕顯示甚麼。',
    save: '儲存', saved: '已儲存',
    settings: {
      slides: ['輪播圖片', '資料夾裏的 PNG、JPEG、WebP，按下面的次序和時間。有單時絕不顯示。'],
      folder: ['資料夾', '留空：收銀機資料夾裏的 slides。'],
      seconds: ['每張停留秒數', '圖片另有規定的除外。'],
    },
  },
};

export const RECEIPT_SETTINGS_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
