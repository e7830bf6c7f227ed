import type { Payload, TillEvent } from '../../shared/contract/contract.ts';
import type { CustomerSnapshot, ErrorView, Language, TillSnapshot } from '../../shared/contract/views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { PRODUCT_TIMING } from '../../shared/payment/products.ts';
import { defaultReceiptSettings } from '../../shared/receipt/settings.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { CustomerBook } from '../journal/customers.ts';
import type { Catalog, Journal } from '../journal/port.ts';
import type { Log } from '../log.ts';
import { createPaymentEngine, type Providers } from '../payments/engine.ts';
import { watchArrivals } from './arrivals.ts';
import { watchAside } from './aside.ts';
import { everybodyMay, type Authority } from './authority.ts';
import { freshMemory, type Desk, type ShopConfig } from './desk.ts';
import { keepGoingBack, watchGoingBack } from './going-back.ts';
import { createPainted } from './painted.ts';
import { openSaleView } from './sale-views.ts';
import { customerSnapshot, tillSnapshot } from './snapshot.ts';
import { refundedEntries } from './returns.ts';
import { openAttempt } from './selling.ts';
import { foundMoneyEntries, paidEntries } from './tenders.ts';

export interface DeskParts {
  readonly world: Desk['world'];
  readonly config: ShopConfig;
  /** Whoever stands at the counter while the till has no staff of its own; signs what the till does by itself. */
  readonly operator: { readonly id: string; readonly name: string };
  /** Absent: everybody may do everything. */
  readonly authority?: Authority;
  readonly language: Language;
  /** Opened by the caller, who closes them after `stop`. */
  readonly journal: Journal;
  readonly catalog: Catalog;
  readonly customers?: CustomerBook;
  readonly providers: Providers;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** What runs the till, for the journal's record of this start. */
  readonly runtime: string;
  readonly send: <E extends TillEvent>(event: E, payload: Payload<E>) => void;
}

export interface OpenDesk {
  readonly desk: Desk;
  /** What a window gets when it asks instead of being told. */
  readonly snapshots: { till(): TillSnapshot; customer(): CustomerSnapshot; painted(revision: number): void };
  /** Tells where the customer's window is. While it is hidden nobody waits for its pictures. */
  setCustomerScreen(state: Desk['memory']['customerScreen']): void;
  /** Ends the payment engine; what is open is resumed by the next start. */
  stop(): Promise<void>;
}

/** How long a cancel waits for the customer's window to take the code off the screen (payments.md rule 9). */
const WITHDRAW_DEADLINE_MS = 1_000;
/** Pause between tries to go on with payments that stand still because the journal refused an entry. */
const STALLED_RETRY_MS = 10_000;

/**
 * Puts a desk together on an open journal: payment engine, services' memory, snapshots for both windows. Records the start, brings
 * an open payment back on the screens and resumes every payment that is not final. Throws the journal's codes.
 */
