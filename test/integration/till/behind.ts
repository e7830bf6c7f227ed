import { rmSync } from 'node:fs';
import { afterEach } from 'vitest';
import { openTill, type Till, type TillOptions } from '../../../electron/compose.ts';
import type { HostHandle } from '../../../electron/devices/supervisor.ts';
import { createRouter, type Route } from '../../../electron/ipc/router.ts';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { PRACTICE_COST } from '../../../electron/till/staff/secret.ts';
import { PRACTICE_PINS } from '../../../electron/till/staff/staff-file.ts';
import { CHANNELS, EVENTS, type Channel, type Request, type Response, type TillEvent } from '../../../shared/contract/contract.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { tillFolder } from './folders.ts';

const DEADLINE_MS = 20_000;
/** Of a live till's owner. */
export const OWNER_PIN = '4711';

const dirs: string[] = [];
const tills: Till[] = [];
afterEach(async () => {
  for (const till of tills.splice(0)) await till.stop();
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});
/** A data folder of its own, gone after the test. */
export const folder = (): string => {
  const dir = tillFolder();
  dirs.push(dir);
  return dir;
};

/** A device host without devices: ends when it is told to. */
function emptyHost(): HostHandle {
  let exited: (exitCode: number) => void = () => {};
  return {
    post: (message) => {
      if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'stop') exited(0);
    },
    onMessage: () => {},
    onExit: (listener) => (exited = listener),
    kill: () => exited(0),
  };
}

/** The whole till behind the windows, spoken to through the router as windows do; every answer and event is held against the contract. */
export class Behind {
  readonly till: Till;
  /** Channels called by any till of this file. */
  static readonly called = new Set<Channel>();
  readonly #route: Route;
  readonly #heard: { problems: string[]; wake: () => void };

  private constructor(till: Till, heard: { problems: string[]; wake: () => void }) {
    this.till = till;
    this.#heard = heard;
    this.#route = createRouter(till.handlers, () => {});
  }

  /** Opens the till of a folder. Whoever owns it stands at the counter, unless `who` says that it is left as it starts. */
  static async open(dir: string, change: Partial<TillOptions> = {}, { who = 'owner' }: { readonly who?: 'owner' | 'asStarted' } = {}): Promise<Behind> {
    const heard = { problems: [] as string[], wake: (): void => {} };
    const till = await openTill({
      dataDir: dir, world: 'training', language: null, provisionFile: null, serialScanner: null, software: 'guitai test', runtime: 'test', clock: realClock, random: realRandom, log: () => {},
      secretBox: { strength: 'weak', encrypt: (text) => Buffer.from(text).toString('base64'), decrypt: (text) => Buffer.from(text, 'base64').toString() },
      cashierPainted: () => {}, showCustomer: () => Promise.resolve(), printToPdf: (html) => Promise.resolve(Buffer.from(`%PDF ${html.length}`)), spawnDeviceHost: emptyHost, pinCost: PRACTICE_COST,
      send: <E extends TillEvent>(event: E, payload: unknown) => {
        const parsed = EVENTS[event].payload.safeParse(payload);
        if (!parsed.success) heard.problems.push(`${event}: ${parsed.error.message}`);
        heard.wake();
      },
      ...change,
    });
    tills.push(till);
    const behind = new Behind(till, heard);
    if (who === 'owner') await behind.#signInOwner();
    return behind;
  }

  async #signInOwner(): Promise<void> {
    const { state, people } = (await this.call('till.snapshot', {})).staff;
    const owner = people.find(({ role }) => role === 'owner');
    if (state === 'needsOwner') await this.call('staff.createOwner', { name: 'Ms Leung', pin: OWNER_PIN });
    else if (owner) await this.call('staff.signIn', { staffId: owner.staffId, pin: owner.staffId === 'owner' ? PRACTICE_PINS.owner : OWNER_PIN });
  }

  async call<C extends Channel>(channel: C, request: Request<C>): Promise<Response<C>> {
    const window = CHANNELS[channel].windows[0];
    const answer = await this.#route(window ?? 'cashier', channel, request);
    if (!answer.ok) throw new TillError(answer.error.code, answer.error.details);
    Behind.called.add(channel);
    return CHANNELS[channel].response.parse(answer.value) as Response<C>;
  }

  /** Waits for events until the cashier's snapshot is as wanted. */
  async until(wanted: (snapshot: Response<'till.snapshot'>) => boolean): Promise<Response<'till.snapshot'>> {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    for (;;) {
      const next = new Promise<void>((resolve, reject) => {
        this.#heard.wake = resolve;
        deadline.addEventListener('abort', () => reject(new Error('the till never got there')), { once: true });
      });
      const snapshot = await this.call('till.snapshot', {});
      if (wanted(snapshot)) {
        next.catch(() => {});
        return snapshot;
      }
      // A picture that is on the glass is reported, or a cancel would wait for it.
      await this.call('customer.painted', { revision: snapshot.revision });
      await next;
    }
  }

  /** Waits until an import is so far. */
  async imported<K extends 'checked' | 'done'>(kind: K): Promise<Extract<Response<'import.state'>, { kind: K }>> {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    for (;;) {
      const next = new Promise<void>((resolve, reject) => {
        this.#heard.wake = resolve;
        deadline.addEventListener('abort', () => reject(new Error('the import never got there')), { once: true });
      });
      const state = await this.call('import.state', {});
      if (state.kind === kind || state.kind === 'failed') {
        next.catch(() => {});
        if (state.kind === kind) return state as Extract<Response<'import.state'>, { kind: K }>;
        throw new Error(`the import failed: ${JSON.stringify(state)}`);
      }
      await next;
    }
  }

  /** Waits for the end of a reconciliation. */
  async reconciled(): Promise<Extract<Response<'reconcile.state'>, { kind: 'done' }>> {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    for (;;) {
      const next = new Promise<void>((resolve, reject) => {
        this.#heard.wake = resolve;
        deadline.addEventListener('abort', () => reject(new Error('the reconciliation never ended')), { once: true });
      });
      const state = await this.call('reconcile.state', {});
      if (state.kind === 'done') {
        next.catch(() => {});
        return state;
      }
      if (state.kind === 'failed') throw new TillError(state.error.code, state.error.details);
      await next;
    }
  }

  get problems(): readonly string[] {
    return this.#heard.problems;
  }
}
