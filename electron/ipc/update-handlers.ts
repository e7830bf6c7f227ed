import type { Handlers } from '../../shared/contract/contract.ts';
import type { Desk } from '../till/desk.ts';
import type { Updates } from '../till/update/desk.ts';

type UpdateHandlers = { readonly [C in keyof Handlers as C extends `update.${string}` | 'settings.saveUpdate' ? C : never]: Handlers[C] };

/** Other versions of this program. Looking takes no permission; where to look, and installing, do. */
export function updateHandlers(desk: Desk, updates: Updates): UpdateHandlers {
  return {
    'update.view': () => updates.view(),
    'update.check': () => updates.check(),
    'update.install': () => updates.install(),
    'update.note': () => {
      desk.authority.require({ permission: 'changeSettings' });
      updates.note();
      return {};
    },
    'settings.saveUpdate': (form) => {
      desk.authority.require({ permission: 'changeSettings' });
      return updates.save(form);
    },
  };
}
