import type { AmsService } from './ams-codes.ts';
import { cancel, inquiryPayment } from './ams-inquiry.ts';
import { pay } from './ams-pay.ts';
import { inquiryRefund, refund } from './ams-refund.ts';
import { inquiryRegistrationInfo, inquiryRegistrationStatus, registration } from './ams-registration.ts';
import type { AmsReader } from './ams-world.ts';

/** One API of the gateway. */
export interface AmsApi {
  readonly service: AmsService;
  readonly read: AmsReader;
}

const api = (service: AmsService, read: AmsReader): AmsApi => ({ service, read });

/** Last two parts of the path to API (ams.md 2.2). */
export const AMS_APIS: ReadonlyMap<string, AmsApi> = new Map<string, AmsApi>([
  ['payments/pay', api('pay', pay)],
  ['payments/inquiryPayment', api('inquiryPayment', inquiryPayment)],
  ['payments/cancel', api('cancel', cancel)],
  ['payments/refund', api('refund', refund)],
  ['payments/inquiryRefund', api('inquiryRefund', inquiryRefund)],
  ['merchants/registration', api('registration', registration)],
  ['merchants/inquiryRegistrationStatus', api('inquiryRegistrationStatus', inquiryRegistrationStatus)],
  ['merchants/inquiryRegistrationInfo', api('inquiryRegistrationInfo', inquiryRegistrationInfo)],
]);
