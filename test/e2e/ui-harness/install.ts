import type { Language } from '../../../shared/contract/views.ts';
import type { TillBridge } from '../../../shared/contract/bridge.ts';
import type { WindowName } from '../../../shared/contract/contract.ts';
import { FakeTill, type Listeners } from './fake-till.ts';
import { cashierStates, customerStates } from './fixtures.ts';

declare global {
  interface Window {
    /** The fake behind `window.till`, for tests that drive it. */
    fakeTill: FakeTill;
    /** Puts the window into another state in place, as a new snapshot would. */
    showState: (state: string) => void;
    /** The cashier's window as it would be loaded in that state, without loading it: a fake of its own, and nothing open. */
    showAfresh: (state: string) => void;
    /** Puts away what the cashier's window itself has open (afresh.ts). */
    putAway?: () => void;
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
  const listeners: Listeners = new Map();
  window.fakeTill = new FakeTill(window_, till, customer, { emptyCatalog: state === 'noProducts', listeners });
  window.showState = (name) => {
    const nextTill = cashierStates(Date.now(), language)[name]?.snapshot;
    const nextCustomer = customerStates(Date.now(), language)[name];
    if (window_ === 'cashier' && nextTill !== undefined) window.fakeTill.change(nextTill);
    if (window_ === 'customer' && nextCustomer !== undefined) window.fakeTill.changeCustomer(nextCustomer);
  };
  window.showAfresh = (name) => {
    const next = cashierStates(Date.now(), language)[name]?.snapshot;
    if (next === undefined) throw new Error(`no state "${name}"`);
    // Some fakes read there which state they are in.
    history.replaceState(null, '', `?state=${name}&lang=${language}`);
    const { revision } = window.fakeTill.till;
    window.fakeTill.fallSilent();
    window.fakeTill = new FakeTill(window_, { ...next, revision }, customer, { emptyCatalog: false, listeners });
    window.putAway?.();
    window.fakeTill.change({});
  };
  const bridge: TillBridge = { window: window_, invoke: (channel, request) => window.fakeTill.invoke(channel, request), on: (event, listener) => window.fakeTill.on(event, listener) };
  Object.defineProperty(window, 'till', { value: bridge });
}
