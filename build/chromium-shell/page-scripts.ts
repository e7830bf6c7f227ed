import type { IpcRenderer } from 'electron';
import { makeCodec, type ByReference, type Codec, type Wire } from './codec.ts';

/**
 * The two halves of a preload in a browser page. The preload runs in an isolated world: the page sees neither it nor the
 * binding by which it talks to this process. What it exposes crosses as DOM events whose name only these two scripts know.
 * The functions below are sent as source text: nothing from outside themselves but their arguments.
 */

/** The name of the isolated world; the binding exists in worlds of this name only. */
export const PRELOAD_WORLD = 'guitai-preload';
/** Inside that world: the binding to this process, and the function by which this process answers. */
export const SEND_BINDING = '__shellSend';
export const RECEIVE_FUNCTION = '__shellReceive';

/** From a preload to this process. */
export type FromPreload =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: Wire }
  | { readonly kind: 'send'; readonly channel: string; readonly args: Wire }
  | { readonly kind: 'failed'; readonly message: string };
/** From this process to a preload. */
export type ToPreload =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: boolean; readonly value: Wire }
  | { readonly kind: 'event'; readonly channel: string; readonly args: Wire };

interface Peer {
  expose(key: string, api: unknown): void;
}

type Exchange =
  | { readonly kind: 'hello' }
  | { readonly kind: 'expose'; readonly key: string; readonly api: Wire }
  | { readonly kind: 'call'; readonly call: number; readonly id: number; readonly args: Wire }
  | { readonly kind: 'return'; readonly call: number; readonly ok: boolean; readonly value: Wire }
  | { readonly kind: 'settle'; readonly id: number; readonly ok: boolean; readonly value: Wire };

/** One side of the crossing between the two worlds: calls are answered within the call, promises when they settle. */
function connectWorlds(codec: Codec, here: string, there: string): Peer {
  const target = document;
  const dispatch = target.dispatchEvent.bind(target);
  const kept = new Map<number, object>();
  const promises = new Map<number, PromiseWithResolvers<unknown>>();
  const returns = new Map<number, { readonly ok: boolean; readonly value: unknown }>();
  const exposed: Exchange[] = [];
  let lastId = 0;
  const tell = (message: Exchange): void => {
    dispatch(new CustomEvent(there, { detail: JSON.stringify(message) }));
  };

  const references: ByReference = {
    keep(value) {
      const id = (lastId += 1);
      kept.set(id, value);
      if (value instanceof Promise) {
        const settle = (ok: boolean) => (result: unknown): void => {
          kept.delete(id);
          try {
            tell({ kind: 'settle', id, ok, value: codec.encode(result) });
          } catch (error) {
            // What cannot be cloned is an error of the one who waits for it.
            tell({ kind: 'settle', id, ok: false, value: codec.encode(error) });
          }
        };
        value.then(settle(true), settle(false));
      }
      return id;
    },
    call: (id) => (...args: unknown[]): unknown => {
      const call = (lastId += 1);
      tell({ kind: 'call', call, id, args: codec.encode(args, references) });
      const outcome = returns.get(call);
      returns.delete(call);
      if (outcome === undefined) throw new Error('the other world did not answer');
      if (!outcome.ok) throw outcome.value;
      return outcome.value;
    },
    settled(id) {
      const promise = Promise.withResolvers<unknown>();
      promises.set(id, promise);
      return promise.promise;
    },
  };

  const run = (id: number, args: Wire): { ok: boolean; value: Wire } => {
    try {
      const callee = kept.get(id);
      if (typeof callee !== 'function') throw new Error('no such function');
      return { ok: true, value: codec.encode(callee(...(codec.decode(args, references) as unknown[])), references) };
    } catch (error) {
      return { ok: false, value: codec.encode(error instanceof Error ? error : new Error(String(error))) };
    }
  };

  target.addEventListener(here, (event) => {
    const message: Exchange = JSON.parse((event as CustomEvent<string>).detail);
    switch (message.kind) {
      case 'hello':
        for (const earlier of exposed) tell(earlier);
        break;
      case 'expose':
        if (Object.hasOwn(globalThis, message.key)) break;
        Object.defineProperty(globalThis, message.key, { value: Object.freeze(codec.decode(message.api, references)), enumerable: true });
        break;
      case 'call':
        tell({ kind: 'return', call: message.call, ...run(message.id, message.args) });
        break;
      case 'return':
        returns.set(message.call, { ok: message.ok, value: codec.decode(message.value, references) });
        break;
      case 'settle': {
        const promise = promises.get(message.id);
        promises.delete(message.id);
        const value = codec.decode(message.value);
        if (message.ok) promise?.resolve(value);
        else promise?.reject(value);
        break;
      }
    }
  });
  tell({ kind: 'hello' });

  return {
    expose(key, api) {
      const message: Exchange = { kind: 'expose', key, api: codec.encode(api, references) };
      exposed.push(message);
      tell(message);
    },
  };
}

