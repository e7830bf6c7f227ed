import type { FirstProducts, SetUpStep } from '../../../shared/shop/set-up.ts';
import type { TaxExample } from '../../../shared/shop/shop-rules.ts';
import type { Translated } from '../../i18n/dictionary.ts';
import type { Language } from '../../../shared/contract/views.ts';

/** The first run, step by step. */
const en = {
  title: 'Set up your shop', welcome: 'Seven short steps. Nothing counts before the last one; you can close the till and go on later.',
  back: 'Back', next: 'Next', finish: 'Set up the shop', working: 'Setting up…', step: (number: number, of: number) => `Step ${number} of ${of}`, stop: 'Not now', later: 'Can be changed later in Settings.', fixed: 'Stays the same for ever.',
  steps: { language: 'Language', shop: 'Shop', money: 'Currency and tax', owner: 'Owner', devices: 'Devices', products: 'Products and Alipay', confirm: 'Check and finish' } satisfies Record<SetUpStep, string>,
  texts: {
    language: 'The language of the cashier’s screens. Customers always see two languages.',
    shop: 'What customers read on screens, receipts and in their wallets.',
    money: 'What you charge in, and the tax your prices contain or add.',
    owner: 'The first person of this till. The owner may do everything: settings, staff, approvals.',
    devices: 'Try the scanner now. Without one, everything can be typed and searched.',
    products: 'What the till begins with.',
    confirm: 'Look it over. The till begins its books with this.',
  } satisfies Record<SetUpStep, string>,
  name: 'Shop name', nameHint: 'One language is enough; the others take the nearest one.', address: 'Address', addressHint: 'One line for receipts; may stay empty.',
  till: 'Name of this till', tillHint: 'Letters and digits, such as till-1. Different for each till of the shop: it is part of every payment’s reference.',
  currency: 'Currency', currencyHint: 'Fixed once there are products or sales.', examples: 'Begin with an example',
  taxExamples: { none: 'No tax (Hong Kong)', china: 'China: 13, 9, 6 % in the price', inclusive: 'Tax in the price', exclusive: 'Tax added' } satisfies Record<TaxExample, string>,
  ownerName: 'Your name', ownerNameHint: 'Stands in the journal and on reports.', pin: 'PIN', pinHint: 'Four to eight digits that nobody guesses. Nobody can look it up: keep it in mind.', pinAgain: 'PIN again', pinDiffers: 'The two are not the same.',
  pinMissing: 'The PIN is not kept between two starts: type it again.',
  screen: 'Customer’s screen', screens: { second: 'There, on its own display', window: 'There, in a window of its own', hidden: 'Not shown; it can be opened later' },
  products: 'Products', productChoices: {
    examples: ['Example products', 'A tea shop’s hundred products to try things out with. Change or archive them at any time.'],
    import: ['Import my list', 'From a spreadsheet saved as CSV, right after this. Nothing is taken over before you have seen it.'],
    empty: ['Begin empty', 'Add products one by one, or import later.'],
  } satisfies Record<FirstProducts, readonly string[]>,
  alipay: 'Alipay', alipayChoices: { now: ['Set it up now', 'Opens the payment products right after this. Have Alipay’s numbers and keys at hand.'], later: ['Later', 'Cash works at once. Alipay is in Settings, Payment products.'] },
  taxNone: 'No tax', none: 'None', keyboardScanner: 'Keyboard scanner, or none',
  doneTitle: 'Your shop is set up',
  doneNextStart: 'This till is still practising. Close it and start it for business (with --live): it then asks for your PIN and opens your shop. Practice and business never mix.',
  doneOpened: 'The till opens your shop now. It asks for the owner’s PIN first.',
  close: 'Close',
};

