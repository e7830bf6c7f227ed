import { open, stat } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { TillError } from '../../../shared/errors/registry.ts';
import type { Place } from '../../../shared/update/place.ts';
import type { Clock } from '../../../shared/world.ts';

/** A file as it comes, from a byte that may be earlier than the one asked for: a server may not know how to go on in the middle. */
export interface Incoming {
  readonly fromByte: number;
  readonly pieces: AsyncIterable<Buffer>;
}

/** Where versions lie. Throws UPDATE_UNREACHABLE, UPDATE_TIMEOUT, UPDATE_NOT_FOUND, UPDATE_REDIRECTED, also while pieces are read. */
export interface UpdateSource {
  open(name: string, fromByte: number, signal: AbortSignal): Promise<Incoming>;
}

export interface SourceWorld {
  readonly clock: Clock;
  /** Instead of the system's certificate authorities (tests). */
  readonly trustedCa?: string;
}

/** Until an answer begins: name, TCP, TLS and the server's thinking. */
export const ANSWER_DEADLINE_MS = 30_000;
/** A line on which nothing comes for so long is dead; it is noticed within twice that. */
export const SILENCE_MS = 30_000;
const REDIRECTS_MAX = 3;
const FOLDER_PIECE_BYTES = 256 * 1024;

export function openSource(place: Exclude<Place, { kind: 'off' }>, world: SourceWorld): UpdateSource {
  return place.kind === 'folder' ? folderSource(place.path) : addressSource(place.url, world);
}

function folderSource(folder: string): UpdateSource {
  return {
    open: async (name, fromByte, signal) => {
      const path = join(folder, name);
      const handle = await openFile(folder, path, name);
      async function* pieces(): AsyncGenerator<Buffer> {
        try {
          for (let at = fromByte; ;) {
            signal.throwIfAborted();
            const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(FOLDER_PIECE_BYTES), 0, FOLDER_PIECE_BYTES, at);
            if (bytesRead === 0) return;
            at += bytesRead;
            yield buffer.subarray(0, bytesRead);
          }
        } catch (error) {
          throw sourceError(error, signal);
        } finally {
          await handle.close();
        }
      }
      return { fromByte, pieces: pieces() };
    },
  };
}

/** A pipe or a device of that name would never end: it has to be a file. */
async function openFile(folder: string, path: string, name: string): ReturnType<typeof open> {
  try {
    await stat(folder);
  } catch (cause) {
    throw new TillError('UPDATE_UNREACHABLE', { reason: codeOf(cause) }, { cause });
  }
  try {
    if (!(await stat(path)).isFile()) throw new TillError('UPDATE_NOT_FOUND', { file: name });
    return await open(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new TillError('UPDATE_NOT_FOUND', { file: name }, { cause: error });
    throw sourceError(error);
  }
}

function addressSource(base: string, world: SourceWorld): UpdateSource {
  return {
    open: async (name, wantedByte, signal) => {
      let url = new URL(name, base);
      let fromByte = wantedByte;
      for (let hops = 0; ; hops += 1) {
        const answer = await ask(url, fromByte, world, signal);
        const status = answer.statusCode ?? 0;
        if (status === 200 || status === 206) return { fromByte: status === 206 ? beginOf(answer) : 0, pieces: piecesOf(answer, url.host, world.clock, signal) };
        const location = answer.headers.location;
        answer.destroy();
        if (status >= 300 && status < 400 && location !== undefined) {
          const next = URL.parse(location, url);
          // Who answers for the address the owner typed has not said who the other one is.
          if (next === null || next.origin !== url.origin || hops === REDIRECTS_MAX) throw new TillError('UPDATE_REDIRECTED', { host: next?.host ?? '' });
          url = next;
          continue;
        }
        // It is shorter than what is here: another file of that name.
        if (status === 416 && fromByte > 0) {
          fromByte = 0;
          continue;
        }
        if (status === 404 || status === 410) throw new TillError('UPDATE_NOT_FOUND', { file: name });
        throw new TillError('UPDATE_UNREACHABLE', { reason: `HTTP ${status}` });
      }
    },
  };
}

/** Answers once the head of the answer is here. */
function ask(url: URL, fromByte: number, { clock, trustedCa }: SourceWorld, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const answered = new AbortController();
    const headers = { Accept: '*/*', 'Accept-Encoding': 'identity', ...(fromByte > 0 ? { Range: `bytes=${fromByte}-` } : {}) };
    // No connection is kept: what is asked once a day needs none. That certificates are checked is stated although it is the default, because the environment can switch that off.
    const options = { headers, agent: false as const, signal };
    const outgoing = url.protocol === 'https:' ? httpsRequest(url, { ...options, rejectUnauthorized: true, ...(trustedCa === undefined ? {} : { ca: trustedCa }) }) : httpRequest(url, options);
    const settle = (work: () => void): void => {
      answered.abort();
      work();
    };
    outgoing.once('response', (answer) => settle(() => resolve(answer)));
    outgoing.once('error', (error) => settle(() => reject(sourceError(error, signal))));
    clock.sleep(ANSWER_DEADLINE_MS, answered.signal).then(() => {
      reject(new TillError('UPDATE_TIMEOUT', { host: url.host }));
      outgoing.destroy();
    }, () => undefined);
    outgoing.end();
  });
}

/** Where a partial answer begins; a server that does not say has not understood the question. */
function beginOf(answer: IncomingMessage): number {
  const begin = /^bytes (\d{1,15})-/.exec(answer.headers['content-range'] ?? '')?.[1];
  if (begin !== undefined) return Number(begin);
  answer.destroy();
  throw new TillError('UPDATE_UNREACHABLE', { reason: 'range' });
}

/** The body; a line that goes silent or is cut ends it with an error. */
async function* piecesOf(answer: IncomingMessage, host: string, clock: Clock, signal: AbortSignal): AsyncGenerator<Buffer> {
  const ended = new AbortController();
  let received = 0;
  let isSilent = false;
  const watch = async (): Promise<void> => {
    for (let seen = -1; seen !== received;) {
      seen = received;
      await clock.sleep(SILENCE_MS, ended.signal);
    }
    isSilent = true;
    answer.destroy(new Error('silent'));
  };
  watch().catch(() => undefined);
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      received += piece.length;
      yield piece;
    }
  } catch (error) {
    throw isSilent ? new TillError('UPDATE_TIMEOUT', { host }, { cause: error }) : sourceError(error, signal);
  } finally {
    ended.abort();
    answer.destroy();
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown');

function sourceError(error: unknown, signal?: AbortSignal): unknown {
  if (error instanceof TillError || signal?.aborted === true) return error;
  return new TillError('UPDATE_UNREACHABLE', { reason: codeOf(error) }, { cause: error });
}
