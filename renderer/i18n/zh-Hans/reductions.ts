import type { Reductions } from '../en/reductions.ts';

export const reductions: Reductions = {
  title: '优惠与抹零',
  promotions: '促销优惠',
  discounts: '折扣',
  exempt: '免税',
  rounding: '现金抹零',
  returnRounding: '退货抹零',
  earlierCash: '之前班次已收现金',
  removed: '收款后退回',
  partPaid: '部分已付，未完成',
  sale: (sale) => `单号 ${sale}`,
  inCash: (sale) => `单号 ${sale}，其中现金`,
};
