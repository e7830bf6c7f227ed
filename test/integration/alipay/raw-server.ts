import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** What a scripted server does with the requests of one connection, told apart by their number on that connection. */
export type Script = (socket: Socket, request: string, nth: number) => void;

export interface RawServer extends AsyncDisposable {
  readonly port: number;
  /** Every request that arrived, whole, in order. */
  readonly requests: string[];
  readonly connections: () => number;
  /** Resolves when `count` requests have arrived. */
  arrived(count: number): Promise<void>;
}

/** Splits complete HTTP requests with a Content-Length off the front of what has arrived. */
function takeRequest(text: string): [string, string] | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  const whole = end + 4 + length;
  return text.length < whole ? null : [text.slice(0, whole), text.slice(whole)];
}

/** A TCP server on loopback that speaks HTTP exactly as badly as its script wants. */
export async function rawServer(script: Script, make: (onSocket: (socket: Socket) => void) => Server = createServer): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const waiting: { count: number; wake: () => void }[] = [];
  let connections = 0;
  const server = make((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let text = '';
    let nth = 0;
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let taken = takeRequest(text); taken; taken = takeRequest(text)) {
        text = taken[1];
        requests.push(taken[0]);
        nth += 1;
        script(socket, taken[0], nth);
        for (const waiter of waiting) if (requests.length >= waiter.count) waiter.wake();
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    requests,
    connections: () => connections,
    arrived: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, wake: resolve });
      }),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A plain answer with its length. */
export const httpAnswer = (body: string, head = 'HTTP/1.1 200 OK'): string => `${head}\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
