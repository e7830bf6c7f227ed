import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { UpdateState, UpdateView } from '../../../shared/contract/update-views.ts';
import type { TillSnapshot } from '../../../shared/contract/views.ts';

type UpdateChannel = Extract<Channel, `update.${string}` | 'settings.saveUpdate'>;
const DAY_MS = 86_400_000;
const BYTES = 98_400_000;

export const UPDATE_NOTES = {
  en: 'Search puts an exact name first. Weighed goods say their unit on every screen.\nNotes of other currencies are counted by themselves, and gift cards can be sold, topped up and spent.',
  'zh-Hans': '搜索时名称完全相同的排在最前。称重商品在每个画面都写明单位。',
  'zh-Hant': '搜尋時名稱完全相同的排在最前。秤重貨品在每個畫面都寫明單位。',
};

/** By what the snapshot says: a till that looks nowhere, or one that found something. */
export function fakeUpdate(till: () => Pick<TillSnapshot, 'update' | 'shift'>): { readonly [C in UpdateChannel]: (request: Request<C>) => Response<C> } {
  let view: UpdateView | null = null;
  const now = (): UpdateView => (view ??= begin(till()));
  const become = (state: UpdateState): UpdateView => (view = { ...now(), state });
  return {
    'update.view': now,
    'update.check': () => become(now().settings.place.startsWith('/') ? { kind: 'failed', error: { code: 'UPDATE_SIGNATURE_WRONG', details: { keyId: '06e3fd8fda29bb60' } } } : { kind: 'upToDate' }),
    'update.install': () => become({ kind: 'handedOver', command: 'install -m 755 /home/till/guitai/updates/Guitai-0.2.0-x86_64.AppImage "$HOME/Guitai.AppImage"', byHand: true }),
    'update.note': () => ({}),
    'settings.saveUpdate': (settings) => {
      view = { ...now(), settings, checkedAtMs: null };
      return become(settings.place === '' ? { kind: 'off' } : { kind: 'waiting' });
    },
  };
}

function begin({ update, shift }: Pick<TillSnapshot, 'update' | 'shift'>): UpdateView {
  const common = { current: '0.1.0', blocks: shift === null ? [] : ['dayOpen' as const] };
  if (update === undefined) return { ...common, settings: { place: '' }, found: null, checkedAtMs: null, state: { kind: 'off' } };
  return {
    ...common, settings: { place: 'https://updates.example/guitai/' }, checkedAtMs: Date.now() - 40 * 60_000,
    found: { version: update.version, releasedAtMs: Date.now() - 2 * DAY_MS, notes: update.notes, bytes: BYTES },
    state: update.ready ? { kind: 'ready' } : { kind: 'downloading', receivedBytes: BYTES * 0.62, totalBytes: BYTES },
  };
}
