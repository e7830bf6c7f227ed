import { SPOT_PAY } from './legacy-pay.ts';
import { PRECREATE } from './legacy-precreate.ts';
import { QR_CREATE, QR_MODIFY, QR_STATUS } from './legacy-qrcode.ts';
import { CANCEL, QUERY } from './legacy-query.ts';
import { REFUND, REFUND_QUERY } from './legacy-refund.ts';
import { complaintAbout } from './legacy-rules.ts';
import type { LegacyCaller, LegacyFields, LegacyService, Prepared } from './legacy-world.ts';

/** Operation name (case-sensitive) to service. notify_verify answers in plain text and stands apart (legacy-gateway.ts). */
export const LEGACY_SERVICES: ReadonlyMap<string, LegacyService> = new Map([
  ['alipay.acquire.overseas.spot.pay', SPOT_PAY],
  ['alipay.acquire.overseas.query', QUERY],
  ['alipay.acquire.cancel', CANCEL],
  ['alipay.acquire.precreate', PRECREATE],
  ['alipay.acquire.overseas.spot.refund', REFUND],
  ['alipay.acquire.refund.query', REFUND_QUERY],
  ['alipay.commerce.qrcode.create', QR_CREATE],
  ['alipay.commerce.qrcode.modify', QR_MODIFY],
  ['alipay.commerce.qrcode.modifyStatus', QR_STATUS],
]);

/** Checks a request's parameters, single ones first. */
export function prepared(service: LegacyService, params: LegacyFields, caller: LegacyCaller, nowMs: number): Prepared {
  const complaint = complaintAbout(params, service.rules);
  return complaint === null ? service.prepare(params, caller, nowMs) : { kind: 'refused', complaint };
}
