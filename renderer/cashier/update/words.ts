import type { UpdateBlock } from '../../../shared/contract/update-views.ts';
import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';

const en = {
  section: {
    title: 'Updates', text: 'New versions of this program: looked for where you say, kept only when the publisher has signed them, installed only when the day is closed.',
    settings: {
      updateNow: ['New version', 'Looked for once a day and downloaded while the till sells. Nothing is installed by itself.'],
      updatePlace: ['Where to look', 'An https address the publisher gave you, or the whole path of a folder or stick. Empty: the till looks nowhere.'],
    },
  },
  states: {
    noKey: 'This build cannot update itself', off: 'The till looks nowhere', waiting: 'Not looked yet', checking: 'Looking…', upToDate: 'This is the newest version', preparing: 'Backing up and checking…',
  },
  noKeyText: 'It knows no publisher’s key, so it could trust nobody. The till goes on as it is; a new version is installed by hand.',
  offText: 'Type an address or a folder below.', waitingText: 'The till looks a minute after its start, and once a day.',
  runs: (version: string) => `This till runs ${version}`, checkedAt: (when: string) => `Last looked ${when}`,
  downloading: (version: string, percent: number) => `Downloading version ${version}: ${percent}%`,
  ready: (version: string) => `Version ${version} is ready`, readyText: (megabytes: string) => `${megabytes} MB, signed by the publisher`,
  news: (version: string, when: string) => `New in ${version}, ${when}`,
  blocks: {
    dayOpen: 'It can be installed when the day is closed: close the shift first.', paymentOpen: 'It can be installed when no payment or refund is open.', liveTill: 'This folder also holds a live till: install from there.',
  } satisfies Record<UpdateBlock, string>,
  look: 'Look now', install: 'Install', sure: 'Back up, close and install', notNow: 'Not now',
  sureText: 'The till makes a backup, closes, and the installer begins. Start the till again when it is done.',
  handedOver: (version: string) => `Version ${version} is handed over`, handedOverText: 'The till closes now. Start it again when the installer is done.',
  byHand: (version: string) => `Version ${version} is yours to install`, byHandText: 'This till does not run installers itself. Close it, then run:',
  place: 'Address or folder', placeHint: 'https://… or /media/stick', placeWrong: 'An https address without a password in it, or a whole path, for example /media/stick or E:\\', save: 'Save', saved: 'Saved',
  strip: { ready: (version: string) => `Version ${version} is ready.`, found: (version: string) => `There is a version ${version}.`, open: 'Updates', noted: 'Later' },
};
type Words = Translated<typeof en>;

const zhHans: Words = {
  section: {
    title: '更新', text: '程序的新版本：到您指定的地方查找，只接受发布者签名的，只在日结之后安装。',
    settings: {
      updateNow: ['新版本', '每天查一次，边收银边下载。不会自行安装。'],
      updatePlace: ['到哪里找', '发布者给您的 https 网址，或文件夹、U 盘的完整路径。留空：哪里都不找。'],
    },
  },
  states: {
    noKey: '这个程序不能自行更新', off: '哪里都不找', waiting: '还没有查过', checking: '正在查找……', upToDate: '已是最新版本', preparing: '正在备份并检查……',
  },
  noKeyText: '它不认识任何发布者的密钥，谁都不能信。收银台照旧运行，新版本请手动安装。',
  offText: '请在下面填网址或文件夹。', waitingText: '启动一分钟后查一次，之后每天一次。',
  runs: (version) => `本机版本 ${version}`, checkedAt: (when) => `上次查找：${when}`,
  downloading: (version, percent) => `正在下载版本 ${version}：${percent}%`,
  ready: (version) => `版本 ${version} 已准备好`, readyText: (megabytes) => `${megabytes} MB，由发布者签名`,
  news: (version, when) => `${version} 的新内容，${when}`,
  blocks: { dayOpen: '日结之后才能安装：请先日结。', paymentOpen: '没有进行中的收款或退款时才能安装。', liveTill: '这个文件夹里还有正式收银：请从那里安装。' },
  look: '立即查找', install: '安装', sure: '备份、关闭并安装', notNow: '暂不',
  sureText: '收银台先备份，再关闭，然后开始安装。装好后请重新打开收银台。',
  handedOver: (version) => `版本 ${version} 已交给安装程序`, handedOverText: '收银台现在关闭。安装完成后请重新打开。',
  byHand: (version) => `版本 ${version} 请您安装`, byHandText: '本机不自行运行安装程序。请关闭收银台，然后运行：',
  place: '网址或文件夹', placeHint: 'https://… 或 /media/stick', placeWrong: '请填不带密码的 https 网址，或完整路径，例如 /media/stick 或 E:\\', save: '保存', saved: '已保存',
  strip: { ready: (version) => `版本 ${version} 已准备好。`, found: (version) => `有新版本 ${version}。`, open: '更新', noted: '以后再说' },
};

const zhHant: Words = {
  section: {
    title: '更新', text: '程式的新版本：到您指定的地方尋找，只接受發佈者簽署的，只在日結之後安裝。',
    settings: {
      updateNow: ['新版本', '每日查一次，一邊收銀一邊下載。不會自行安裝。'],
      updatePlace: ['到哪裏尋找', '發佈者給您的 https 網址，或資料夾、USB 手指的完整路徑。留空：哪裏都不找。'],
    },
  },
  states: {
    noKey: '此程式未能自行更新', off: '哪裏都不找', waiting: '尚未查過', checking: '正在尋找……', upToDate: '已是最新版本', preparing: '正在備份並檢查……',
  },
  noKeyText: '它不認識任何發佈者的密鑰，誰都不能信。收銀機照舊運作，新版本請手動安裝。',
  offText: '請在下面填上網址或資料夾。', waitingText: '啟動一分鐘後查一次，之後每日一次。',
  runs: (version) => `本機版本 ${version}`, checkedAt: (when) => `上次尋找：${when}`,
  downloading: (version, percent) => `正在下載版本 ${version}：${percent}%`,
  ready: (version) => `版本 ${version} 已準備好`, readyText: (megabytes) => `${megabytes} MB，由發佈者簽署`,
  news: (version, when) => `${version} 的新內容，${when}`,
  blocks: { dayOpen: '日結之後才可安裝：請先日結。', paymentOpen: '沒有進行中的收款或退款時才可安裝。', liveTill: '這個資料夾還有正式收銀：請從該處安裝。' },
  look: '立即尋找', install: '安裝', sure: '備份、關閉並安裝', notNow: '暫不',
  sureText: '收銀機先備份，再關閉，然後開始安裝。安裝好後請重新開啟收銀機。',
  handedOver: (version) => `版本 ${version} 已交給安裝程式`, handedOverText: '收銀機現在關閉。安裝完成後請重新開啟。',
  byHand: (version) => `版本 ${version} 請您安裝`, byHandText: '本機不自行執行安裝程式。請關閉收銀機，然後執行：',
  place: '網址或資料夾', placeHint: 'https://… 或 /media/stick', placeWrong: '請填不帶密碼的 https 網址，或完整路徑，例如 /media/stick 或 E:\\', save: '儲存', saved: '已儲存',
  strip: { ready: (version) => `版本 ${version} 已準備好。`, found: (version) => `有新版本 ${version}。`, open: '更新', noted: '遲些再說' },
};

export const UPDATE_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useUpdateWords = laterWords<Words>(UPDATE_WORDS);
