import type { Theme } from '../../shared/contract/shop-views.ts';
import { call } from '../bridge.ts';
import { createStore } from '../store.ts';
import { putKeysInForce } from './keymap.ts';
import type { KeyOverrides } from './keys/overrides.ts';

/** Light, dark, or as the system has it. */
export const themeStore = createStore<Theme>('system');

/** Draws the window in a theme; the tokens do the rest. */
export function putThemeInForce(theme: Theme): void {
  themeStore.set(theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Asks for this window's keys and look. A till that cannot say gets what it began with: nobody waits for a colour. */
export async function loadWindowSettings(): Promise<void> {
  const answer = await call('settings.window', {});
  if (!answer.ok) return;
  // Names of actions this version does not know are left out where keys are put in force.
  putKeysInForce(answer.value.keys as KeyOverrides);
  putThemeInForce(answer.value.theme);
}
