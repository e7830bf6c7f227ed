import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface NoticePost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What became of one delivery. Only an answer can be an acknowledgement. */
export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Buffer }
  | { readonly kind: 'failed'; readonly detail: string }
  /** The address is outside this computer and nobody asked for that. */
  | { readonly kind: 'notContacted' };

/** Posts one delivery and answers how it ended; has to end by itself, and at once when aborted. */
export type Post = (post: NoticePost, signal: AbortSignal) => Promise<PostOutcome>;

const POST_TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 64 * 1024;

/** True for addresses of this computer. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/**
 * Posts by HTTP or HTTPS, follows no redirect, reads at most 64 KB of answer and waits at most 10 s of real time. With `outside` false only loopback
 * addresses are contacted.
 */
export const httpPoster = ({ outside, timeoutMs = POST_TIMEOUT_MS }: { readonly outside: boolean; readonly timeoutMs?: number }): Post => async ({ url, headers, body }, signal) => {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) return { kind: 'failed', detail: 'not an http address' };
  if (!outside && !isLoopback(address)) return { kind: 'notContacted' };
  const request = address.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise<PostOutcome>((resolve) => {
    const failed = (failure: Error): void => resolve({ kind: 'failed', detail: 'code' in failure ? String(failure.code) : failure.message });
    const call = request(
      address,
      { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, agent: false, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > ANSWER_BYTES_MAX) response.destroy(new Error('the answer is too long'));
          else chunks.push(chunk);
        });
        response.on('end', () => resolve({ kind: 'answered', status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
        response.on('error', failed);
      },
    );
    call.on('error', failed);
    call.end(body);
  });
};
