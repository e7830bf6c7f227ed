import { createHash } from 'node:crypto';
import { TillError } from '../../shared/errors/registry.ts';
import { minor } from '../../shared/money.ts';
import { PRODUCT_FACTS, type PaymentProduct } from '../../shared/payment/products.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { AttentionReads, NotificationRow } from '../journal/attention-port.ts';
import type { JournalReader, JournalWriter } from '../journal/port.ts';
import type { Log } from '../log.ts';
import type { PaymentEngine } from './engine.ts';
import type { NotificationAnswer, NotificationMessage, NotificationReader, NotificationReading, RawNotification } from './provider.ts';

export type InboxJournal = JournalWriter & Pick<AttentionReads, 'notificationOf' | 'notificationsNotApplied' | 'notificationsInDoubt'> & Pick<JournalReader, 'attemptByReference'>;

/** Where a notification about a refund goes: the refund engine. It is evidence like any other. */
export interface RefundInbox {
  /** Null: no such refund here. Throws the journal's codes; applying it again is safe. */
  notified(message: NotificationMessage, product: PaymentProduct): { readonly refundId: string; readonly as: 'evidence' | 'asked' | 'nothingNew' | 'mismatch' } | null;
}

export interface InboxDeps {
  readonly journal: InboxJournal;
  readonly engine: Pick<PaymentEngine, 'notified' | 'settleDoubt'>;
  readonly refunds: RefundInbox;
  readonly readers: () => readonly NotificationReader[];
  /** Ask the gateway whether a message is genuine before it is believed (legacy.md 5.4), where its protocol has that question. */
  readonly asksGateway: () => boolean;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly random: Random;
  readonly log: Log;
  /** A message was applied; the windows may show something new. */
  readonly changed: () => void;
}

/** `busy`: not stored, so that the gateway sends it again. */
export type Receipt =
  | { readonly kind: 'acknowledged' | 'refused'; readonly answer: NotificationAnswer }
  | { readonly kind: 'notTaken' }
  | { readonly kind: 'busy'; readonly why: string };

/**
 * The notification inbox (payments.md rule 8). A delivery is verified over its raw bytes, stored once, applied once, and acknowledged only when both are on disk. A message
 * is one however often it is delivered: the gateway's id of it, or a digest of what it says, is unique in the journal.
 */
export interface Inbox {
  /** True when some reader takes that path. */
  takes(target: string): boolean;
  receive(raw: RawNotification): Promise<Receipt>;
  /** Applies what a crash left stored but not applied, and takes up the doubts that were open. Called once at start, after the engine has resumed its attempts. */
  resume(): void;
}

/** The question is worth asking for about a minute (legacy.md 5.4, inferred); the gateway waits for our acknowledgement meanwhile. */
const CONFIRM_DEADLINE_MS = 5_000;
const REFERENCE_LENGTH_MAX = 64;

type Verified = { readonly reader: NotificationReader; readonly product: PaymentProduct; readonly message: NotificationMessage };
type Rejected = { readonly reader: NotificationReader; readonly why: 'badSignature' | 'wrongReceiver' | 'unreadable'; readonly detail: string };

