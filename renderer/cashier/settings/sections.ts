import { ArrowUpCircle, ArrowRightLeft, Banknote, BellRing, Coins, DatabaseBackup, Gift, Info, Keyboard, Languages, MonitorPlay, Percent, ReceiptText, Scale, Store, Tag, Usb, UserRoundKey, WalletCards, Contact } from 'lucide-react';
import { CUSTOMER_WORDS } from '../customers/words.ts';
import type { Language } from '../../../shared/contract/views.ts';
import { LANGUAGE_NAMES, UI_LANGUAGES } from '../../i18n/format.ts';
import { BACKUP_WORDS } from '../backup/words.ts';
import { FOREIGN_WORDS } from '../foreign/words.ts';
import { STORED_WORDS } from '../stored-value/words.ts';
import { CASH_WORDS } from '../shift/words.ts';
import { UPDATE_WORDS } from '../update/words.ts';
import { STAFF_WORDS, type StaffWords } from '../staff/words.ts';
import { KEY_WORDS } from '../keys/words.ts';
import { RECEIPT_SETTINGS_WORDS } from './receipt-words.ts';
import { LABEL_WORDS } from './label-words.ts';
import { SECTION_WORDS } from './section-words.ts';
import { MONEY_WORDS } from './money-words.ts';
import type { SectionWords, SettingsSection } from './section.ts';
import { SHOP_WORDS } from './shop-words.ts';
import { SETTINGS_WORDS, type SettingsWords } from './words.ts';

const inEach = (words: (language: Language) => SectionWords): Readonly<Record<Language, SectionWords>> => ({ en: words('en'), 'zh-Hans': words('zh-Hans'), 'zh-Hant': words('zh-Hant') });

/** The products and every field of their forms, so that somebody with Alipay's letter in hand finds where its numbers go. */
const paymentSettings = ({ products, fields, scanTitle, scanText }: SettingsWords): SectionWords['settings'] => ({ ...products, scanProduct: [scanTitle, scanText], ...fields });
const noticeSettings = ({ notices }: SettingsWords): SectionWords['settings'] => ({
  listen: [notices.listen, notices.listenText], host: [notices.host, notices.hostText], port: [notices.port, notices.portText], verify: [notices.verify, notices.verifyText],
});

const staffSettings = ({ page }: StaffWords): SectionWords['settings'] => ({
  people: [page.people, page.pin, page.badge], rules: [page.rules, page.rulesText], autoLock: [page.autoLock, page.autoLockText], badgePrefix: [page.prefix, page.prefixText],
});

/**
 * The pages of the settings, in the order they are shown; the one list that the dialog, its search and the first-run wizard read. A page is
 * one line here, a file of words and a component without properties (see section.ts).
 */
