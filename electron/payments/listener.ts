import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TillError } from '../../shared/errors/registry.ts';
import type { Clock } from '../../shared/world.ts';
import type { Log } from '../log.ts';
import type { Inbox } from './inbox.ts';
import type { NotificationAnswer } from './provider.ts';

/**
 * The HTTP door for the gateways' notifications: off by default, meant behind the shop's own TLS proxy (docs/notifications.md). Whoever finds it can send anything, so
 * everything has a bound: bytes, time, connections, deliveries in hand. What it cannot take at once it refuses with 503, and the gateway sends it again
 * (legacy.md 5.1, ams.md 5.5: eight times in a day); without it every product works by inquiry.
 */
export interface ListenerLimits {
  /** Notifications are a few kilobytes; the largest AMS one seen is under 8. */
  readonly bodyBytesMax: number;
  readonly headerBytesMax: number;
  /** A whole request has to be here by then. Real time, like the socket it guards. */
  readonly requestMs: number;
  /** An answer has to be ready by then, or it is 503. */
  readonly answerMs: number;
  readonly connectionsMax: number;
  /** Deliveries being verified, stored and applied at once; more are told to come again. */
  readonly inHandMax: number;
  readonly requestsPerConnectionMax: number;
}
export const LISTENER_LIMITS: ListenerLimits = {
  bodyBytesMax: 64 * 1024, headerBytesMax: 8 * 1024, requestMs: 10_000, answerMs: 10_000, connectionsMax: 64, inHandMax: 32, requestsPerConnectionMax: 100,
};

export interface ListenerDeps {
  readonly inbox: Pick<Inbox, 'takes' | 'receive'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Log;
  readonly limits?: ListenerLimits;
  /** A delivery was answered. */
  readonly answered?: (as: 'acknowledged' | 'refused') => void;
}

export interface Listener {
  /** Where it listens; the port is the real one when 0 was asked for. */
  readonly host: string;
  readonly port: number;
  /** Stops taking, ends what is open. Safe to call twice. */
  close(): Promise<void>;
}

const plain = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): NotificationAnswer => ({
  status, headers: { 'content-type': 'text/plain; charset=UTF-8', ...headers }, body: Buffer.from(text),
});
const COME_AGAIN = plain(503, 'fail', { 'retry-after': '60' });

/** Opens the door. Throws NOTIFY_PORT_IN_USE, NOTIFY_PORT_FORBIDDEN, NOTIFY_ADDRESS_UNKNOWN, NOTIFY_FAILED. */
export async function openListener(place: { readonly host: string; readonly port: number }, deps: ListenerDeps): Promise<Listener> {
  const { log, limits = LISTENER_LIMITS } = deps;
  const closing = new AbortController();
  let inHand = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? '';
    // Before a byte of its body is read: nobody feeds the till what it has no use for.
    if (!deps.inbox.takes(target)) return finish(request, response, plain(404, 'not found'));
    if (request.method !== 'POST') return finish(request, response, plain(405, 'method not allowed', { allow: 'POST' }));
    if (inHand >= limits.inHandMax) return finish(request, response, COME_AGAIN);
    inHand += 1;
    try {
      const body = await readBody(request, limits.bodyBytesMax);
      if (body === 'gone') return;
      if (body === 'tooLarge') {
        log('warn', 'notification.tooLarge', { bytesMax: limits.bodyBytesMax });
        return finish(request, response, plain(413, 'too large'));
      }
      await deliver({ target, headers: flat(request), body }, request, response);
    } finally {
      inHand -= 1;
    }
  };

  const deliver = async (raw: Parameters<Inbox['receive']>[0], request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const guard = new AbortController();
    const overdue = deps.clock.sleep(limits.answerMs, guard.signal).then(() => 'overdue' as const, () => 'overdue' as const);
    const receipt = await Promise.race([deps.inbox.receive(raw), overdue]).finally(() => guard.abort());
    if (receipt === 'overdue') {
      log('warn', 'notification.overdue', { ms: limits.answerMs });
      return finish(request, response, COME_AGAIN);
    }
    switch (receipt.kind) {
      case 'acknowledged':
      case 'refused':
        deps.answered?.(receipt.kind);
        return finish(request, response, receipt.answer);
      case 'notTaken':
        return finish(request, response, plain(404, 'not found'));
      case 'busy':
        return finish(request, response, COME_AGAIN);
    }
  };

  const server = createServer(
    {
      maxHeaderSize: limits.headerBytesMax, headersTimeout: limits.requestMs, requestTimeout: limits.requestMs, keepAliveTimeout: limits.requestMs,
      connectionsCheckingInterval: Math.max(20, Math.min(1_000, Math.floor(limits.requestMs / 4))),
    },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        if (closing.signal.aborted) return;
        log('error', 'notification.failed', { why: String(error).slice(0, 200) });
        finish(request, response, COME_AGAIN);
      });
    },
  );
  server.maxConnections = limits.connectionsMax;
  server.maxRequestsPerSocket = limits.requestsPerConnectionMax;
  // Node's own answers to what is not HTTP, too slow or too long a head are 400, 408 and 431; the socket must not live on after them.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    log('info', 'notification.notHttp', { code: String(error.code ?? '').slice(0, 40) });
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
    else socket.destroy();
  });

  await listen(server, place);
  server.on('error', (error) => log('error', 'notification.listenerError', { why: String(error).slice(0, 200) }));
  // A TCP server that listens has an address object, never a pipe name or null.
  const { port } = server.address() as AddressInfo;
  log('info', 'notification.listening', { host: place.host, port });
  let closed: Promise<void> | null = null;
  return {
    host: place.host,
    port,
    close: () => {
      closed ??= new Promise<void>((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

async function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    server.close();
    throw listenError(error, host, port);
  }
}

function listenError(error: unknown, host: string, port: number): TillError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  switch (code) {
    case 'EADDRINUSE':
      return new TillError('NOTIFY_PORT_IN_USE', { port }, { cause: error });
    case 'EACCES':
    case 'EPERM':
      return new TillError('NOTIFY_PORT_FORBIDDEN', { port }, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new TillError('NOTIFY_ADDRESS_UNKNOWN', { host: host.slice(0, 60) }, { cause: error });
    default:
      return new TillError('NOTIFY_FAILED', { reason: code.slice(0, 40) }, { cause: error });
  }
}

/** Lower-case names, each once: repeated ones are joined as HTTP says. */
const flat = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));

/** The whole body; reading stops, and the stream stays as it is, as soon as it is too large: destroying it would take the answer with it. */
function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | 'tooLarge' | 'gone'> {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return Promise.resolve('tooLarge');
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const end = (what: Buffer | 'tooLarge' | 'gone'): void => {
      request.off('data', take);
      resolve(what);
    };
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= bytesMax) {
        chunks.push(chunk);
        return;
      }
      request.pause();
      end('tooLarge');
    };
    request.on('data', take);
    request.once('end', () => end(Buffer.concat(chunks)));
    request.once('error', () => end('gone'));
    request.once('close', () => end('gone'));
  });
}

/** Answers, and ends a connection whose request was not read to its end: what is left of it must not be taken for the next request. */
function finish(request: IncomingMessage, response: ServerResponse, { status, headers, body }: NotificationAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const { complete, socket } = request;
  response.writeHead(status, { ...headers, 'content-length': String(body.length), ...(complete ? {} : { connection: 'close' }) });
  response.end(body, () => {
    if (!complete) socket.destroySoon();
  });
}
