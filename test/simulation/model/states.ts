/** A state's fingerprint, 64 bits in two halves: with ten million states the chance that any two share one is one in three hundred thousand. */
export interface Print {
  readonly high: number;
  readonly low: number;
}

/** Makes fingerprints: FNV-1a over small numbers, twice with different primes. */
export class Fingerprinter {
  #high = 0;
  #low = 0;

  begin(): void {
    this.#high = 0x811c9dc5 | 0;
    this.#low = 0x9e3779b1 | 0;
  }

  /** A whole number from -8 up. */
  add(value: number): void {
    const byte = value + 8;
    this.#high = Math.imul(this.#high ^ byte, 0x01000193);
    this.#low = Math.imul(this.#low ^ byte, 0x85ebca6b) ^ (this.#low >>> 15);
  }

  /** The last numbers would hardly move the upper bits, so they are mixed. */
  end(): Print {
    return { high: mixed(this.#high), low: mixed(this.#low) };
  }
}

function mixed(half: number): number {
  let out = half;
  out = Math.imul(out ^ (out >>> 16), 0x45d9f3b);
  out = Math.imul(out ^ (out >>> 15), 0x2c1b3c6d);
  return (out ^ (out >>> 16)) >>> 0;
}

/** Which event of which state first led to each state: five bytes a state, so that a path can be told without keeping its worlds. */
export class Origins {
  #size = 0;
  #parents = new Uint32Array(1 << 12);
  #events = new Uint8Array(1 << 12);

  /** The number of the new state. */
  add(parent: number, event: number): number {
    if (this.#size === this.#parents.length) {
      const [parents, events] = [new Uint32Array(this.#size * 2), new Uint8Array(this.#size * 2)];
      parents.set(this.#parents);
      events.set(this.#events);
      [this.#parents, this.#events] = [parents, events];
    }
    this.#parents[this.#size] = parent;
    this.#events[this.#size] = event;
    this.#size += 1;
    return this.#size - 1;
  }

  /** The beginning a state goes back to, and the events that led from there, by their place among those that were possible. */
  pathTo(state: number): { readonly root: number; readonly events: readonly number[] } {
    const events: number[] = [];
    let at = state;
    for (let parent = this.#parents[at] ?? at; parent !== at; parent = this.#parents[at] ?? at) {
      events.push(this.#events[at] ?? 0);
      at = parent;
    }
    return { root: at, events: events.reverse() };
  }
}

/** A set of fingerprints: open addressing in two flat arrays, eight bytes a state. */
export class StateSet {
  #size = 0;
  #mask: number;
  #highs: Uint32Array;
  #lows: Uint32Array;

  constructor(capacity = 1 << 16) {
    this.#mask = capacity - 1;
    this.#highs = new Uint32Array(capacity);
    this.#lows = new Uint32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** False when it was there. */
  add({ high, low }: Print): boolean {
    if (this.#size * 2 > this.#mask) this.#grow();
    return this.#put(high, low === 0 && high === 0 ? 1 : low);
  }

  #put(high: number, low: number): boolean {
    let at = (low ^ Math.imul(high, 0x9e3779b1)) & this.#mask;
    while (this.#highs[at] !== 0 || this.#lows[at] !== 0) {
      if (this.#highs[at] === high && this.#lows[at] === low) return false;
      at = (at + 1) & this.#mask;
    }
    this.#highs[at] = high;
    this.#lows[at] = low;
    this.#size += 1;
    return true;
  }

  #grow(): void {
    const [highs, lows] = [this.#highs, this.#lows];
    this.#mask = this.#mask * 2 + 1;
    this.#highs = new Uint32Array(this.#mask + 1);
    this.#lows = new Uint32Array(this.#mask + 1);
    this.#size = 0;
    for (let at = 0; at < highs.length; at += 1) {
      const [high = 0, low = 0] = [highs[at], lows[at]];
      if (high !== 0 || low !== 0) this.#put(high, low);
    }
  }
}
