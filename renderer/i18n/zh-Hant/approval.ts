import type { Translated } from '../dictionary.ts';
import type { approval as en } from '../en/approval.ts';

export const approval: Translated<typeof en> = {
  reason: '原因',
  reasonNeeded: '寫幾個字，讓別人日後看得明白。',
  cancel: '返回',
  kept: '姓名、原因和時間會記入流水。',
};
