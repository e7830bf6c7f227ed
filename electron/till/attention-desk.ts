import { createInbox, type Inbox } from '../payments/inbox.ts';
import type { Listener } from '../payments/listener.ts';
import type { MerchantCodeProvider, NotificationReader } from '../payments/provider.ts';
import { createRefundInbox } from '../payments/refund-inbox.ts';
import type { Desk } from './desk.ts';
import { createMerchantCodeDesk, type MerchantCodeDesk, type Store } from './merchant-code.ts';
import { printMerchantCode } from './merchant-code-page.ts';
import { createNotificationDesk, NOTIFICATION_DEFAULTS, type NotificationDesk } from './notification-desk.ts';
import type { SettingsStore } from './settings-store.ts';

export interface AttentionParts {
  readonly desk: Desk;
  readonly settings: SettingsStore;
  readonly readers: () => readonly NotificationReader[];
  readonly merchantCodes: () => MerchantCodeProvider | null;
  /** What a new printed code would carry, and where payments on it are announced ('' for nowhere). */
  readonly store: () => Store;
  readonly merchantNotifyUrl: () => string;
  /** In training: the door opened before the practice gateways were told of it. */
  readonly practice: PracticeDoor | null;
  /** Folder for printed pages. */
  readonly reportsDir: string;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
}

export interface PracticeDoor {
  readonly listener: Listener;
  /** From now on deliveries go there. */
  connect(inbox: Inbox, answered: (as: 'acknowledged' | 'refused') => void): void;
}

/** What needs somebody's attention or comes by itself: the gateways' notifications, the printed code. */
export interface AttentionDesk {
  readonly notifications: NotificationDesk;
  readonly merchantCodes: MerchantCodeDesk;
  /** Applies what a crash left behind and opens the door. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts together everything that needs somebody's attention: asserted payments, notifications, the printed code. Starts nothing yet. */
export function openAttention(parts: AttentionParts): AttentionDesk {
  const { desk, settings, practice } = parts;
  const { journal, engine, clock, random, log } = desk;
  const wanted = () => settings.settings.notifications ?? NOTIFICATION_DEFAULTS;
  const inbox = createInbox({
    journal, engine, readers: parts.readers, asksGateway: () => wanted().verifyWithGateway, clock, random, log, changed: desk.changed,
    refunds: createRefundInbox({ journal, refunds: engine.refunds, log }),
  });
  const notifications = createNotificationDesk({ desk, inbox, settings: wanted, save: (next, record) => settings.recorded(() => settings.save({ notifications: next }), record), practice: practice?.listener ?? null });
  const merchantCodes = createMerchantCodeDesk({
    desk, provider: parts.merchantCodes, store: parts.store, notifyUrl: parts.merchantNotifyUrl,
    print: (code, format, record) => printMerchantCode(code, format, record, { desk, dir: parts.reportsDir, printToPdf: parts.printToPdf }),
  });
  return {
    notifications,
    merchantCodes,
    start: async () => {
      inbox.resume();
      practice?.connect(inbox, notifications.note);
      await notifications.start();
    },
    stop: () => notifications.stop(),
  };
}
