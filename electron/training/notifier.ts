import type { Clock } from '../../shared/world.ts';
import { createAlarm } from './alarm.ts';
import type { CallList } from './call-list.ts';
import type { NoticeTrouble } from './faults.ts';
import { httpPoster, type Post, type PostOutcome } from './notice-post.ts';
import type { StateFile } from './state-file.ts';
import type { Gateway } from './trades.ts';

/**
 * Sends the gateways' notifications and sends them again until they are acknowledged.
 *
 * A gateway composes and signs a message, asks the fault queue what is to go wrong (`faults.takeNotice`), and calls `send`. The first delivery starts
 * inside `send` (synchronously, unless it is to be late); re-sends follow on the injected clock by `NOTICE_WAITS_MS`, with the same bytes. What is not yet
 * acknowledged is in the state file; after a restart each gateway calls `resume` once. `post` is injected; the real one (notice-post.ts) speaks to
 * loopback addresses only and reports other ones as not contacted, which ends the notice.
 */
export interface Notifier {
  /** Queues a message and starts its first delivery. `acknowledged` judges each answer; it must not throw. */
  send(message: NoticeMessage, acknowledged: Acknowledged, trouble?: NoticeTrouble | null): void;
  /** Goes on with what an earlier run left undelivered for this gateway; call once, before the first `send`. */
  resume(gateway: Gateway, acknowledged: Acknowledged): void;
  /** What is still to be delivered, oldest first. */
  pending(): readonly PendingNotice[];
  /** The newest deliveries (1,000 at most), oldest first, with their bytes and how they ended. */
  deliveries(): readonly NoticeDelivery[];
  /** Ends every delivery and all waiting; resolves when nothing is under way. What was not acknowledged stays in the state file. */
  stop(): Promise<void>;
}

export type Acknowledged = (status: number, body: Buffer) => boolean;

export interface NoticeMessage {
  /** Unique: notify_id, or one the gateway makes up. */
  readonly id: string;
  readonly gateway: Gateway;
  /** The merchant's reference of the payment or refund it speaks of, for lists. */
  readonly about: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Replaces headers and body in the first delivery only: a spoilt or forged message. */
  readonly first?: { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };
}

export interface PendingNotice extends Pick<NoticeMessage, 'id' | 'gateway' | 'about' | 'url'> {
  /** Deliveries made or begun. */
  readonly delivered: number;
  /** When it is delivered next; null: the last delivery is under way. */
  readonly nextAtMs: number | null;
}

export interface NoticeDelivery extends Pick<NoticeMessage, 'id' | 'gateway' | 'about' | 'url' | 'headers' | 'body'> {
  /** 1 for the first. */
  readonly number: number;
  readonly atMs: number;
  /** `lost`: left out on purpose. Null while under way. */
  readonly outcome: 'acknowledged' | 'refused' | 'failed' | 'notContacted' | 'lost' | null;
  /** HTTP status of the answer; null without one. */
  readonly status: number | null;
  readonly detail: string;
}

/** A pending notice in the state file. */
export interface SavedNotice extends Pick<NoticeMessage, 'id' | 'gateway' | 'about' | 'url' | 'headers'> {
  readonly bodyBase64: string;
  readonly delivered: number;
  readonly waitsMs: readonly number[];
  readonly nextAtMs: number;
}

const MINUTE_MS = 60_000;
/**
 * Waits before each delivery, the first included: eight in all, spaced 2 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h (legacy.md 5.1; ams.md 5.5 and 7.1 print the
 * same list).
 */
export const NOTICE_WAITS_MS: Readonly<Record<Gateway, readonly number[]>> = {
  legacy: [0, 2, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * MINUTE_MS),
  ams: [0, 2, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * MINUTE_MS),
};
/** How late a late notification is: after the till has given up asking and after an unpaid barcode payment would have closed. */
export const LATE_NOTICE_MS = 4 * MINUTE_MS;

const PENDING_MAX = 500;
const DELIVERIES_KEPT_MAX = 1_000;
const UNDER_WAY_MAX = 16;

export interface NotifierOptions {
  readonly clock: Clock;
  /** Posts one delivery; has to end by itself. Loopback HTTP when absent. */
  readonly post?: Post;
  readonly waitsMs?: Partial<Record<Gateway, readonly number[]>>;
  readonly lateMs?: number;
  readonly stateFile?: StateFile | null;
  readonly calls?: CallList;
  /** Told of a failure of the state file; the notice is sent all the same. */
  readonly onFailure?: (failure: unknown) => void;
}

interface Notice {
  readonly message: NoticeMessage;
  readonly acknowledged: Acknowledged;
  readonly trouble: NoticeTrouble | null;
  /** Waits before the deliveries after the next one. */
  waitsMs: readonly number[];
  nextAtMs: number | null;
  delivered: number;
  underWay: number;
}

