import { BellRing, Languages, UserRoundKey, WalletCards } from 'lucide-react';
import type { Language } from '../../../shared/contract/views.ts';
import { LANGUAGE_NAMES, UI_LANGUAGES } from '../../i18n/format.ts';
import { STAFF_WORDS, type StaffWords } from '../staff/words.ts';
import { SECTION_WORDS } from './section-words.ts';
import type { SectionWords, SettingsSection } from './section.ts';
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
    id: 'display', icon: Languages, keywords: `${UI_LANGUAGES.map((language) => LANGUAGE_NAMES[language]).join(' ')} chinese translation 中文 英文`,
    words: inEach((language) => ({ ...SECTION_WORDS[language].display, settings: { language: [SETTINGS_WORDS[language].language, ''] } })),
    load: async () => ({ default: (await import('./DisplayPage.tsx')).DisplayPage }),
  },
];
