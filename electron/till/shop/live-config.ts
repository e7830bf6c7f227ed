import type { ShopConfig } from '../desk.ts';

/** The shop as everybody in the till reads it, and the one way to change it while the till runs. */
export interface LiveConfig {
  /** Reads as it is now; nobody keeps parts of it over a change. */
  readonly config: ShopConfig;
  put(next: ShopConfig): void;
}

/** A shop that can be changed in place: the desk and its services hold the same object for the life of the till. */
export function liveConfig(first: ShopConfig): LiveConfig {
  let now = first;
  return {
    config: {
      get shop() {
        return now.shop;
      },
      get tillId() {
        return now.tillId;
      },
      get currency() {
        return now.currency;
      },
      get tax() {
        return now.tax;
      },
    },
    put: (next) => {
      now = next;
    },
  };
}
