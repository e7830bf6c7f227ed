import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { until } from './fake-clock.ts';

export interface Heard {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface NoticeListener {
  /** With path and query, as a till would give it to a gateway. */
  readonly url: string;
  readonly heard: readonly Heard[];
  /** What the next requests are answered with; an array is used up from the front, its last one stays. */
  answers: { readonly status: number; readonly body: string }[];
  /** Waits for so many requests in all. */
  count(wanted: number): Promise<void>;
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A merchant's notification address on loopback; closed after the test. */
export async function noticeListener(acknowledgement: string, path = '/ams/notify?till=3'): Promise<NoticeListener> {
  const heard: Heard[] = [];
  const listener: { answers: NoticeListener['answers'] } = { answers: [{ status: 200, body: acknowledgement }] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ method: request.method ?? '', target: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      const answer = (listener.answers.length > 1 ? listener.answers.shift() : listener.answers[0]) ?? { status: 500, body: '' };
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  closers.push(() => new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  }));
  return Object.assign(listener, {
    // A listening TCP server has an address object.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    heard,
    count: (wanted: number) => until(() => heard.length >= wanted, `${wanted} notifications, ${heard.length} came`),
  });
}
