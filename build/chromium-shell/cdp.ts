import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
// Types only: the protocol's shapes come with the test library, no code of it is loaded here.
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };
type Method = keyof Protocol.CommandParameters;
type EventName = keyof Protocol.Events;

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

interface Waiting {
  readonly method: string;
  readonly sessionId: string | undefined;
  resolve(result: never): void;
  reject(error: Error): void;
}

/** The browser, the page or the frame went away before it answered. */
export class CdpClosed extends Error {}

/** One conversation with the browser itself (no id) or with one page in it. */
export class CdpSession {
  readonly id: string | undefined;
  readonly #connection: CdpConnection;
  readonly #events = new EventEmitter();

  constructor(connection: CdpConnection, id: string | undefined) {
    this.#connection = connection;
    this.id = id;
  }

  send<M extends Method>(method: M, params?: Protocol.CommandParameters[M]): Promise<Protocol.CommandReturnValues[M]> {
    return this.#connection.request(method, params, this.id);
  }

  on<E extends EventName>(event: E, listener: (params: Protocol.Events[E]) => void): void {
    this.#events.on(event, listener);
  }

  deliver(event: string, params: unknown): void {
    this.#events.emit(event, params);
  }
}

/** The DevTools protocol over the browser's pipe: JSON texts, each ended by a zero byte. The browser ends when the pipe closes. */
export class CdpConnection {
  readonly browser: CdpSession;
  readonly #sessions = new Map<string, CdpSession>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #output: Writable;
  #lastId = 0;
  #parts: string[] = [];
  #closed = false;

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    this.browser = new CdpSession(this, undefined);
    input.setEncoding('utf8');
    input.on('data', (chunk: string) => this.#receive(chunk));
    input.on('close', () => this.#close());
    // A browser that is gone is noticed by its exit; writes to it fail meanwhile.
    for (const stream of [output, input]) stream.on('error', () => this.#close());
  }

  /** The session of a target the browser attached us to. */
  session(id: string): CdpSession {
    const known = this.#sessions.get(id);
    if (known) return known;
    const session = new CdpSession(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  request<M extends Method>(method: M, params: Protocol.CommandParameters[M] | undefined, sessionId: string | undefined): Promise<Protocol.CommandReturnValues[M]> {
    if (this.#closed) return Promise.reject(new CdpClosed(`${method}: the browser is gone`));
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, sessionId, resolve, reject });
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #receive(chunk: string): void {
    const pieces = chunk.split('\0');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      const text = this.#parts.length === 0 ? piece : [...this.#parts, piece].join('');
      this.#parts = [];
      this.#dispatch(JSON.parse(text));
    }
    if (last !== '') this.#parts.push(last);
  }

  #dispatch(message: Incoming): void {
    if (message.id !== undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
      else waiting?.resolve(message.result as never);
      return;
    }
    if (message.method === undefined) return;
    if (message.method === 'Target.detachedFromTarget') this.#detached((message.params as Protocol.Events['Target.detachedFromTarget']).sessionId);
    const session = message.sessionId === undefined ? this.browser : this.#sessions.get(message.sessionId);
    session?.deliver(message.method, message.params);
  }

  #detached(sessionId: string): void {
    this.#sessions.delete(sessionId);
    for (const [id, waiting] of this.#waiting) {
      if (waiting.sessionId !== sessionId) continue;
      this.#waiting.delete(id);
      waiting.reject(new CdpClosed(`${waiting.method}: the page is gone`));
    }
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const waiting of this.#waiting.values()) waiting.reject(new CdpClosed(`${waiting.method}: the browser is gone`));
    this.#waiting.clear();
  }
}