/** A notifier with nothing to send, holding on to what an earlier run left until `resume`. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { clock, calls, stateFile = null, post = httpPoster({ outside: false }), lateMs = LATE_NOTICE_MS, onFailure = () => {} } = options;
  const notices = new Set<Notice>();
  const deliveries: NoticeDelivery[] = [];
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let left: readonly SavedNotice[] = stateFile?.read()?.notices ?? [];

  const save = (): void => {
    try {
      stateFile?.write({ notices: [...left, ...[...notices].flatMap(saved)] });
    } catch (failure) {
      onFailure(failure);
    }
  };
  const record = (delivery: NoticeDelivery): void => {
    deliveries.push(delivery);
    if (deliveries.length > DELIVERIES_KEPT_MAX) deliveries.shift();
  };
  const ended = (delivery: NoticeDelivery, end: Pick<NoticeDelivery, 'outcome' | 'status' | 'detail'>): void => {
    const place = deliveries.lastIndexOf(delivery);
    if (place >= 0) deliveries[place] = { ...delivery, ...end };
    calls?.add({ gateway: delivery.gateway, service: 'notify', reference: delivery.about, atMs: clock.nowMs(), said: end.outcome ?? '', detail: end.detail });
  };

  const begin = (notice: Notice): void => {
    const { message, trouble } = notice;
    const number = notice.delivered + 1;
    const [waitMs, ...waitsMs] = notice.waitsMs;
    notice.delivered = number;
    notice.waitsMs = waitsMs;
    // Set before the outcome is known: an answer that never comes must not hold up the next delivery.
    notice.nextAtMs = waitMs === undefined ? null : clock.nowMs() + waitMs;
    const { headers, body } = number === 1 && message.first !== undefined ? message.first : message;
    const delivery: NoticeDelivery = {
      id: message.id, gateway: message.gateway, about: message.about, url: message.url, headers, body, number, atMs: clock.nowMs(), outcome: null, status: null, detail: '',
    };
    record(delivery);
    if (trouble === 'never' || (trouble === 'lost' && number === 1)) {
      ended(delivery, { outcome: 'lost', status: null, detail: 'left out on purpose' });
      if (trouble === 'never' || notice.nextAtMs === null) notices.delete(notice);
      return;
    }
    notice.underWay += 1;
    const answer = posted(() => post({ url: message.url, headers, body }, stopping.signal)).then((outcome) => {
      notice.underWay -= 1;
      const end = judged(outcome, notice.acknowledged);
      ended(delivery, end);
      if (stopping.signal.aborted) return;
      const over = end.outcome === 'acknowledged' || end.outcome === 'notContacted' || (notice.nextAtMs === null && notice.underWay === 0);
      if (over) notices.delete(notice);
      save();
      alarm.touch();
    });
    running.add(answer);
    void answer.finally(() => running.delete(answer));
  };

  const underWay = (): number => [...notices].reduce((sum, notice) => sum + notice.underWay, 0);
  const waiting = (notice: Notice): boolean => notice.nextAtMs !== null && notice.underWay === 0;
  const alarm = createAlarm({
    clock,
    dueMs: () => {
      if (underWay() >= UNDER_WAY_MAX) return null;
      const moments = [...notices].filter(waiting).map((notice) => notice.nextAtMs ?? 0);
      return moments.length === 0 ? null : Math.min(...moments);
    },
    ring: () => {
      for (const notice of notices) {
        if (underWay() >= UNDER_WAY_MAX) break;
        if (waiting(notice) && (notice.nextAtMs ?? 0) <= clock.nowMs()) begin(notice);
      }
      save();
    },
    onFailure,
  });

  const take = (notice: Notice): void => {
    notices.add(notice);
    for (const oldest of notices) {
      if (notices.size <= PENDING_MAX) break;
      notices.delete(oldest);
    }
  };

  return {
    send: (message, acknowledged, trouble = null) => {
      if (stopping.signal.aborted) return;
      const [firstMs = 0, ...waitsMs] = options.waitsMs?.[message.gateway] ?? NOTICE_WAITS_MS[message.gateway];
      const waitMs = trouble === 'late' ? lateMs : firstMs;
      const notice: Notice = { message, acknowledged, trouble, waitsMs, nextAtMs: clock.nowMs() + waitMs, delivered: 0, underWay: 0 };
      take(notice);
      if (trouble === 'duplicate') {
        for (let count = 0; count <= waitsMs.length; count += 1) begin(notice);
        notice.nextAtMs = null;
      } else if (waitMs === 0 && underWay() < UNDER_WAY_MAX) {
        begin(notice);
      }
      save();
      alarm.touch();
    },
    resume: (gateway, acknowledged) => {
      const mine = left.filter((notice) => notice.gateway === gateway);
      left = left.filter((notice) => notice.gateway !== gateway);
      for (const { bodyBase64, delivered, waitsMs, nextAtMs, ...message } of mine) {
        take({ message: { ...message, body: Buffer.from(bodyBase64, 'base64') }, acknowledged, trouble: null, waitsMs, nextAtMs, delivered, underWay: 0 });
      }
      alarm.touch();
    },
    pending: () => [...notices].map(({ message: { id, gateway, about, url }, delivered, nextAtMs }) => ({ id, gateway, about, url, delivered, nextAtMs })),
    deliveries: () => [...deliveries],
    stop: async () => {
      stopping.abort(new Error('the notifier was stopped'));
      alarm.stop();
      await Promise.allSettled(running);
    },
  };
}

const saved = ({ message, delivered, waitsMs, nextAtMs }: Notice): readonly SavedNotice[] => {
  if (nextAtMs === null) return [];
  const { id, gateway, about, url, headers, body } = message;
  return [{ id, gateway, about, url, headers, bodyBase64: body.toString('base64'), delivered, waitsMs, nextAtMs }];
};

/** A post that throws instead of answering has failed. */
async function posted(post: () => Promise<PostOutcome>): Promise<PostOutcome> {
  try {
    return await post();
  } catch (failure) {
    return { kind: 'failed', detail: failure instanceof Error ? failure.message : String(failure) };
  }
}

function judged(outcome: PostOutcome, acknowledged: Acknowledged): Pick<NoticeDelivery, 'outcome' | 'status' | 'detail'> {
  switch (outcome.kind) {
    case 'answered':
      return { outcome: acknowledged(outcome.status, outcome.body) ? 'acknowledged' : 'refused', status: outcome.status, detail: '' };
    case 'failed':
      return { outcome: 'failed', status: null, detail: outcome.detail };
    case 'notContacted':
      return { outcome: 'notContacted', status: null, detail: 'not a loopback address' };
    default:
      return outcome satisfies never;
  }
}
