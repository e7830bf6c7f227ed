import { expect } from 'vitest';
import type { Behaviour } from '../../../electron/training/behaviours.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import type { TillSnapshot } from '../../../shared/contract/views.ts';
import { waitFor, type RunningTill } from '../attach.ts';
import { Counter } from '../counter.ts';
import { hourOf, type BookSale, type DayBook, type Money } from './book.ts';
import { ARTICLES, OWNER_NAME, OWNER_PIN, PEOPLE, type Shop } from './shop.ts';
import { price, rung, type Article, type Priced, type Rung } from './sums.ts';

/** Notes and coins of Hong Kong, as the counting page lists them. */
const PIECES_MINOR = [100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 1_000, 500, 200, 100, 50, 20, 10];

/** What the window offers is whole notes. */
const NOTE_MINOR = 10_00;

export const article = (id: string): Article => {
  const found = ARTICLES.get(id);
  if (found === undefined) throw new Error(`nobody sells ${id}`);
  return found;
};
/** One line of a sale, by its article's id. */
export const of = (id: string, how?: Parameters<typeof rung>[1]): Rung => rung(article(id), how);
/** The digits of a printed code with their check digit. */
export const checked = (digits: string): string => `${digits}${(10 - ([...digits].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10)) % 10}`;
/** An amount as people type it. */
export const typed = (minor: number): string => (minor / 100).toFixed(2);

export type Who = keyof typeof PEOPLE | 'owner';

/** Whether the gateways' messages reach the shop. */
export interface Line {
  isUp: boolean;
}

/** A cashier's hands on the real window, and what they know of the shop. */
export class Hands extends Counter {
  readonly till: RunningTill;
  readonly world: PracticeWorld;
  readonly book: DayBook;
  readonly shop: Shop;
  readonly line: Line;
  /** Who stands at the counter. */
  who: Who = 'owner';
  #givenMinor: number | null = null;

  constructor(till: RunningTill, world: PracticeWorld, book: DayBook, shop: Shop, line: Line) {
    super(till);
    this.till = till;
    this.world = world;
    this.book = book;
    this.shop = shop;
    this.line = line;
  }

  /** Who does it, and when, as reports put it together. */
  at(): { readonly by: string; readonly hour: string } {
    return { by: this.nameOf(this.who), hour: hourOf(Date.now()) };
  }
  /** What reports call somebody. */
  nameOf(who: Who): string {
    return who === 'owner' ? OWNER_NAME : PEOPLE[who].name;
  }
  private idOf(who: Who): string {
    return this.shop.ids.get(who) ?? '';
  }

  seen(selector: string, timeoutMs = 15_000): Promise<unknown> {
    return this.cashier.waitForSelector(selector, { timeout: timeoutMs });
  }
  async gone(selector: string): Promise<void> {
    await this.cashier.waitForSelector(selector, { state: 'detached', timeout: 15_000 });
  }
  /** A key and what it brings, pressed again when it fell between a page's picture and its keys. */
  async press(key: string, selector: string): Promise<void> {
    await waitFor(`${selector} after ${key}`, async () => {
      if ((await this.cashier.locator(selector).count()) > 0) return true;
      await this.key(key);
      return this.cashier.waitForSelector(selector, { timeout: 2_000 }).then(() => true, () => undefined);
    }, 20_000);
  }
  /** A key that makes a page go away. */
  async leave(key: string, selector: string): Promise<void> {
    await waitFor(`no ${selector} after ${key}`, async () => {
      if ((await this.cashier.locator(selector).count()) === 0) return true;
      await this.key(key);
      return this.cashier.waitForSelector(selector, { state: 'detached', timeout: 2_000 }).then(() => true, () => undefined);
    }, 20_000);
  }

  /** Scans products by their printed codes; digits before one say how many. */
  async scan(...ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.more(1, () => this.wedge(article(id).code ?? ''));
  }
  /** Types a product's number, as digits before it say how many of it: "3*101". */
  async plu(id: string, before = ''): Promise<void> {
    await this.type(`${before}${article(id).plu}`);
    await this.key('Enter');
  }
  /** Waits for that many more pieces on the sale than `act` found. */
  async more(pieces: number, act: () => Promise<void>): Promise<TillSnapshot> {
    const before = (await this.now()).sale?.totals.itemsMilli ?? 0;
    await act();
    return this.until(`${pieces} more`, (till) => (till.sale?.totals.itemsMilli ?? 0) === before + pieces * 1000);
  }

