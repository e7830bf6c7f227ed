import { createHash } from 'node:crypto';
import { createMerchantCodeProvider, createNotificationReaders, createProviders } from '../../../electron/alipay/products.ts';
import type { Journal } from '../../../electron/journal/port.ts';
import { createInbox, type Inbox } from '../../../electron/payments/inbox.ts';
import { createRefundInbox } from '../../../electron/payments/refund-inbox.ts';
import { assembleDesk, type OpenDesk } from '../../../electron/till/assemble.ts';
import type { GatewaySettings } from '../../../electron/alipay/settings.ts';
import { practiceGateways } from '../../../electron/till/practice-gateways.ts';
import type { NoticePost, PostOutcome } from '../../../electron/training/notice-post.ts';
import { createPractice, type Practice } from '../../../electron/training/practice.ts';
import { practiceCredentials } from '../../../electron/training/practice-world.ts';
import type { PracticeKeys } from '../../../electron/training/practice-keys.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { SeededRandom, VirtualClock } from '../virtual-clock.ts';
import { SimulatedDisk, type AppendFate } from './disk.ts';
import { Line, NO_TROUBLE, PRACTICE_ADDRESSES, type LineTrouble } from './line.ts';
import { People } from './people.ts';
import { Died, Process } from './process.ts';
import { seededShop } from './shop.ts';
import { judge, type Verdict } from './verdict.ts';

/** Where the gateways announce payments; behind it stands the inbox of whichever process lives. */
const TILL_ADDRESS = 'http://127.0.0.1:3';
const HOUR_MS = 3_600_000;
/** Steps of people's time in one run; a step is some seconds. */
const STEPS = 15;
/** How long after the last trouble everything has to be settled. Background asking backs off to five minutes; codes live for five. */
const HEAL_HOURS_MAX = 6;
/** The last of eight deliveries comes 25 hours after the first (legacy.md 5.1). */
const NOTICE_HOURS_MAX = 27;

export interface RunResult extends Verdict {
  readonly run: number;
  readonly kills: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Digest of journal and ledger: two plays of one run are the same when theirs are. */
  readonly trace: string;
}

/** One start of the till inside a run. */
export interface Life {
  readonly process: Process;
  readonly journal: Journal;
  readonly desk: OpenDesk['desk'];
  readonly snapshots: OpenDesk['snapshots'];
  readonly inbox: Inbox;
}

/** A till, its gateways, its disk and its line, from the first shift to the end of all doubts. */
export class Run {
  readonly clock = new VirtualClock();
  readonly random: SeededRandom;
  readonly disk = new SimulatedDisk();
  readonly practice: Practice;
  readonly line: Line;
  life: Life | null = null;
  kills = 0;
  #skewMs = 0;
  #killPercent = 0;
  /** Text of the shop's printed code. */
  printedCode = '';
  readonly #gateways: GatewaySettings;

