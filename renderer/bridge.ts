import type { Answer, TillBridge } from '../shared/contract/bridge.ts';
import type { Channel, Payload, Request, Response, TillEvent } from '../shared/contract/contract.ts';
import type { ErrorView } from '../shared/contract/views.ts';

/** The only file that touches `window.till`. */
declare global {
  interface Window {
    readonly till: TillBridge;
  }
}

/** What came of a call, for callers that show the error themselves. */
export type CallResult<C extends Channel> = { readonly ok: true; readonly value: Response<C> } | { readonly ok: false; readonly error: ErrorView };

/** Gets somebody's consent for a request and sends it again; null when nobody gave it. */
export type Approve = <C extends Channel>(channel: C, request: Request<C>, error: ErrorView) => Promise<CallResult<C> | null>;
let approve: Approve | null = null;
/** A window where somebody can be asked for their consent says how. */
export const approveWith = (ask: Approve): void => {
  approve = ask;
};

/** Asks the main process; what needs consent is asked for, wherever the call came from. Never rejects: a main process that is gone answers INTERNAL like any other failure. */
export async function call<C extends Channel>(channel: C, request: Request<C>): Promise<CallResult<C>> {
  const result = await invoke(channel, request);
  if (result.ok || result.error.code !== 'APPROVAL_NEEDED' || approve === null) return result;
  return (await approve(channel, request, result.error)) ?? result;
}

async function invoke<C extends Channel>(channel: C, request: Request<C>): Promise<CallResult<C>> {
  try {
    const answer: Answer<Response<C>> = await window.till.invoke(channel, request);
    return answer.ok ? answer : { ok: false, error: { code: answer.error.code, details: { ...answer.error.details } } };
  } catch {
    return { ok: false, error: { code: 'INTERNAL', details: { channel } } };
  }
}

/** Follows an event until the returned function is called. */
export const follow = <E extends TillEvent>(event: E, listener: (payload: Payload<E>) => void): (() => void) => window.till.on(event, listener);
