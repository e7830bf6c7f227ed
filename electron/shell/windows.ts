import type { BrowserWindow } from 'electron';
import type { WindowName } from '../../shared/contract/contract.ts';
import { displays, followDisplays } from './displays.ts';
import { arranged, centred, type DisplayFacts } from './placement.ts';
import { createTillWindow, loadPage, type TillWindowOptions } from './till-window.ts';

/** The smallest screens tills are sold with, and the usual customer display. */
const CASHIER_SIZE = { width: 1366, height: 768 };
const CASHIER_LEAST = { minWidth: 1024, minHeight: 640 };
const CUSTOMER_SIZE = { width: 1280, height: 800 };

/** Where the customer's window is: on its own display, as an ordinary window, out of sight because its display left, or closed by somebody. */
export type CustomerPlace = 'ownDisplay' | 'window' | 'hidden' | 'closed';

export interface TillWindows {
  /** Resolves when the cashier's page is there. */
  readonly opened: Promise<void>;
  byName(name: WindowName): BrowserWindow | undefined;
  /** The window a page belongs to; the argument is a webContents id. */
  nameOf(contentsId: number): WindowName | undefined;
  customerPlace(): CustomerPlace;
  /** The cashier's page shows its first screen: the customer's window is opened soon, so that the two do not start on each other's time. */
  cashierPainted(): void;
  /** Brings the customer's window back after its display left or it was closed: on its display if there is one, else as a window. */
  showCustomer(): Promise<void>;
  /** Brings the cashier's window to the front. */
  focusCashier(): void;
}

export interface TillWindowsOptions extends TillWindowOptions {
  onCustomerPlace(place: CustomerPlace): void;
  /** The cashier's window was closed: the till ends. */
  onCashierClosed(): void;
}

/** The customer's window does not wait longer than this for the cashier's first screen, which may have failed. */
const CASHIER_PAINTS_WITHIN_MS = 1_000;
/** After that screen the processor is the cashier's for a moment: a window that opens costs the first scan a quarter of a second. */
const CASHIER_FIRST_MS = 300;

const isMac = process.platform === 'darwin';

function coverDisplay(window: BrowserWindow, display: DisplayFacts): void {
  // First onto the display, then full screen there: full screen takes no display as an argument.
  window.setBounds(display.bounds);
  if (isMac) window.setSimpleFullScreen(true);
  else window.setFullScreen(true);
}

/** Opens both windows, the cashier's first. */
export function openTillWindows(options: TillWindowsOptions): TillWindows {
  const desk = displays.primary().workArea;
  const cashierPlace = displays.customer() === undefined ? arranged(desk, CASHIER_SIZE, CUSTOMER_SIZE).cashier : centred(desk, CASHIER_SIZE);
  const cashier = createTillWindow('cashier', { ...cashierPlace, ...CASHIER_LEAST, useContentSize: true }, options);
  let customer: { readonly window: BrowserWindow; readonly own: DisplayFacts | undefined } | undefined;
  let place: CustomerPlace = 'closed';

  const become = (next: CustomerPlace): void => {
    if (next === place) return;
    place = next;
    options.onCustomerPlace(next);
  };

  /** Some window managers give the focus to whatever was just placed; the keyboard and the scanner belong to the cashier. */
  const keepFocus = (): void => {
    if (!cashier.isDestroyed()) cashier.focus();
  };

  const openCustomer = async (): Promise<void> => {
    const own = displays.customer();
    const shape = own
      ? { frame: false, x: own.bounds.x, y: own.bounds.y, ...CUSTOMER_SIZE }
      : { ...arranged(displays.primary().workArea, CASHIER_SIZE, CUSTOMER_SIZE).customer, useContentSize: true };
    const window = createTillWindow('customer', {
      ...shape, show: false, skipTaskbar: own !== undefined,
      // It must never take the keyboard from the cashier. On Linux a window that cannot have the focus escapes the window manager, so there it is only shown without asking for it.
      focusable: own === undefined || process.platform === 'linux',
    }, options);
    customer = { window, own };
    window.once('closed', () => {
      if (customer?.window !== window) return;
      customer = undefined;
      become('closed');
      keepFocus();
    });
    if (own) coverDisplay(window, own);
    window.showInactive();
    keepFocus();
    become(own ? 'ownDisplay' : 'window');
    await loadPage('customer', window, options.onNote);
  };

  /** A window's frame cannot change while it lives; the page is a view and loses nothing when another window shows it. */
  const reopenCustomer = async (): Promise<void> => {
    const old = customer?.window;
    customer = undefined;
    old?.destroy();
    await openCustomer();
  };

  const settleCustomer = (): void => {
    const own = displays.customer();
    if (own === undefined || cashier.isDestroyed()) return;
    if (customer?.own === undefined) {
      void reopenCustomer();
      return;
    }
    customer = { window: customer.window, own };
    if (!isMac) customer.window.setFullScreen(false);
    coverDisplay(customer.window, own);
    customer.window.showInactive();
    keepFocus();
    become('ownDisplay');
  };

  const leaveDisplay = (displayId: number): void => {
    if (customer?.own?.id !== displayId) return;
    customer.window.hide();
    become('hidden');
  };

  cashier.once('closed', () => {
    const last = customer?.window;
    customer = undefined;
    last?.destroy();
    options.onCashierClosed();
  });
  const painted = Promise.withResolvers<void>();
  /** A display that came meanwhile may have opened it already. */
  const openFirstCustomer = async (): Promise<void> => {
    if (customer === undefined && !cashier.isDestroyed()) await openCustomer();
  };
  const opened = loadPage('cashier', cashier, options.onNote).then(() => {
    if (cashier.isDestroyed()) return;
    followDisplays(options.clock, leaveDisplay, settleCustomer);
    void Promise.race([painted.promise, options.clock.sleep(CASHIER_PAINTS_WITHIN_MS)]).then(openFirstCustomer);
  });

  const byName = (name: WindowName): BrowserWindow | undefined => {
    const window = name === 'cashier' ? cashier : customer?.window;
    return window === undefined || window.isDestroyed() ? undefined : window;
  };
  return {
    opened,
    byName,
    nameOf: (contentsId) => (['cashier', 'customer'] as const).find((name) => byName(name)?.webContents.id === contentsId),
    customerPlace: () => place,
    cashierPainted: () => void options.clock.sleep(CASHIER_FIRST_MS).then(painted.resolve),
    showCustomer: async () => {
      if (place === 'closed' || place === 'hidden') await reopenCustomer();
    },
    focusCashier: () => {
      if (cashier.isDestroyed()) return;
      if (cashier.isMinimized()) cashier.restore();
      cashier.focus();
    },
  };
}
