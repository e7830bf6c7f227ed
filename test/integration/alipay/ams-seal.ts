import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';
import type { Received } from './http-gateway.ts';

/** The gateway's side of AMS signatures, written again on purpose: no line shared with the client. */
const shop = generateKeyPairSync('rsa', { modulusLength: 2048 });
const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const CLIENT_ID = 'SANDBOX_5Y00TEST';
export const TIME = '2026-01-01T08:00:01+08:00';
export const KEYS = {
  privateKey: shop.privateKey.export({ format: 'pem', type: 'pkcs1' }).toString(),
  alipayPublicKey: alipay.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
};

export function seal(path: string, body: string | Buffer, clientId = CLIENT_ID, time = TIME): string {
  const signature = sign('sha256', Buffer.concat([Buffer.from(`POST ${path}\n${clientId}.${time}.`), Buffer.from(body)]), alipay.privateKey).toString('base64');
  return `algorithm=RSA256,keyVersion=2,signature=${encodeURIComponent(signature)}`;
}

export function answer(received: Received, response: ServerResponse, value: unknown, headers: Record<string, string | undefined> = {}): void {
  const body = JSON.stringify(value);
  const all = { 'Content-Type': 'application/json; charset=UTF-8', 'client-id': String(received.headers['client-id']), 'response-time': TIME, signature: seal(received.path, body, String(received.headers['client-id'])), ...headers };
  response.writeHead(200, Object.fromEntries(Object.entries(all).filter(([, header]) => header !== undefined))).end(body);
}

export const result = (resultStatus: string, resultCode: string): object => ({ resultStatus, resultCode, resultMessage: 'x' });

/** Whether the shop has signed exactly these bytes. */
export function isSealedByShop(path: string, headers: Readonly<Record<string, unknown>>, timeHeader: string, body: Buffer): boolean {
  const signature = Buffer.from(decodeURIComponent(/signature=(.*)$/.exec(String(headers['signature']))?.[1] ?? ''), 'base64');
  const text = Buffer.concat([Buffer.from(`POST ${path}\n${String(headers['client-id'])}.${String(headers[timeHeader])}.`), body]);
  return verify('sha256', text, shop.publicKey, signature);
}

/** The request's signature checked as the gateway would, then its body read. */
export function opened(received: Received): Record<string, unknown> {
  expect(isSealedByShop(received.path, received.headers, 'request-time', received.body)).toBe(true);
  expect(received.headers['content-type']).toBe('application/json; charset=UTF-8');
  return JSON.parse(received.body.toString()) as Record<string, unknown>;
}
