import type { KeyObject } from 'node:crypto';
import { add, minor } from '../../shared/money.ts';
import { BodyComplaint, Fields, parseBody, type JsonObject } from './ams-body.ts';
import { readSignatureHeader, sealCovers, sealHeader } from './ams-seal.ts';
import { AMS_APIS, resultOnly, type AmsAnswer, type AmsApi, type AmsBody, type AmsWorld } from './ams-services.ts';
import type { CallList } from './call-list.ts';
import { deliver, garble, isProcessed, oversize, type Delivery, type Fault, type FaultQueue } from './faults.ts';
import type { Reaction, ReceivedRequest } from './http-door.ts';
import { isoTime, readIsoTime } from './practice-time.ts';

export interface AmsClient {
  /** Starts SANDBOX_ for the sandbox paths. */
  readonly clientId: string;
  readonly merchantPublicKey: KeyObject;
}

export interface AmsGatewayOptions {
  readonly world: AmsWorld;
  readonly clients: readonly AmsClient[];
  readonly gatewayPrivateKey: KeyObject;
  readonly faults: FaultQueue;
  readonly calls: CallList;
}

export interface AmsGateway {
  /** Answers one request of /ams/...; synchronous, so it can also be used without HTTP. */
  handle(request: ReceivedRequest): Reaction;
}

/** The one key version the practice dashboard has handed out (ams.md 2.3). */
const KEY_VERSION = '1';
const PATH = /^\/ams\/(sandbox\/)?api\/v1\/payments\/([A-Za-z]+)$/;
const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;

type Gate =
  | { readonly kind: 'accepted'; readonly api: AmsApi; readonly run: (world: AmsWorld) => AmsAnswer; readonly reference: string }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string; readonly signed: boolean };

/** The practice gateway for /ams/api/v1/payments and its sandbox twin (ams.md 2 to 6, 13). */
export function createAmsGateway(options: AmsGatewayOptions): AmsGateway {
  const { world, faults, calls } = options;

  const gate = (request: ReceivedRequest): Gate => {
    const refused = (code: string, detail: string, signed = true): Gate => ({ kind: 'refused', code, detail, signed });
    if (request.method !== 'POST') return refused('METHOD_NOT_SUPPORTED', request.method);
    const path = PATH.exec(request.target.split('?', 1)[0] ?? '');
    const api = AMS_APIS.get(path?.[2] ?? '');
    if (path === null || api === undefined) return refused('NO_INTERFACE_DEF', 'path');
    if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) return refused('MEDIA_TYPE_NOT_ACCEPTABLE', 'content-type');

    const clientId = request.headers['client-id'] ?? '';
    const client = options.clients.find((one) => one.clientId === clientId);
    if (client === undefined) return refused('INVALID_CLIENT', 'client-id');
    if (clientId.startsWith('SANDBOX_') !== (path[1] !== undefined)) return refused('CLIENT_FORBIDDEN_ACCESS_API', 'sandbox client id and path do not match');

    const header = readSignatureHeader(request.headers['signature'] ?? '');
    const time = request.headers['request-time'] ?? '';
    // Only this answer goes out unsigned (ams.md 2.4).
    if (header === null) return refused('INVALID_SIGNATURE', 'signature header', false);
    if ((header.keyVersion ?? KEY_VERSION) !== KEY_VERSION) return refused('KEY_NOT_FOUND', 'keyVersion');
    if (!sealCovers({ path: request.target, clientId, time, body: request.body }, header.signature, client.merchantPublicKey)) {
      return refused('INVALID_SIGNATURE', 'signature', false);
    }
    // Milliseconds or ISO 8601 (ams.md 2.3).
    if (!/^\d{13}$/.test(time) && readIsoTime(time) === null) return refused('PARAM_ILLEGAL', 'Request-Time');
    try {
      const body = parseBody(request.body);
      return { kind: 'accepted', api, run: api.read(new Fields(body)), reference: referenceIn(body) };
    } catch (failure) {
      if (failure instanceof BodyComplaint) return refused('PARAM_ILLEGAL', failure.message);
      throw failure;
    }
  };

  /** Turns a body into a signed answer, spoilt as the fault says. */
  const react = (request: ReceivedRequest, fault: Fault | null, answer: AmsBody, delivery: Delivery, signed: boolean): Reaction => {
    const plain = Buffer.from(JSON.stringify(answer));
    const body = fault?.kind === 'garbled' ? garble(plain) : fault?.kind === 'oversized' ? oversize(plain, fault.bytes) : plain;
    const clientId = request.headers['client-id'] ?? '';
    const time = isoTime(world.clock.nowMs());
    const signature = sealHeader({ path: request.target, clientId, time, body }, options.gatewayPrivateKey);
    const headers: Record<string, string> = { 'content-type': 'application/json; charset=UTF-8', 'client-id': clientId, 'response-time': time };
    if (signed && fault?.kind !== 'missingSignature') headers['signature'] = fault?.kind === 'brokenSignature' ? broken(signature) : signature;
    const sent = fault?.kind === 'alteredBody' ? Buffer.concat([body, Buffer.from(' ')]) : body;
    return deliver(fault, delivery, { status: 200, headers, body: sent });
  };

  return {
    handle: (request) => {
      const service = request.target.split('?', 1)[0]?.split('/').at(-1) ?? '';
      const passed = gate(request);
      if (passed.kind === 'refused') {
        calls.add({ gateway: 'ams', service, reference: '', atMs: world.clock.nowMs(), said: passed.code, detail: passed.detail });
        return react(request, null, resultOnly(passed.code, passed.detail), { kind: 'now' }, passed.signed);
      }
      const fault = faults.take(passed.api.faults);
      const truth = isProcessed(fault) ? passed.run(world) : null;
      const body = truth?.body ?? resultOnly('UNKNOWN_EXCEPTION');
      calls.add({ gateway: 'ams', service, reference: passed.reference, atMs: world.clock.nowMs(), said: fault?.kind ?? codeIn(body), detail: '' });
      return react(request, fault, spoilBody(fault, body), truth?.delivery ?? { kind: 'now' }, true);
    },
  };
}

