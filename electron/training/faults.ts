import type { BehaviourPlan, BehaviourTiming } from './behaviours.ts';
import type { Answer, Reaction } from './http-door.ts';

/** The calls that can be troubled, one name per gateway service. */
export const GATEWAY_SERVICES = [
  'legacy.pay', 'legacy.query', 'legacy.cancel', 'ams.pay', 'ams.inquiryPayment', 'ams.cancel',
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

export interface Faults {
  /** The next `times` answers of the service get this fault; later calls queue behind it. */
  next(service: GatewayService, fault: Fault, times?: number): void;
  /** How many answers of the service are still spoken for. */
  pending(service: GatewayService): number;
  clear(): void;
}

export interface FaultQueue extends Faults {
  /** Takes the fault for the answer being made, null when none is queued. */
  take(service: GatewayService): Fault | null;
}

const FAULTS_QUEUED_MAX = 1_000;

/** An empty fault queue. `next` throws RangeError beyond 1,000 queued faults of one service. */
export function createFaults(): FaultQueue {
  const queues = new Map<GatewayService, Fault[]>();
  const queue = (service: GatewayService): Fault[] => {
    const known = queues.get(service);
    if (known) return known;
    const fresh: Fault[] = [];
    queues.set(service, fresh);
    return fresh;
  };
  return {
    next: (service, fault, times = 1) => {
      const waiting = queue(service);
      if (waiting.length + times > FAULTS_QUEUED_MAX) throw new RangeError(`too many faults queued for ${service}`);
      for (let count = 0; count < times; count += 1) waiting.push(fault);
    },
    pending: (service) => queue(service).length,
    clear: () => queues.clear(),
    take: (service) => queue(service).shift() ?? null,
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
