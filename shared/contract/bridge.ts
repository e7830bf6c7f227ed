import type { ErrorCode, ErrorDetails } from '../errors/registry.ts';
import type { Channel, Payload, Request, Response, TillEvent, WindowName } from './contract.ts';

/** What a call answers. Exceptions never cross: whatever fails arrives as a code of the registry. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode; readonly details: ErrorDetails } };

/** All that a window's page is given, as `window.till`. */
export interface TillBridge {
  /** Which of the two windows this page is in. */
  readonly window: WindowName;
  /** Asks the main process. Rejects only when the process itself is gone; answers IPC_UNKNOWN_CHANNEL for a name outside the contract. */
  invoke<C extends Channel>(channel: C, request: Request<C>): Promise<Answer<Response<C>>>;
  /** Follows an event until the returned function is called. Throws for a name outside the contract. */
  on<E extends TillEvent>(event: E, listener: (payload: Payload<E>) => void): () => void;
}

/** The one ipc channel for calls (`invoke(channel, request)`), and the one for events (`send(event, payload)`). */
export const INVOKE_CHANNEL = 'till:invoke';
export const EVENT_CHANNEL = 'till:event';
/** The argument by which main tells a preload its window: `--till-window=cashier`. */
export const WINDOW_ARGUMENT = '--till-window=';
