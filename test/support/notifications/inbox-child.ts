import { openJournal, type OpenJournal } from '../../../electron/journal/open.ts';
import { createPaymentEngine } from '../../../electron/payments/engine.ts';
import { createInbox } from '../../../electron/payments/inbox.ts';
import { openListener } from '../../../electron/payments/listener.ts';
import { createRefundInbox } from '../../../electron/payments/refund-inbox.ts';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { foundMoneyEntries, paidEntries } from '../../../electron/till/tenders.ts';
import { PRODUCT_TIMING } from '../../../shared/payment/products.ts';
import { C, R, ScriptedProvider } from '../../simulation/scripted-provider.ts';
import { ScriptedReader } from './scripted-reader.ts';

/** Where this process dies by its own hand: before or after entries of a type are on disk, or when the acknowledgement is about to leave. */
export type InboxDeath = { readonly at: 'append'; readonly when: 'before' | 'after'; readonly type: string } | { readonly at: 'acknowledgement' };
export interface InboxChildTask {
  readonly dir: string;
  readonly death: InboxDeath | null;
}
export interface InboxChildReady {
  readonly port: number;
}

const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

/** A program of its own: journal, engine, inbox and listener. Its gateway never answers, so that what becomes paid was told by a notification. */
async function run({ dir, death }: InboxChildTask): Promise<void> {
  const journal = openJournal({ dir, world: 'training', register: 'T01', software: 'guitai test', clock: realClock });
  const mortal = Object.assign(Object.create(journal) as OpenJournal, {
    append: ((drafts, people) => {
      const here = (when: 'before' | 'after'): boolean => death?.at === 'append' && death.when === when && drafts.some((draft) => draft.type === death.type);
      if (here('before')) die();
      const entries = journal.append(drafts, people);
      if (here('after')) die();
      return entries;
    }) satisfies OpenJournal['append'],
  });
  const provider = new ScriptedProvider('alipayBarcode', realClock, { inquire: [R.noAnswer()], cancel: [C.notSent()] });
  const engine = createPaymentEngine({
    journal: mortal, providers: { alipayBarcode: provider }, clock: realClock, random: realRandom, timing: PRODUCT_TIMING, register: 'T01', log: () => undefined,
    hooks: {
      paidEntries: (attempt) => paidEntries({ random: realRandom, journal }, attempt),
      foundEntries: (attempt) => foundMoneyEntries({ random: realRandom, journal }, attempt),
      codeWithdrawn: () => Promise.resolve(),
    },
  });
  engine.resumeAll();
  const readers = [new ScriptedReader('alipayBarcode'), new ScriptedReader('alipayHkMerchantQr')];
  const inbox = createInbox({
    journal: mortal, engine, refunds: createRefundInbox({ journal, refunds: engine.refunds, log: () => undefined }), readers: () => readers, asksGateway: () => false, clock: realClock, random: realRandom,
    log: () => undefined, changed: () => undefined,
  });
  inbox.resume();
  const { port } = await openListener({ host: '127.0.0.1', port: 0 }, {
    inbox, clock: realClock, log: () => undefined,
    answered: () => {
      if (death?.at === 'acknowledgement') die();
    },
  });
  process.send?.({ port } satisfies InboxChildReady);
}

process.on('message', (task: InboxChildTask) => void run(task));
process.on('disconnect', () => process.exit(1));
process.send?.('ready');
