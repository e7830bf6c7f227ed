import type { Translated } from '../../i18n/dictionary.ts';

/** Words of the sections that have no file of words of their own, and of the page around them all. */
const en = {
  frame: { search: 'Search settings', none: 'No setting fits these words.', sections: 'Sections of the settings', hits: 'Found', notSetUp: 'Nothing to set here yet.' },
  payments: { title: 'Payment products', text: 'Which of Alipay’s products this till offers, with which account.' },
  notifications: { title: 'Notifications', text: 'Alipay can tell the till of a payment, so that it is seen at once.' },
  staff: { title: 'Staff', text: 'Who may do what at this till.' },
  display: { title: 'Language and display', text: 'How this till’s screens speak and look.' },
};

const zhHans: Translated<typeof en> = {
  frame: { search: '搜索设置', none: '没有符合这些字词的设置。', sections: '设置分类', hits: '找到的设置', notSetUp: '这里暂时没有可设置的内容。' },
  payments: { title: '收款产品', text: '本机提供哪些支付宝产品，用哪个账户。' },
  notifications: { title: '通知', text: '支付宝可以通知本机，收款结果马上可见。' },
  staff: { title: '员工', text: '谁在这台收银机上可以做什么。' },
  display: { title: '语言与显示', text: '收银机屏幕的语言和外观。' },
};

const zhHant: Translated<typeof en> = {
  frame: { search: '搜尋設定', none: '沒有符合這些字詞的設定。', sections: '設定分類', hits: '找到的設定', notSetUp: '這裡暫時沒有可設定的內容。' },
  payments: { title: '收款產品', text: '本機提供哪些支付寶產品，用哪個賬戶。' },
  notifications: { title: '通知', text: '支付寶可以通知本機，收款結果即時可見。' },
  staff: { title: '員工', text: '誰在這部收銀機上可以做甚麼。' },
  display: { title: '語言與顯示', text: '收銀機畫面的語言和外觀。' },
};

export const SECTION_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
