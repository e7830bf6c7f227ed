import type { ShopProblem } from '../../../shared/shop/shop-rules.ts';
import type { SetUpProblem } from '../../../shared/shop/set-up.ts';
import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';

/** Words of the pages about the shop itself: shop, tax, display, devices, about. The first run uses them too. */
const en = {
  save: 'Save', saved: 'Saved', notSaved: 'Not saved',
  languages: { en: 'English', zhHans: 'Simplified Chinese', zhHant: 'Traditional Chinese' },
  practice: 'This is the practice shop. Set up your own shop to change it.',
  training: 'This is your shop. It is changed when the till is started for business, not while practising.',
  setUp: 'Set up my shop',
  shop: {
    title: 'Shop', text: 'Who you are to customers: on screens, receipts and payments.',
    settings: {
      shopName: ['Name', 'On both screens, on receipts and in the customer’s wallet. A language left empty takes another one.'],
      shopAddress: ['Address', 'One line on receipts, so that customers find the shop again.'],
      shopCurrency: ['Currency', 'What prices are in and what is charged. Fixed once there are products, sales or an open shift.'],
      shopTill: ['Till', 'Names this register in every payment’s reference. It stays the same for ever.'],
    },
    currencyFixed: 'Fixed: prices and sales are in it.',
    tillFixed: 'Chosen when the till was set up.',
  },
  tax: {
    title: 'Tax', text: 'What prices contain or what is added to them. A change counts from the next sale; held sales keep what they were rung up with.',
    settings: {
      taxMode: ['How prices are meant', 'Without tax, with tax already in the price, or with tax added to it.'],
      taxRates: ['Rates', 'Each with the name printed on receipts. Products choose one of them.'],
      taxDefault: ['Rate of products that name none', 'Every product without a rate of its own is sold at this one.'],
    },
    modes: { none: ['No tax', 'Prices are what they are; receipts show no tax.'], inclusive: ['Prices contain tax', 'The receipt says how much of the total is tax.'], exclusive: ['Tax is added', 'The total is the prices and the tax on top.'] },
    rateName: 'Name', ratePercent: 'Percent', add: 'Add a rate', remove: 'Remove', used: 'Products use it', standard: 'Default', saleOpen: 'A sale is open: tax can be changed when it is done.', noRates: 'No rates yet.',
  },
  display: {
    settings: {
      language: ['Language of the cashier’s screens', 'Changes at once, also in the middle of a sale. Customers see two languages in any case.'],
      theme: ['Light or dark', 'Colours of the cashier’s window. The customer’s screen keeps its own.'],
      size: ['Size', 'Draws everything on the cashier’s window larger, up to twice. What no longer fits side by side goes below.'],
    },
    themes: { system: 'As the computer has it', light: 'Light', dark: 'Dark' },
  },
  devices: {
    title: 'Devices', text: 'Scanner and customer’s screen: what is there, and whether it works.',
    settings: {
      scanner: ['Scanner', 'Keyboard scanners need no setting. A serial scanner is told apart by its port.'],
      tryScanner: ['Try the scanner', 'Scan something while this page is open; what was read is shown and not sold.'],
      customerScreen: ['Customer’s screen', 'A second window for the other side of the counter; on a second display it fills it.'],
    },
    keyboard: 'Keyboard scanner, or none', port: 'Port', other: 'Another port', commandLine: 'Set on the command line of this start, which wins over this page.', listening: 'Scan something now.', read: (text: string) => `Read: ${text}`, show: 'Show it',
    scannerStates: { none: 'No serial scanner', connecting: 'Connecting…', ready: 'Ready', lost: 'Gone; the till looks for it again', failed: 'Cannot be opened' },
    screenStates: { second: 'On its own display', window: 'In a window', hidden: 'Not shown' },
  },
  about: {
    title: 'About', text: 'What this till is and where its files lie, for whoever looks after it.',
    settings: { aboutTill: ['This till', 'Version, runtime, journal and data folder.'], aboutMessages: ['Messages shown lately', 'For whoever is asked about them: each with where to look.'] }, noMessages: 'None since the window opened.',
    rows: { software: 'Version', runtime: 'Runtime', world: 'World', dataDir: 'Data folder', journalEntries: 'Journal entries', journalHead: 'Newest entry’s hash', journalBytes: 'Journal file', products: 'Products', startedAt: 'Started' },
    worlds: { training: 'Training', live: 'Business' },
    megabytes: (figure: string) => `${figure} MB`,
  },
  problems: {
    nameMissing: 'Type the shop’s name in at least one language.', tillId: 'Letters, digits, dot, hyphen and underscore, at most 32.', rateMissing: 'At least one rate is needed.', rateName: 'A rate has no name.',
    rateTwice: 'Two rates have the same name.', rateDefault: 'Choose the rate of products that name none.', rateUsed: 'Products use a rate that is gone. Put it back, or give those products another rate first.', rateTooMany: 'At most 20 rates.',
    ratePercent: 'A percentage is no number between 0 and 100 with at most four decimals.', ownerName: 'Type the owner’s name.', pinLength: 'The PIN has four to eight digits.', pinNotDigits: 'The PIN is digits only.', pinTooEasy: 'This PIN is guessed at once. Take another one.',
  } satisfies Record<ShopProblem | SetUpProblem, string>,
};

