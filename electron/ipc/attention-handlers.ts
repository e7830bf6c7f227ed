import type { Handlers } from '../../shared/contract/contract.ts';
import { assertPaid, writeOffAssertion } from '../till/asserting.ts';
import { attemptHistory } from '../till/attempt-history.ts';
import type { Desk } from '../till/desk.ts';
import type { MerchantCodeDesk } from '../till/merchant-code.ts';
import { noteNotification } from '../till/notifications.ts';
import type { NotificationDesk } from '../till/notification-desk.ts';

export interface AttentionDeps {
  readonly desk: Desk;
  readonly notifications: NotificationDesk;
  readonly merchantCodes: MerchantCodeDesk;
}

type AttentionChannel = 'payment.history' | 'payment.assertPaid' | 'payment.writeOff' | 'notification.note' | `merchantCode.${string}` | 'settings.notifications' | 'settings.saveNotifications';
type AttentionHandlers = { readonly [C in keyof Handlers as C extends AttentionChannel ? C : never]: Handlers[C] };

/** Payments that need a supervisor, the gateways' notifications, and the shop's printed code. */
export function attentionHandlers({ desk, notifications, merchantCodes }: AttentionDeps): AttentionHandlers {
  const done = (): Record<string, never> => ({});
  return {
    'payment.history': ({ attemptId }) => attemptHistory(desk, attemptId),
    'payment.assertPaid': ({ attemptId, reason }) => assertPaid(desk, attemptId, reason),
    'payment.writeOff': ({ attemptId, reason }) => (writeOffAssertion(desk, attemptId, reason), done()),
    'notification.note': ({ notificationId }) => (noteNotification(desk, notificationId), done()),

    'merchantCode.desk': () => merchantCodes.view(),
    'merchantCode.history': ({ codeId }) => merchantCodes.history(codeId),
    'merchantCode.create': (store) => merchantCodes.create(store),
    'merchantCode.modify': async ({ codeId, ...store }) => {
      await merchantCodes.modify(codeId, store);
      return done();
    },
    'merchantCode.ask': ({ codeId, action }) => merchantCodes.ask(codeId, action),
    'merchantCode.confirm': async ({ token }) => {
      await merchantCodes.confirm(token);
      return done();
    },
    'merchantCode.show': ({ codeId }) => (merchantCodes.show(codeId), done()),
    'merchantCode.print': ({ codeId, format }) => merchantCodes.print(codeId, format),

    'settings.notifications': () => notifications.view(),
    'settings.saveNotifications': (form) => {
      desk.authority.require({ permission: 'changeSettings' });
      return notifications.save(form);
    },
  };
}