/** The one door for messages of the gateways: verified, stored once, applied once, acknowledged only then (payments.md rule 8). */
export function createInbox(deps: InboxDeps): Inbox {
  const { journal, engine, log, random } = deps;
  const confirming = new Map<string, Promise<boolean | 'unknown'>>();
  const doubts = new Set<string>();

  const receive = async (raw: RawNotification): Promise<Receipt> => {
    const readers = deps.readers().filter((reader) => reader.takes(raw.target));
    if (readers.length === 0) return { kind: 'notTaken' };
    const read = readAll(readers, raw, log);
    if ('why' in read) {
      // Nothing of it is stored: whoever finds the address could fill the disk with it.
      log('warn', 'notification.rejected', { why: read.why, detail: read.detail.slice(0, 120), bytes: raw.body.length });
      return { kind: 'refused', answer: read.reader.refusal(read.why) };
    }
    const { reader, message } = read;
    const { gateway } = PRODUCT_FACTS[read.product];
    try {
      if (deps.asksGateway() && reader.confirm && !journal.notificationOf(gateway, message.messageId)) {
        const genuine = await confirmed(reader, gateway, message.messageId);
        if (genuine === 'unknown') return { kind: 'busy', why: 'notConfirmed' };
        if (!genuine) {
          log('warn', 'notification.rejected', { why: 'notGenuine', detail: message.messageId.slice(0, 40), bytes: raw.body.length });
          return { kind: 'refused', answer: reader.refusal('badSignature') };
        }
      }
      const stored = journal.notificationOf(gateway, message.messageId) ?? store(read, gateway, raw.body);
      if (stored.appliedAs === null) apply(stored);
      else log('info', 'notification.again', { notificationId: stored.notificationId });
      return { kind: 'acknowledged', answer: reader.acknowledgement() };
    } catch (error) {
      log('error', 'notification.notStored', { why: error instanceof TillError ? error.code : String(error).slice(0, 200) });
      return { kind: 'busy', why: 'notStored' };
    }
  };

  /** One question per message, however many deliveries of it are at the door. */
  const confirmed = (reader: NotificationReader, gateway: string, messageId: string): Promise<boolean | 'unknown'> => {
    const key = `${gateway} ${messageId}`;
    const under = confirming.get(key);
    if (under) return under;
    const guard = new AbortController();
    const asked = Promise.race([
      reader.confirm?.(messageId, { deadlineMs: CONFIRM_DEADLINE_MS, signal: guard.signal }) ?? Promise.resolve<boolean | 'unknown'>('unknown'),
      deps.clock.sleep(CONFIRM_DEADLINE_MS, guard.signal).then((): 'unknown' => 'unknown'),
    ]).catch((): 'unknown' => 'unknown').finally(() => {
      guard.abort();
      confirming.delete(key);
    });
    confirming.set(key, asked);
    return asked;
  };

  const store = ({ product, message }: Verified, gateway: NotificationRow['gateway'], body: Uint8Array): NotificationRow => {
    const notificationId = random.uuid();
    journal.append([{
      type: 'notification.received',
      data: {
        notificationId, gateway, product, messageId: message.messageId, about: message.about, says: message.says, gatewayCode: message.gatewayCode.slice(0, 64),
        merchantReference: message.merchantReference, refundReference: message.refundReference, gatewayPaymentId: message.gatewayPaymentId,
        amountMinor: message.amountMinor, currency: message.currency,
        paid: { paidAtMs: message.paidAtMs, payerHint: message.payerHint?.slice(0, 100) ?? null, wallet: message.wallet?.slice(0, 64) ?? null },
        bodySha256: createHash('sha256').update(body).digest('hex'),
      },
    }]);
    const row = journal.notificationOf(gateway, message.messageId);
    if (!row) throw new TillError('INTERNAL', { notificationId });
    log('info', 'notification.received', { notificationId, product, about: message.about, says: message.says });
    return row;
  };

  /** What was stored decides, not what was delivered just now: at the next start there is nothing else. Throws the journal's codes. */
  const apply = (row: NotificationRow): void => {
    const message = messageOf(row);
    const effect = row.about === 'refund' ? aboutRefund(message, row.product) : { ...engine.notified(message, row.product), refundId: null };
    journal.append([{ type: 'notification.applied', data: { notificationId: row.notificationId, as: effect.as, attemptId: effect.attemptId, refundId: effect.refundId } }]);
    log('info', 'notification.applied', { notificationId: row.notificationId, as: effect.as });
    if (effect.as === 'doubted' && effect.attemptId !== null) doubt(row.notificationId, effect.attemptId);
    deps.changed();
  };

  const aboutRefund = (message: NotificationMessage, product: PaymentProduct): { as: NotificationRow['appliedAs'] & string; attemptId: string | null; refundId: string | null } => {
    const applied = deps.refunds.notified(message, product);
    const attempt = message.merchantReference === null ? null : journal.attemptByReference(message.merchantReference);
    return applied ? { as: applied.as, attemptId: attempt?.attemptId ?? null, refundId: applied.refundId } : { as: 'unknownReference', attemptId: attempt?.attemptId ?? null, refundId: null };
  };

  /** Settles what a message said about an ended payment. Its end is written, so that the next start does not ask again. */
  const doubt = (notificationId: string, attemptId: string): void => {
    if (doubts.has(notificationId)) return;
    doubts.add(notificationId);
    engine.settleDoubt(attemptId).then((foundPaid) => {
      if (foundPaid !== null) journal.append([{ type: 'notification.doubtSettled', data: { notificationId, foundPaid } }]);
    }).catch((error: unknown) => {
      log('error', 'notification.doubtFailed', { notificationId, why: String(error).slice(0, 200) });
    }).finally(() => doubts.delete(notificationId));
  };

  return {
    takes: (target) => deps.readers().some((reader) => reader.takes(target)),
    receive,
    resume: () => {
      for (const row of journal.notificationsNotApplied()) {
        try {
          apply(row);
        } catch (error) {
          // It stays as it is: the gateway sends it again, and so does the next start.
          log('error', 'notification.notApplied', { notificationId: row.notificationId, why: String(error).slice(0, 200) });
        }
      }
      for (const row of journal.notificationsInDoubt()) {
        if (row.attemptId !== null) doubt(row.notificationId, row.attemptId);
      }
    },
  };
}

