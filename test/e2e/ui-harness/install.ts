import type { Language } from '../../../shared/contract/views.ts';
import type { WindowName } from '../../../shared/contract/contract.ts';
import { FakeTill } from './fake-till.ts';
import { cashierStates, customerStates } from './fixtures.ts';

declare global {
  interface Window {
    /** The fake behind `window.till`, for tests that drive it. */
    fakeTill: FakeTill;
    /** Puts the window into another state in place, as a new snapshot would. */
    showState: (state: string) => void;
  }
}

/** Puts the fake till where the preload would put the real one: `?state=selling&lang=zh-Hans`. Must run before the window's own code. */
export function install(window_: WindowName): void {
  const query = new URLSearchParams(location.search);
  const language = (query.get('lang') ?? 'en') as Language;
  const state = query.get('state') ?? '';
  const till = cashierStates(Date.now(), language)[window_ === 'cashier' ? state : 'ready']?.snapshot;
  const customer = customerStates(Date.now(), language)[window_ === 'customer' ? state : 'idle'];
  if (till === undefined || customer === undefined) throw new Error(`no state "${state}" for ${window_}`);
  window.fakeTill = new FakeTill(window_, till, customer, { emptyCatalog: state === 'noProducts' });
  window.showState = (name) => {
    const nextTill = cashierStates(Date.now(), language)[name]?.snapshot;
    const nextCustomer = customerStates(Date.now(), language)[name];
    if (window_ === 'cashier' && nextTill !== undefined) window.fakeTill.change(nextTill);
    if (window_ === 'customer' && nextCustomer !== undefined) window.fakeTill.changeCustomer(nextCustomer);
  };
  Object.defineProperty(window, 'till', { value: window.fakeTill });
}
