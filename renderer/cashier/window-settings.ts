import type { WindowSettings } from '../../shared/contract/shop-views.ts';
import type { Size, Theme } from '../../shared/shop/look.ts';
import { call } from '../bridge.ts';
import { createStore } from '../store.ts';
import { putKeysInForce } from './keymap.ts';
import type { KeyOverrides } from './keys/overrides.ts';

/** How the window looks: light, dark or as the system has it, and how large. */
export const lookStore = createStore<{ readonly theme: Theme; readonly size: Size }>({ theme: 'system', size: '100' });

/** With less room than this, in CSS pixels as they are drawn, things go below each other (narrow.css). */
const NARROW_PX = 980;
const LOW_PX = 520;

/** Draws the window in a look; the tokens and narrow.css do the rest. */
export function putLookInForce({ theme, size }: Pick<WindowSettings, 'theme' | 'size'>): void {
  lookStore.set({ theme, size });
  const { style, dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  style.zoom = size === '100' ? '' : String(Number(size) / 100);
  measureRoom();
}

function measureRoom(): void {
  const factor = Number(lookStore.get().size) / 100;
  document.documentElement.toggleAttribute('data-narrow', innerWidth / factor < NARROW_PX);
  document.documentElement.toggleAttribute('data-low', innerHeight / factor < LOW_PX);
}

/** Asks for this window's keys and look. A till that cannot say gets what it began with: nobody waits for a colour. */
export async function loadWindowSettings(): Promise<void> {
  window.addEventListener('resize', measureRoom);
  measureRoom();
  const answer = await call('settings.window', {});
  if (!answer.ok) return;
  // Names of actions this version does not know are left out where keys are put in force.
  putKeysInForce(answer.value.keys as KeyOverrides);
  putLookInForce(answer.value);
}
