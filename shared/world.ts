/**
 * The world as arguments: rooms that need time, randomness or identity take these, so that tests and the simulation can
 * replace them. Nothing in shared/ or electron/ calls Date.now, Math.random or setTimeout except the real implementations
 * in electron/real-world.ts.
 */
export interface Clock {
  /** Milliseconds since 1970, UTC; may step backwards when somebody sets the computer's clock. */
  nowMs(): number;
  /** Monotonic milliseconds for measuring waits; never steps. */
  monotonicMs(): number;
  /** Minutes east of UTC at that instant on this computer (Hong Kong: 480). */
  offsetMinutes(atMs: number): number;
  /** Resolves after `ms`, or rejects with the signal's reason when aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** A lower-case RFC 9562 version 4 UUID. */
  uuid(): string;
  /** An integer in [0, bound). */
  below(bound: number): number;
}