export const SECTIONS: readonly SettingsSection[] = [
  {
    id: 'shop', icon: Store, keywords: 'name address currency register company 店名 公司 幣種 币种',
    words: inEach((language) => SHOP_WORDS[language].shop),
    load: async () => ({ default: (await import('./ShopPage.tsx')).ShopPage }),
  },
  {
    id: 'tax', icon: Percent, keywords: 'vat gst sales tax rate inclusive exclusive 增值税 增值稅 发票',
    words: inEach((language) => SHOP_WORDS[language].tax),
    load: async () => ({ default: (await import('./TaxPage.tsx')).TaxPage }),
  },
  {
    id: 'money', icon: Coins, keywords: 'cash rounding nickel penny coin 抹零 找零 取整 找整 硬币 硬幣',
    words: inEach((language) => MONEY_WORDS[language].section),
    load: async () => ({ default: (await import('./MoneyPage.tsx')).MoneyPage }),
  },
  {
    id: 'cash', icon: Banknote, keywords: 'drawer float blind count denomination till variance shift cashier recount 钱箱 錢箱 备用金 備用金 清点 點算 面额 面額 长短款',
    words: inEach((language) => CASH_WORDS[language].section),
    load: async () => ({ default: (await import('./CashPage.tsx')).CashPage }),
  },
  {
    id: 'foreignCash', icon: ArrowRightLeft, keywords: 'foreign currency rate exchange yuan renminbi rmb dollar notes 外币 外幣 汇率 匯率 人民币 人民幣 港币 港幣 兑换 兌換',
    words: inEach((language) => FOREIGN_WORDS[language].section),
    load: async () => ({ default: (await import('../foreign/ForeignPage.tsx')).ForeignPage }),
  },
  {
    id: 'promotions', icon: Tag, keywords: 'discount offer sale bundle happy hour coupon voucher 打折 优惠 優惠 促销 促銷 折扣 买一送一 買一送一',
    words: inEach((language) => MONEY_WORDS[language].promotionsSection),
    load: async () => ({ default: (await import('../promotions/PromotionsPage.tsx')).PromotionsPage }),
  },
  {
    id: 'labels', icon: Scale, keywords: 'weight weighing barcode plu price embedded prefix ean 电子秤 條碼秤 条码秤 磅 秤 称重 秤重',
    words: inEach((language) => LABEL_WORDS[language].section),
    load: async () => ({ default: (await import('./LabelsPage.tsx')).LabelsPage }),
  },
  {
    id: 'payments', icon: WalletCards, keywords: 'alipay alipayhk wallet qr code barcode gateway key account contract 支付宝 支付寶 收款 钱包 錢包 二维码 二維碼',
    words: inEach((language) => ({ ...SECTION_WORDS[language].payments, settings: paymentSettings(SETTINGS_WORDS[language]) })),
    load: async () => ({ default: (await import('./PaymentsPage.tsx')).PaymentsPage }),
  },
  {
    id: 'notifications', icon: BellRing, keywords: 'listener webhook notify proxy port messages 监听 監聽 端口 连接埠 連接埠',
    words: inEach((language) => ({ ...SECTION_WORDS[language].notifications, settings: noticeSettings(SETTINGS_WORDS[language]) })),
    load: async () => ({ default: (await import('./NoticeSettings.tsx')).NoticeSettings }),
  },
  {
    id: 'staff', icon: UserRoundKey, keywords: 'pin badge password role supervisor owner permission 密码 密碼 权限 權限 店长 店長',
    words: inEach((language) => ({ title: STAFF_WORDS[language].page.title, text: STAFF_WORDS[language].page.text, settings: staffSettings(STAFF_WORDS[language]) })),
    load: async () => ({ default: (await import('../staff/StaffPage.tsx')).StaffPage }),
  },
  {
    id: 'customers', icon: Contact, keywords: 'member loyalty points phone card privacy erase 会员 會員 积分 積分 顾客 顧客',
    words: inEach((language) => CUSTOMER_WORDS[language].section),
    load: async () => ({ default: (await import('../customers/CustomersPage.tsx')).CustomersPage }),
  },
  {
    id: 'storedValue', icon: Gift, keywords: 'gift card stored value voucher prepaid account credit debt limit tab 礼品卡 禮品卡 储值 儲值 充值 增值 赊账 賒帳 欠款 额度 額度',
    words: inEach((language) => STORED_WORDS[language].section),
    load: async () => ({ default: (await import('../stored-value/StoredValuePage.tsx')).StoredValuePage }),
  },
  {
    id: 'receipt', icon: ReceiptText, keywords: 'paper print logo footer header copy language qr barcode 小票 收据 收據 打印 列印 抬头 抬頭',
    words: inEach((language) => RECEIPT_SETTINGS_WORDS[language].receipt),
    load: async () => ({ default: (await import('./ReceiptSettingsPage.tsx')).ReceiptSettingsPage }),
  },
  {
    id: 'customerScreen', icon: MonitorPlay, keywords: 'slides pictures advertisement idle display photos 广告 廣告 图片 圖片 轮播 輪播 副屏',
    words: inEach((language) => RECEIPT_SETTINGS_WORDS[language].screen),
    load: async () => ({ default: (await import('./ScreenSettingsPage.tsx')).ScreenSettingsPage }),
  },
  {
    id: 'display', icon: Languages, keywords: `${UI_LANGUAGES.map((language) => LANGUAGE_NAMES[language]).join(' ')} chinese translation theme dark mode light zoom size 中文 英文 夜间 夜間 放大`,
    words: inEach((language) => ({ ...SECTION_WORDS[language].display, settings: SHOP_WORDS[language].display.settings })),
    load: async () => ({ default: (await import('./DisplayPage.tsx')).DisplayPage }),
  },
  {
    id: 'keys', icon: Keyboard, keywords: 'hotkey shortcut keyboard function key 快捷键 快捷鍵 键盘 鍵盤',
    words: inEach((language) => KEY_WORDS[language].page),
    load: async () => ({ default: (await import('../keys/KeysPage.tsx')).KeysPage }),
  },
  {
    id: 'devices', icon: Usb, keywords: 'scanner barcode serial usb port display screen 条码 條碼 串口 显示器 顯示器',
    words: inEach((language) => SHOP_WORDS[language].devices),
    load: async () => ({ default: (await import('./DevicesPage.tsx')).DevicesPage }),
  },
  {
    id: 'backup', icon: DatabaseBackup, keywords: 'restore copy stick usb disk safe save 还原 恢复 U盘 備份 還原 手指',
    words: inEach((language) => BACKUP_WORDS[language].section),
    load: async () => ({ default: (await import('../backup/BackupPage.tsx')).BackupPage }),
  },
  {
    id: 'updates', icon: ArrowUpCircle, keywords: 'upgrade version install release new download stick usb address url 升级 升級 新版本 版本 安装 安裝 下载 下載 U盘 手指',
    words: inEach((language) => UPDATE_WORDS[language].section),
    load: async () => ({ default: (await import('../update/UpdatePage.tsx')).UpdatePage }),
  },
  {
    id: 'about', icon: Info, keywords: 'version data folder journal path support 版本 文件夹 资料夹',
    words: inEach((language) => SHOP_WORDS[language].about),
    load: async () => ({ default: (await import('./AboutPage.tsx')).AboutPage }),
  },
];