  /** Somebody else takes the counter over with the badge, or with number and PIN; what is rung up stays. */
  async badge(who: keyof typeof PEOPLE): Promise<void> {
    await this.wedge(PEOPLE[who].badge);
    await this.stands(who);
  }
  async pin(who: Who): Promise<void> {
    const { people } = (await this.now()).staff;
    const at = people.findIndex(({ staffId }) => staffId === this.idOf(who));
    await this.press('Alt+i', '[data-dialog="staff"] [data-step="who"]');
    await this.press(String(at + 1), '[name="sign-in-pin"]');
    await this.type(who === 'owner' ? OWNER_PIN : PEOPLE[who].pin);
    await this.key('Enter');
    await this.stands(who);
    await this.gone('[data-dialog="staff"]');
  }
  private async stands(who: Who): Promise<void> {
    await this.until(`${who} at the counter`, (till) => till.staff.staffId === this.idOf(who));
    this.who = who;
  }

  /** Mr Lee's badge, where the till asks for somebody's consent; nothing stays allowed. */
  async allowByBadge(permission: string): Promise<void> {
    await this.seen(`[data-dialog="approval"] [data-permission="${permission}"]`);
    await this.wedge(PEOPLE.lee.badge);
    await this.gone('[data-dialog="approval"]');
    expect((await this.now()).staff.staffId).toBe(this.idOf(this.who));
  }
  /** The same by PIN. */
  async allowByPin(permission: string, who: 'lee' | 'owner'): Promise<void> {
    await this.seen(`[data-dialog="approval"] [data-permission="${permission}"]`);
    const row = this.cashier.locator(`[data-approver="${this.idOf(who)}"]`);
    await row.waitFor();
    for (let tries = 0; tries < 4 && (await row.getAttribute('aria-checked')) !== 'true'; tries += 1) await this.key(['F5', 'F6', 'F7', 'F8'][tries] ?? 'F5');
    await this.type(who === 'owner' ? OWNER_PIN : PEOPLE.lee.pin);
    await this.key('Enter');
    await this.gone('[data-dialog="approval"]');
  }

