/** Requests of the grown legacy gateway's services, as a merchant would make them. */
import { expect } from 'vitest';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { legacyCall, queryParams, readLegacy, STORE, type LegacyAnswer, type LegacyCall } from './test-client.ts';

/** The same world with the AlipayHK contract's credentials. */
export const hkOf = (world: PracticeWorld): PracticeWorld => ({ ...world, legacy: world.legacyHk });

/** Calls and reads; an accepted answer must verify. */
export async function call(world: PracticeWorld, params: Record<string, string>, how?: LegacyCall): Promise<LegacyAnswer> {
  const answer = readLegacy(world, await legacyCall(world, params, how));
  expect(answer.verified).toBe(answer.isSuccess === 'T');
  return answer;
}
/** The business code of an answer: what went wrong, or how it went. */
export const codeOf = ({ error, fields }: LegacyAnswer): string | undefined =>
  error ?? fields['error'] ?? fields['detail_error_code'] ?? fields['response_code'] ?? fields['result_code'];
export const status = async (world: PracticeWorld, reference: string): Promise<string | undefined> => {
  const answer = await call(world, queryParams(reference));
  return answer.fields['alipay_trans_status'] ?? codeOf(answer);
};

export const NOBODY = 'https://merchant.example/notify';

export const precreateParams = (reference: string, more: Record<string, string> = {}): Record<string, string> => ({
  service: 'alipay.acquire.precreate', notify_url: NOBODY, timestamp: '2026-01-02 15:04:05', out_trade_no: reference, subject: '茶 and cake', product_code: 'OVERSEAS_MBARCODE_PAY',
  total_fee: '88.00', currency: 'HKD', trans_currency: 'HKD', extend_params: STORE, ...more,
});

export const refundParams = (payment: string, refund: string, amount: string, more: Record<string, string> = {}): Record<string, string> => ({
  service: 'alipay.acquire.overseas.spot.refund', partner_trans_id: payment, partner_refund_id: refund, refund_amount: amount, currency: 'HKD', refund_reason: 'returned', is_sync: 'Y', ...more,
});
export const laterRefund = (payment: string, refund: string, amount: string, more: Record<string, string> = {}): Record<string, string> =>
  refundParams(payment, refund, amount, { is_sync: 'N', notify_url: NOBODY, ...more });
export const refundQueryParams = (payment: string, refund: string): Record<string, string> => ({ service: 'alipay.acquire.refund.query', out_trade_no: payment, out_return_no: refund });

export const BIZ_DATA = {
  secondary_merchant_industry: '5812', secondary_merchant_id: 'SM-0001', secondary_merchant_name: 'Harbour Tea', store_id: 'ST-07', store_name: 'Harbour Tea', trans_currency: 'HKD', currency: 'HKD',
  country_code: 'HK', address: '1 Example Street',
} as const;
const qr = (service: string, more: Record<string, string>): Record<string, string> => ({ service: `alipay.commerce.qrcode.${service}`, timestamp: '2026-01-02 15:04:05', biz_type: 'OVERSEASHOPQRCODE', ...more });
/** Keys of biz_data changed; undefined leaves one out. */
export const bizData = (change: Record<string, unknown> = {}): string => JSON.stringify({ ...BIZ_DATA, ...change });
export const createParams = (change: Record<string, unknown> = {}, more: Record<string, string> = {}): Record<string, string> => qr('create', { biz_data: bizData(change), notify_url: NOBODY, ...more });
export const modifyParams = (qrcode: string, change: Record<string, unknown> = {}, more: Record<string, string> = {}): Record<string, string> => qr('modify', { qrcode, biz_data: bizData(change), ...more });
export const statusParams = (qrcode: string, wanted: string): Record<string, string> => qr('modifyStatus', { qrcode, status: wanted });
