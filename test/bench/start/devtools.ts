import { once } from 'node:events';

/**
 * A DevTools client that asks for as little as possible, so that looking at a start hardly slows it: no domains are enabled, and only the one
 * page is attached to.
 */
export interface DevTools {
  /** Addresses of all open pages. */
  pages(): Promise<readonly { readonly targetId: string; readonly url: string }[]>;
  attach(targetId: string): Promise<PageTools>;
  close(): void;
}
export interface PageTools {
  /** Runs an expression in the page and gives its value, awaited. */
  evaluate(expression: string): Promise<unknown>;
  key(type: 'keyDown' | 'keyUp', key: { readonly key: string; readonly code: string; readonly text: string; readonly windowsVirtualKeyCode: number }): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}
interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

export async function openDevTools(address: string): Promise<DevTools> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as Message;
    const answer = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || answer === undefined) return;
    waiting.delete(id);
    if (error) answer.reject(new Error(error.message));
    else answer.resolve(result);
  });
  socket.addEventListener('close', () => {
    for (const answer of waiting.values()) answer.reject(new Error('the browser is gone'));
    waiting.clear();
  });
  const send = <Result>(method: string, params: object, sessionId?: string): Promise<Result> => {
    lastId += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(lastId, answer);
    socket.send(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return answer.promise as Promise<Result>;
  };
  return {
    pages: async () => {
      const { targetInfos } = await send<{ readonly targetInfos: readonly { readonly targetId: string; readonly type: string; readonly url: string }[] }>('Target.getTargets', {});
      return targetInfos.filter(({ type }) => type === 'page');
    },
    attach: async (targetId) => {
      const { sessionId } = await send<{ readonly sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
      return {
        evaluate: async (expression) => {
          const { result, exceptionDetails } = await send<Evaluated>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId);
          if (exceptionDetails) throw new Error(exceptionDetails.text);
          return result.value;
        },
        key: async (type, key) => void (await send('Input.dispatchKeyEvent', { type, ...key }, sessionId)),
      };
    },
    close: () => socket.close(),
  };
}
