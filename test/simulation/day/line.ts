import type { HttpOutcome, HttpPost, HttpRequest } from '../../../electron/alipay/http.ts';
import { NOTICE_TROUBLES, type Fault, type GatewayService, type NoticeTrouble } from '../../../electron/training/faults.ts';
import type { Answer, Reaction } from '../../../electron/training/http-door.ts';
import type { Practice } from '../../../electron/training/practice.ts';
import type { SeededRandom, VirtualClock } from '../virtual-clock.ts';
import type { Process } from './process.ts';

/** Trouble on the way, in percent of calls. The rest of the fault script is made by the gateways themselves (electron/training/faults.ts). */
export interface LineTrouble {
  readonly notSent: number;
  readonly requestLost: number;
  /** The request arrives, but long after it was sent. */
  readonly requestLate: number;
  readonly requestTwice: number;
  readonly answerLost: number;
  readonly answerLate: number;
  readonly connectionReset: number;
  /** Trouble made by the gateway: 5xx, garbled, bad signature, signed lies, "I do not know". */
  readonly gateway: number;
}
export const NO_TROUBLE: LineTrouble = { notSent: 0, requestLost: 0, requestLate: 0, requestTwice: 0, answerLost: 0, answerLate: 0, connectionReset: 0, gateway: 0 };

const HOSTS = { legacy: 'http://127.0.0.1:1', ams: 'http://127.0.0.1:2' } as const;
export const PRACTICE_ADDRESSES = HOSTS;

const LEGACY_SERVICES: Readonly<Record<string, GatewayService>> = {
  'alipay.acquire.overseas.spot.pay': 'legacy.pay', 'alipay.acquire.overseas.query': 'legacy.query', 'alipay.acquire.cancel': 'legacy.cancel', 'alipay.acquire.precreate': 'legacy.precreate',
  'alipay.acquire.overseas.spot.refund': 'legacy.refund', 'alipay.acquire.refund.query': 'legacy.refundQuery', 'alipay.commerce.qrcode.create': 'legacy.qrCreate',
  'alipay.commerce.qrcode.modify': 'legacy.qrModify', 'alipay.commerce.qrcode.modifyStatus': 'legacy.qrModifyStatus',
};
const AMS_SERVICES: Readonly<Record<string, GatewayService>> = {
  pay: 'ams.pay', inquiryPayment: 'ams.inquiryPayment', cancel: 'ams.cancel', refund: 'ams.refund', inquiryRefund: 'ams.inquiryRefund',
};

/**
 * Well signed lies. Not told by the gateway of the printed code: what arrives there unasked has nothing of ours to compare it with, so a lie about it is
 * the gateway's own word.
 */
const LIES: readonly NoticeTrouble[] = ['wrongAmount', 'wrongCurrency', 'unknownReference'];

function serviceOf(url: URL, body: Uint8Array): GatewayService | null {
  if (url.origin === HOSTS.ams) return AMS_SERVICES[url.pathname.split('/').at(-1) ?? ''] ?? null;
  const service = new URLSearchParams(Buffer.from(body).toString('latin1')).get('service') ?? url.searchParams.get('service') ?? '';
  return LEGACY_SERVICES[service] ?? null;
}

/** The network between a till and the practice gateways: everything arrives sometime, or not at all, on the virtual clock. */
export class Line {
  trouble: LineTrouble = NO_TROUBLE;
  /** How often each kind of trouble struck. */
  readonly struck: Record<string, number> = {};
  readonly #clock: VirtualClock;
  readonly #random: SeededRandom;
  readonly #practice: Practice;

  constructor(clock: VirtualClock, random: SeededRandom, practice: Practice) {
    this.#clock = clock;
    this.#random = random;
    this.#practice = practice;
  }

  #strikes(kind: keyof LineTrouble): boolean {
    if (!this.#random.chance(this.trouble[kind])) return false;
    this.count(kind);
    return true;
  }