const isObject = (value: unknown): value is AmsBody => typeof value === 'object' && value !== null;
const codeIn = (body: AmsBody): string => (isObject(body['result']) ? String(body['result']['resultCode']) : '');

function referenceIn(body: JsonObject): string {
  const reference = body['paymentRequestId'] ?? body['paymentId'];
  return typeof reference === 'string' ? reference : '';
}

/** The header with the first character of the signature changed. */
const broken = (header: string): string => header.replace(/signature=(.)/, (_, first: string) => `signature=${first === 'A' ? 'B' : 'A'}`);

function spoilBody(fault: Fault | null, body: AmsBody): AmsBody {
  switch (fault?.kind) {
    case 'unknown':
      return resultOnly('UNKNOWN_EXCEPTION');
    case 'code':
      return resultOnly(fault.code);
    case 'signedNonsense':
      return { weather: 'fine' };
    case 'wrongAmount':
      return withAmount(body, (amount) => ({ ...amount, value: String(add(minor(Number(amount['value'])), minor(1))) }));
    case 'wrongCurrency':
      return withAmount(body, (amount) => ({ ...amount, currency: amount['currency'] === 'USD' ? 'EUR' : 'USD' }));
    case 'wrongReference':
      return typeof body['paymentRequestId'] === 'string' ? { ...body, paymentRequestId: `${body['paymentRequestId']}X` } : body;
    case undefined:
    case 'httpStatus':
    case 'reset':
    case 'silence':
    case 'late':
    case 'garbled':
    case 'brokenSignature':
    case 'missingSignature':
    case 'alteredBody':
    case 'oversized':
    case 'truncated':
      return body;
    default:
      return fault satisfies never;
  }
}

function withAmount(body: AmsBody, change: (amount: AmsBody) => AmsBody): AmsBody {
  const amount = body['paymentAmount'];
  return isObject(amount) ? { ...body, paymentAmount: change(amount) } : body;
}
