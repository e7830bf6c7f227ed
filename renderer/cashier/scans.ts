import type { ScanResult } from '../../shared/contract/views.ts';
import { follow } from '../bridge.ts';
import { warnAloud } from '../ui/sound.ts';
import { setDesk } from './desk.ts';
import { tell } from './notices.ts';
import { ask } from './till.ts';

/** What the cashier sees and hears of a scan. What was added or started shows in the snapshot; only refusals need a word. */
export function showScan(result: ScanResult): void {
  switch (result.kind) {
    case 'added':
    case 'paymentCode':
    case 'paymentStarted':
      return;
    case 'receipt':
      setDesk({ dialog: { kind: 'receipts', at: { page: 'receipt', saleId: result.saleId } } });
      return;
    case 'unknown':
      warnAloud();
      tell({ kind: 'unknownScan', text: result.text });
      return;
    case 'refused':
      warnAloud();
      tell({ kind: 'error', error: result.error });
  }
}

/** A screen that wants what the keyboard scanner reads for itself, and does not sell it; null while there is none. */
let taker: ((text: string) => void) | null = null;
/** Hands keyboard scans to a screen until the returned function is called. */
export function takeScans(take: (text: string) => void): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/** Sends what a scanner or a person entered through the one door; main decides what it is. */
export async function submitScan(text: string, source: 'wedge' | 'typed'): Promise<void> {
  if (source === 'wedge' && taker !== null) {
    taker(text);
    return;
  }
  setDesk({ entry: '' });
  const answer = await ask('scan.submit', { text, source });
  if (answer.ok) showScan(answer.value);
  else warnAloud();
}

/** Scans of devices (serial scanners) are answered by main and only shown here. */
export const followScans = (): (() => void) => follow('scan.result', showScan);
