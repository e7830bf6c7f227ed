import type { Translated } from '../dictionary.ts';
import type { approval as en } from '../en/approval.ts';

export const approval: Translated<typeof en> = {
  reason: '原因',
  reasonNeeded: '写几个字，让别人以后看得懂。',
  cancel: '返回',
  kept: '姓名、原因和时间会记入流水。',
};