  /** To the tenders; the window's total must be the book's. */
  async toPay(priced: Priced): Promise<void> {
    await this.key('F12');
    const { sale } = await this.until('the tenders', (till) => till.phase === 'paying');
    expect(sale?.totals.totalMinor).toBe(priced.totalMinor);
  }
  /** The cash that is due, or what was typed. */
  async cashDown(given = ''): Promise<void> {
    this.#givenMinor = given === '' ? null : Math.round(Number(given) * 100);
    if (given !== '') await this.type(given);
    await this.pressUntil('Enter', 'the paid sale', (till) => till.phase === 'done');
  }
  /** One of the notes that the window offers for what is due. */
  async noteDown(): Promise<void> {
    const { done } = await this.pressUntil('F6', 'the paid sale', (till) => till.phase === 'done');
    this.#givenMinor = done?.tenderedMinor ?? null;
    expect((this.#givenMinor ?? 1) % NOTE_MINOR).toBe(0);
  }
  /** Shows a code for what is due, and waits until the customer sees it. */
  async showCode(key: string): Promise<string> {
    await this.key(key);
    await this.until('the code', (till) => till.payment?.state === 'shown', 20_000);
    const { scene } = await this.customerNow();
    if (scene.kind !== 'orderCode') throw new Error(`the customer sees ${scene.kind}`);
    return scene.text;
  }
  phone(behaviour: Behaviour = 'paysAtOnce'): string {
    return this.world.customers().find((customer) => customer.behaviour === behaviour)?.code ?? '';
  }
  /** The customer holds out the phone, and does so again when nothing came of it. */
  async scanPhone(behaviour: Behaviour = 'paysAtOnce'): Promise<void> {
    const before = (await this.now()).sale?.tenders.length ?? 0;
    for (let tries = 0; tries < 3; tries += 1) {
      await this.wedge(this.phone(behaviour));
      const isHeard = await this.until('the scan heard', (till) => (till.phase !== 'paying' && till.phase !== 'selling') || till.pendingCode !== null || (till.sale?.tenders.length ?? 0) > before, 6_000).then(() => true, () => false);
      if (isHeard) return;
    }
    throw new Error('the phone was held out three times and nobody heard it');
  }

  /** Writes the finished sale into the book: `tenders` as they were taken, the last of them for the rest. */
  async finished(priced: Priced & Pick<BookSale, 'customer'>, ...tenders: readonly (string | Money)[]): Promise<BookSale> {
    const { done } = await this.until('the finished sale', (till) => till.phase === 'done', 30_000);
    if (done === null) throw new Error('no sale was finished');
    let leftMinor = priced.totalMinor;
    const taken = tenders.map((tender): Money => {
      const money = typeof tender === 'string' ? { kind: tender, amountMinor: tender === 'cash' ? this.book.cash(leftMinor) : leftMinor } : tender;
      leftMinor -= money.amountMinor;
      return money.kind === 'cash' && this.#givenMinor !== null ? { ...money, givenMinor: this.#givenMinor } : money;
    });
    this.#givenMinor = null;
    expect(done).toMatchObject({ totalMinor: priced.totalMinor, savedMinor: priced.promotionMinor + priced.discountMinor, roundingMinor: 0 - leftMinor });
    expect(done.tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor }))).toEqual(taken.map(({ kind, amountMinor }) => ({ kind, amountMinor })));
    const last = taken.at(-1);
    expect(done.changeMinor).toBe(last?.notes?.changeMinor ?? (last?.givenMinor ?? last?.amountMinor ?? 0) - (last?.amountMinor ?? 0));
    return this.#booked(priced, taken, { ...done, operator: this.nameOf(this.who) });
  }
  /** The same of a sale that was finished while nobody stood there for it. */
  async finishedAside(priced: Priced, by: Who, receiptNo: number, kind: string): Promise<BookSale> {
    const receipt = await this.call('receipt.get', { receiptNo });
    const taken = [{ kind, amountMinor: priced.totalMinor }];
    expect(receipt).toMatchObject({ totalMinor: priced.totalMinor, tenders: taken, operator: this.nameOf(by) });
    return this.#booked(priced, taken, receipt);
  }
  #booked(priced: Priced & Pick<BookSale, 'customer'>, tenders: readonly Money[], { receiptNo, saleId, completedAtMs, operator }: { readonly receiptNo: number; readonly saleId: string; readonly completedAtMs: number; readonly operator: string }): BookSale {
    const sale = { ...priced, by: operator, receiptNo, saleId, hour: hourOf(completedAtMs), tenders, isExempt: priced.taxes.length === 0 };
    this.book.sold(sale);
    return sale;
  }
  /** Rings up one thing of each and pays in exact cash: most sales of a day. */
  async plain(...ids: readonly string[]): Promise<BookSale> {
    await this.scan(...ids);
    const priced = price(ids.map((id) => of(id)));
    await this.toPay(priced);
    await this.cashDown();
    return this.finished(priced, 'cash');
  }

  /** Counts an amount into the grid: as few pieces as possible, by keyboard, row by row; then the neighbours' notes, where they are asked for. */
  async count(amountMinor: number, renminbiMinor: number | null = null): Promise<void> {
    await this.seen('[data-by="pieces"] [data-piece]');
    let leftMinor = amountMinor;
    for (const minor of PIECES_MINOR) {
      const pieces = Math.floor(leftMinor / minor);
      leftMinor -= pieces * minor;
      if (pieces > 0) await this.type(String(pieces));
      await this.key('ArrowDown');
    }
    if (leftMinor !== 0) throw new Error(`${amountMinor} cannot be counted`);
    if (renminbiMinor !== null) {
      await this.key('ArrowDown');
      await this.type(String(renminbiMinor / 100));
    }
    await this.key('F12');
  }
}
