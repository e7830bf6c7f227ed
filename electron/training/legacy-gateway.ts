import type { Currency } from '../../shared/money.ts';
import type { CallList } from './call-list.ts';
import { deliver, garble, isProcessed, oversize, type Delivery, type Fault, type FaultQueue } from './faults.ts';
import type { Answer, Reaction, ReceivedRequest } from './http-door.ts';
import { readForm, type Charset, type LegacyForm } from './legacy-form.ts';
import { createLegacyNotices, oneMore, type LegacyNotices } from './legacy-notices.ts';
import { isSignType, seal, sealHolds, SIGN_TYPES, textToSeal, type LegacyKeys, type SignType } from './legacy-seal.ts';
import { LEGACY_SERVICES, prepared } from './legacy-services.ts';
import type { BusinessAnswer, LegacyCaller, LegacyFields, LegacyService, LegacyWorld } from './legacy-world.ts';
import { acceptedXml, refusedXml } from './legacy-xml.ts';
import type { Notifier } from './notifier.ts';
import type { Edition } from './trades.ts';

/** A contracting account of the practice gateway. */
export interface LegacyPartner {
  readonly partner: string;
  readonly edition: Edition;
  readonly keys: LegacyKeys;
  /** Pricing currencies it has an arrangement for, beyond the settlement currency itself (legacy.md 4.A.1). */
  readonly pricing: readonly Currency[];
  /** Operation names the account may call; null for all the gateway has. */
  readonly contract: ReadonlySet<string> | null;
}

export interface LegacyGatewayOptions {
  readonly world: LegacyWorld;
  readonly partners: readonly LegacyPartner[];
  readonly faults: FaultQueue;
  readonly calls: CallList;
  readonly notifier: Notifier;
}

export interface LegacyGateway {
  /** Answers one request of /gateway.do; synchronous, so it can also be used without HTTP. */
  handle(request: ReceivedRequest): Reaction;
  readonly notices: LegacyNotices;
}

interface Accepted {
  readonly form: LegacyForm;
  readonly partner: LegacyPartner;
  readonly signType: SignType;
  readonly service: LegacyService;
  readonly run: (world: LegacyWorld) => BusinessAnswer;
}
type Gate = { readonly kind: 'accepted'; readonly accepted: Accepted } | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** The practice gateway for alipay.acquire.*, alipay.commerce.qrcode.* and notify_verify (legacy.md; order of checks 12.3, writer 12.2). */
export function createLegacyGateway(options: LegacyGatewayOptions): LegacyGateway {
  const { world, faults, calls } = options;
  const partnerNamed = (name: string | undefined): LegacyPartner | undefined => options.partners.find((one) => one.partner === name);
  const notices = createLegacyNotices({
    clock: world.clock, random: world.random, book: world.book, notifier: options.notifier, faults, keysOf: (partner) => partnerNamed(partner)?.keys ?? null,
  });

  const note = (params: LegacyFields, said: string, detail: string): void => calls.add({
    gateway: 'legacy', service: params.get('service') ?? '', reference: params.get(LEGACY_SERVICES.get(params.get('service') ?? '')?.referenceIn ?? '') ?? '',
    atMs: world.clock.nowMs(), said, detail,
  });

  const gate = (form: LegacyForm): Gate => {
    const refused = (code: string, detail: string): Gate => ({ kind: 'refused', code, detail });
    const { params, charset } = form;
    const partner = partnerNamed(params.get('partner'));
    if (partner === undefined) return refused('ILLEGAL_PARTNER', 'partner');
    const signType = params.get('sign_type');
    if (!isSignType(signType)) return refused('ILLEGAL_SIGN_TYPE', 'sign_type');
    if (!sealHolds(signType, textToSeal(params), charset, params.get('sign') ?? '', partner.keys)) return refused('ILLEGAL_SIGN', 'sign');
    const name = params.get('service') ?? '';
    const service = LEGACY_SERVICES.get(name);
    if (service === undefined) return refused('ILLEGAL_SERVICE', 'service');
    if (partner.contract !== null && !partner.contract.has(name)) return refused('ILLEGAL_PARTNER_EXTERFACE', 'service');
    const caller: LegacyCaller = {
      partner: partner.partner, edition: partner.edition, pricing: partner.pricing, charset, signType, signTypes: SIGN_TYPES.filter((type) => type === 'MD5' || partner.keys.rsa !== null),
    };
    const ready = prepared(service, params, caller, world.clock.nowMs());
    if (ready.kind === 'refused') return refused(ready.complaint.code, ready.complaint.detail);
    return { kind: 'accepted', accepted: { form, partner, signType, service, run: ready.run } };
  };

  /** notify_verify: plain text, signed or not; a signature that is there must hold (legacy.md 5.4). */
  const verifyNotice = ({ params, charset }: LegacyForm): Reaction => {
    const partner = partnerNamed(params.get('partner'));
    const signType = params.get('sign_type');
    const isSealed = !params.has('sign') || (partner !== undefined && isSignType(signType) && sealHolds(signType, textToSeal(params), charset, params.get('sign') ?? '', partner.keys));
    const isGenuine = partner !== undefined && isSealed && notices.isGenuine(partner.partner, params.get('notify_id') ?? '');
    const fault = faults.take('legacy.notifyVerify');
    const said = fault?.kind === 'code' ? fault.code : fault?.kind === 'unknown' ? 'invalid' : String(isGenuine);
    note(params, fault?.kind ?? said, '');
    const body = spoilBody(fault, Buffer.from(said));
    return deliver(fault, { kind: 'now' }, { status: 200, headers: { 'content-type': `text/plain;charset=${charset}` }, body });
  };

  return {
    notices,
    handle: (request) => {
      const path = request.target.split('?', 1)[0];
      if (path !== '/gateway.do' || (request.method !== 'GET' && request.method !== 'POST')) {
        return { kind: 'send', answer: { status: 404, headers: { 'content-type': 'text/html;charset=UTF-8' }, body: Buffer.from('<html></html>') }, afterMs: 0 };
      }
      const reading = readForm(request);
      if (reading.kind === 'form' && reading.form.params.get('service') === 'notify_verify') return verifyNotice(reading.form);
      const passed: Gate = reading.kind === 'form' ? gate(reading.form) : reading;
      if (passed.kind === 'refused') {
        const form = reading.kind === 'form' ? reading.form : null;
        note(form?.params ?? new Map(), passed.code, passed.detail);
        const charset = form?.charset ?? 'GBK';
        return { kind: 'send', answer: xmlAnswer(refusedXml(passed.code, charset), charset), afterMs: 0 };
      }
      const { form, service, run } = passed.accepted;
      const fault = faults.take(service.faults);
      const earlyBefore = notices.early();
      const truth = isProcessed(fault) ? run(world) : null;
      note(form.params, fault?.kind ?? saidIn(truth?.fields ?? new Map()), '');
      const heldBackMs = notices.early() > earlyBefore ? world.timing.earlyNoticeLeadMs : 0;
      return react(passed.accepted, fault, truth && { ...truth, delivery: heldBack(truth.delivery, heldBackMs) });
    },
  };
}

