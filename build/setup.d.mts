import type { Runtime } from './launch.mjs';

/** A set-up step failed in a way the person at the keyboard must solve; the message is for them. */
export declare class SetUpError extends Error {
  readonly exitCode: number;
}
/** Installs what is missing and says what the till will run on. `tests`: also the tools the tests need. Throws SetUpError. */
export declare function setUp(options?: { readonly tests?: boolean; readonly say?: (line: string) => void }): Promise<{ readonly node: string; readonly runtime: Runtime }>;
/** Runs a script's main function: its result is the exit code, a SetUpError is one line on stderr. */
export declare function runScript(main: (args: string[]) => Promise<number>): Promise<void>;
