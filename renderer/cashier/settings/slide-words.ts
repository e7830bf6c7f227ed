import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';

/** Words of the editor of slides: which pictures, in which order, and when. */
const en = {
  looked: (folder: string) => `Pictures in ${folder}`,
  none: 'There are no pictures in it. The till shows its own.',
  about: 'Shown one after the other. Choose a picture to say when.',
  always: 'always', shownNow: 'shown now', notNow: 'not now', off: 'switched off',
  sinceDay: (day: string) => `from ${day}`, untilDay: (day: string) => `until ${day}`, each: (seconds: string) => `${seconds} s`,
  change: (file: string) => `${file}: change when it is shown`,
  isOn: 'Show this picture',
  from: 'First day', to: 'Last day', begin: 'From', end: 'Until', seconds: 'Seconds', secondsHint: (usual: number) => `empty: ${usual}`,
  weekdays: 'Only on', weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  earlier: 'Earlier', later: 'Later', save: 'Save order and times', saved: 'Saved', changed: 'Not saved yet.',
  wrong: { days: 'The last day is before the first.', hours: 'Hours need a beginning and an end that differ.', seconds: 'Seconds: 3 to 600.' },
  folderProblems: { missing: 'This folder is not there.', notAFolder: 'This is a file, not a folder.', schedule: 'slides.json cannot be read, so every picture is shown always. Saving writes a new one.' },
  problems: {
    unreadable: 'cannot be read', empty: 'is empty', tooLarge: 'is larger than 5 MB', notAPicture: 'is not a picture', tooManyPixels: 'has too many pixels', broken: 'is broken or cut off', tooMany: 'is beyond the sixtieth', notShown: 'could not be shown',
  },
};
export type SlideWords = Translated<typeof en>;

const zhHans: SlideWords = {
  looked: (folder) => `${folder} 里的图片`,
  none: '里面没有图片，显示收银机自带的画面。',
  about: '按此顺序轮播。选一张图片，规定何时显示。',
  always: '一直显示', shownNow: '正在显示', notNow: '现在不显示', off: '已关闭',
  sinceDay: (day) => `${day} 起`, untilDay: (day) => `到 ${day}`, each: (seconds) => `${seconds} 秒`,
  change: (file) => `${file}：更改显示时间`,
  isOn: '显示这张图片',
  from: '开始日期', to: '结束日期', begin: '从', end: '到', seconds: '停留秒数', secondsHint: (usual) => `留空：${usual}`,
  weekdays: '只在', weekday: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  earlier: '前移', later: '后移', save: '保存顺序和时间', saved: '已保存', changed: '还没保存。',
  wrong: { days: '结束日期早于开始日期。', hours: '时段要有开始和结束，且不能相同。', seconds: '停留 3 到 600 秒。' },
  folderProblems: { missing: '没有这个文件夹。', notAFolder: '这是文件，不是文件夹。', schedule: 'slides.json 读不懂，所以每张图片都一直显示。保存会写一个新的。' },
  problems: { unreadable: '读不了', empty: '是空的', tooLarge: '超过 5 MB', notAPicture: '不是图片', tooManyPixels: '像素太多', broken: '损坏或不完整', tooMany: '超出六十张', notShown: '显示不了' },
};

const zhHant: SlideWords = {
  looked: (folder) => `${folder} 裏的圖片`,
  none: '裏面沒有圖片，顯示收銀機自己的畫面。',
  about: '按此次序輪播。選一張圖片，定出何時顯示。',
  always: '一直顯示', shownNow: '正在顯示', notNow: '現在不顯示', off: '已關閉',
  sinceDay: (day) => `${day} 起`, untilDay: (day) => `至 ${day}`, each: (seconds) => `${seconds} 秒`,
  change: (file) => `${file}：更改顯示時間`,
  isOn: '顯示這張圖片',
  from: '開始日期', to: '結束日期', begin: '由', end: '至', seconds: '停留秒數', secondsHint: (usual) => `留空：${usual}`,
  weekdays: '只在', weekday: ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
  earlier: '前移', later: '後移', save: '儲存次序和時間', saved: '已儲存', changed: '尚未儲存。',
  wrong: { days: '結束日期早於開始日期。', hours: '時段要有開始和結束，而且不能相同。', seconds: '停留 3 至 600 秒。' },
  folderProblems: { missing: '沒有這個資料夾。', notAFolder: '這是檔案，不是資料夾。', schedule: 'slides.json 讀不懂，所以每張圖片都一直顯示。儲存會寫一個新的。' },
  problems: { unreadable: '讀不到', empty: '是空的', tooLarge: '超過 5 MB', notAPicture: '不是圖片', tooManyPixels: '像素太多', broken: '損壞或不完整', tooMany: '超出六十張', notShown: '未能顯示' },
};

export const SLIDE_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useSlideWords = laterWords(SLIDE_WORDS);
