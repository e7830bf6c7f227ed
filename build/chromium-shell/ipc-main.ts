import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { Emitter } from './emitter.ts';

type InvokeListener = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

class IpcMainStandIn implements Pick<IpcMain, 'handle' | 'removeHandler'> {
  readonly #handlers = new Map<string, InvokeListener>();
  readonly #events = new Map<string, Set<(event: IpcMainEvent, ...args: unknown[]) => void>>();

  handle(channel: string, listener: InvokeListener): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, listener);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  on(channel: string, listener: (event: IpcMainEvent, ...args: unknown[]) => void): this {
    const known = this.#events.get(channel) ?? new Set();
    this.#events.set(channel, known.add(listener));
    return this;
  }

  /** Answers a page's `invoke` the way Electron does, its wording of failures included. */
  async answer(channel: string, event: Pick<IpcMainInvokeEvent, 'type'> & { readonly sender: Emitter }, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      // The event carries the stand-ins of WebContents and WebFrameMain: all that the shell rooms look at.
      return await handler(event as unknown as IpcMainInvokeEvent, ...args);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error });
    }
  }

  deliver(channel: string, event: { readonly sender: Emitter }, args: readonly unknown[]): void {
    for (const listener of this.#events.get(channel) ?? []) listener(event as unknown as IpcMainEvent, ...args);
  }
}

export const ipcMain = new IpcMainStandIn();