  /** Whether a notification, or the answer to it, is lost. */
  loses(): boolean {
    if (!this.#random.chance(this.trouble.answerLost)) return false;
    this.count('noticeLost');
    return true;
  }

  /** Whether the next notification of a gateway is spoilt: early, late, doubled, wrongly signed, a signed lie. */
  spoilNotices(): void {
    if (!this.#strikes('gateway')) return;
    const gateway = this.#random.chance(50) ? 'legacy' : 'ams';
    const troubles = NOTICE_TROUBLES.filter((trouble) => gateway === 'ams' || !LIES.includes(trouble));
    const trouble = troubles[this.#random.below(troubles.length)] ?? 'duplicate';
    if (this.#practice.faults.pendingNotices(gateway) > 0) return;
    this.count(`notice ${trouble}`);
    this.#practice.faults.nextNotice(gateway, trouble);
  }

  count(kind: string): void {
    this.struck[kind] = (this.struck[kind] ?? 0) + 1;
  }

  /** How a process sends. What it sent lives on without it. */
  post(process: Process): HttpPost {
    return (request) => {
      process.touch();
      return process.own(this.#exchange(request));
    };
  }

  #exchange(request: HttpRequest): Promise<HttpOutcome> {
    const { signal, deadlineMs } = request;
    if (signal?.aborted) return Promise.resolve({ kind: 'notSent', detail: 'aborted' });
    if (this.#strikes('notSent')) return Promise.resolve({ kind: 'notSent', detail: 'ECONNREFUSED' });
    return new Promise((resolve) => {
      let over = false;
      const waits = new AbortController();
      const finish = (outcome: HttpOutcome): void => {
        if (over) return;
        over = true;
        waits.abort();
        signal?.removeEventListener('abort', aborted);
        resolve(outcome);
      };
      const aborted = (): void => finish({ kind: 'noAnswer', detail: 'aborted' });
      signal?.addEventListener('abort', aborted, { once: true });
      this.#clock.sleep(deadlineMs, waits.signal).then(() => finish({ kind: 'noAnswer', detail: 'timeout' }), () => {});

      const resets = this.#strikes('connectionReset');
      if (resets) this.#after(this.#random.below(2_000), () => finish({ kind: 'noAnswer', detail: 'connectionLost' }));
      if (this.#strikes('requestLost')) return;
      const wayMs = this.#strikes('requestLate') ? 1_000 + this.#random.below(40_000) : this.#random.below(400);
      const answerLost = this.#strikes('answerLost');
      const backMs = this.#strikes('answerLate') ? 1_000 + this.#random.below(30_000) : this.#random.below(400);
      this.#after(wayMs, () => {
        const reaction = this.#handle(request);
        if (this.#strikes('requestTwice')) this.#after(this.#random.below(5_000), () => void this.#handle(request));
        if (answerLost) return;
        if (reaction.kind === 'reset') finish({ kind: 'noAnswer', detail: 'connectionLost' });
        else if (reaction.kind === 'cut' && reaction.afterwards === 'close') finish({ kind: 'noAnswer', detail: 'connectionLost' });
        else if (reaction.kind === 'send') this.#after(backMs + reaction.afterMs, () => finish(httpAnswer(reaction.answer)));
      });
    });
  }

  #handle(request: HttpRequest): Reaction {
    const url = new URL(request.url);
    const { gateways, faults } = this.#practice;
    const service = serviceOf(url, request.body);
    if (service !== null && this.#strikes('gateway')) {
      const fault = this.#fault();
      this.count(fault.kind);
      faults.next(service, fault);
    }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
    const gateway = url.origin === HOSTS.ams ? gateways.ams : gateways.legacy;
    return gateway.handle({ method: 'POST', target: url.pathname + url.search, headers, body: Buffer.from(request.body) });
  }

  #fault(): Fault {
    const random = this.#random;
    const processed = random.chance(50);
    const kinds: readonly Fault[] = [
      { kind: 'httpStatus', status: random.chance(50) ? 502 : 503, processed }, { kind: 'reset', processed }, { kind: 'silence', processed }, { kind: 'late', afterMs: random.below(60_000) },
      { kind: 'unknown', processed }, { kind: 'code', code: 'SYSTEM_ERROR', level: random.chance(50) ? 'gateway' : 'business', processed }, { kind: 'garbled' }, { kind: 'signedNonsense' },
      { kind: 'brokenSignature' }, { kind: 'missingSignature' }, { kind: 'alteredBody' }, { kind: 'truncated', afterwards: random.chance(50) ? 'close' : 'stall' }, { kind: 'wrongAmount' },
      { kind: 'wrongCurrency' }, { kind: 'wrongReference' },
    ];
    return kinds[random.below(kinds.length)] ?? { kind: 'garbled' };
  }

  #after(ms: number, work: () => void): void {
    void this.#clock.sleep(ms).then(work);
  }
}

const httpAnswer = ({ status, headers, body }: Answer): HttpOutcome => ({
  kind: 'answer', status, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])), body,
});
