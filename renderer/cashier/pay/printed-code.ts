import type { MerchantCodeDeskView } from '../../../shared/contract/attention-views.ts';
import { createStore } from '../../store.ts';
import { deskStore } from '../desk.ts';
import { ask, tillStore } from '../till.ts';

/** The desk of the shop's printed code as it was last read; null before that. */
export const printedDeskStore = createStore<MerchantCodeDeskView | null>(null);

/** Reads the desk again. */
export async function readPrintedDesk(): Promise<MerchantCodeDeskView | null> {
  const answer = await ask('merchantCode.desk', {});
  if (!answer.ok) return null;
  printedDeskStore.set(answer.value);
  return answer.value;
}

/** Ends the watch that takes the code down again; null while nothing is to be taken down. */
let watch: (() => void) | null = null;

/** Puts the shop's code beside the total on the customer's screen. It comes down when another way to pay is chosen or the sale ends. */
export function showPrintedCode(): void {
  void readPrintedDesk().then(async (desk) => {
    const code = desk?.codes.find(({ state }) => state === 'active');
    // Without a code the panel says where to get one.
    if (code === undefined || deskStore.get().way !== 'printedCode') return;
    const answer = await ask('merchantCode.show', { codeId: code.codeId });
    if (!answer.ok) return;
    watch ??= deskStore.subscribe(takeDown);
    takeDown();
  });
}

function takeDown(): void {
  if (deskStore.get().way === 'printedCode') return;
  watch?.();
  watch = null;
  if (tillStore.get()?.merchantCodeShown != null) void ask('merchantCode.show', { codeId: null });
}
