/** What a period can be looked at by, in the order pages and files have it. */
export const PERIOD_TABLES = ['day', 'week', 'month', 'hour', 'weekdayHour', 'product', 'category', 'cashier', 'tender', 'tax', 'payment', 'closing'] as const;
export type PeriodTable = (typeof PERIOD_TABLES)[number];