/**
 * The first reader that vouches for it; where several products share one address and one account, a product that is told of payments nobody asked for goes first, so
 * that money on the printed code is not taken for a stranger's. Otherwise the rejection that says most.
 */
function readAll(readers: readonly NotificationReader[], raw: RawNotification, log: Log): Verified | Rejected {
  const verified: Verified[] = [];
  const rejected: Rejected[] = [];
  for (const reader of readers) {
    const reading = readSafely(reader, raw, log);
    if (reading.kind === 'rejected') rejected.push({ reader, why: reading.why, detail: reading.detail });
    else if (isStorable(reading.message)) verified.push({ reader, product: reading.product, message: reading.message });
    else rejected.push({ reader, why: 'unreadable', detail: 'an id is too long' });
  }
  const best = verified.find(({ product }) => PRODUCT_FACTS[product].presented === 'printed') ?? verified[0];
  if (best) return best;
  const worst = rejected.find(({ why }) => why === 'badSignature') ?? rejected.find(({ why }) => why === 'unreadable') ?? rejected[0];
  if (!worst) throw new Error('a reader either vouches or rejects');
  return worst;
}

/** A reader never throws for what came over the line; a mistake in one must not keep the others from reading. */
function readSafely(reader: NotificationReader, raw: RawNotification, log: Log): NotificationReading {
  try {
    return reader.read(raw);
  } catch (error) {
    log('error', 'notification.readerFailed', { why: String(error).slice(0, 200) });
    return { kind: 'rejected', why: 'unreadable', detail: 'readerFailed' };
  }
}

const isStorable = ({ messageId, merchantReference, refundReference, gatewayPaymentId }: NotificationMessage): boolean =>
  messageId.length >= 1 && messageId.length <= 128 && [merchantReference, refundReference, gatewayPaymentId].every((id) => id === null || (id.length >= 1 && id.length <= REFERENCE_LENGTH_MAX));

const SAYS: readonly NotificationMessage['says'][] = ['paid', 'waiting', 'closed', 'failed', 'refunded', 'other'];

const messageOf = (row: NotificationRow): NotificationMessage => ({
  messageId: row.messageId, about: row.about, merchantReference: row.merchantReference, refundReference: row.refundReference, gatewayPaymentId: row.gatewayPaymentId,
  amountMinor: row.amountMinor === null ? null : minor(row.amountMinor), currency: row.currency, says: SAYS.find((says) => says === row.says) ?? 'other', gatewayCode: row.gatewayCode,
  paidAtMs: row.paidAtMs, payerHint: row.payerHint, wallet: row.wallet,
});
