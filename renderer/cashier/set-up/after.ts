import { setDesk } from '../desk.ts';

/** What the first run promised to open once the shop is there, over the reload in between. Not worth keeping over a restart. */
const KEY = 'guitai.afterSetUp';
export type After = 'import' | 'alipay';

export function promise(after: readonly After[]): void {
  sessionStorage.setItem(KEY, after.join(' '));
}

/** Opens the next of what was promised, once. The import comes first: products are needed for a sale, Alipay is not. */
export function keepPromise(): void {
  const [first, ...rest] = (sessionStorage.getItem(KEY) ?? '').split(' ').filter((word) => word !== '');
  if (first === undefined) return;
  sessionStorage.setItem(KEY, rest.join(' '));
  if (first === 'import') setDesk({ dialog: { kind: 'catalog' } });
  else if (first === 'alipay') setDesk({ dialog: { kind: 'settings', section: 'payments' } });
}
