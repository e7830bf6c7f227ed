import type { Page } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';
import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { TillBridge } from '../../../shared/contract/bridge.ts';
import { waitFor } from '../../e2e/attach.ts';
import { seededRandom } from '../products.ts';
import type { Hand } from './hands.ts';
import { recorder, type Recording, type RecorderGlobal } from './recorder.ts';

/** 20 items a second: twice the quickest cashier (targets.md). */
const SCAN_EVERY_MS = 50;
/** Nobody scans in step with the display: each scan comes up to this much later than the beat. Without it every scan meets the display at the same moment. */
const OFF_BEAT_MS = 16;
const PAINT_DEADLINE_MS = 5_000;
/** A scanner's keys come closer than this (hardware.md 1.2); a hand that was slower was kept from the processor and typed no scan. */
const SCANNER_GAP_MAX_MS = 40;
/** Sales that may be rung up again because the hand was kept from typing like a scanner. */
const SPOILT_MAX = 5;
const CLOCK_PROBES = 40;

/** One scan's way, in milliseconds from its terminator. */
export interface Sample {
  readonly paintedMs: number;
  /** The new total is in the document: everything but the wait for a frame and drawing it. */
  readonly changedMs: number;
  /** The frame that shows it begins. */
  readonly frameMs: number;
}

export interface Measured {
  readonly samples: readonly Sample[];
  readonly longTasksMs: readonly number[];
}

/** Who is measured: the product, or the floor. `raises`: by how much a scan of this code raises the total on the page. */
export interface Subject {
  readonly pages: readonly [cashier: Page, customer: Page];
  readonly hand: Hand;
  /** `keys`: time stamps of the page's own key events; `hand`: when the hand let go, mapped onto the page's clock. */
  readonly from: 'keys' | 'hand';
  readonly raises: (code: string) => number;
  endSale(): Promise<void>;
}

/** Puts the recorder into a page and loads the page again, so that it is there before the page's own scripts. */
export async function record(page: Page): Promise<void> {
  await page.addInitScript(recorder);
  await page.reload();
}

/** Calls the main process through the page's own bridge. */
export async function invoke<C extends Channel>(page: Page, channel: C, request: Request<C>): Promise<Response<C>> {
  const answer = await page.evaluate(
    ([name, body]) => (globalThis as unknown as { readonly till: { invoke(channel: string, request: unknown): Promise<unknown> } }).till.invoke(name, body),
    [channel as string, request as unknown] as const,
  ) as Awaited<ReturnType<TillBridge['invoke']>>;
  if (!answer.ok) throw new Error(`${channel} answered ${answer.error.code}`);
  return answer.value as Response<C>;
}

/** What to add to this process's performance.now() to get the page's: from the quickest of several questions, good to its half. */
async function clockOffsetMs(page: Page): Promise<number> {
  let best = { tookMs: Infinity, offsetMs: 0 };
  for (let probe = 0; probe < CLOCK_PROBES; probe += 1) {
    const askedMs = performance.now();
    const pageMs = await page.evaluate(() => performance.now());
    const tookMs = performance.now() - askedMs;
    if (tookMs < best.tookMs) best = { tookMs, offsetMs: pageMs - (askedMs + tookMs / 2) };
  }
  return best.offsetMs;
}

const taken = (page: Page): Promise<Recording> => page.evaluate(() => {
  const { __paintRecording: { bursts, painted, longTasks } } = globalThis as unknown as RecorderGlobal;
  return { bursts: bursts.splice(0), painted: painted.splice(0), longTasks: longTasks.splice(0) };
});

const lastPainted = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as RecorderGlobal).__paintRecording.painted.at(-1)?.totalMinor ?? 0);

/** One sale: each code at its time, then everything painted. The page's total is 0 before. null when the hand did not type like a scanner. */
async function ring({ pages: [cashier, customer], hand, from, raises }: Subject, codes: readonly string[], random: () => number): Promise<Measured | null> {
  for (const page of [cashier, customer]) await taken(page);
  const offsetMs = from === 'hand' ? await clockOffsetMs(cashier) : 0;
  const beganMs = performance.now() + SCAN_EVERY_MS;
  const sent: { readonly atMs: number; readonly totalMinor: number }[] = [];
  let totalMinor = 0;
  for (const [index, code] of codes.entries()) {
    await pause(Math.max(0, beganMs + index * SCAN_EVERY_MS + random() * OFF_BEAT_MS - performance.now()));
    totalMinor += raises(code);
    sent.push({ atMs: (await hand.scan(code)) + offsetMs, totalMinor });
  }
  await hand.settled();
  const isShown = await waitFor(`total ${totalMinor} on the page`, async () => ((await lastPainted(cashier)) === totalMinor ? true : undefined), PAINT_DEADLINE_MS).catch(() => false);
  const { bursts, painted, longTasks } = await taken(cashier);
  const customers = await taken(customer);
  if (from === 'keys' && bursts.some(({ longestGapMs }) => longestGapMs > SCANNER_GAP_MAX_MS)) return null;
  const samples = sent.map((scan, index) => {
    const fromMs = from === 'keys' ? bursts[index]?.enterMs : scan.atMs;
    // Two scans may share a frame: the first frame that shows at least this total shows the line.
    const seen = painted.find((frame) => frame.totalMinor >= scan.totalMinor);
    if (!isShown || fromMs === undefined || seen === undefined) throw new Error(`a sale of ${codes.length} scans came to ${painted.at(-1)?.totalMinor ?? 0} instead of ${totalMinor}: a scan was lost`);
    return { paintedMs: seen.paintedMs - fromMs, changedMs: seen.changedMs - fromMs, frameMs: seen.frameMs - fromMs };
  });
  return { samples, longTasksMs: [...longTasks, ...customers.longTasks].map(({ durationMs }) => durationMs) };
}

/** Rings the sales up one after another. The first one warms the page up and is not counted. */
export async function measure(subject: Subject, sales: readonly (readonly string[])[]): Promise<Measured> {
  const random = seededRandom(sales.length);
  const rounds: Measured[] = [];
  for (let spoilt = 0; rounds.length < sales.length;) {
    const round = await ring(subject, sales[rounds.length] ?? [], random);
    await subject.endSale();
    await showsNothing(subject.pages[0]);
    if (round !== null) rounds.push(round);
    else if ((spoilt += 1) > SPOILT_MAX) throw new Error('this machine is too busy to type like a scanner');
  }
  const counted = rounds.slice(1);
  return { samples: counted.flatMap(({ samples }) => samples), longTasksMs: counted.flatMap(({ longTasksMs }) => longTasksMs) };
}

/** Waits until the page shows a total of nothing and has painted it. */
async function showsNothing(page: Page): Promise<void> {
  await page.waitForSelector('[data-total="0"]', { state: 'attached', timeout: PAINT_DEADLINE_MS });
  await page.evaluate(() => new Promise<void>((painted) => requestAnimationFrame(() => requestAnimationFrame(() => painted()))));
}
