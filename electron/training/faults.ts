import type { BehaviourPlan, BehaviourTiming } from './behaviours.ts';
import type { Answer, Reaction } from './http-door.ts';
import type { Gateway } from './trades.ts';

/** The calls that can be troubled, one name per gateway service. */
export const GATEWAY_SERVICES = [
  'legacy.pay', 'legacy.query', 'legacy.cancel', 'legacy.precreate', 'legacy.refund', 'legacy.refundQuery', 'legacy.qrCreate', 'legacy.qrModify',
  'legacy.qrModifyStatus', 'legacy.notifyVerify',
  'ams.pay', 'ams.inquiryPayment', 'ams.cancel', 'ams.refund', 'ams.inquiryRefund', 'ams.registration', 'ams.inquiryRegistrationStatus',
  'ams.inquiryRegistrationInfo',
] as const;
export type GatewayService = (typeof GATEWAY_SERVICES)[number];

/**
 * Trouble for one answer. `processed` says whether the gateway does its work before the trouble; kinds without it always
 * do. The wrong* kinds are correctly signed lies: only comparing with the till's own record finds them.
 */
export type Fault =
  | { readonly kind: 'httpStatus'; readonly status: number; readonly processed: boolean }
  | { readonly kind: 'reset'; readonly processed: boolean }
  | { readonly kind: 'silence'; readonly processed: boolean }
  | { readonly kind: 'late'; readonly afterMs: number }
  /** Signed "I do not know": UNKNOW or UNKNOWN (cancel with retry_flag=Y), UNKNOWN_EXCEPTION. */
  | { readonly kind: 'unknown'; readonly processed: boolean }
  /** The given code. `gateway` level: unsigned is_success=F on the legacy gateway; the same as `business` on AMS. */
  | { readonly kind: 'code'; readonly code: string; readonly level: 'gateway' | 'business'; readonly processed: boolean }
  /** Bytes that are neither XML nor JSON. On AMS they carry a good signature: unreadable even after verification. */
  | { readonly kind: 'garbled' }
  /** Well-formed and well signed, but none of the promised fields. */
  | { readonly kind: 'signedNonsense' }
  | { readonly kind: 'brokenSignature' }
  | { readonly kind: 'missingSignature' }
  /** Changed after it was signed. */
  | { readonly kind: 'alteredBody' }
  /** Good and signed, followed by blanks up to `bytes`. */
  | { readonly kind: 'oversized'; readonly bytes: number }
  | { readonly kind: 'truncated'; readonly afterwards: 'close' | 'stall' }
  | { readonly kind: 'wrongAmount' }
  | { readonly kind: 'wrongCurrency' }
  | { readonly kind: 'wrongReference' };

/** False only for trouble that strikes before the gateway did anything. */
export const isProcessed = (fault: Fault | null): boolean => fault === null || !('processed' in fault) || fault.processed;

/**
 * Trouble for one notification of a gateway. `early`: it comes before the answer of the call that caused it. `late`, `lost` (the first delivery only),
 * `never` and `duplicate` (all eight deliveries at once) concern the way; the rest spoil the first delivery: a broken signature, or a well signed lie. Re-sends
 * tell the truth.
 */
export const NOTICE_TROUBLES = [
  'early', 'late', 'lost', 'never', 'duplicate', 'wrongSignature', 'missingSignature', 'wrongAmount', 'wrongCurrency', 'unknownReference',
] as const;
export type NoticeTrouble = (typeof NOTICE_TROUBLES)[number];

export interface Faults {
  /** The next `times` answers of the service get this fault; later calls queue behind it. */
  next(service: GatewayService, fault: Fault, times?: number): void;
  /** How many answers of the service are still spoken for. */
  pending(service: GatewayService): number;
  /** The next `times` notifications of the gateway get this trouble. */
  nextNotice(gateway: Gateway, trouble: NoticeTrouble, times?: number): void;
  pendingNotices(gateway: Gateway): number;
  clear(): void;
}