interface PreloadFacts {
  readonly argv: readonly string[];
  readonly platform: string;
  readonly sendBinding: string;
  readonly receiveFunction: string;
}

/** Runs the preload with what a sandboxed preload may have: part of `electron`, and facts about the process. */
function runPreload(codec: Codec, peer: Peer, facts: PreloadFacts, source: (require: unknown, process: unknown, module: unknown, exports: unknown) => void): void {
  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Set<(...args: unknown[]) => void>>();
  let lastId = 0;
  const tell = (message: FromPreload): void => world[facts.sendBinding]?.(JSON.stringify(message));

  const ipcRenderer: Pick<IpcRenderer, 'invoke' | 'send'> & { on(channel: string, listener: (...args: unknown[]) => void): void } = {
    invoke(channel, ...args) {
      const id = (lastId += 1);
      const answer = Promise.withResolvers<unknown>();
      waiting.set(id, answer);
      tell({ kind: 'invoke', id, channel, args: codec.encode(args) });
      return answer.promise;
    },
    send(channel, ...args) {
      tell({ kind: 'send', channel, args: codec.encode(args) });
    },
    on(channel, listener) {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
    },
  };

  world[facts.receiveFunction] = (text) => {
    const message: ToPreload = JSON.parse(text);
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...(codec.decode(message.args) as unknown[]));
      return;
    }
    const answer = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) answer?.resolve(codec.decode(message.value));
    else answer?.reject(codec.decode(message.value));
  };

  const contextBridge = { exposeInMainWorld: (key: string, api: unknown): void => peer.expose(key, api) };
  const require = (name: string): unknown => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`a sandboxed preload cannot require ${name}`);
  };
  const module = { exports: {} };
  try {
    source(require, { argv: facts.argv, platform: facts.platform, sandboxed: true, contextIsolated: true, type: 'renderer' }, module, module.exports);
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

const guarded = (inSubFrames: boolean, body: string): string => `(() => { ${inSubFrames ? '' : 'if (window !== window.top) return; '}${body} })();`;

/** For the page's own world: receives what the preload exposes, and shows nothing else. */
export function pageScript(token: string, inSubFrames: boolean): string {
  return guarded(inSubFrames, `(${connectWorlds.toString()})((${makeCodec.toString()})(), ${JSON.stringify(`page-${token}`)}, ${JSON.stringify(`preload-${token}`)});`);
}

/** For the isolated world: the preload itself with the modules it may have. */
export function preloadScript(token: string, inSubFrames: boolean, source: string, argv: readonly string[]): string {
  const facts: PreloadFacts = { argv, platform: process.platform, sendBinding: SEND_BINDING, receiveFunction: RECEIVE_FUNCTION };
  return guarded(inSubFrames, `
const codec = (${makeCodec.toString()})();
const peer = (${connectWorlds.toString()})(codec, ${JSON.stringify(`preload-${token}`)}, ${JSON.stringify(`page-${token}`)});
(${runPreload.toString()})(codec, peer, ${JSON.stringify(facts)}, function (require, process, module, exports) {
${source}
});`);
}
