import type { Clock } from '../../shared/world.ts';
import type { JsonObject } from './ams-body.ts';
import type { StateFile } from './state-file.ts';

/** What the wallets said of a merchant and store (ams.md 5.10 lists COMPLETED as well; it is not known when it comes). */
export type RegistrationStatus = 'PENDING' | 'APPROVED' | 'REJECTED';

/** One secondary merchant with one store, as an acquirer sent it in. */
export interface Registration {
  /** AmsCaller.owner. */
  readonly owner: string;
  readonly clientId: string;
  readonly registrationRequestId: string;
  readonly referenceMerchantId: string;
  readonly referenceStoreId: string;
  readonly merchantInfo: JsonObject;
  readonly storeInfo: JsonObject;
  readonly productCodes: readonly string[];
  readonly notifyUrl: string | null;
  readonly passThroughInfo: string | null;
  readonly requestedAtMs: number;
  /** When the wallets will have answered, and what; null: somebody decides by hand. */
  readonly answer: { readonly status: 'APPROVED' | 'REJECTED'; readonly atMs: number } | null;
  /** The acquirer was told of the answer, or has no address to be told at. */
  readonly announced: boolean;
}

/** What time has made of a registration. */
export const registrationStatus = (registration: Registration, nowMs: number): RegistrationStatus =>
  (registration.answer !== null && registration.answer.atMs <= nowMs ? registration.answer.status : 'PENDING');

/** The registrations of all acquirers. */
export interface Register {
  all(): readonly Registration[];
  byRequest(owner: string, registrationRequestId: string): Registration | null;
  /** The newest one of a merchant, or of one of its stores. */
  newest(owner: string, referenceMerchantId: string, referenceStoreId: string | null): Registration | null;
  isApproved(owner: string, referenceMerchantId: string, referenceStoreId: string): boolean;
  /** Adds a registration, or replaces the one with the same owner and request id. */
  put(registration: Registration): void;
  /** The wallets answer now, whatever was planned. Null: no such registration. */
  answer(owner: string, registrationRequestId: string, status: 'APPROVED' | 'REJECTED'): Registration | null;
  /** When the next answer has to be announced; null: nobody waits for one. */
  nextDueMs(): number | null;
  /** The registrations whose answer is there and not announced; they count as announced from now on. */
  takeAnswered(): readonly Registration[];
}

/** The newest registrations kept. */
const REGISTRATIONS_KEPT_MAX = 1_000;

/** Opens the register, with what an earlier run left in `stateFile` when one is given. */
export function openRegister(clock: Clock, stateFile: StateFile | null): Register {
  let held: readonly Registration[] = stateFile?.read()?.registrations ?? [];
  const keep = (all: readonly Registration[]): void => {
    held = all.slice(-REGISTRATIONS_KEPT_MAX);
    stateFile?.write({ registrations: held });
  };
  const isOf = (one: Registration, owner: string, merchant: string, store: string | null): boolean =>
    one.owner === owner && one.referenceMerchantId === merchant && (store === null || one.referenceStoreId === store);
  const byRequest = (owner: string, id: string): Registration | null => held.find((one) => one.owner === owner && one.registrationRequestId === id) ?? null;
  const put = (registration: Registration): void => {
    const place = held.findIndex((one) => one.owner === registration.owner && one.registrationRequestId === registration.registrationRequestId);
    keep(place < 0 ? [...held, registration] : held.with(place, registration));
  };
  const isDue = (one: Registration, nowMs: number): boolean => !one.announced && one.answer !== null && one.answer.atMs <= nowMs;
  return {
    all: () => held,
    byRequest,
    newest: (owner, merchant, store) => held.findLast((one) => isOf(one, owner, merchant, store)) ?? null,
    isApproved: (owner, merchant, store) => held.some((one) => isOf(one, owner, merchant, store) && registrationStatus(one, clock.nowMs()) === 'APPROVED'),
    put,
    answer: (owner, id, status) => {
      const known = byRequest(owner, id);
      if (known === null) return null;
      const answered: Registration = { ...known, answer: { status, atMs: clock.nowMs() }, announced: known.notifyUrl === null };
      put(answered);
      return answered;
    },
    nextDueMs: () => {
      const moments = held.flatMap((one) => (one.announced || one.answer === null ? [] : [one.answer.atMs]));
      return moments.length === 0 ? null : Math.min(...moments);
    },
    takeAnswered: () => {
      const nowMs = clock.nowMs();
      const due = held.filter((one) => isDue(one, nowMs));
      if (due.length > 0) keep(held.map((one) => (isDue(one, nowMs) ? { ...one, announced: true } : one)));
      return due;
    },
  };
}