export interface FaultQueue extends Faults {
  /** Takes the fault for the answer being made, null when none is queued. */
  take(service: GatewayService): Fault | null;
  /** Takes the trouble for the notification being made, null when none is queued. */
  takeNotice(gateway: Gateway): NoticeTrouble | null;
}

const FAULTS_QUEUED_MAX = 1_000;

/** An empty fault queue. `next` and `nextNotice` throw RangeError beyond 1,000 queued of one kind. */
export function createFaults(): FaultQueue {
  const faults = queues<GatewayService, Fault>();
  const troubles = queues<Gateway, NoticeTrouble>();
  return {
    next: faults.add,
    pending: faults.count,
    nextNotice: troubles.add,
    pendingNotices: troubles.count,
    clear: () => {
      faults.clear();
      troubles.clear();
    },
    take: faults.take,
    takeNotice: troubles.take,
  };
}

interface Queues<Key, Item> {
  readonly add: (key: Key, item: Item, times?: number) => void;
  readonly count: (key: Key) => number;
  readonly take: (key: Key) => Item | null;
  readonly clear: () => void;
}

function queues<Key extends string, Item>(): Queues<Key, Item> {
  const waiting = new Map<Key, Item[]>();
  return {
    add: (key, item, times = 1) => {
      const queue = waiting.get(key) ?? [];
      if (queue.length + times > FAULTS_QUEUED_MAX) throw new RangeError(`too many faults queued for ${key}`);
      waiting.set(key, [...queue, ...Array<Item>(times).fill(item)]);
    },
    count: (key) => waiting.get(key)?.length ?? 0,
    take: (key) => waiting.get(key)?.shift() ?? null,
    clear: () => waiting.clear(),
  };
}

/** How an answer travels when no fault is queued: at once, late by so many milliseconds, or not at all. */
export type Delivery = { readonly kind: 'now' } | { readonly kind: 'late'; readonly afterMs: number } | { readonly kind: 'reset' };

/** The delivery a behaviour asks for, with its wait. */
export function deliveryOf(kind: BehaviourPlan['delivery'], timing: BehaviourTiming): Delivery {
  return kind === 'late' ? { kind, afterMs: timing.lateAnswerMs } : { kind };
}

/** The part of a fault that concerns the connection; what it does to the content is the gateway's own affair. */
export function deliver(fault: Fault | null, delivery: Delivery, answer: Answer): Reaction {
  if (fault === null) {
    if (delivery.kind === 'reset') return { kind: 'reset' };
    return { kind: 'send', answer, afterMs: delivery.kind === 'late' ? delivery.afterMs : 0 };
  }
  switch (fault.kind) {
    case 'httpStatus':
      return { kind: 'send', answer: troublePage(fault.status), afterMs: 0 };
    case 'reset':
      return { kind: 'reset' };
    case 'silence':
      return { kind: 'silence' };
    case 'late':
      return { kind: 'send', answer, afterMs: fault.afterMs };
    case 'truncated':
      return { kind: 'cut', answer, sentBytes: Math.floor(answer.body.length / 2), afterwards: fault.afterwards };
    case 'unknown':
    case 'code':
    case 'garbled':
    case 'signedNonsense':
    case 'brokenSignature':
    case 'missingSignature':
    case 'alteredBody':
    case 'oversized':
    case 'wrongAmount':
    case 'wrongCurrency':
    case 'wrongReference':
      return { kind: 'send', answer, afterMs: 0 };
    default:
      return fault satisfies never;
  }
}

/** The page a proxy or an overloaded front end sends instead of an answer. */
function troublePage(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html;charset=UTF-8' },
    body: Buffer.from(`<html><body><h1>${status}</h1></body></html>`),
  };
}

/** The body's bytes in reverse: same length, no longer any language. */
export const garble = (body: Buffer): Buffer => Buffer.from(body).reverse();

/** The body followed by blanks up to `bytes` in all. */
export const oversize = (body: Buffer, bytes: number): Buffer =>
  Buffer.concat([body, Buffer.alloc(Math.max(0, bytes - body.length), 0x20)]);
