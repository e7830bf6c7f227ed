import type { KeyObject } from 'node:crypto';
import { openAgentTokens, type AgentTokens, type AmsCaller, type AmsClient } from './ams-accounts.ts';
import { BodyComplaint, Fields, parseBody, type JsonObject } from './ams-body.ts';
import { UNSIGNED_CODES } from './ams-codes.ts';
import type { AmsNotices } from './ams-notices.ts';
import { openRegister, type Register } from './ams-register.ts';
import { readSignatureHeader, sealCovers, sealHeader } from './ams-seal.ts';
import { AMS_APIS, type AmsApi } from './ams-services.ts';
import { brokenHeader, codeIn, loosened, magicFault, spoilBody } from './ams-spoil.ts';
import { createAmsSwitchboard, type AmsSwitchboard } from './ams-switches.ts';
import { resultOnly, type AmsBody, type AmsRoom, type AmsWork, type AmsWorld } from './ams-world.ts';
import type { CallList } from './call-list.ts';
import { deliver, garble, isProcessed, oversize, type Delivery, type Fault, type FaultQueue } from './faults.ts';
import type { Reaction, ReceivedRequest } from './http-door.ts';
import { isoTime, readIsoTime } from './practice-time.ts';

export interface AmsGatewayOptions {
  readonly world: AmsWorld;
  readonly clients: readonly AmsClient[];
  readonly gatewayPrivateKey: KeyObject;
  readonly faults: FaultQueue;
  readonly calls: CallList;
  /** Absent: one of its own, all at the first word. */
  readonly switches?: AmsSwitchboard;
  /** Absent: one of its own, empty and forgotten with the gateway. */
  readonly register?: Register;
  /** Absent: nobody has authorised an ISV. */
  readonly tokens?: AgentTokens;
  /** Absent: nobody is notified of anything. */
  readonly notices?: AmsNotices;
}

export interface AmsGateway {
  /** Answers one request of /ams/...; synchronous, so it can also be used without HTTP. */
  handle(request: ReceivedRequest): Reaction;
}

/** The one key version the practice dashboard has handed out (ams.md 2.3). */
const KEY_VERSION = '1';
const PATH = /^\/ams\/(sandbox\/)?api\/v1\/((?:payments|merchants)\/[A-Za-z]+)$/;
const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;

type Gate =
  | { readonly kind: 'accepted'; readonly api: AmsApi; readonly caller: AmsCaller; readonly work: AmsWork; readonly body: JsonObject }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** The practice gateway for /ams/api/v1 and its sandbox twin (ams.md 2 to 6, 10, 13). */
export function createAmsGateway(options: AmsGatewayOptions): AmsGateway {
  const { world, faults, calls } = options;
  const room: AmsRoom = {
    ...world,
    switches: options.switches ?? createAmsSwitchboard({ unscannedInquiry: world.unscannedInquiry }),
    register: options.register ?? openRegister(world.clock, null),
  };
  const tokens = options.tokens ?? openAgentTokens(world.clock, null);

  const gate = (request: ReceivedRequest): Gate => {
    const refused = (code: string, detail: string): Gate => ({ kind: 'refused', code, detail });
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
    if (header === null) return refused('INVALID_SIGNATURE', 'signature header');
    if ((header.keyVersion ?? KEY_VERSION) !== KEY_VERSION) return refused('KEY_NOT_FOUND', 'keyVersion');
    if (!sealCovers({ path: request.target, clientId, time, body: request.body }, header.signature, client.merchantPublicKey)) return refused('INVALID_SIGNATURE', 'signature');
    const judged = tokens.judge(client, request.headers['agent-token']);
    if (judged.kind === 'refused') return judged;
    // Milliseconds or ISO 8601 (ams.md 2.3).
    if (!/^\d{13}$/.test(time) && readIsoTime(time) === null) return refused('PARAM_ILLEGAL', 'Request-Time');
    try {
      const body = parseBody(request.body);
      return { kind: 'accepted', api, caller: judged.caller, work: api.read(new Fields(body)), body };
    } catch (failure) {
      if (failure instanceof BodyComplaint) return refused('PARAM_ILLEGAL', failure.message);
      throw failure;
    }
  };

  /** Turns a body into a signed answer, spoilt as the fault says. */
  const react = (request: ReceivedRequest, fault: Fault | null, answer: AmsBody, delivery: Delivery): Reaction => {
    const plain = Buffer.from(JSON.stringify(room.switches.all().spelling === 'loose' ? loosened(answer) : answer));
    const body = fault?.kind === 'garbled' ? garble(plain) : fault?.kind === 'oversized' ? oversize(plain, fault.bytes) : plain;
    const clientId = request.headers['client-id'] ?? '';
    const time = isoTime(world.clock.nowMs());
    const signature = sealHeader({ path: request.target, clientId, time, body }, options.gatewayPrivateKey, room.switches.all().signatureEscapes);
    const headers: Record<string, string> = { 'content-type': 'application/json; charset=UTF-8', 'client-id': clientId, 'response-time': time };
    const token = request.headers['agent-token'];
    if (token !== undefined) headers['agent-token'] = token;
    if (!UNSIGNED_CODES.has(codeIn(answer)) && fault?.kind !== 'missingSignature') headers['signature'] = fault?.kind === 'brokenSignature' ? brokenHeader(signature) : signature;
    const sent = fault?.kind === 'alteredBody' ? Buffer.concat([body, Buffer.from(' ')]) : body;
    return deliver(fault, delivery, { status: 200, headers, body: sent });
  };

  return {
    handle: (request) => {
      const service = request.target.split('?', 1)[0]?.split('/').at(-1) ?? '';
      const passed = gate(request);
      if (passed.kind === 'refused') {
        calls.add({ gateway: 'ams', service, reference: '', atMs: world.clock.nowMs(), said: passed.code, detail: passed.detail });
        return react(request, null, resultOnly(passed.code, passed.detail), { kind: 'now' });
      }
      options.notices?.takeEarly();
      const queued = faults.take(`ams.${passed.api.service}`);
      const truth = isProcessed(queued) ? passed.work(room, passed.caller) : null;
      const body = truth?.body ?? resultOnly('UNKNOWN_EXCEPTION');
      const fault = queued ?? (room.switches.all().magicAmounts === 'on' ? magicFault(passed.api.service, passed.body, body) : null);
      calls.add({ gateway: 'ams', service, reference: referenceIn(passed.body), atMs: world.clock.nowMs(), said: fault?.kind ?? codeIn(body), detail: '' });
      const isOvertaken = options.notices?.takeEarly() ?? false;
      const delivery = truth?.delivery ?? { kind: 'now' };
      return react(request, fault, spoilBody(fault, body), isOvertaken && delivery.kind === 'now' ? { kind: 'late', afterMs: world.timing.earlyNoticeLeadMs } : delivery);
    },
  };
}

/** The ids a request can be found by in the call list, the client's own first. */
const REFERENCES = ['paymentRequestId', 'refundRequestId', 'registrationRequestId', 'paymentId', 'refundId', 'referenceMerchantId'] as const;

function referenceIn(body: JsonObject): string {
  const reference = REFERENCES.map((name) => body[name]).find((value) => typeof value === 'string');
  return typeof reference === 'string' ? reference : '';
}