const zhHans: Translated<typeof en> = {
  title: '设置您的店铺', welcome: '只有七步。最后一步之前什么都不生效；可以关机，以后接着做。',
  back: '上一步', next: '下一步', finish: '完成设置', working: '正在设置…', step: (number, of) => `第 ${number} 步，共 ${of} 步`, stop: '以后再说', later: '以后可在设置里更改。', fixed: '永远不变。',
  steps: { language: '语言', shop: '店铺', money: '货币和税', owner: '店主', devices: '设备', products: '商品和支付宝', confirm: '检查并完成' },
  texts: {
    language: '收银屏的语言。顾客屏始终显示两种语言。', shop: '顾客在屏幕、小票和钱包里看到的内容。', money: '用什么货币收款，价格里含什么税或另加什么税。',
    owner: '这台收银机的第一个人。店主可以做一切：设置、员工、授权。', devices: '现在试试扫码枪。没有也行，什么都可以输入和搜索。', products: '收银机从什么开始。', confirm: '请看一遍。收银机的账本由此开始。',
  },
  name: '店名', nameHint: '填一种语言就够，其他语言会用最接近的。', address: '地址', addressHint: '小票上的一行，可以留空。',
  till: '本机名称', tillHint: '字母和数字，例如 till-1。店里每台都要不同：它是每笔付款编号的一部分。',
  currency: '货币', currencyHint: '有了商品或销售后就固定了。', examples: '从例子开始',
  taxExamples: { none: '不计税（香港）', china: '中国：13、9、6 % 含税', inclusive: '价格含税', exclusive: '另加税' },
  ownerName: '您的姓名', ownerNameHint: '写在流水和报表上。', pin: 'PIN', pinHint: '四到八位别人猜不到的数字。谁也查不到，请记住。', pinAgain: '再输一次 PIN', pinDiffers: '两次不一样。', pinMissing: '关机后不保留 PIN，请重新输入。',
  screen: '顾客屏', screens: { second: '有，在自己的显示器上', window: '有，在单独的窗口中', hidden: '未显示，以后可以打开' },
  products: '商品', productChoices: {
    examples: ['示例商品', '一家茶饼店的一百多种商品，供试用，随时可以更改或停用。'], import: ['导入我的清单', '完成后马上导入存为 CSV 的表格。看过之后才会采用。'], empty: ['从空白开始', '逐个添加商品，或以后导入。'],
  },
  alipay: '支付宝', alipayChoices: { now: ['现在设置', '完成后马上打开收款产品。请准备好支付宝给的号码和密钥。'], later: ['以后', '现金马上可用。支付宝在设置的“收款产品”里。'] },
  taxNone: '不计税', none: '无', keyboardScanner: '键盘式扫码枪，或没有',
  doneTitle: '店铺设置好了',
  doneNextStart: '这台收银机还在练习。请关闭后以营业方式启动（加 --live）：它会要您的 PIN，然后打开您的店铺。练习和营业从不混在一起。',
  doneOpened: '收银机正在打开您的店铺，先要店主的 PIN。',
  close: '关闭',
};

const zhHant: Translated<typeof en> = {
  title: '設定您的店舖', welcome: '只有七步。最後一步之前甚麼都不生效；可以關機，以後接着做。',
  back: '上一步', next: '下一步', finish: '完成設定', working: '正在設定…', step: (number, of) => `第 ${number} 步，共 ${of} 步`, stop: '以後再說', later: '以後可在設定內更改。', fixed: '永遠不變。',
  steps: { language: '語言', shop: '店舖', money: '貨幣和稅項', owner: '店主', devices: '裝置', products: '商品和支付寶', confirm: '檢查並完成' },
  texts: {
    language: '收銀畫面的語言。顧客螢幕始終顯示兩種語言。', shop: '顧客在螢幕、收據和錢包內看到的內容。', money: '用甚麼貨幣收款，價格內含甚麼稅或另加甚麼稅。',
    owner: '這部收銀機的第一個人。店主可以做一切：設定、員工、授權。', devices: '現在試試掃描器。沒有也行，甚麼都可以輸入和搜尋。', products: '收銀機從甚麼開始。', confirm: '請看一遍。收銀機的帳本由此開始。',
  },
  name: '店名', nameHint: '填一種語言就夠，其他語言會用最接近的。', address: '地址', addressHint: '收據上的一行，可以留空。',
  till: '本機名稱', tillHint: '字母和數字，例如 till-1。店內每部都要不同：它是每筆付款編號的一部分。',
  currency: '貨幣', currencyHint: '有了商品或銷售後便固定。', examples: '從例子開始',
  taxExamples: { none: '不計稅（香港）', china: '中國：13、9、6 % 含稅', inclusive: '價格含稅', exclusive: '另加稅' },
  ownerName: '您的姓名', ownerNameHint: '寫在流水和報表上。', pin: 'PIN', pinHint: '四至八位別人猜不到的數字。誰也查不到，請記住。', pinAgain: '再輸入一次 PIN', pinDiffers: '兩次不一樣。', pinMissing: '關機後不保留 PIN，請重新輸入。',
  screen: '顧客螢幕', screens: { second: '有，在自己的顯示器上', window: '有，在獨立的視窗中', hidden: '未顯示，以後可以開啟' },
  products: '商品', productChoices: {
    examples: ['示範商品', '一家茶餅店的一百多種商品，供試用，隨時可以更改或停用。'], import: ['匯入我的清單', '完成後馬上匯入存為 CSV 的表格。看過之後才會採用。'], empty: ['從空白開始', '逐個加入商品，或以後匯入。'],
  },
  alipay: '支付寶', alipayChoices: { now: ['現在設定', '完成後馬上開啟收款產品。請準備好支付寶給的號碼和密鑰。'], later: ['以後', '現金馬上可用。支付寶在設定的「收款產品」內。'] },
  taxNone: '不計稅', none: '無', keyboardScanner: '鍵盤式掃描器，或沒有',
  doneTitle: '店舖設定好了',
  doneNextStart: '這部收銀機還在練習。請關閉後以營業方式啟動（加 --live）：它會要您的 PIN，然後開啟您的店舖。練習和營業從不混在一起。',
  doneOpened: '收銀機正在開啟您的店舖，先要店主的 PIN。',
  close: '關閉',
};

export const SET_UP_WORDS: Readonly<Record<Language, Translated<typeof en>>> = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
