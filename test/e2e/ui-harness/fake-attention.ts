import type { AttemptHistoryView, MerchantCodeDeskView, MerchantCodeHistoryView, NotificationSettingsView } from '../../../shared/contract/attention-views.ts';

/** Made-up answers for the pages about unresolved payments, notifications and the printed code. */
export const attemptHistory = (nowMs: number, attemptId: string): AttemptHistoryView => {
  const step = { to: null, event: null, by: null, service: null, outcome: null, gatewayCode: null, detail: null, operator: 'mei', approver: null } as const;
  return {
    attemptId, state: 'unresolved',
    steps: [
      { ...step, seq: 4101, atMs: nowMs - 420_000, kind: 'created' },
      { ...step, seq: 4102, atMs: nowMs - 420_000, kind: 'moved', to: 'sent', event: 'sendStarted', by: 'cashier' },
      { ...step, seq: 4103, atMs: nowMs - 415_000, kind: 'moved', to: 'asking', event: 'noAnswer', by: 'timer', service: 'pay', outcome: 'noAnswer timeout' },
      { ...step, seq: 4104, atMs: nowMs - 350_000, kind: 'moved', to: 'cancelling', event: 'cancelWanted', by: 'timer', service: 'inquire', outcome: 'noAnswer timeout' },
      { ...step, seq: 4105, atMs: nowMs - 330_000, kind: 'moved', to: 'unresolved', event: 'cancelSpent', by: 'timer', service: 'cancel', outcome: 'noAnswer timeout unknown' },
      { ...step, seq: 4106, atMs: nowMs - 200_000, kind: 'anomaly', event: 'evidencePaid', detail: 'a notification: asked 14350 HKD, paid 14300 HKD' },
    ],
    calls: [
      { atMs: nowMs - 330_000, service: 'cancel', outcome: 'noAnswer timeout unknown', gatewayCode: null },
      { atMs: nowMs - 240_000, service: 'inquire', outcome: 'noAnswer timeout', gatewayCode: null },
      { atMs: nowMs - 80_000, service: 'inquire', outcome: 'answered', gatewayCode: 'SYSTEM_ERROR' },
    ],
    callsTotal: 31,
    next: { what: 'inquireThenCancel', atMs: nowMs + 38_000, cancelUntilMs: nowMs + 6 * 3_600_000 },
    may: ['askNow', 'cancel', 'assertPaid'],
  };
};

export const notificationSettings: NotificationSettingsView = {
  enabled: true, host: '127.0.0.1', port: 8477, verifyWithGateway: false, listener: { state: 'listening', error: null }, boundPort: 8477,
  counts: { deliveries: 42, acknowledged: 40, refused: 2 }, lastDeliveryAtMs: null,
};

export const merchantCodeDesk = (nowMs: number): MerchantCodeDeskView => ({
  unavailable: null, limits: [], notifyUrl: 'https://till.example/notify/alipayHkMerchantQr', store: { storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street, Central' },
  codes: [
    {
      codeId: 'c1', state: 'active', text: 'https://qr.alipay.example/fkx00000000000000000000000001', storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street, Central',
      createdAtMs: nowMs - 40 * 86_400_000, stateSinceMs: nowMs - 40 * 86_400_000, printedAtMs: nowMs - 39 * 86_400_000, shown: false, inDoubt: false,
    },
    {
      codeId: 'c0', state: 'deleted', text: 'https://qr.alipay.example/fkx00000000000000000000000000', storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street, Central',
      createdAtMs: nowMs - 90 * 86_400_000, stateSinceMs: nowMs - 41 * 86_400_000, printedAtMs: null, shown: false, inDoubt: false,
    },
  ],
});

export const merchantCodeHistory = (nowMs: number, codeId: string): MerchantCodeHistoryView => {
  const step = { what: null, to: null, format: null, outcome: null, gatewayCode: null, operator: 'mei', approver: null } as const;
  return {
    codeId,
    steps: [
      { ...step, seq: 12, atMs: nowMs - 40 * 86_400_000, kind: 'asked', what: 'create' },
      { ...step, seq: 13, atMs: nowMs - 40 * 86_400_000, kind: 'created', to: 'active' },
      { ...step, seq: 20, atMs: nowMs - 39 * 86_400_000, kind: 'printed', format: 'pdfA6' },
      { ...step, seq: 300, atMs: nowMs - 5 * 86_400_000, kind: 'asked', what: 'stop', approver: 'Ms Leung' },
      { ...step, seq: 301, atMs: nowMs - 5 * 86_400_000, kind: 'moved', to: 'stopped', outcome: 'answered', gatewayCode: 'SUCCESS', approver: 'Ms Leung' },
      { ...step, seq: 310, atMs: nowMs - 4 * 86_400_000, kind: 'moved', to: 'active', outcome: 'answered', gatewayCode: 'SUCCESS', approver: 'Ms Leung' },
    ],
  };
};