  constructor(seed: number, keys: PracticeKeys) {
    this.#gateways = practiceGateways(practiceCredentials(keys, PRACTICE_ADDRESSES), seededShop().config, (product) => `${TILL_ADDRESS}/notify/${product}`);
    this.random = new SeededRandom(seed);
    this.practice = createPractice({ clock: this.clock, random: new SeededRandom(seed ^ 0x2545f491), keys, post: (post) => this.#notice(post), onFailure: (failure) => { throw failure; } });
    this.line = new Line(this.clock, new SeededRandom(seed ^ 0x5bd1e995), this.practice);
  }

  /** Draws how bad this run's world is. */
  #drawTrouble(): void {
    const { random } = this;
    const most = random.chance(20) ? 60 : 25;
    const bad = (): number => random.below(most);
    const calm = random.chance(10);
    this.line.trouble = calm ? NO_TROUBLE : {
      notSent: random.below(12), requestLost: bad(), requestLate: bad(), requestTwice: random.below(15), answerLost: bad(), answerLate: bad(), connectionReset: random.below(15), gateway: bad(),
    } satisfies LineTrouble;
    this.#killPercent = random.chance(60) ? 1 + random.below(30) : 0;
    const diskPercent = random.chance(25) ? 3 : 0;
    this.disk.fate = (): AppendFate => {
      if (random.chance(diskPercent)) {
        this.line.count('diskFull');
        return 'JOURNAL_DISK_FULL';
      }
      if (!random.chance(Math.ceil(this.#killPercent / 8))) return 'stored';
      return random.chance(50) ? 'diesInside' : 'diesAfter';
    };
  }

  /** Heals the world: what is open now has to come to its end. */
  #heal(): void {
    this.line.trouble = NO_TROUBLE;
    this.practice.faults.clear();
    this.disk.fate = () => 'stored';
    this.#killPercent = 0;
  }

  /** Starts the till; it may be killed while it starts. */
  start(): void {
    const { clock, random, disk, line } = this;
    const process = new Process({
      clock, random, skewMs: () => this.#skewMs, killAt: random.chance(this.#killPercent * 2) ? 1 + random.below(random.chance(30) ? 60 : 2_000) : Number.POSITIVE_INFINITY,
      killed: () => {
        this.kills += 1;
        this.life = null;
      },
    });
    const { config, catalog } = seededShop();
    const readers = createNotificationReaders(this.#gateways, { clock: process.clock, random: process.random, post: line.post(process) });
    try {
      const journal = disk.open(process);
      const deps = { clock: process.clock, random: process.random, post: line.post(process) };
      const { desk, snapshots, setCustomerScreen } = assembleDesk({
        world: 'training', config, operator: { id: 'mei', name: 'Mei' }, language: 'en', journal, catalog, clock: process.clock, random: process.random, runtime: 'simulated',
        providers: createProviders(this.#gateways, deps),
        log: () => {},
        // The customer's window paints whatever it is sent, a moment later.
        send: (event) => {
          if (event === 'customer.changed') queueMicrotask(() => this.#paint(process));
        },
      });
      setCustomerScreen('second');
      const inbox = createInbox({
        journal, engine: desk.engine, refunds: createRefundInbox({ journal, refunds: desk.engine.refunds, log: desk.log }), readers: () => readers, asksGateway: () => false, clock: process.clock,
        random: process.random, log: desk.log, changed: desk.changed,
      });
      inbox.resume();
      this.life = { process, journal, desk, snapshots, inbox };
    } catch (error) {
      if (error instanceof Died || process.dead) return;
      if (!(error instanceof TillError) || !error.code.startsWith('JOURNAL_')) throw error;
      // A till that cannot write does not start; somebody tries again.
      process.kill();
    }
  }

  /** One delivery of a notification: lost, late, or taken in by the till, whose own answer may be lost. */
  async #notice({ url, headers, body }: NoticePost): Promise<PostOutcome> {
    const { clock, line, random } = this;
    if (line.loses()) return { kind: 'failed', detail: 'lost' };
    await clock.sleep(random.below(800));
    const { life } = this;
    if (!life) return { kind: 'failed', detail: 'ECONNREFUSED' };
    const target = url.slice(TILL_ADDRESS.length);
    const receipt = await Promise.race([life.inbox.receive({ target, headers: { ...headers }, body }), clock.sleep(10_000).then(() => null)]);
    if (receipt === null || life.process.dead || line.loses()) return { kind: 'failed', detail: 'no answer' };
    switch (receipt.kind) {
      case 'acknowledged':
      case 'refused':
        return { kind: 'answered', status: receipt.answer.status, body: Buffer.from(receipt.answer.body) };
      case 'notTaken':
        return { kind: 'answered', status: 404, body: Buffer.alloc(0) };
      case 'busy':
        return { kind: 'answered', status: 503, body: Buffer.alloc(0) };
    }
  }

  /** The shop's printed code hangs on the wall before the day begins. */
  async #printCode(): Promise<void> {
    const process = new Process({ clock: this.clock, random: this.random, killAt: Number.POSITIVE_INFINITY, killed: () => {}, skewMs: () => 0 });
    const provider = createMerchantCodeProvider(this.#gateways, { clock: process.clock, random: process.random, post: this.line.post(process) });
    const made = provider?.create({ storeId: 'S1', storeName: 'Harbour Tea', address: 'Pier 7' }, { deadlineMs: 10_000 });
    await this.clock.advance(5_000);
    const { code } = (await made) ?? { code: null };
    if (code?.kind === 'code') this.printedCode = code.text;
  }

  #paint(process: Process): void {
    const { life } = this;
    if (!life || life.process !== process || process.dead) return;
    try {
      life.snapshots.painted(life.snapshots.customer().revision);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
  }

  /** The clock of the till's computer is set; the gateways' are right. */
  jump(ms: number): void {
    this.#skewMs += ms;
    this.line.count('clockJump');
  }

  /** From the first shift to the verdict; `meet` is told who the people are. */
  async play(meet: (people: People) => void = () => {}): Promise<Verdict> {
    await this.#printCode();
    this.#drawTrouble();
    const people = new People(this);
    meet(people);
    for (let step = 0; step < STEPS; step += 1) {
      if (!this.life) this.start();
      people.act();
      await this.clock.advance(this.random.below(this.random.chance(10) ? 60_000 : 6_000));
      if (this.random.chance(2)) this.jump((this.random.below(180) - 90) * 60_000);
      people.look();
    }
    this.#heal();
    // What was started in bad times may still be fated to die.
    this.life?.process.kill();
    this.start();
    const reads = this.disk.reads();
    // What was announced in bad times is announced again, for a day.
    for (let hours = 0; hours < NOTICE_HOURS_MAX && this.practice.notices.pending().length > 0; hours += 1) await this.clock.advance(HOUR_MS);
    const isOpen = (): boolean => reads.attemptsNotFinal().length > 0 || reads.refundsNotFinal().length > 0;
    for (let hours = 0; hours < HEAL_HOURS_MAX && isOpen(); hours += 1) await this.clock.advance(HOUR_MS);
    await people.settleFoundMoney();
    for (let hours = 0; hours < HEAL_HOURS_MAX && isOpen(); hours += 1) await this.clock.advance(HOUR_MS);
    await this.clock.advance(HOUR_MS);
    people.look();
    return judge(this, people);
  }

  get traceHash(): string {
    const { seq, hash } = this.disk.reads().head();
    return createHash('sha256').update(JSON.stringify([seq, hash, this.practice.ledger(), this.kills, this.line.struck])).digest('hex');
  }

  /** Journal and gateway calls in the order of time, for somebody who wants to know how it came to this. */
  story(): string[] {
    const at = (ms: number): string => new Date(ms).toISOString().slice(11, 19);
    const entries = this.disk.reads().entries(1, 10_000).map((entry) => ({ atMs: entry.atMs, text: `${at(entry.atMs)}  ${String(entry.seq).padStart(4)} ${entry.type} ${JSON.stringify(entry.data)}` }));
    const calls = this.practice.calls().map((call) => ({ atMs: call.atMs, text: `${at(call.atMs)}       ${call.gateway} ${call.service} ${call.reference}: ${call.said}` }));
    return [...entries, ...calls].sort((a, b) => a.atMs - b.atMs).map((line) => line.text);
  }

  async close(): Promise<void> {
    this.life?.process.kill();
    await this.practice.stop();
    this.disk.close();
  }
}

/** Seed of a run: every run of a series has its own, and can be played alone. */
export const seedOf = (seed: number, run: number): number => (Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b)) >>> 0;

/** Plays one run of a series and judges it; `tell` hears what was journaled and what the gateways were asked. Rejects when the till throws where nothing may be thrown. */
export async function playRun(seed: number, run: number, keys: PracticeKeys, tell?: (line: string) => void): Promise<RunResult> {
  const played = new Run(seedOf(seed, run), keys);
  try {
    const verdict = await played.play();
    if (tell) played.story().forEach(tell);
    return { run, ...verdict, kills: played.kills, faults: played.line.struck, trace: played.traceHash };
  } finally {
    await played.close();
  }
}

