import type { Handlers } from '../../shared/contract/contract.ts';
import { NO_CUSTOMERS } from '../../shared/shop/customers.ts';
import { customerView, eraseCustomer, exportCustomer, exportCustomers, findCustomers, saveCustomer, setSaleCustomer } from '../till/customers.ts';
import type { Desk } from '../till/desk.ts';
import { append } from '../till/selling.ts';
import type { SettingsStore } from '../till/settings-store.ts';

type CustomerHandlers = { readonly [C in keyof Handlers as C extends `customers.${string}` | 'sale.customer' | 'settings.customers' | 'settings.saveCustomers' ? C : never]: Handlers[C] };

/** Customers, and whether the shop keeps any. */
export function customerHandlers(desk: Desk, settings: SettingsStore, dataDir: string): CustomerHandlers {
  const done = (): Record<string, never> => ({});
  return {
    'customers.find': ({ text }) => findCustomers(desk, text),
    'customers.get': ({ customerId }) => customerView(desk, customerId),
    'customers.save': (form) => saveCustomer(desk, form),
    'customers.erase': ({ customerId }) => (eraseCustomer(desk, customerId), done()),
    'customers.export': ({ customerId }) => exportCustomer(desk, dataDir, customerId),
    'customers.exportList': () => exportCustomers(desk, dataDir),
    'sale.customer': ({ customerId }) => (setSaleCustomer(desk, customerId), done()),
    'settings.customers': () => ({ ...(desk.memory.customers ?? NO_CUSTOMERS) }),
    'settings.saveCustomers': (rules) => {
      desk.authority.require({ permission: 'changeSettings' });
      const before = desk.memory.customers ?? NO_CUSTOMERS;
      const changed = (['enabled', 'codePrefix', 'pointPerMinor'] as const).flatMap((name) => (before[name] === rules[name] ? [] : [`${name}: ${String(before[name])} → ${String(rules[name])}`]));
      if (changed.length === 0) return rules;
      settings.recorded(() => settings.save({ customers: rules }), () => append(desk, [{ type: 'settings.changed', data: { area: 'customers', changed } }]));
      desk.memory.customers = rules;
      desk.changed();
      return rules;
    },
  };
}
