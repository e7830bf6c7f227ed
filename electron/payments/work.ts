import type { ErrorCode } from '../../shared/errors/registry.ts';
import type { Clock } from '../../shared/world.ts';
import type { Log, LogFields } from '../log.ts';
import type { CallOptions } from './provider.ts';
import { Stalled } from './record.ts';

/** The engine is stopping: nothing may be applied any more, the next start resumes. */
export class Stopped extends Error {
  constructor() {
    super('payment engine stopped');
    this.name = 'Stopped';
  }
}

/** The product has been switched off while a payment or refund of it is open. */
export class NoProvider extends Error {
  readonly code: ErrorCode = 'PAYMENT_PRODUCT_OFF';
}

/** A provider keeps its own deadline; this much later the engine stops believing that it will. */
const DEADLINE_GRACE_MS = 500;

export interface WorkPlace {
  readonly clock: Clock;
  readonly log: Log;
  /** Where it stands in the journal; `stalled` says why it stands still. */
  readonly record: { readonly stalled: ErrorCode | null; stall(code: ErrorCode): void };
  /** First part of the log's event names, and what each of them names. */
  readonly subject: 'payment' | 'refund';
  readonly about: LogFields;
}

/** Work on one payment or refund while this process does it: waits that can be cut short, calls that end in time, and an end when the engine stops. */
export class Work {
  readonly life = new AbortController();
  driving = false;
  /** Somebody asked for it to be taken up while its last round was still ending. */
  resumeWanted = false;
  readonly #place: WorkPlace;
  #sleeping: AbortController | null = null;

  constructor(place: WorkPlace) {
    this.#place = place;
  }

  get mono(): number {
    return this.#place.clock.monotonicMs();
  }

  /** Waits until `dueMono` or until woken. Throws Stopped, Stalled. */
  async pauseUntil(dueMono: number): Promise<void> {
    this.#checkMayGoOn();
    const ms = dueMono - this.mono;
    if (ms <= 0) return;
    const sleeping = new AbortController();
    this.#sleeping = sleeping;
    try {
      await this.#place.clock.sleep(ms, sleeping.signal);
    } catch {
      // Woken; the caller looks at what has changed.
    } finally {
      if (this.#sleeping === sleeping) this.#sleeping = null;
    }
    this.#checkMayGoOn();
  }

  wake(): void {
    this.#sleeping?.abort();
  }

  stop(): void {
    this.life.abort();
    this.wake();
  }

  /** Notes why the work ended before its end. What could not be finished is taken up by `resumeAll`. */
  endedBy(error: unknown): void {
    if (error instanceof Stopped || error instanceof Stalled) return;
    const { record, log, subject, about } = this.#place;
    if (error instanceof NoProvider) {
      record.stall(error.code);
      return;
    }
    log('error', `${subject}.driveFailed`, { ...about, why: String(error).slice(0, 200) });
    record.stall('INTERNAL');
  }

  /** One call to a provider, `lost` when it throws or does not end in time. Throws Stopped, Stalled, NoProvider; whatever else happens is a result. */
  protected async bounded<P, T>(service: string, provider: P | null, deadlineMs: number, ask: (provider: P, options: CallOptions) => Promise<T>, lost: T): Promise<T> {
    this.#checkMayGoOn();
    if (provider === null) throw new NoProvider();
    const { clock, log, subject, about } = this.#place;
    const guard = new AbortController();
    try {
      const asked = ask(provider, { deadlineMs, signal: this.life.signal });
      const overdue = clock.sleep(deadlineMs + DEADLINE_GRACE_MS, guard.signal).then(() => lost);
      const result = await Promise.race([asked, overdue]);
      this.#checkLife();
      return result;
    } catch (error) {
      if (error instanceof Stopped) throw error;
      this.#checkLife();
      log('error', `${subject}.providerThrew`, { ...about, service, why: String(error).slice(0, 200) });
      return lost;
    } finally {
      guard.abort();
    }
  }

  #checkLife(): void {
    if (this.life.signal.aborted) throw new Stopped();
  }

  #checkMayGoOn(): void {
    this.#checkLife();
    if (this.#place.record.stalled) throw new Stalled(this.#place.record.stalled, null);
  }
}
