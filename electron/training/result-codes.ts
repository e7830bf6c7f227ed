import { AMS_SERVICES, amsCodesOf, type ResultStatus } from './ams-codes.ts';
import type { GatewayService } from './faults.ts';
import { LEGACY_SERVICE_NAMES, legacyCodes } from './legacy-codes.ts';

/** A result code a practice panel can offer for a service: queue it as `{ kind: 'code', code, level, processed }` (faults.ts). */
export interface ResultCode {
  readonly code: string;
  readonly level: 'gateway' | 'business';
  /** resultStatus on AMS; the legacy gateway has no such thing. */
  readonly status: Exclude<ResultStatus, 'S'> | null;
}

const BY_SERVICE: ReadonlyMap<string, readonly ResultCode[]> = new Map([
  ...LEGACY_SERVICE_NAMES.map((service): [string, readonly ResultCode[]] => [service, legacyCodes(service).map((row) => ({ ...row, status: null }))]),
  ...AMS_SERVICES.map((service): [string, readonly ResultCode[]] => [`ams.${service}`, amsCodesOf(service)]),
]);

/** Every code the references know for a service of either gateway, but for success. */
export const resultCodesOf = (service: GatewayService): readonly ResultCode[] => BY_SERVICE.get(service) ?? [];