export function assembleDesk(parts: DeskParts): OpenDesk {
  const { world, config, operator, catalog, clock, random, log, send } = parts;
  const memory = freshMemory(parts.language);
  memory.receipt = defaultReceiptSettings(config.currency);
  const painted = createPainted(clock);
  const life = new AbortController();
  const noteGoingBack = watchGoingBack({ memory, clock, life: life.signal, changed });
  let revision = 0;

  const journal = watchJournal(parts.journal, (alarm) => {
    // An altered journal still takes entries; that one was stored says nothing about the others.
    if (memory.alarm?.code === alarm?.code || memory.alarm?.code === 'JOURNAL_CHAIN_BROKEN') return;
    const recovered = alarm === null;
    memory.alarm = alarm;
    // Not now: whoever is appending has yet to hear whether it was stored.
    queueMicrotask(() => {
      guarded('alarm', changed);
      if (recovered) guarded('resume', engine.resumeAll);
      else void retryStalled(alarm);
    });
  });

  const engine = createPaymentEngine({
    journal, providers: parts.providers, clock, random, log, timing: PRODUCT_TIMING, register: config.tillId,
    hooks: {
      paidEntries: (attempt) => paidEntries({ random, journal, memory }, attempt),
      foundEntries: (attempt) => foundMoneyEntries({ random, journal, memory }, attempt),
      refundedEntries: (refund) => refundedEntries({ journal }, refund),
      codeWithdrawn: async () => {
        changed();
        // A screen that is hidden shows no code.
        if (memory.customerScreen !== 'hidden') await painted.until(revision, WITHDRAW_DEADLINE_MS);
      },
    },
  });
  const desk: Desk = { world, config, authority: parts.authority ?? everybodyMay(operator), journal, catalog, ...(parts.customers === undefined ? {} : { customers: parts.customers }), engine, clock, random, log, memory, changed };

  function changed(): void {
    settleShownAttempt(desk);
    noteGoingBack();
    revision += 1;
    const view = openSaleView(desk);
    send('till.changed', tillSnapshot(desk, revision, view));
    send('customer.changed', customerSnapshot(desk, revision, view));
  }

  /** For work nobody waits for: what goes wrong in it must not end the program. */
  function guarded(what: string, work: () => void): void {
    if (life.signal.aborted) return;
    try {
      work();
    } catch (error) {
      log('error', 'desk.failed', { what, error: String(error).slice(0, 200) });
    }
  }

  /** A payment that could not be journaled stands still. While this alarm lasts it is taken up again and again, so that nobody has to press a key for it. */
  async function retryStalled(alarm: ErrorView): Promise<void> {
    while (memory.alarm === alarm && !isDamage(alarm)) {
      try {
        await clock.sleep(STALLED_RETRY_MS, life.signal);
      } catch {
        return;
      }
      if (memory.alarm === alarm) guarded('resume', engine.resumeAll);
    }
  }

  journal.append([{ type: 'till.started', data: { runtime: parts.runtime, world, previousSeq: journal.head().seq } }], { operator: operator.id });
  const open = journal.openSale();
  memory.shownAttemptId = open ? (openAttempt(journal, open.saleId)?.attemptId ?? null) : null;
  memory.paying = memory.shownAttemptId !== null;
  const noteAside = watchAside(memory, journal.attemptsNotFinal().map((attempt) => attempt.attemptId));
  const noteArrival = watchArrivals({ memory, journal, clock, life: life.signal, changed });
  engine.onChange((view) => {
    noteAside(view);
    noteArrival(view);
    changed();
  });
  engine.refunds.onChange((refund) => {
    keepGoingBack(desk, refund);
    changed();
  });
  engine.resumeAll();

  return {
    desk,
    snapshots: {
      till: () => tillSnapshot(desk, revision),
      customer: () => customerSnapshot(desk, revision),
      painted: (seen) => painted.note(Math.min(seen, revision)),
    },
    setCustomerScreen: (state) => {
      memory.customerScreen = state;
      if (state === 'hidden') painted.note(revision);
      changed();
    },
    stop: () => {
      life.abort();
      return engine.stop();
    },
  };
}

/** A payment on the screen that became "paid" turns into the finished sale (change, receipt, next customer), or into a part of one: back to the tenders for the rest. */
function settleShownAttempt(desk: Desk): void {
  const { memory, journal } = desk;
  if (memory.shownAttemptId === null) return;
  const attempt = journal.attempt(memory.shownAttemptId);
  if (attempt?.state !== 'paid') return;
  if (journal.sale(attempt.saleId)?.state === 'completed') {
    Object.assign(memory, { shownAttemptId: null, paying: false, doneSaleId: attempt.saleId, lastLineId: null, pendingCode: null, part: null, changes: [] });
  } else if (journal.saleTenders(attempt.saleId).some((tender) => tender.attemptId === attempt.attemptId)) {
    Object.assign(memory, { shownAttemptId: null, paying: true, pendingCode: null, part: null });
  }
}

const isDamage = (alarm: ErrorView): boolean => alarm.code === 'JOURNAL_CORRUPT' || alarm.code === 'JOURNAL_CHAIN_BROKEN';

/** The same journal, telling when it stops accepting entries and when it accepts them again. */
function watchJournal(journal: Journal, alarm: (error: ErrorView | null) => void): Journal {
  return Object.assign(Object.create(journal) as Journal, {
    append: ((drafts, people) => {
      try {
        const entries = journal.append(drafts, people);
        alarm(null);
        return entries;
      } catch (error) {
        if (error instanceof TillError && error.code.startsWith('JOURNAL_')) alarm({ code: error.code, details: { ...error.details } });
        throw error;
      }
    }) satisfies Journal['append'],
  });
}
