import { utilityProcess } from 'electron';

/** A process of our own that may hang or crash without taking the till along. Messages are structured clones. */
export interface HostProcess {
  /** Lost without a word when the process is gone; `onExit` tells. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with the exit code, however the process ended. */
  onExit(listener: (exitCode: number) => void): void;
  kill(): void;
}

/** Starts `entryPath` (JavaScript) in a process of its own; inside, `process.parentPort` is the other end. */
export function spawnHost(entryPath: string, serviceName: string): HostProcess {
  const child = utilityProcess.fork(entryPath, [], { serviceName, stdio: 'inherit' });
  let exitCode: number | undefined;
  child.once('exit', (code) => {
    exitCode = code;
  });
  return {
    post: (message) => {
      if (exitCode === undefined) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      if (exitCode === undefined) child.once('exit', listener);
      else listener(exitCode);
    },
    kill: () => void child.kill(),
  };
}