/** An answer whose notification is to come first waits. */
const heldBack = (delivery: Delivery, ms: number): Delivery => (delivery.kind === 'now' && ms > 0 ? { kind: 'late', afterMs: ms } : delivery);

const saidIn = (fields: LegacyFields): string => fields.get('error') ?? fields.get('detail_error_code') ?? fields.get('result_code') ?? fields.get('response_code') ?? '';

const xmlAnswer = (body: Buffer, charset: Charset): Answer => ({ status: 200, headers: { 'content-type': `text/xml;charset=${charset}` }, body });

/** Signs and writes the answer, and spoils it as the fault says. */
function react(request: Accepted, fault: Fault | null, truth: BusinessAnswer | null): Reaction {
  const { form, partner, signType, service } = request;
  if (fault?.kind === 'code' && fault.level === 'gateway') {
    return deliver(fault, { kind: 'now' }, xmlAnswer(refusedXml(fault.code, form.charset), form.charset));
  }
  const fields = spoilFields(service, fault, truth?.fields ?? service.unknown());
  const sign = seal(signType, textToSeal(fields), form.charset, partner.keys);
  const body = acceptedXml({
    echo: form.params,
    element: service.element,
    fields: fault?.kind === 'alteredBody' ? new Map([...fields, ['result_code', 'FAIL_ALTERED']]) : fields,
    sign: spoilSign(fault, sign),
    signType,
    charset: form.charset,
  });
  return deliver(fault, truth?.delivery ?? { kind: 'now' }, xmlAnswer(spoilBody(fault, body), form.charset));
}

function spoilFields(service: LegacyService, fault: Fault | null, fields: LegacyFields): LegacyFields {
  const changed = (names: readonly string[], change: (value: string) => string): LegacyFields =>
    new Map([...fields].map(([field, value]) => [field, names.includes(field) ? change(value) : value]));
  switch (fault?.kind) {
    case 'unknown':
      return service.unknown();
    case 'code':
      return service.failure(fault.code);
    case 'signedNonsense':
      return new Map([['weather', 'fine']]);
    case 'wrongAmount':
      return changed(['trans_amount', 'refund_amount'], (value) => oneMore(value, fields.get('currency') ?? ''));
    case 'wrongCurrency':
      return changed(['currency'], (value) => (value === 'USD' ? 'EUR' : 'USD'));
    case 'wrongReference':
      return changed(['partner_trans_id', 'out_trade_no', 'partner_refund_id', 'out_return_no', 'qrcode'], (value) => `${value}X`);
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
      return fields;
    default:
      return fault satisfies never;
  }
}

function spoilSign(fault: Fault | null, sign: string): string | null {
  if (fault?.kind === 'missingSignature') return null;
  if (fault?.kind === 'brokenSignature') return (sign.startsWith('0') ? '1' : '0') + sign.slice(1);
  return sign;
}

function spoilBody(fault: Fault | null, body: Buffer): Buffer {
  if (fault?.kind === 'garbled') return garble(body);
  if (fault?.kind === 'oversized') return oversize(body, fault.bytes);
  return body;
}
