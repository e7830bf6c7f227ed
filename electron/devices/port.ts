import type { FromHost } from './protocol.ts';

/** The device host's end of its line to the main process. */
export interface HostPort {
  post(message: FromHost): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What a utility process is given to speak through. Described here because this room does not import 'electron'. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

/**
 * The line of this process: `process.parentPort` in a utility process, the channel of a forked Node process otherwise. A
 * forked process ends with its parent. Throws when the process was started in neither way.
 */
export function openHostPort(): HostPort {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => void parentPort.on('message', ({ data }) => listener(data)),
    };
  }
  if (process.send === undefined) throw new Error('the device host is started by the till, not by hand');
  process.once('disconnect', () => process.exit(0));
  return {
    // A parent that is just ending has closed the channel: the message has nobody to reach.
    post: (message) => void process.send?.(message, undefined, {}, () => undefined),
    onMessage: (listener) => void process.on('message', listener),
  };
}
