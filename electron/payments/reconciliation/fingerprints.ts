/** Slots to begin with; doubled whenever two thirds are taken. */
const SLOTS_FIRST = 1_024;

/**
 * Remembers texts by their fingerprints, eight bytes a slot: a million references as they are would take a hundred megabytes. Two texts share a
 * fingerprint of 64 bits once in some thirty million files of a million records; then one of them is taken for a copy of the other and looked at by a person.
 */
export class FingerprintSet {
  #slots = SLOTS_FIRST;
  #high = new Uint32Array(SLOTS_FIRST);
  #low = new Uint32Array(SLOTS_FIRST);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** False when the text was added before. */
  add(text: string): boolean {
    if (this.#size * 3 >= this.#slots * 2) this.#grow();
    const [high, low] = fingerprint(text);
    if (!this.#put(high, low)) return false;
    this.#size += 1;
    return true;
  }

  #put(high: number, low: number): boolean {
    const mask = this.#slots - 1;
    let at = low & mask;
    // A fingerprint of two zeros would be an empty slot; `fingerprint` makes none.
    while (this.#high[at] !== 0 || this.#low[at] !== 0) {
      if (this.#high[at] === high && this.#low[at] === low) return false;
      at = (at + 1) & mask;
    }
    this.#high[at] = high;
    this.#low[at] = low;
    return true;
  }

  #grow(): void {
    const before = { high: this.#high, low: this.#low };
    this.#slots *= 2;
    this.#high = new Uint32Array(this.#slots);
    this.#low = new Uint32Array(this.#slots);
    for (let at = 0; at < before.low.length; at += 1) {
      const high = before.high[at] ?? 0;
      const low = before.low[at] ?? 0;
      if (high !== 0 || low !== 0) this.#put(high, low);
    }
  }
}

const pair: [number, number] = [0, 0];
/** Two independent 32-bit sums over the text, each mixed at the end so that near texts lie far apart. The pair is overwritten by the next call. */
function fingerprint(text: string): readonly [number, number] {
  let high = 0x2545_f491;
  let low = 0x9e37_79b9;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x0100_0193);
    low = Math.imul(low ^ unit, 0x85eb_ca6b) + 0x27d4_eb2f;
  }
  high = Math.imul(high ^ (high >>> 15), 0x2c1b_3c6d) ^ low;
  low = Math.imul(low ^ (low >>> 13), 0xc2b2_ae35) ^ (high >>> 7);
  pair[0] = (high ^ (high >>> 16)) >>> 0;
  pair[1] = ((low ^ (low >>> 16)) >>> 0) || (pair[0] === 0 ? 1 : 0);
  return pair;
}
