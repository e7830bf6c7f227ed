import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { TillError } from '../../shared/errors/registry.ts';
import type { Clock } from '../../shared/world.ts';
import type { CallOutcome } from '../payments/provider.ts';

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The whole call may take this long. */
  readonly deadlineMs: number;
  /** Name, TCP and TLS together may take this long; never longer than `deadlineMs`. */
  readonly connectMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Names in lower case; repeated ones joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type HttpOutcome =
  | HttpAnswer
  /** No byte of the request left this computer. `detail` is a system or TLS error code, "connectTimeout" or "aborted". */
  | { readonly kind: 'notSent'; readonly detail: string }
  /** The request was handed to a standing connection; the gateway may have acted on it. */
  | { readonly kind: 'noAnswer'; readonly detail: 'timeout' | 'connectionLost' | 'aborted' }
  /** Something came that is no HTTP answer, or one too large to be a gateway's. */
  | { readonly kind: 'unreadable'; readonly detail: 'oversized' | 'notHttp' };

/** One POST. Resolves for everything the network does; rejects only with TillError SETTINGS_PLAIN_HTTP. */
export type HttpPost = (request: HttpRequest) => Promise<HttpOutcome>;

export interface HttpClient {
  readonly post: HttpPost;
  /** Closes the connections kept open. Calls under way end as connection lost. */
  close(): void;
}

/** Largest answer read. Real answers are a few KiB. */
export const ANSWER_BYTES_MAX = 1024 * 1024;
/** A wait asked for beyond this is a mistake of the caller (an instant passed as a duration, say). */
const DEADLINE_MS_MAX = 60_000;
/** An unused connection is closed after this, before most servers would close it under the next request. */
const IDLE_MS_MAX = 4_000;

/** True for hosts that never leave this computer. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Parses an address and refuses everything but https, or http to this computer. Throws TillError SETTINGS_PLAIN_HTTP. */
export function secureUrl(text: string): URL {
  const url = URL.parse(text);
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !secure) throw new TillError('SETTINGS_PLAIN_HTTP', { host: url?.host ?? '' });
  return url;
}

/** A finished exchange as the clients see it: an answer worth reading (HTTP 200), or what the call came to without one. */
export function answerOrCall(outcome: HttpOutcome): { readonly answer: HttpAnswer } | { readonly call: CallOutcome } {
  switch (outcome.kind) {
    case 'answer':
      return outcome.status === 200 ? { answer: outcome } : { call: { kind: 'httpError', status: outcome.status } };
    case 'notSent':
    case 'noAnswer':
    case 'unreadable':
      return { call: outcome };
  }
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.name);

/** True once bytes written to the socket go to the verified peer instead of waiting for the connection. */
const stands = (socket: Socket): boolean => (socket instanceof TLSSocket ? socket.authorized : !socket.connecting);

/**
 * HTTP for the gateways over node:http and node:https: no redirects, no proxy, no retries, one deadline, bounded answers.
 * The request is written only after the connection stands and its certificate is accepted, so that "not sent" and "no answer"
 * are facts and not guesses: a failure before that moment is `notSent`, one after it `noAnswer`, also on a kept-alive
 * connection that the server has just closed. `trustedCa` replaces the system's certificate authorities (tests).
 */
export function createHttp(deps: { readonly clock: Clock; readonly trustedCa?: string }): HttpClient {
  const keep = { keepAlive: true, maxFreeSockets: 2, timeout: IDLE_MS_MAX };
  const plainAgent = new HttpAgent(keep);
  // Stated although it is the default: the environment can switch the default off.
  const secureAgent = new HttpsAgent({ ...keep, rejectUnauthorized: true, ...(deps.trustedCa ? { ca: deps.trustedCa } : {}) });

  const exchange = (url: URL, request: HttpRequest): Promise<HttpOutcome> =>
    new Promise((resolve) => {
      let sent = false;
      let settled = false;
      const timers = new AbortController();
      const secure = url.protocol === 'https:';
      const options = {
        method: 'POST',
        agent: secure ? secureAgent : plainAgent,
        headers: { ...request.headers, 'Content-Length': String(request.body.byteLength) },
      };
      const outgoing = secure ? httpsRequest(url, options) : httpRequest(url, options);

      const finish = (outcome: HttpOutcome): void => {
        if (settled) return;
        settled = true;
        timers.abort();
        request.signal?.removeEventListener('abort', onAbort);
        // A whole answer leaves the connection for the next call; anything else has made it unusable.
        if (outcome.kind !== 'answer') outgoing.destroy();
        resolve(outcome);
      };
      const giveUp = (why: 'timeout' | 'aborted'): void => {
        if (sent) finish({ kind: 'noAnswer', detail: why });
        else finish({ kind: 'notSent', detail: why === 'timeout' ? 'connectTimeout' : why });
      };
      const onAbort = (): void => giveUp('aborted');
      const failed = (error: Error): void => {
        if (!sent) finish({ kind: 'notSent', detail: codeOf(error) });
        else if (codeOf(error).startsWith('HPE_')) finish({ kind: 'unreadable', detail: 'notHttp' });
        else finish({ kind: 'noAnswer', detail: 'connectionLost' });
      };

      outgoing.on('error', failed);
      outgoing.on('close', () => failed(new Error('closed')));
      outgoing.on('socket', (socket) => {
        const send = (): void => {
          if (settled || sent) return;
          sent = true;
          outgoing.end(request.body);
        };
        if (stands(socket)) send();
        else socket.once(secure ? 'secureConnect' : 'connect', send);
      });
      outgoing.on('response', (response) => {
        readBody(response, (body) => {
          finish(body ? { kind: 'answer', status: response.statusCode ?? 0, headers: plainHeaders(response.headers), body } : { kind: 'unreadable', detail: 'oversized' });
        });
        response.on('error', failed);
      });

      const deadlineMs = Math.min(Math.max(request.deadlineMs, 0), DEADLINE_MS_MAX);
      const ended = (): undefined => undefined;
      deps.clock.sleep(deadlineMs, timers.signal).then(() => giveUp('timeout'), ended);
      deps.clock.sleep(Math.min(request.connectMs, deadlineMs), timers.signal).then(() => {
        if (!sent) giveUp('timeout');
      }, ended);
      request.signal?.addEventListener('abort', onAbort);
    });

  return {
    post: async (request) => {
      const url = secureUrl(request.url);
      return request.signal?.aborted ? { kind: 'notSent', detail: 'aborted' } : exchange(url, request);
    },
    close: () => {
      plainAgent.destroy();
      secureAgent.destroy();
    },
  };
}

/** Collects a body and hands it over when it is whole; null as soon as it is larger than a gateway's answer may be. */
function readBody(response: IncomingMessage, done: (body: Buffer | null) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) done(null);
    else chunks.push(chunk);
  });
  response.on('end', () => {
    if (response.complete) done(Buffer.concat(chunks, bytes));
  });
}
