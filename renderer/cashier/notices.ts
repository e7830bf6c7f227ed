import type { ErrorView } from '../../shared/contract/views.ts';
import type { ErrorCode } from '../../shared/errors/registry.ts';
import { createStore } from '../store.ts';
import { warnAloud } from '../ui/sound.ts';

/** Something the cashier reads once and that blocks nothing. */
export type NoticeContent =
  | { readonly kind: 'error'; readonly error: ErrorView }
  | { readonly kind: 'unknownScan'; readonly text: string }
  | { readonly kind: 'good'; readonly text: string };
export type Notice = NoticeContent & { readonly id: number };

const MOST = 3;
/** Long enough to read two short sentences, short enough not to be in the way of the next customer. */
const STAYS_MS = { error: 7_000, unknownScan: 5_000, good: 3_500 } as const satisfies Record<NoticeContent['kind'], number>;

export const noticeStore = createStore<readonly Notice[]>([]);
let lastId = 0;

export function dismiss(id: number): void {
  noticeStore.set(noticeStore.get().filter((notice) => notice.id !== id));
}

/** Shows a notice and takes it away again by itself. The same one twice in a row is one notice that stays longer. */
export function tell(content: NoticeContent): void {
  lastId += 1;
  const id = lastId;
  const others = noticeStore.get().filter((notice) => !isSame(notice, content));
  noticeStore.set([...others.slice(1 - MOST), { ...content, id }]);
  setTimeout(() => {
    dismiss(id);
  }, STAYS_MS[content.kind]);
}

/** Says, and lets hear, why a key or a scan did nothing: whoever pressed it may be looking at the customer. */
export function refuse(code: ErrorCode): void {
  warnAloud();
  tell({ kind: 'error', error: { code, details: {} } });
}

function isSame(notice: Notice, content: NoticeContent): boolean {
  switch (content.kind) {
    case 'error':
      return notice.kind === 'error' && notice.error.code === content.error.code;
    case 'unknownScan':
      return notice.kind === 'unknownScan' && notice.text === content.text;
    case 'good':
      return notice.kind === 'good' && notice.text === content.text;
  }
}
