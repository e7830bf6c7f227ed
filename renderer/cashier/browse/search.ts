import type { ProductView } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { createStore } from '../../store.ts';
import { deskStore, setDesk } from '../desk.ts';
import { showScan, submitScan } from '../scans.ts';
import { ask } from '../till.ts';
import { takeQuantityBefore } from './before.ts';

/** What the last answered search found, and which result Enter would add. */
export interface Found {
  readonly text: string;
  readonly products: readonly ProductView[];
  readonly index: number;
}

const NOTHING: Found = { text: '', products: [], index: 0 };
/** More than fit on any screen; the cashier types another letter instead of scrolling. */
const RESULTS_MAX = 50;

export const foundStore = createStore<Found>(NOTHING);
let asking = 0;

/** Searches for the text; of several searches on their way only the newest may answer. */
export async function searchFor(text: string): Promise<void> {
  asking += 1;
  const mine = asking;
  const wanted = text.trim();
  if (wanted === '') {
    foundStore.set(NOTHING);
    return;
  }
  const answer = await call('catalog.search', { text: wanted, limit: RESULTS_MAX });
  if (mine === asking) foundStore.set({ text: wanted, products: answer.ok ? answer.value.products : [], index: 0 });
}

export function moveFound(step: 1 | -1): void {
  const found = foundStore.get();
  const last = Math.max(0, found.products.length - 1);
  foundStore.set({ ...found, index: Math.max(0, Math.min(last, found.index + step)) });
}

/** Adds the chosen result; digits that are nobody's name are looked up as a code, as a scanner would. */
export async function addFound(): Promise<void> {
  const text = deskStore.get().search.text.trim();
  if (text === '') return;
  if (foundStore.get().text !== text) await searchFor(text);
  const { products, index } = foundStore.get();
  const product = products[index];
  if (product !== undefined) await addProduct(product.productId, 'search');
  else if (/^(?:\d+(?:[.,]\d+)?[*×])?\d+$/.test(text)) await submitScan(text, 'typed');
  else return;
  setDesk({ search: { open: false, text: '' } });
}

const ONE_MILLI = 1000;

export async function addProduct(productId: string, source: 'tile' | 'search'): Promise<void> {
  const answer = await ask('sale.addProduct', { productId, quantityMilli: takeQuantityBefore() ?? ONE_MILLI, source });
  if (answer.ok) showScan(answer.value);
}
