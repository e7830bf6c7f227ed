import { AsyncLocalStorage } from 'node:async_hooks';
import { TillError, type ErrorDetails } from '../../../shared/errors/registry.ts';
import { decide, mayApprove, type Act, type Limits, type Rules } from '../../../shared/staff/permissions.ts';
import type { Authority } from '../authority.ts';
import { SYSTEM_OPERATOR } from './book.ts';
import type { Person } from './staff-file.ts';

/** One request of a window, for as long as it is being answered. */
interface Serving {
  /** Null: nobody was there. Whoever comes meanwhile neither signs it nor lends it their rights. */
  readonly operator: Person | null;
  readonly approver: Person | null;
  /** The approver was needed: entries name them from here on. */
  used: boolean;
  /** False once it is answered: what it left running has no consent any more. */
  open: boolean;
}

export interface RequestsDeps {
  /** Whoever stands at the counter; null while nobody does. */
  readonly present: () => Person | null;
  readonly rules: () => Rules;
  readonly nameOf: (id: string) => string;
}

/** Who a request is done by, and with whose consent. */
export interface Requests {
  /** Runs one request as whoever is there now, with somebody's consent or without. Both end with it, whatever becomes of it. */
  serve<T>(work: () => Promise<T> | T, approver?: Person): Promise<T>;
  readonly authority: Pick<Authority, 'operator' | 'require' | 'people'> & { nameOf(id: string): string };
}

export function createRequests({ present, rules, nameOf }: RequestsDeps): Requests {
  const storage = new AsyncLocalStorage<Serving>();
  const serving = (): Serving | null => {
    const current = storage.getStore();
    return current?.open === true ? current : null;
  };

  const require = (act: Act): void => {
    const request = serving();
    const person = request ? request.operator : present();
    if (!person) throw new TillError('STAFF_LOCKED');
    const decision = decide(rules(), person.role, act);
    if (decision.kind === 'allowed') return;
    if (decision.kind === 'forbidden') throw new TillError('NOT_PERMITTED', { permission: act.permission });
    if (!request?.approver) throw new TillError('APPROVAL_NEEDED', wanted(act, decision.over));
    if (!mayApprove(rules(), request.approver.role, act)) throw new TillError('APPROVAL_NOT_ENOUGH', wanted(act, decision.over));
    request.used = true;
  };

  return {
    serve: async (work, approver) => {
      const request: Serving = { operator: present(), approver: approver ?? null, used: false, open: true };
      try {
        return await storage.run(request, async () => work());
      } finally {
        request.open = false;
      }
    },
    authority: {
      operator: () => {
        const person = present();
        return person ? { id: person.staffId, name: person.name } : { id: SYSTEM_OPERATOR, name: '' };
      },
      require,
      people: () => {
        const request = serving();
        if (!request) return { operator: present()?.staffId ?? SYSTEM_OPERATOR };
        return { operator: request.operator?.staffId ?? SYSTEM_OPERATOR, ...(request.used && request.approver ? { approver: request.approver.staffId } : {}) };
      },
      nameOf,
    },
  };
}

/** The act as the window puts it into words, and asks for those who may allow it. */
function wanted(act: Act, over: keyof Limits | null): ErrorDetails {
  const { permission, discountPpm, overridePpm, moneyOutMinor } = act;
  return {
    permission, ...(over === null ? {} : { over }), ...(discountPpm === undefined ? {} : { discountPpm }), ...(overridePpm === undefined ? {} : { overridePpm }),
    ...(moneyOutMinor === undefined ? {} : { moneyOutMinor }),
  };
}
