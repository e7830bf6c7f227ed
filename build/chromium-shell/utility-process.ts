import type { ForkOptions, ParentPort, UtilityProcess as ElectronUtilityProcess } from 'electron';
import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import { join } from 'node:path';
import { Emitter } from './emitter.ts';

type Stdio = 'inherit' | 'pipe' | 'ignore';

/** A Node process of its own, spoken to by structured-cloned messages. It ends when this process does: its channel closes. */
class UtilityProcess extends Emitter implements Pick<ElectronUtilityProcess, 'postMessage' | 'kill' | 'pid' | 'stdout' | 'stderr'> {
  readonly #child: ChildProcess;
  #isOver = false;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super('utilityProcess', ['spawn', 'exit', 'message']);
    // Electron knows more spellings of stdio; these are the ones a single word can say.
    const stdio = (typeof options.stdio === 'string' ? options.stdio : 'inherit') as Stdio;
    this.#child = fork(modulePath, args, {
      execArgv: ['--import', join(import.meta.dirname, 'parent-port.ts'), ...(options.execArgv ?? [])],
      env: { ...(options.env ?? process.env) } as NodeJS.ProcessEnv, ...(options.cwd ? { cwd: options.cwd } : {}),
      serialization: 'advanced', stdio: ['ignore', stdio, stdio, 'ipc'],
    });
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message: unknown) => this.emit('message', message));
    this.#child.once('exit', (code, signal) => this.#over(code ?? (signal === null ? 0 : 1)));
    // One that could not be started; then no exit follows.
    this.#child.on('error', () => this.#over(1));
  }

  #over(exitCode: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.emit('exit', exitCode);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get stdout(): NodeJS.ReadableStream | null {
    return this.#child.stdout;
  }

  get stderr(): NodeJS.ReadableStream | null {
    return this.#child.stderr;
  }

  /** As in Electron, a message to a process that is gone, or about to be, is lost without a word. Without a listener its error would be an event nobody hears, and end the till. */
  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as Serializable, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (modulePath: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess => new UtilityProcess(modulePath, args, options),
};

export type ParentPortPick = Pick<ParentPort, 'postMessage'>;
