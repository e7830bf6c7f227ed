import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';

const en = {
  section: {
    title: 'Backup', text: 'Copies of the journal and of everything that belongs to it, to go on with when this computer fails.',
    settings: {
      backupNow: ['Back up now', 'Copies everything while the till sells, and reads the copy once to see that it is whole.'],
      backupFolder: ['Where', 'A stick or another disk survives this one. Empty: in the till’s own folder.'],
      backupKeep: ['How many are kept', 'The oldest goes when a new one is made.'],
      backupAfterZ: ['After each Z', 'A live till makes one by itself when the day is closed.'],
      backupWarn: ['Remind after', 'Days without a backup until a live till says so. 0: never.'],
      backups: ['Backups there', 'Check reads every file of one again.'],
      restore: ['Restore', 'With the till closed, on this computer or a new one:'],
    },
  },
  now: 'Back up now', working: 'Copying and checking…', made: 'Backup made and checked',
  lastAt: (when: string) => `Last backup ${when}, checked when it was made`,
  never: 'No backup yet', lies: (where: string, megabytes: string) => `${where} · ${megabytes} MB`,
  unreachable: 'This folder cannot be reached now.', folderWrong: 'A whole path, for example /media/stick or E:\\', numberWrong: (from: number, to: number) => `A number from ${from} to ${to}`,
  on: 'On', off: 'Off', none: 'None in this folder yet.', days: 'days', save: 'Save', saved: 'Saved',
  check: 'Check', checkOf: (when: string) => `Check the backup of ${when}`, whole: 'Whole', notWhole: 'Not whole', entries: (count: number) => `${count} entries`,
  restoreText: 'It checks the copy first, keeps the present files aside and says which receipts would be missing. On a new computer add --without-secrets and type the payment keys again.',
  strip: {
    restored: 'This till was restored from a backup.', restoredMissing: (count: number) => `This till was restored from a backup: ${count} entries made after it are missing here.`,
    restoredText: 'Compare the last receipts with what customers hold, and reconcile Alipay’s files. The old files are kept aside.', noted: 'Noted',
    overdue: (days: number) => `The last backup is ${days} days old.`, never: 'There is no backup yet.', overdueText: 'If this disk fails, sales since then are lost.', open: 'Backup',
  },
};
type Words = Translated<typeof en>;

const zhHans: Words = {
  section: {
    title: '备份', text: '流水和所有相关文件的副本，这台电脑坏了就靠它继续。',
    settings: {
      backupNow: ['立即备份', '边收银边复制，再把副本读一遍，确认完整。'],
      backupFolder: ['放在哪里', '放在 U 盘或另一块磁盘上，本机磁盘坏了也还在。留空：放在收银台自己的文件夹里。'],
      backupKeep: ['保留几份', '做新的一份时删掉最旧的。'],
      backupAfterZ: ['每次日结后', '正式收银时，日结后自动备份一份。'],
      backupWarn: ['多久提醒', '正式收银时，多少天没有备份就提醒。0：从不。'],
      backups: ['那里的备份', '“检查”会把每个文件再读一遍。'],
      restore: ['恢复', '关掉收银台，在本机或新电脑上运行：'],
    },
  },
  now: '立即备份', working: '正在复制并检查……', made: '已备份并检查',
  lastAt: (when) => `上次备份：${when}，当时已检查`,
  never: '还没有备份', lies: (where, megabytes) => `${where} · ${megabytes} MB`,
  unreachable: '现在找不到这个文件夹。', folderWrong: '请填完整路径，例如 /media/stick 或 E:\\', numberWrong: (from, to) => `请填 ${from} 到 ${to} 的数字`,
  on: '开', off: '关', none: '这个文件夹里还没有。', days: '天', save: '保存', saved: '已保存',
  check: '检查', checkOf: (when) => `检查 ${when} 的备份`, whole: '完整', notWhole: '不完整', entries: (count) => `${count} 条`,
  restoreText: '它先检查副本，把现有文件另存，并说明会缺哪些小票。换新电脑时加上 --without-secrets，再重新输入支付密钥。',
  strip: {
    restored: '本机是从备份恢复的。', restoredMissing: (count) => `本机是从备份恢复的：备份之后的 ${count} 条记录这里没有。`,
    restoredText: '请拿最近的小票和顾客手里的对一对，并用支付宝的文件对账。原来的文件另存着。', noted: '知道了',
    overdue: (days) => `上次备份是 ${days} 天前。`, never: '还没有备份。', overdueText: '万一这块磁盘坏了，之后的销售就没有了。', open: '备份',
  },
};

const zhHant: Words = {
  section: {
    title: '備份', text: '日誌和所有相關檔案的副本，這部電腦壞了便靠它繼續。',
    settings: {
      backupNow: ['立即備份', '一邊收銀一邊複製，再把副本讀一次，確認完整。'],
      backupFolder: ['放在哪裏', '放在 USB 手指或另一隻磁碟，本機磁碟壞了仍在。留空：放在收銀機自己的資料夾。'],
      backupKeep: ['保留幾份', '做新的一份時刪去最舊的。'],
      backupAfterZ: ['每次日結後', '正式收銀時，日結後自動備份一份。'],
      backupWarn: ['多久提示', '正式收銀時，多少天沒有備份便提示。0：永不。'],
      backups: ['該處的備份', '「檢查」會把每個檔案再讀一次。'],
      restore: ['還原', '關閉收銀機，在本機或新電腦執行：'],
    },
  },
  now: '立即備份', working: '正在複製並檢查……', made: '已備份並檢查',
  lastAt: (when) => `上次備份：${when}，當時已檢查`,
  never: '尚未備份', lies: (where, megabytes) => `${where} · ${megabytes} MB`,
  unreachable: '現時找不到這個資料夾。', folderWrong: '請填完整路徑，例如 /media/stick 或 E:\\', numberWrong: (from, to) => `請填 ${from} 至 ${to} 的數字`,
  on: '開', off: '關', none: '這個資料夾還沒有備份。', days: '天', save: '儲存', saved: '已儲存',
  check: '檢查', checkOf: (when) => `檢查 ${when} 的備份`, whole: '完整', notWhole: '不完整', entries: (count) => `${count} 項`,
  restoreText: '它先檢查副本，把現有檔案另存，並說明會欠哪些收據。換新電腦時加上 --without-secrets，再重新輸入支付密鑰。',
  strip: {
    restored: '本機由備份還原。', restoredMissing: (count) => `本機由備份還原：備份之後的 ${count} 項記錄不在此處。`,
    restoredText: '請把最近的收據與顧客手上的核對，並用支付寶的檔案對帳。原有檔案已另存。', noted: '知道',
    overdue: (days) => `上次備份是 ${days} 天前。`, never: '尚未備份。', overdueText: '萬一這隻磁碟壞了，之後的銷售便會失去。', open: '備份',
  },
};

export const BACKUP_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useBackupWords = laterWords<Words>(BACKUP_WORDS);
