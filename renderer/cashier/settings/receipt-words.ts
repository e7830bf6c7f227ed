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
      slides: ['Show pictures', 'PNG, JPEG and WebP of a folder, by name. Never while a sale is open.'],
      folder: ['Folder', 'Empty: “slides” in the till’s folder.'],
      seconds: ['Seconds for each picture', 'Unless slides.json beside the pictures says otherwise.'],
    },
    looked: (folder: string) => `Pictures in ${folder}`,
    none: 'There are no pictures in it. The till shows its own.',
    schedule: 'A file slides.json beside the pictures can give each one days, weekdays and hours.',
    always: 'always',
    shownNow: 'shown now',
    notNow: 'not now',
    from: (day: string) => `from ${day}`, to: (day: string) => `until ${day}`,
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    folderProblems: { missing: 'This folder is not there.', notAFolder: 'This is a file, not a folder.', schedule: 'slides.json cannot be read, so every picture is shown always.' },
    problems: {
      unreadable: 'cannot be read', empty: 'is empty', tooLarge: 'is larger than 5 MB', notAPicture: 'is not a picture', tooManyPixels: 'has too many pixels', broken: 'is broken or cut off', tooMany: 'is beyond the sixtieth', notShown: 'could not be shown',
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
      slides: ['轮播图片', '文件夹里的 PNG、JPEG、WebP，按文件名顺序。有单时绝不显示。'],
      folder: ['文件夹', '留空：数据文件夹里的 slides。'],
      seconds: ['每张停留秒数', '图片旁的 slides.json 另有规定的除外。'],
    },
    looked: (folder) => `${folder} 里的图片`,
    none: '里面没有图片，显示收银机自带的画面。',
    schedule: '图片旁放一个 slides.json，可以给每张图片规定日期、星期和时段。',
    always: '一直显示',
    shownNow: '正在显示',
    notNow: '现在不显示',
    from: (day) => `${day} 起`, to: (day) => `到 ${day}`,
    weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    folderProblems: { missing: '没有这个文件夹。', notAFolder: '这是文件，不是文件夹。', schedule: 'slides.json 读不懂，所以每张图片都一直显示。' },
    problems: { unreadable: '读不了', empty: '是空的', tooLarge: '超过 5 MB', notAPicture: '不是图片', tooManyPixels: '像素太多', broken: '损坏或不完整', tooMany: '超出六十张', notShown: '显示不了' },
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
      slides: ['輪播圖片', '資料夾裏的 PNG、JPEG、WebP，按檔名次序。有單時絕不顯示。'],
      folder: ['資料夾', '留空：收銀機資料夾裏的 slides。'],
      seconds: ['每張停留秒數', '圖片旁的 slides.json 另有規定的除外。'],
    },
    looked: (folder) => `${folder} 裏的圖片`,
    none: '裏面沒有圖片，顯示收銀機自己的畫面。',
    schedule: '圖片旁放一個 slides.json，可以為每張圖片定日期、星期和時段。',
    always: '一直顯示',
    shownNow: '正在顯示',
    notNow: '現在不顯示',
    from: (day) => `${day} 起`, to: (day) => `至 ${day}`,
    weekdays: ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
    folderProblems: { missing: '沒有這個資料夾。', notAFolder: '這是檔案，不是資料夾。', schedule: 'slides.json 讀不懂，所以每張圖片都一直顯示。' },
    problems: { unreadable: '讀不到', empty: '是空的', tooLarge: '超過 5 MB', notAPicture: '不是圖片', tooManyPixels: '像素太多', broken: '損壞或不完整', tooMany: '超出六十張', notShown: '未能顯示' },
  },
};

export const RECEIPT_SETTINGS_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
