import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_CHANNEL, INVOKE_CHANNEL, WINDOW_ARGUMENT, type Answer } from '../shared/contract/bridge.ts';

/** The contract's names, written in by the build so that the schemas stay out of this file (see build/vite-config.mjs). */
declare const __TILL_CHANNELS__: readonly string[];
declare const __TILL_EVENTS__: readonly string[];

const channels = new Set(__TILL_CHANNELS__);
const listeners = new Map<string, Set<(payload: unknown) => void>>(__TILL_EVENTS__.map((event) => [event, new Set()]));

ipcRenderer.on(EVENT_CHANNEL, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

const invoke = async (channel: string, request: unknown): Promise<unknown> => {
  if (channels.has(channel)) return ipcRenderer.invoke(INVOKE_CHANNEL, channel, request);
  return { ok: false, error: { code: 'IPC_UNKNOWN_CHANNEL', details: {} } } satisfies Answer<never>;
};

const on = (event: string, listener: (payload: unknown) => void): (() => void) => {
  const following = listeners.get(event);
  if (following === undefined) throw new Error(`unknown event: ${event}`);
  // A wrapper of its own: the same listener given twice is followed twice and let go one at a time.
  const entry = (payload: unknown): void => listener(payload);
  following.add(entry);
  return () => {
    following.delete(entry);
  };
};

const window = process.argv.find((argument) => argument.startsWith(WINDOW_ARGUMENT))?.slice(WINDOW_ARGUMENT.length);

contextBridge.exposeInMainWorld('till', { window, invoke, on });
