import type { Page } from 'playwright-core';
import type { Answer } from '../../shared/contract/bridge.ts';
import type { Channel, Request, Response } from '../../shared/contract/contract.ts';
import type { CustomerSnapshot, TillSnapshot } from '../../shared/contract/views.ts';
import { waitFor, type Pages } from './attach.ts';

type Invoke = { till: { invoke(channel: string, request: unknown): Promise<unknown> } };

/** Calls a channel from inside a window's page, as the page itself would. */
export async function invoke<C extends Channel>(page: Page, channel: C, request: Request<C>): Promise<Answer<Response<C>>> {
  return (await page.evaluate(
    ([name, body]) => (globalThis as unknown as Invoke).till.invoke(name as string, body),
    [channel, request] as const,
  )) as Answer<Response<C>>;
}

/** As `invoke`, for calls that must succeed. */
export async function call<C extends Channel>(page: Page, channel: C, request: Request<C>): Promise<Response<C>> {
  const answer = await invoke(page, channel, request);
  if (!answer.ok) throw new Error(`${channel} answered ${answer.error.code} ${JSON.stringify(answer.error.details)}`);
  return answer.value;
}

/** As DevTools names it. */
const SHIFT = 8;

const paintedTwice = (page: Page): Promise<void> => page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/**
 * Hands and eyes at the counter: keys as a cashier presses them, and the snapshots both windows are drawn from. Used by the
 * end-to-end tests and by the demo.
 */
export class Counter {
  readonly cashier: Page;
  readonly customer: Page;

  constructor({ cashier, customer }: Pages) {
    this.cashier = cashier;
    this.customer = customer;
  }

  call<C extends Channel>(channel: C, request: Request<C>): Promise<Response<C>> {
    return call(this.cashier, channel, request);
  }

  now(): Promise<TillSnapshot> {
    return this.call('till.snapshot', {});
  }

  customerNow(): Promise<CustomerSnapshot> {
    return call(this.customer, 'customer.snapshot', {});
  }

  /** Waits until the till is where it should be, then until both windows have painted. */
  async until(what: string, holds: (till: TillSnapshot) => boolean, timeoutMs = 15_000): Promise<TillSnapshot> {
    let last: TillSnapshot | undefined;
    const snapshot = await waitFor(what, async () => {
      last = await this.now();
      return holds(last) ? last : undefined;
    }, timeoutMs).catch((error: unknown) => {
      throw new Error(`${String(error)}; the till: ${JSON.stringify(last ?? null).slice(0, 1500)}`, { cause: error });
    });
    await Promise.all([paintedTwice(this.cashier), paintedTwice(this.customer)]);
    return snapshot;
  }

  /** Whoever owns the till comes to the counter: in training with the practice PIN, at a new live till by being made its owner. */
  async ownerComes(): Promise<void> {
    const { staff } = await this.now();
    if (staff.state === 'needsOwner') await this.call('staff.createOwner', { name: 'Ms Leung', pin: '4711' });
    else await this.call('staff.signIn', staff.people.some(({ staffId }) => staffId === 'owner') ? { staffId: 'owner', pin: '9630' } : { staffId: 's1', pin: '4711' });
    await this.until('the owner at the counter', (till) => till.staff.role === 'owner');
  }

  key(name: string): Promise<void> {
    return this.cashier.keyboard.press(name);
  }

  async keys(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.key(name);
  }

  /**
   * Presses a key again until it has acted: Enter rests for a moment after a stage began by itself (a scan, an answer), and a person who
   * presses too early presses again.
   */
  pressUntil(name: string, what: string, holds: (till: TillSnapshot) => boolean, timeoutMs = 15_000): Promise<TillSnapshot> {
    return waitFor(what, async () => {
      const before = await this.now();
      if (holds(before)) return before;
      await this.key(name);
      const after = await this.now();
      return holds(after) ? after : undefined;
    }, timeoutMs);
  }

  /** Types as a person does, slowly enough not to be taken for a scanner. */
  type(text: string): Promise<void> {
    return this.cashier.keyboard.type(text, { delay: 90 });
  }

  /** Types as a keyboard-wedge scanner does. */
  async wedge(code: string): Promise<void> {
    const session = await this.cashier.context().newCDPSession(this.cashier);
    try {
      // All at once: a round trip per key would make a slow machine's scanner slower than its time stamps say.
      const startedS = Date.now() / 1000;
      await Promise.all([...code, '\r'].flatMap((char, index) => {
        const name = char === '\r' ? 'Enter' : char;
        const position = char === '\r' ? 'Enter' : char === '-' ? 'Minus' : /\d/.test(char) ? `Digit${char}` : `Key${char.toUpperCase()}`;
        const modifiers = /[A-Z]/.test(char) ? SHIFT : 0;
        const event = { key: name, code: position, text: char, modifiers, windowsVirtualKeyCode: char.toUpperCase().charCodeAt(0), timestamp: startedS + index * 0.004 };
        return (['keyDown', 'keyUp'] as const).map((type) => session.send('Input.dispatchKeyEvent', { type, ...event }));
      }));
    } finally {
      await session.detach();
    }
  }

  async openShift(float = '500'): Promise<void> {
    await this.until('the closed till', (till) => till.phase === 'closed');
    await this.type(float);
    await this.key('Enter');
    await this.until('the open shift', (till) => till.phase === 'ready');
  }

  /** The printed code of the catalog's product of that name. */
  async codeOf(name: string): Promise<string> {
    const { products } = await this.call('catalog.search', { text: name, limit: 20 });
    const code = products.find((candidate) => candidate.code !== null)?.code;
    if (code == null) throw new Error(`no product with a code is called ${name}`);
    return code;
  }

  /** Waits for one more piece on the sale than `act` found. */
  async oneMore(act: () => Promise<void>): Promise<void> {
    const before = (await this.now()).sale?.totals.itemsMilli ?? 0;
    await act();
    await this.until('one more item', (till) => (till.sale?.totals.itemsMilli ?? 0) === before + 1000);
  }

  async practiceCode(behaviour: string): Promise<string> {
    const { customers } = await this.call('practice.view', {});
    const customer = customers.find((candidate) => candidate.behaviour === behaviour);
    if (!customer) throw new Error(`nobody who ${behaviour}`);
    return customer.code;
  }
}