const zhHans: Translated<typeof en> = {
  save: '保存', saved: '已保存', notSaved: '未保存',
  languages: { en: '英文', zhHans: '简体中文', zhHant: '繁体中文' },
  practice: '这是练习店铺。请先设置自己的店铺再更改。',
  training: '这是您的店铺。练习时不能更改，请以营业方式启动后再改。',
  setUp: '设置我的店铺',
  shop: {
    title: '店铺', text: '顾客看到的您：屏幕、小票和付款上的名称。',
    settings: {
      shopName: ['名称', '显示在两个屏幕、小票和顾客的钱包里。留空的语言会用另一种。'],
      shopAddress: ['地址', '小票上的一行，方便顾客再找到店铺。'],
      shopCurrency: ['货币', '标价和收款用的货币。有了商品、销售或已开班后就固定了。'],
      shopTill: ['收银机', '每笔付款编号里本机的名字，永远不变。'],
    },
    currencyFixed: '已固定：商品价格和销售都用它。', tillFixed: '设置收银机时选定。',
  },
  tax: {
    title: '税', text: '价格里含的税，或另加的税。更改从下一单起生效；已挂的单保持原样。',
    settings: {
      taxMode: ['标价的含义', '不计税、价格已含税，或在价格上另加税。'],
      taxRates: ['税率', '每个税率有印在小票上的名称，商品选用其中之一。'],
      taxDefault: ['未指定税率的商品', '没有自己税率的商品按此税率销售。'],
    },
    modes: { none: ['不计税', '标价就是售价；小票不显示税。'], inclusive: ['价格含税', '小票说明总额中有多少是税。'], exclusive: ['另加税', '总额是价格再加税。'] },
    rateName: '名称', ratePercent: '百分比', add: '添加税率', remove: '删除', used: '有商品使用', standard: '默认', saleOpen: '有一单未完：完成后才能更改税。', noRates: '还没有税率。',
  },
  display: {
    settings: { language: ['收银屏的语言', '立即切换，销售中也可以。顾客屏始终显示两种语言。'], theme: ['浅色或深色', '收银窗口的颜色。顾客屏保持自己的颜色。'], size: ['大小', '把收银窗口整体放大，最大两倍。并排放不下的会移到下方。'] },
    themes: { system: '跟随电脑', light: '浅色', dark: '深色' },
  },
  devices: {
    title: '设备', text: '扫码枪和顾客屏：有没有、能不能用。',
    settings: {
      scanner: ['扫码枪', '键盘式扫码枪不用设置。串口扫码枪按端口识别。'], tryScanner: ['试扫', '打开此页时扫一个码；读到的内容会显示出来，不会销售。'],
      customerScreen: ['顾客屏', '给柜台另一边的第二个窗口；有第二个显示器时会铺满它。'],
    },
    keyboard: '键盘式扫码枪，或没有', port: '端口', other: '其他端口', commandLine: '本次启动的命令行已指定，优先于此页。', listening: '现在扫一个码。', read: (text) => `读到：${text}`, show: '打开',
    scannerStates: { none: '没有串口扫码枪', connecting: '正在连接…', ready: '就绪', lost: '已断开，正在重新寻找', failed: '无法打开' },
    screenStates: { second: '在自己的显示器上', window: '在窗口中', hidden: '未显示' },
  },
  about: {
    title: '关于', text: '本机的版本和文件位置，供维护人员查看。',
    settings: { aboutTill: ['本机', '版本、运行环境、流水和数据文件夹。'], aboutMessages: ['最近的提示', '供维护人员查看：每条都说明去哪里找。'] }, noMessages: '窗口打开以来没有。',
    rows: { software: '版本', runtime: '运行环境', world: '模式', dataDir: '数据文件夹', journalEntries: '流水条数', journalHead: '最新一条的哈希', journalBytes: '流水文件', products: '商品', startedAt: '启动时间' },
    worlds: { training: '练习', live: '营业' },
    megabytes: (figure) => `${figure} MB`,
  },
  problems: {
    nameMissing: '请至少用一种语言填写店名。', tillId: '只能用字母、数字、点、连字符和下划线，最多 32 个。', rateMissing: '至少需要一个税率。', rateName: '有税率没有名称。',
    rateTwice: '有两个税率同名。', rateDefault: '请选择未指定税率的商品用哪个税率。', rateUsed: '有商品使用已删除的税率。请放回，或先给那些商品换税率。', rateTooMany: '最多 20 个税率。',
    ratePercent: '有百分比不是 0 到 100 之间、最多四位小数的数。', ownerName: '请填写店主姓名。', pinLength: 'PIN 为四到八位数字。', pinNotDigits: 'PIN 只能是数字。', pinTooEasy: '这个 PIN 一猜就中，请换一个。',
  },
};

