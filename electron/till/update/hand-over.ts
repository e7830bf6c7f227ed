import type { InstallerKind } from '../../../shared/update/release.ts';

/** An installer that can be begun: everything that may fail has been done. */
export interface PreparedHandOver {
  /** `byHand`: this till does not begin it; a person does. */
  readonly how: 'installer' | 'replace' | 'byHand';
  /** What is run, for people to read. */
  readonly command: string;
  /** Begins it: the program ends in good order, and the installer is the last thing it starts. Nothing for `byHand`. */
  commit(): void;
}

/** What this computer does with an installer (shell/hand-over.ts). */
export interface HandOver {
  /** In the order they are wanted. */
  readonly kinds: readonly InstallerKind[];
  /** Rejects with whatever the file system says; then nothing has changed. */
  prepare(file: string): Promise<PreparedHandOver>;
}
