import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import type { Clock } from '../../shared/world.ts';

/** A request as a gateway sees it: whole, bounded, and still in bytes where bytes matter (signatures, charsets). */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query exactly as on the request line. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a gateway does with a request. Everything but `send` is trouble made on purpose. */
export type Reaction =
  /** Send the whole answer, `afterMs` later on the injected clock. */
  | { readonly kind: 'send'; readonly answer: Answer; readonly afterMs: number }
  /** Announce the whole length, send `sentBytes` of it, then close the connection or leave it hanging. */
  | { readonly kind: 'cut'; readonly answer: Answer; readonly sentBytes: number; readonly afterwards: 'close' | 'stall' }
  /** TCP reset without a byte of answer. */
  | { readonly kind: 'reset' }
  /** Keep the connection open and never answer. */
  | { readonly kind: 'silence' };

/** Who sent a request. */
export interface Caller {
  /** From this computer. */
  readonly isLoopback: boolean;
}

export interface DoorOptions {
  readonly clock: Clock;
  /** 0 takes any free port. */
  readonly port: number;
  /** The address to listen at; 127.0.0.1 when absent. */
  readonly host?: string;
  /** Decides synchronously, so that requests are processed one after the other in the order they became whole. */
  readonly handle: (request: ReceivedRequest, caller: Caller) => Reaction;
  /** Real time a client has to send a whole request; guards the socket, not the protocol, hence not on the injected clock. */
  readonly requestTimeoutMs: number;
  /** Told about exceptions of `handle`; the client gets a bare 500. */
  readonly onFailure: (failure: unknown) => void;
}

export interface Door {
  /** Such as "http://127.0.0.1:40123", without a trailing slash; 127.0.0.1 also when it listens at every address. */
  readonly baseUrl: string;
  /** Stops listening, ends every open connection and wakes every waiting answer. Safe to call twice. */
  close(): Promise<void>;
}

/** Largest request body read; anything longer gets 413 and loses its connection. */
export const BODY_BYTES_MAX = 1024 * 1024;
const CONNECTIONS_MAX = 200;
const HEADER_BYTES_MAX = 16 * 1024;

const LOOPBACK = '127.0.0.1';
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];

/** Opens an HTTP server. Rejects when the address or the port cannot be had. */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const host = options.host ?? LOOPBACK;
  const closing = new AbortController();
  const server = createServer(
    {
      requestTimeout: options.requestTimeoutMs,
      headersTimeout: options.requestTimeoutMs,
      connectionsCheckingInterval: Math.max(20, Math.floor(options.requestTimeoutMs / 4)),
      maxHeaderSize: HEADER_BYTES_MAX,
    },
    (request, response) => {
      void serve(options, closing.signal, request, response);
    },
  );
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A TCP server that listens has an address object, never a pipe name or null.
  const { port } = server.address() as AddressInfo;
  let closed: Promise<void> | null = null;
  return {
    baseUrl: `http://${shownHost(host)}:${port}`,
    close: () => {
      closed ??= new Promise<void>((resolve) => {
        server.close(() => resolve());
        closing.abort(new Error('the practice gateway was stopped'));
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

const shownHost = (host: string): string => (EVERYWHERE.includes(host) ? LOOPBACK : isIPv6(host) ? `[${host}]` : host);

/** An IPv4 caller of an IPv6 socket is written ::ffff:127.0.0.1. */
const isLoopbackAddress = (address: string | undefined): boolean => address === '::1' || /^(?:::ffff:)?127\./.test(address ?? '');

async function serve(options: DoorOptions, closing: AbortSignal, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (body === 'gone') return;
  if (body === 'tooLarge') {
    response.writeHead(413, { connection: 'close' }).end(() => request.socket.destroy());
    return;
  }
  try {
    await perform(options.clock, closing, response, options.handle(received(request, body), { isLoopback: isLoopbackAddress(request.socket.remoteAddress) }));
  } catch (failure) {
    options.onFailure(failure);
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
    response.end();
  }
}

/** Collects the body up to the bound. `gone`: the client left or was timed out before the body was whole. */
async function readBody(request: IncomingMessage): Promise<Buffer | 'tooLarge' | 'gone'> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stream: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > BODY_BYTES_MAX) return 'tooLarge';
      chunks.push(chunk);
    }
  } catch {
    return 'gone';
  }
  return request.complete ? Buffer.concat(chunks) : 'gone';
}

function received(request: IncomingMessage, body: Buffer): ReceivedRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { method: request.method ?? '', target: request.url ?? '', headers, body };
}

async function perform(clock: Clock, closing: AbortSignal, response: ServerResponse, reaction: Reaction): Promise<void> {
  switch (reaction.kind) {
    case 'send':
      if (reaction.afterMs > 0 && !(await waited(clock, closing, response, reaction.afterMs))) return;
      response.writeHead(reaction.answer.status, { ...reaction.answer.headers, 'content-length': reaction.answer.body.length });
      response.end(reaction.answer.body);
      return;
    case 'cut':
      response.writeHead(reaction.answer.status, { ...reaction.answer.headers, 'content-length': reaction.answer.body.length });
      response.write(reaction.answer.body.subarray(0, reaction.sentBytes), () => {
        if (reaction.afterwards === 'close') response.socket?.destroy();
      });
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'silence':
      return;
    default:
      return reaction satisfies never;
  }
}

/** Sleeps on the injected clock; false when the client left or the server stopped meanwhile. */
async function waited(clock: Clock, closing: AbortSignal, response: ServerResponse, ms: number): Promise<boolean> {
  const left = new AbortController();
  const leave = (): void => left.abort(new Error('the client left'));
  response.once('close', leave);
  try {
    await clock.sleep(ms, AbortSignal.any([closing, left.signal]));
    return true;
  } catch {
    return false;
  } finally {
    response.off('close', leave);
  }
}
