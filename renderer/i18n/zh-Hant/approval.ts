import type { Translated } from '../dictionary.ts';
import type { approval as en } from '../en/approval.ts';

export const approval: Translated<typeof en> = {
  title: '需要主管同意',
  name: '主管姓名',
  pin: 'PIN',
  reason: '原因',
  nameNeeded: '請填寫由誰同意。',
  pinNeeded: '四至十二位數字。',
  reasonNeeded: '寫幾個字，讓別人日後看得明白。',
  practice: (pin) => `練習：主管 PIN 是 ${pin}。`,
  cancel: '返回',
  kept: '姓名、原因和時間會記入流水。',
};
