import type { PracticeLabView } from '../../../shared/contract/practice-views.ts';

/** The practice gateways as the panel's second half shows them. */
const SERVICES = [
  'legacy.pay', 'legacy.query', 'legacy.cancel', 'legacy.precreate', 'legacy.refund', 'legacy.refundQuery', 'legacy.qrCreate', 'legacy.qrModify', 'legacy.qrModifyStatus', 'legacy.notifyVerify',
  'ams.pay', 'ams.inquiryPayment', 'ams.cancel', 'ams.refund', 'ams.inquiryRefund', 'ams.registration', 'ams.inquiryRegistrationStatus', 'ams.inquiryRegistrationInfo',
] as const;

export const practiceLab = (nowMs: number): PracticeLabView => ({
  services: SERVICES.map((service) => ({ service, gateway: service.startsWith('ams') ? 'ams' : 'legacy', waiting: service === 'legacy.query' ? 2 : 0 })),
  troubles: ['early', 'late', 'lost', 'never', 'duplicate', 'wrongSignature', 'missingSignature', 'wrongAmount', 'wrongCurrency', 'unknownReference'],
  troublesWaiting: { legacy: 0, ams: 1 },
  switches: [
    { name: 'orderCodeAnswer', word: 'codeWithS', words: ['codeWithS', 'codeWithU', 'noCode'] },
    { name: 'unscannedInquiry', word: 'ORDER_NOT_EXIST', words: ['ORDER_NOT_EXIST', 'PROCESSING'] },
    { name: 'passwordEnds', word: 'pays', words: ['pays', 'fails'] },
    { name: 'refunds', word: 'later', words: ['atOnce', 'later', 'failLater'] },
    { name: 'severalRefunds', word: 'allowed', words: ['allowed', 'refused'] },
    { name: 'spelling', word: 'documented', words: ['documented', 'loose'] },
  ],
  funds: 'low',
  payments: [
    { gateway: 'legacy', account: '2088999900000011', reference: 'gt01-20261121-000126-8h2k', amountMinor: 14_350, currency: 'HKD', state: 'paid' },
    { gateway: 'ams', account: '5Y00PRACTICE0001', reference: 'gt01-20261121-000125-1d7q', amountMinor: 7_600, currency: 'HKD', state: 'closed' },
  ],
  refunds: [{ gateway: 'legacy', reference: 'gt01-20261121-000118-r1', amountMinor: 32_800, currency: 'HKD', triesAtMs: nowMs + 7 * 3_600_000 }],
  noticesWaiting: 1,
  deliveries: [
    { id: 'n3', number: 2, gateway: 'legacy', about: 'gt01-20261121-000126-8h2k', atMs: nowMs - 20_000, outcome: 'acknowledged', status: 200 },
    { id: 'n3', number: 1, gateway: 'legacy', about: 'gt01-20261121-000126-8h2k', atMs: nowMs - 140_000, outcome: 'refused', status: 400 },
    { id: 'n2', number: 1, gateway: 'ams', about: 'gt01-20261121-000125-1d7q', atMs: nowMs - 300_000, outcome: 'lost', status: null },
  ],
  calls: [
    { gateway: 'legacy', service: 'alipay.acquire.overseas.query', reference: 'gt01-20261121-000126-8h2k', atMs: nowMs - 4_000, said: 'SUCCESS' },
    { gateway: 'legacy', service: 'alipay.acquire.overseas.spot.pay', reference: 'gt01-20261121-000126-8h2k', atMs: nowMs - 9_000, said: 'SYSTEM_ERROR' },
  ],
});

/** What a service can be made to say; a few that differ in length and in words. */
export const PRACTICE_CODES = [
  { code: 'SYSTEM_ERROR', level: 'business' }, { code: 'BUYER_BALANCE_NOT_ENOUGH', level: 'business' }, { code: 'SOUNDWAVE_PARSER_FAIL', level: 'business' }, { code: 'ILLEGAL_SIGN', level: 'gateway' },
] as const;
