import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { RELEASE_FILE, type Installer } from '../../../shared/update/release.ts';
import { selfSigned } from '../../integration/alipay/self-signed.ts';
import { installerOf, KEY_FILE, releaseOf, signed } from './publisher.ts';

export const TLS = selfSigned();
/** Some pieces' worth. */
export const CONTENT = Buffer.alloc(700_000, 'guitai ');

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A folder that goes away with the test. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-update-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A publisher's server; answers as the test says, else with what it has. `asked`: paths with their ranges. */
export class Publisher {
  readonly files = new Map<string, Buffer>();
  readonly asked: string[] = [];
  readonly answers = new Map<string, Answer>();
  url = '';

  static async open({ tls = true, installer = installerOf(CONTENT), content = CONTENT }: { readonly tls?: boolean; readonly installer?: Installer; readonly content?: Buffer } = {}): Promise<Publisher> {
    const publisher = new Publisher();
    const server = tls ? createHttpsServer(TLS, (request, response) => publisher.#answer(request, response)) : createHttpServer((request, response) => publisher.#answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    publisher.url = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/till/`;
    publisher.files.set(`/till/${RELEASE_FILE}`, signed(releaseOf([installer])));
    publisher.files.set(`/till/${installer.name}`, content);
    return publisher;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    this.asked.push(range === undefined ? path : `${path} from ${range}`);
    const special = this.answers.get(path);
    const content = this.files.get(path);
    if (special) special(request, response);
    else if (content === undefined) response.writeHead(404).end();
    else if (range === undefined) response.end(content);
    else response.writeHead(206, { 'Content-Range': `bytes ${range}-${content.length - 1}/${content.length}` }).end(content.subarray(Number(range)));
  }

  /** For the installer, or the announcement. */
  say(what: 'release' | 'installer', answer: Answer): void {
    this.answers.set(what === 'release' ? `/till/${RELEASE_FILE}` : `/till/${installerOf(CONTENT).name}`, answer);
  }
}

/** The key file of a build that trusts this publisher. */
export function writtenKeys(): string {
  const file = join(tempDir(), 'update-keys.json');
  writeFileSync(file, KEY_FILE);
  return file;
}
