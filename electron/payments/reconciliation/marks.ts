const FIRST = 1_024;

/** What a file has said of one of our rows. */
export const FLAG = {
  /** Its own record is in the file. */
  seen: 1,
  /** A record that cancels it is in the file. */
  cancelled: 2,
  /** Its record says another amount or currency. */
  differs: 4,
  /** We cancelled it as a refund, and the gateway has confirmed that; or not yet. */
  cancelDone: 8,
  cancelOpen: 16,
  /** We refunded it, or a part of it. */
  refundDone: 32,
} as const;

/** A line of one of the files of a set. */
export interface FileLine {
  readonly file: number;
  readonly line: number;
}

/**
 * A few bytes for each row of our ledger, found by the number of its entry: what the files say of a million payments takes some twenty
 * megabytes.
 */
export class Marks {
  #size = 0;
  #seqs = new Float64Array(FIRST);
  #flags = new Uint8Array(FIRST);
  #lines = new Uint32Array(FIRST);
  #files = new Uint8Array(FIRST);
  #cancelLines = new Uint32Array(FIRST);
  #cancelFiles = new Uint8Array(FIRST);

  get size(): number {
    return this.#size;
  }

  /** Adds the next row; `seq` must be larger than all before. Returns its place. */
  add(seq: number): number {
    if (this.#size === this.#seqs.length) this.#grow();
    this.#seqs[this.#size] = seq;
    this.#size += 1;
    return this.#size - 1;
  }

  /** The place of a row; null for one that came after the others were added. */
  placeOf(seq: number): number | null {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#seqs[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low < this.#size && this.#seqs[low] === seq ? low : null;
  }

  has(place: number, flag: number): boolean {
    return ((this.#flags[place] ?? 0) & flag) !== 0;
  }
  set(place: number, flag: number): void {
    this.#flags[place] = (this.#flags[place] ?? 0) | flag;
  }

  noteLine(place: number, { file, line }: FileLine): void {
    this.#lines[place] = line;
    this.#files[place] = file;
  }
  noteCancelLine(place: number, { file, line }: FileLine): void {
    this.#cancelLines[place] = line;
    this.#cancelFiles[place] = file;
  }
  lineAt(place: number): FileLine {
    return { file: this.#files[place] ?? 0, line: this.#lines[place] ?? 0 };
  }
  cancelLineAt(place: number): FileLine {
    return { file: this.#cancelFiles[place] ?? 0, line: this.#cancelLines[place] ?? 0 };
  }

  #grow(): void {
    const size = this.#seqs.length * 2;
    const larger = <T extends Float64Array | Uint8Array | Uint32Array>(next: T, before: T): T => {
      next.set(before);
      return next;
    };
    this.#seqs = larger(new Float64Array(size), this.#seqs);
    this.#flags = larger(new Uint8Array(size), this.#flags);
    this.#lines = larger(new Uint32Array(size), this.#lines);
    this.#files = larger(new Uint8Array(size), this.#files);
    this.#cancelLines = larger(new Uint32Array(size), this.#cancelLines);
    this.#cancelFiles = larger(new Uint8Array(size), this.#cancelFiles);
  }
}
