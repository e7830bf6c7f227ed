import { fromDecimal, isCurrency, add, minor, toDecimal } from '../../shared/money.ts';
import type { CallList } from './call-list.ts';
import { deliver, garble, isProcessed, oversize, type Fault, type FaultQueue } from './faults.ts';
import type { Answer, Reaction, ReceivedRequest } from './http-door.ts';
import { readForm, type Charset, type LegacyForm } from './legacy-form.ts';
import { isSignType, seal, sealHolds, textToSeal, type LegacyKeys, type SignType } from './legacy-seal.ts';
import { LEGACY_SERVICES, prepared, type BusinessAnswer, type LegacyFields, type LegacyService, type LegacyWorld } from './legacy-services.ts';
import { acceptedXml, refusedXml } from './legacy-xml.ts';

/** A contracting account of the practice gateway. */
export interface LegacyPartner {
  readonly partner: string;
  readonly keys: LegacyKeys;
  /** Operation names the account may call; null for all the gateway has. */
  readonly contract: ReadonlySet<string> | null;
}

export interface LegacyGatewayOptions {
  readonly world: LegacyWorld;
  readonly partners: readonly LegacyPartner[];
  readonly faults: FaultQueue;
  readonly calls: CallList;
}

export interface LegacyGateway {
  /** Answers one request of /gateway.do; synchronous, so it can also be used without HTTP. */
  handle(request: ReceivedRequest): Reaction;
}

interface Accepted {
  readonly form: LegacyForm;
  readonly partner: LegacyPartner;
  readonly signType: SignType;
  readonly service: LegacyService;
  readonly run: (world: LegacyWorld) => BusinessAnswer;
}
type Gate = { readonly kind: 'accepted'; readonly accepted: Accepted } | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** The practice gateway for alipay.acquire.* operations (legacy.md; order of checks 12.3, writer 12.2). */
export function createLegacyGateway(options: LegacyGatewayOptions): LegacyGateway {
  const { world, faults, calls } = options;

  const note = (params: LegacyFields, said: string, detail: string): void => calls.add({
    gateway: 'legacy', service: params.get('service') ?? '', reference: params.get(LEGACY_SERVICES.get(params.get('service') ?? '')?.referenceIn ?? '') ?? '',
    atMs: world.clock.nowMs(), said, detail,
  });

  const gate = (form: LegacyForm): Gate => {
    const refused = (code: string, detail: string): Gate => ({ kind: 'refused', code, detail });
    const { params, charset } = form;
    const partner = options.partners.find((one) => one.partner === params.get('partner'));
    if (partner === undefined) return refused('ILLEGAL_PARTNER', 'partner');
    const signType = params.get('sign_type');
    if (!isSignType(signType)) return refused('ILLEGAL_SIGN_TYPE', 'sign_type');
    if (!sealHolds(signType, textToSeal(params), charset, params.get('sign') ?? '', partner.keys)) return refused('ILLEGAL_SIGN', 'sign');
    const name = params.get('service') ?? '';
    const service = LEGACY_SERVICES.get(name);
    if (service === undefined) return refused('ILLEGAL_SERVICE', 'service');
    if (partner.contract !== null && !partner.contract.has(name)) return refused('ILLEGAL_PARTNER_EXTERFACE', 'service');
    const ready = prepared(service, params);
    if (ready.kind === 'refused') return refused(ready.complaint.code, ready.complaint.detail);
    return { kind: 'accepted', accepted: { form, partner, signType, service, run: ready.run } };
  };

  return {
    handle: (request) => {
      const path = request.target.split('?', 1)[0];
      if (path !== '/gateway.do' || (request.method !== 'GET' && request.method !== 'POST')) {
        return { kind: 'send', answer: { status: 404, headers: { 'content-type': 'text/html;charset=UTF-8' }, body: Buffer.from('<html></html>') }, afterMs: 0 };
      }
      const reading = readForm(request);
      const passed: Gate = reading.kind === 'form' ? gate(reading.form) : reading;
      if (passed.kind === 'refused') {
        const form = reading.kind === 'form' ? reading.form : null;
        note(form?.params ?? new Map(), passed.code, passed.detail);
        const charset = form?.charset ?? 'GBK';
        return { kind: 'send', answer: xmlAnswer(refusedXml(passed.code, charset), charset), afterMs: 0 };
      }
      const { form, service, run } = passed.accepted;
      const fault = faults.take(service.faults);
      const truth = isProcessed(fault) ? run(world) : null;
      note(form.params, fault?.kind ?? saidIn(truth?.fields ?? new Map()), '');
      return react(passed.accepted, fault, truth);
    },
  };
}

const saidIn = (fields: LegacyFields): string => fields.get('error') ?? fields.get('detail_error_code') ?? fields.get('result_code') ?? '';

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
    fields: fault?.kind === 'alteredBody' ? new Map([...fields, ['result_code', 'FAIL_ALTERED']]) : fields,
    sign: spoilSign(fault, sign),
    signType,
    charset: form.charset,
  });
  return deliver(fault, truth?.delivery ?? { kind: 'now' }, xmlAnswer(spoilBody(fault, body), form.charset));
}

function spoilFields(service: LegacyService, fault: Fault | null, fields: LegacyFields): LegacyFields {
  const changed = (name: string, change: (value: string) => string): LegacyFields =>
    new Map([...fields].map(([field, value]) => [field, field === name ? change(value) : value]));
  switch (fault?.kind) {
    case 'unknown':
      return service.unknown();
    case 'code':
      return service.failure(fault.code);
    case 'signedNonsense':
      return new Map([['weather', 'fine']]);
    case 'wrongAmount':
      return changed('trans_amount', (value) => oneMore(value, fields.get('currency') ?? ''));
    case 'wrongCurrency':
      return changed('currency', (value) => (value === 'USD' ? 'EUR' : 'USD'));
    case 'wrongReference':
      return new Map([...fields].map(([field, value]) => [field, field === 'partner_trans_id' || field === 'out_trade_no' ? `${value}X` : value]));
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

/** The same amount and one smallest unit. */
function oneMore(decimal: string, currency: string): string {
  if (!isCurrency(currency)) return decimal;
  const amount = fromDecimal(decimal, currency);
  return amount === null ? decimal : toDecimal(add(amount, minor(1)), currency);
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
