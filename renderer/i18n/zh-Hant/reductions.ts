import type { Reductions } from '../en/reductions.ts';

export const reductions: Reductions = {
  title: '減免與捨入',
  promotions: '推廣優惠',
  discounts: '折扣',
  exempt: '免稅',
  rounding: '現金捨入',
  returnRounding: '退貨捨入',
  earlierCash: '之前班次已收現金',
  removed: '收款後退回',
  partPaid: '部分已付，未完成',
  sale: (sale) => `單號 ${sale}`,
  inCash: (sale) => `單號 ${sale}，其中現金`,
};
