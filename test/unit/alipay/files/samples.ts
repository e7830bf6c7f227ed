import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const sample = (name: string): string => readFileSync(join(import.meta.dirname, '../../../data/reconciliation', name), 'utf8');

/** The printed samples of legacy.md 9.2, 9.3 and ams.md 9.6. */
export const LEGACY_TRANSACTIONS = sample('legacy-transactions.txt');
export const LEGACY_SETTLEMENT = sample('legacy-settlement.txt');
export const AMS_TRANSACTIONS = sample('ams-transactions.csv');
export const AMS_SETTLEMENT = sample('ams-settlement.csv');
export const AMS_SUMMARY = sample('ams-summary.csv');

/** AlipayHK editions of the legacy files (legacy.md 9.2, 9.3): no CNY columns. */
export const HK_TRANSACTIONS = [
  'Partner:2088999900000012|Payment_time:2024-01-02|Total_count:2',
  'Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type|Remark|Secondary_merchant_industry',
  'T1-0001|2024010222001400000000000011|88.00|0.88|HKD|2024-01-02 10:00:00|PAYMENT||5812',
  'T1-0001|2024010222001400000000000011|88.00|0.88|HKD|2024-01-02 10:05:00|CANCEL|wrong amount|5812',
  '',
].join('\n');
export const HK_SETTLEMENT = [
  'Partner_transaction_id|Transaction_id|Amount|Fee|Settlement|Currency|Payment_time|Settlement_time|Type|Status|Remarks|Secondary_merchant_industry',
  'T1-0002|2024010222001400000000000012|88.00|0.88|87.12|HKD|2024-01-02 10:00:00|2024-01-03 15:46:00|P|L||5812',
  'R1-0002|2024010222001400000000000012|8.00|0.08|7.92|HKD|2024-01-02 11:00:00|2024-01-03 15:46:00|R|L||5812',
  '',
].join('\n');
/** The AlipayHK direct variant of the AMS files (ams.md 9.7). */
export const HK_DIRECT_TRANSACTIONS = [
  'customerId,transactionId,originalTransactionId,transactionRequestId,orderDescription,paymentMethodType,pspName,transactionType,paymentTime,productCode,transactionAmountValue,transactionCurrency,originalTransactionRequestId,voucherAmount',
  '2088990000000001,20260101000000001,,T1-0003,Tea,ALIPAY_HK,ALIPAY_HK,PAYMENT,2026-01-01T10:00:00+08:00,IN_STORE_PAYMENT,1250,HKD,,',
  '2088990000000001,20260101000000002,20260101000000001,R1-0003,Tea,ALIPAY_HK,ALIPAY_HK,REFUND,2026-01-01T11:00:00+08:00,IN_STORE_PAYMENT,-250,HKD,T1-0003,',
  '<END>',
  '',
].join('\n');

export const ALL = { LEGACY_TRANSACTIONS, LEGACY_SETTLEMENT, AMS_TRANSACTIONS, AMS_SETTLEMENT, AMS_SUMMARY, HK_TRANSACTIONS, HK_SETTLEMENT, HK_DIRECT_TRANSACTIONS } as const;
