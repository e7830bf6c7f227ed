import type { Translated } from '../dictionary.ts';
import type { approval as en } from '../en/approval.ts';

export const approval: Translated<typeof en> = {
  title: '需要主管同意',
  name: '主管姓名',
  pin: 'PIN',
  reason: '原因',
  nameNeeded: '请填写谁同意的。',
  pinNeeded: '四到十二位数字。',
  reasonNeeded: '写几个字，让别人以后看得懂。',
  practice: (pin) => `练习：主管 PIN 是 ${pin}。`,
  cancel: '返回',
  kept: '姓名、原因和时间会记入流水。',
};
