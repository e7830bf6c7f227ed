import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';
import type { Stage } from '../keymap.ts';
import type { KeyTrouble } from './overrides.ts';

/** Words of the sheet that lists all keys, and of the settings page that changes them. */
const en = {
  stages: {
    closed: 'Till closed', selling: 'Selling', paying: 'Paying', pendingCode: 'A code waits', paymentOpen: 'A payment is open', notPaid: 'Not paid', done: 'Sale finished',
  } satisfies Record<Stage, string>,
  always: 'Always',
  now: 'Now',
  sheet: {
    title: 'All keys', text: 'Keys that work now come first.', print: 'Print this sheet', printed: (path: string) => `Sheet written: ${path}`,
    changeThem: 'Change the keys', till: (name: string) => `Keys of ${name}`,
  },
  page: {
    title: 'Keys', text: 'Every action and the key it hangs on. Buttons, help and the printed sheet follow at once.',
    change: 'Change', press: (action: string) => `Press the key for “${action}”`, pressText: 'Esc leaves it as it is.', reset: 'Back to the first keys', resetOne: 'Back to the first key', own: 'changed',
    fixed: 'fixed', notInForce: 'Not in force: another action of this version has the key.', saved: 'Keys saved', search: 'Find an action',
    swapTitle: (key: string, action: string) => `${key} is “${action}”`, swapText: (action: string, key: string) => `“${action}” can take ${key} in exchange.`, swap: 'Exchange the two', keep: 'Leave it',
    troubles: {
      reserved: 'That key has a role of its own, or scanners send it.', fixed: 'The key of this action is fixed.', taken: (action: string) => `“${action}” has that key.`, finishes: 'That key finishes a sale; while a payment is open it must do nothing.',
    } satisfies Record<KeyTrouble['why'], string | ((action: string) => string)>,
    settings: {
      keys: ['Keys', 'Which key does what. Press the new key to change one; every action keeps a key.'],
      resetKeys: ['Back to the first keys', 'Gives every action the key the till came with.'],
    },
  },
};

const zhHans: Translated<typeof en> = {
  stages: { closed: '未开班', selling: '销售', paying: '收款', pendingCode: '付款码待确认', paymentOpen: '收款进行中', notPaid: '未收到款', done: '一单完成' },
  always: '随时可用',
  now: '现在可用',
  sheet: { title: '所有按键', text: '现在可用的按键排在最前。', print: '打印此表', printed: (path) => `按键表已写入：${path}`, changeThem: '更改按键', till: (name) => `${name} 的按键` },
  page: {
    title: '按键', text: '每个操作和它所在的按键。按钮、帮助和打印的按键表会立即跟着变。',
    change: '更改', press: (action) => `请按“${action}”要用的键`, pressText: '按 Esc 保持不变。', reset: '恢复全部默认按键', resetOne: '恢复默认按键', own: '已更改',
    fixed: '固定', notInForce: '未生效：本版本有另一个操作使用该键。', saved: '按键已保存', search: '查找操作',
    swapTitle: (key, action) => `${key} 现在是“${action}”`, swapText: (action, key) => `“${action}”可以换用 ${key}。`, swap: '两者互换', keep: '不换',
    troubles: { reserved: '该键有固定用途，或扫码枪会发送它。', fixed: '此操作的按键是固定的。', taken: (action) => `“${action}”已用该键。`, finishes: '该键用来完成一单；收款进行中它不能有任何作用。' },
    settings: { keys: ['按键', '哪个键做什么。按下新键即可更改；每个操作总有一个键。'], resetKeys: ['恢复全部默认按键', '所有操作恢复出厂时的按键。'] },
  },
};

const zhHant: Translated<typeof en> = {
  stages: { closed: '未開更', selling: '銷售', paying: '收款', pendingCode: '付款碼待確認', paymentOpen: '收款進行中', notPaid: '未收到款', done: '一單完成' },
  always: '隨時可用',
  now: '現在可用',
  sheet: { title: '所有按鍵', text: '現在可用的按鍵排在最前。', print: '列印此表', printed: (path) => `按鍵表已寫入：${path}`, changeThem: '更改按鍵', till: (name) => `${name} 的按鍵` },
  page: {
    title: '按鍵', text: '每個操作和它所在的按鍵。按鈕、說明和列印的按鍵表會立即跟著改變。',
    change: '更改', press: (action) => `請按「${action}」要用的鍵`, pressText: '按 Esc 保持不變。', reset: '全部恢復預設按鍵', resetOne: '恢復預設按鍵', own: '已更改',
    fixed: '固定', notInForce: '未生效：此版本有另一個操作使用該鍵。', saved: '按鍵已儲存', search: '尋找操作',
    swapTitle: (key, action) => `${key} 現在是「${action}」`, swapText: (action, key) => `「${action}」可以換用 ${key}。`, swap: '兩者互換', keep: '不換',
    troubles: { reserved: '該鍵有固定用途，或掃描器會送出它。', fixed: '此操作的按鍵是固定的。', taken: (action) => `「${action}」已用該鍵。`, finishes: '該鍵用來完成一單；收款進行中它不能有任何作用。' },
    settings: { keys: ['按鍵', '哪個鍵做甚麼。按下新鍵即可更改；每個操作總有一個鍵。'], resetKeys: ['全部恢復預設按鍵', '所有操作恢復出廠時的按鍵。'] },
  },
};

export const KEY_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useKeyWords = laterWords(KEY_WORDS);
