import type { ScanResult } from '../../shared/contract/views.ts';
import { call, follow } from '../bridge.ts';
import { warnAloud } from '../ui/sound.ts';
import { multiplyAdded, takeQuantityBefore } from './browse/before.ts';
import { deskStore, setDesk } from './desk.ts';
import { tell } from './notices.ts';
import { ask, tillStore } from './till.ts';

/** What the cashier sees and hears of a scan. What was added or started shows in the snapshot; only refusals need a word. */
export function showScan(result: ScanResult): void {
  switch (result.kind) {
    case 'added':
    case 'paymentCode':
    case 'paymentStarted':
    case 'dropped':
      return;
    case 'question':
      // The question itself is in the snapshot; heard, because nobody looks at the screen while scanning.
      warnAloud();
      return;
    case 'signedIn':
      if (deskStore.get().dialog?.kind === 'staff') setDesk({ dialog: null });
      void sayWho(result.name);
      return;
    case 'customer':
      // The cart shows whose the sale is now.
      return;
    case 'receipt':
      setDesk({ dialog: { kind: 'receipts', at: { page: 'receipt', saleId: result.saleId } } });
      return;
    case 'unknown':
      void asCoupon(result.text);
      return;
    case 'refused':
      warnAloud();
      tell({ kind: 'error', error: result.error });
  }
}

/** Longest code a coupon has. */
const COUPON_MAX = 32;

/** What no product has may be a coupon's code, as printed on a voucher; only when it is none either was the scan for nothing. */
async function asCoupon(text: string): Promise<void> {
  const till = tillStore.get();
  // A customer's payment code never gets here as a coupon: it has 16 digits or more.
  const mayBe = text.length <= COUPON_MAX && !/^\d{14,}$/.test(text);
  if (till?.phase === 'selling' && (till.sale?.tenders.length ?? 0) === 0 && mayBe) {
    const answer = await call('sale.coupon', { code: text, on: true });
    if (answer.ok) {
      setDesk({ dialog: { kind: 'coupon' } });
      return;
    }
  }
  warnAloud();
  tell({ kind: 'unknownScan', text });
}

/** Whoever scanned a badge may not have meant to. Its words come with the screens of staff. */
async function sayWho(name: string): Promise<void> {
  const { STAFF_WORDS } = await import('./staff/words.ts');
  tell({ kind: 'good', text: STAFF_WORDS[tillStore.get()?.language ?? 'en'].lock.signedIn(name) });
}

/** Screens that want what the keyboard scanner reads for themselves, and do not sell it; the one that came last has it. */
const takers: ((text: string) => void)[] = [];
/** Of these, the ones that want what a serial scanner reads as well. */
const serialTakers = new Set<(text: string) => void>();
/**
 * Hands scans to a screen until the returned function is called: the keyboard scanner's, and a serial one's unless `isSerial` is false. What main decides about by itself
 * (a badge at a locked till) needs no screen.
 */
export function takeScans(take: (text: string) => void, isSerial = true): () => void {
  takers.push(take);
  if (isSerial) serialTakers.add(take);
  sayTaken();
  return () => {
    serialTakers.delete(take);
    const at = takers.indexOf(take);
    if (at >= 0) takers.splice(at, 1);
    sayTaken();
  };
}

/** Well inside the half minute main believes it. */
const SAY_EVERY_MS = 10_000;
let saying: ReturnType<typeof setInterval> | null = null;
let isTaken = false;

/** Tells main whether serial scans are for a screen of this window; again and again, because a window that is gone must not keep them. */
function sayTaken(): void {
  const on = serialTakers.size > 0;
  if (on) saying ??= setInterval(() => { void call('scan.take', { on: true }); }, SAY_EVERY_MS);
  else if (saying !== null) {
    clearInterval(saying);
    saying = null;
  }
  if (on !== isTaken) void call('scan.take', { on });
  isTaken = on;
}

/** Serial scans that a screen wanted. One that came too late for it is a scan like any other. */
export const followTakenScans = (): (() => void) => follow('scan.text', ({ text }) => {
  const taker = takers.at(-1);
  if (taker !== undefined) taker(text);
  else void submitScan(text, 'wedge');
});

/** Sends what a scanner or a person entered through the one door; main decides what it is. `leakedKeys`: see WedgeScan. */
export async function submitScan(text: string, source: 'wedge' | 'typed', leakedKeys = 0): Promise<void> {
  const taker = takers.at(-1);
  if (source === 'wedge' && taker !== undefined) {
    taker(text);
    return;
  }
  // What was typed is the number itself when it is entered, and how many of it when it is scanned.
  const quantityMilli = source === 'wedge' ? takeQuantityBefore(leakedKeys) : null;
  setDesk({ entry: '' });
  const answer = await ask('scan.submit', { text, source, ...(quantityMilli === null ? {} : { quantityMilli }) });
  if (answer.ok) showScan(answer.value);
  else warnAloud();
}

/** Scans of devices (serial scanners) are answered by main and only shown here. */
export const followScans = (): (() => void) => follow('scan.result', (result) => {
  if (result.kind === 'added') multiplyAdded(result.lineId, takeQuantityBefore());
  showScan(result);
});