const zhHant: Translated<typeof en> = {
  save: '儲存', saved: '已儲存', notSaved: '未儲存',
  languages: { en: '英文', zhHans: '簡體中文', zhHant: '繁體中文' },
  practice: '這是練習店舖。請先設定自己的店舖再更改。',
  training: '這是您的店舖。練習時不能更改，請以營業方式啟動後再改。',
  setUp: '設定我的店舖',
  shop: {
    title: '店舖', text: '顧客看到的您：螢幕、收據和付款上的名稱。',
    settings: {
      shopName: ['名稱', '顯示在兩個螢幕、收據和顧客的錢包內。留空的語言會用另一種。'],
      shopAddress: ['地址', '收據上的一行，方便顧客再找到店舖。'],
      shopCurrency: ['貨幣', '標價和收款用的貨幣。有了商品、銷售或已開更後便固定。'],
      shopTill: ['收銀機', '每筆付款編號內本機的名字，永遠不變。'],
    },
    currencyFixed: '已固定：商品價格和銷售都用它。', tillFixed: '設定收銀機時選定。',
  },
  tax: {
    title: '稅項', text: '價格內含的稅，或另加的稅。更改由下一張單起生效；已掛的單保持原樣。',
    settings: {
      taxMode: ['標價的含義', '不計稅、價格已含稅，或在價格上另加稅。'],
      taxRates: ['稅率', '每個稅率有印在收據上的名稱，商品選用其中之一。'],
      taxDefault: ['未指定稅率的商品', '沒有自己稅率的商品按此稅率銷售。'],
    },
    modes: { none: ['不計稅', '標價就是售價；收據不顯示稅項。'], inclusive: ['價格含稅', '收據說明總額中有多少是稅。'], exclusive: ['另加稅', '總額是價格再加稅。'] },
    rateName: '名稱', ratePercent: '百分比', add: '加入稅率', remove: '移除', used: '有商品使用', standard: '預設', saleOpen: '有一張單未完：完成後才能更改稅項。', noRates: '還沒有稅率。',
  },
  display: {
    settings: { language: ['收銀畫面的語言', '立即切換，銷售中也可以。顧客螢幕始終顯示兩種語言。'], theme: ['淺色或深色', '收銀視窗的顏色。顧客螢幕保持自己的顏色。'], size: ['大小', '把收銀視窗整體放大，最大兩倍。並排放不下的會移到下方。'] },
    themes: { system: '跟隨電腦', light: '淺色', dark: '深色' },
  },
  devices: {
    title: '裝置', text: '掃描器和顧客螢幕：有沒有、能不能用。',
    settings: {
      scanner: ['掃描器', '鍵盤式掃描器不用設定。串口掃描器按連接埠識別。'], tryScanner: ['試掃', '開啟此頁時掃一個碼；讀到的內容會顯示出來，不會售出。'],
      customerScreen: ['顧客螢幕', '給櫃檯另一邊的第二個視窗；有第二個顯示器時會鋪滿它。'],
    },
    keyboard: '鍵盤式掃描器，或沒有', port: '連接埠', other: '其他連接埠', commandLine: '本次啟動的命令列已指定，優先於此頁。', listening: '現在掃一個碼。', read: (text) => `讀到：${text}`, show: '開啟',
    scannerStates: { none: '沒有串口掃描器', connecting: '正在連接…', ready: '就緒', lost: '已斷開，正在重新尋找', failed: '無法開啟' },
    screenStates: { second: '在自己的顯示器上', window: '在視窗中', hidden: '未顯示' },
  },
  about: {
    title: '關於', text: '本機的版本和檔案位置，供維護人員查看。',
    settings: { aboutTill: ['本機', '版本、執行環境、流水和資料夾。'], aboutMessages: ['最近的提示', '供維護人員查看：每條都說明去哪裡找。'] }, noMessages: '視窗開啟以來沒有。',
    rows: { software: '版本', runtime: '執行環境', world: '模式', dataDir: '資料夾', journalEntries: '流水條數', journalHead: '最新一條的雜湊', journalBytes: '流水檔案', products: '商品', startedAt: '啟動時間' },
    worlds: { training: '練習', live: '營業' },
    megabytes: (figure) => `${figure} MB`,
  },
  problems: {
    nameMissing: '請至少用一種語言填寫店名。', tillId: '只能用字母、數字、點、連字號和底線，最多 32 個。', rateMissing: '至少需要一個稅率。', rateName: '有稅率沒有名稱。',
    rateTwice: '有兩個稅率同名。', rateDefault: '請選擇未指定稅率的商品用哪個稅率。', rateUsed: '有商品使用已移除的稅率。請放回，或先給那些商品換稅率。', rateTooMany: '最多 20 個稅率。',
    ratePercent: '有百分比不是 0 至 100 之間、最多四位小數的數。', ownerName: '請填寫店主姓名。', pinLength: 'PIN 為四至八位數字。', pinNotDigits: 'PIN 只能是數字。', pinTooEasy: '這個 PIN 一猜就中，請換一個。',
  },
};

export const SHOP_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useShopWords = laterWords(SHOP_WORDS);
export type ShopWords = Translated<typeof en>;
