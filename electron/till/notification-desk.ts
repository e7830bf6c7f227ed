import type { NotificationSettingsView } from '../../shared/contract/attention-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { openListener, type Listener, type ListenerLimits } from '../payments/listener.ts';
import type { Inbox } from '../payments/inbox.ts';
import type { Desk } from './desk.ts';
import { append } from './selling.ts';

/** As the shop has set it; `settings.json` keeps it. */
export interface NotificationSettings {
  readonly enabled: boolean;
  readonly host: string;
  readonly port: number;
  readonly verifyWithGateway: boolean;
}
/** Off, and behind a proxy on the same computer once it is on. */
export const NOTIFICATION_DEFAULTS: NotificationSettings = { enabled: false, host: '127.0.0.1', port: 8_477, verifyWithGateway: false };

export interface NotificationDeskDeps {
  readonly desk: Desk;
  readonly inbox: Inbox;
  readonly settings: () => NotificationSettings;
  /** Keeps them together with their entry, which `record` writes: both or neither. */
  readonly save: (settings: NotificationSettings, record: () => void) => void;
  /** The door already open in training; it stays as it is. */
  readonly practice?: Listener | null;
  readonly limits?: ListenerLimits;
}

/** The listener for the gateways' notifications as the settings page sees it. */
export interface NotificationDesk {
  /** Opens the door when it is switched on. A door that cannot be opened is said in settings and never stops the till. */
  start(): Promise<void>;
  view(): NotificationSettingsView;
  /** Saves, and opens the door anew where that changes it. Throws INTERNAL in training and the journal's codes. */
  save(settings: NotificationSettings): Promise<NotificationSettingsView>;
  /** A delivery was answered. */
  note(as: 'acknowledged' | 'refused'): void;
  stop(): Promise<void>;
}

/** The desk; `start` opens its door, which in training is open already. */
export function createNotificationDesk(deps: NotificationDeskDeps): NotificationDesk {
  const { desk, inbox, settings } = deps;
  const counts = { deliveries: 0, acknowledged: 0, refused: 0 };
  let lastDeliveryAtMs: number | null = null;
  let door: Listener | null = deps.practice ?? null;
  // One change after the other: a door is closed before its successor opens.
  let under: Promise<void> = Promise.resolve();
  let stopped = false;

  const note = (as: 'acknowledged' | 'refused'): void => {
    counts.deliveries += 1;
    counts[as] += 1;
    lastDeliveryAtMs = desk.clock.nowMs();
  };
  const say = (listener: Desk['memory']['listener']): void => {
    desk.memory.listener = listener;
    desk.changed();
  };

  const reopen = async (): Promise<void> => {
    await door?.close();
    door = null;
    const { enabled, host, port } = settings();
    if (stopped || !enabled) return say({ state: 'off', error: null });
    say({ state: 'starting', error: null });
    try {
      door = await openListener({ host, port }, { inbox, clock: desk.clock, log: desk.log, answered: note, ...(deps.limits ? { limits: deps.limits } : {}) });
      say({ state: 'listening', error: null });
    } catch (error) {
      const { code, details } = error instanceof TillError ? error : new TillError('NOTIFY_FAILED');
      desk.log('warn', 'notification.notListening', { code });
      say({ state: 'failed', error: { code, details: { ...details } } });
    }
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => (under = under.then(work, work));

  const view = (): NotificationSettingsView => {
    const { enabled, host, port, verifyWithGateway } = settings();
    return {
      enabled: deps.practice ? true : enabled, host: deps.practice ? deps.practice.host : host, port: deps.practice ? deps.practice.port : port, verifyWithGateway,
      listener: desk.memory.listener, boundPort: door?.port ?? null, counts: { ...counts }, lastDeliveryAtMs,
    };
  };

  return {
    start: () => {
      if (!deps.practice) return inTurn(reopen);
      say({ state: 'listening', error: null });
      return Promise.resolve();
    },
    view,
    save: async (next) => {
      if (deps.practice) throw new TillError('INTERNAL', { why: 'practice' });
      const before = settings();
      const changed = (Object.keys(NOTIFICATION_DEFAULTS) as (keyof NotificationSettings)[]).filter((name) => before[name] !== next[name]);
      if (changed.length > 0) deps.save(next, () => append(desk, [{ type: 'settings.changed', data: { area: 'notifications', changed } }]));
      await inTurn(reopen);
      return view();
    },
    note,
    stop: () => {
      stopped = true;
      return inTurn(async () => {
        await door?.close();
        door = null;
      });
    },
  };
}
