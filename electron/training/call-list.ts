import type { Gateway } from './trades.ts';

/** One request a practice gateway answered (or was made to leave unanswered), for tests and for whoever sets up a till. */
export interface GatewayCall {
  readonly gateway: Gateway;
  /** Operation name or path; empty when the request named none. */
  readonly service: string;
  /** The merchant's own id of the payment; empty when the request carries none. */
  readonly reference: string;
  readonly atMs: number;
  /** Result or error code as answered; with a fault, the fault's kind. */
  readonly said: string;
  /** What exactly was wrong with a refused request; never a value of a parameter. */
  readonly detail: string;
}

export interface CallList {
  add(call: GatewayCall): void;
  all(): readonly GatewayCall[];
}

const CALLS_KEPT_MAX = 1_000;

/** Keeps the newest 1,000 calls. */
export function createCallList(): CallList {
  const calls: GatewayCall[] = [];
  return {
    add: (call) => {
      calls.push(call);
      if (calls.length > CALLS_KEPT_MAX) calls.shift();
    },
    all: () => [...calls],
  };
}
