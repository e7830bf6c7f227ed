import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { onPath } from '../../../build/setup/browser.mjs';

const STEP_MS = 10;

/** Waits for a condition by looking again and again; fails with `what` when it takes longer than `deadlineMs`. */
export async function until(what: string, isTrue: () => boolean, deadlineMs = 10_000): Promise<void> {
  const endMs = performance.now() + deadlineMs;
  while (!isTrue()) {
    if (performance.now() > endMs) throw new Error(`waited ${deadlineMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}

/** Two pseudo-terminals joined back to back: what is written into the one comes out of `path` like from a scanner. */
export class PtyPair {
  readonly path: string;
  readonly #scannerPath: string;
  readonly #socat: ChildProcess;
  #scanner: FileHandle | null = null;

  private constructor(path: string, scannerPath: string, socat: ChildProcess) {
    this.path = path;
    this.#scannerPath = scannerPath;
    this.#socat = socat;
  }

  /** Makes a pair whose till side is a link at `path`. */
  static async plug(path: string): Promise<PtyPair> {
    const socat = onPath('socat');
    if (socat === undefined) throw new Error('socat is missing: install the package socat (the set-up step of npm test does)');
    const scannerPath = `${path}-scanner`;
    const child = spawn(socat, [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${scannerPath}`], { stdio: ['ignore', 'ignore', 'inherit'] });
    const pair = new PtyPair(path, scannerPath, child);
    await until('the pseudo-terminals', () => existsSync(path) && existsSync(scannerPath));
    pair.#scanner = await open(scannerPath, 'r+');
    return pair;
  }

  async send(data: string | Uint8Array): Promise<void> {
    await this.#scanner?.write(Buffer.from(data as string));
  }

  /** Pulls the cable. */
  async unplug(): Promise<void> {
    await this.#scanner?.close().catch(() => undefined);
    this.#scanner = null;
    if (this.#socat.exitCode !== null || this.#socat.signalCode !== null) return;
    this.#socat.kill();
    await once(this.#socat, 'exit');
    await until('the pseudo-terminals to go', () => !existsSync(this.path) && !existsSync(this.#scannerPath));
  }
}
