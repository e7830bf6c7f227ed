import { readBizData, type BizData } from './legacy-biz-data.ts';
import { imageOf, newStaticQr } from './legacy-ids.ts';
import { QR_ANSWER_ELEMENT, QR_CODES } from './legacy-inferred.ts';
import { QR_CREATE_RULES, QR_MODIFY_RULES, QR_STATUS_RULES } from './legacy-parameters.ts';
import { staleTimestamp } from './legacy-precreate.ts';
import { detailedFailure, failed, now, refused, type BusinessAnswer, type LegacyCaller, type LegacyFields, type LegacyService, type LegacyWorld, type Prepared } from './legacy-world.ts';
import { STATUS_CHANGES, statusAfter, type StaticCode } from './static-codes.ts';

const COMMON = { element: QR_ANSWER_ELEMENT, failure: detailedFailure, unknown: () => new Map([['result_code', 'UNKNOWN']]) } as const;

/** The data of a request, once it is fine; what runs gets it read. */
function withData(params: LegacyFields, caller: LegacyCaller, nowMs: number, run: (data: BizData, world: LegacyWorld) => BusinessAnswer): Prepared {
  const stale = staleTimestamp(params, nowMs);
  if (stale !== null) return stale;
  const reading = readBizData(params.get('biz_data') ?? '', caller.edition);
  if (reading.kind === 'refused') return refused('INVALID_PARAMETER', reading.detail);
  if (reading.data.signType !== null && !caller.signTypes.includes(reading.data.signType)) return refused('INVALID_PARAMETER', 'biz_data notify_sign_type without a key');
  return { kind: 'ready', run: (world) => run(reading.data, world) };
}

const codeAnswer = (code: StaticCode): BusinessAnswer => now(['qrcode', code.text], ['qrcode_img_url', imageOf(code.text, 'M')], ['result_code', 'SUCCESS']);

/** alipay.commerce.qrcode.create: one code a store with a surcharge and one without; asked again, the code there is (legacy.md 4.C.1). */
export const QR_CREATE: LegacyService = {
  ...COMMON,
  faults: 'legacy.qrCreate',
  rules: QR_CREATE_RULES,
  referenceIn: 'service',
  prepare: (params, caller, nowMs) => withData(params, caller, nowMs, (data, world) => create(data, params, caller, world)),
};

function create(data: BizData, params: LegacyFields, caller: LegacyCaller, { clock, random, codes }: LegacyWorld): BusinessAnswer {
  const known = codes.ofStore(caller.partner, data.storeId, data.surcharge !== null);
  if (known !== null) return codeAnswer(known);
  const code: StaticCode = {
    text: newStaticQr(random), account: caller.partner, edition: caller.edition, status: 'ACTIVE', createdAtMs: clock.nowMs(), changedAtMs: clock.nowMs(),
    notifyUrl: params.get('notify_url') ?? null, ...factsOf(data), charset: data.charset ?? caller.charset, signType: data.signType ?? caller.signType,
  };
  codes.put(code);
  return codeAnswer(code);
}

const factsOf = (data: BizData): Pick<StaticCode, 'storeId' | 'storeName' | 'merchantId' | 'merchantName' | 'integratorId' | 'currency' | 'surcharge' | 'passback'> => ({
  storeId: data.storeId, storeName: data.storeName, merchantId: data.merchantId, merchantName: data.merchantName, integratorId: data.integratorId,
  currency: data.currency, surcharge: data.surcharge, passback: data.passback,
});

/** alipay.commerce.qrcode.modify: all data anew, but for what cannot change (legacy.md 4.C.2). */
export const QR_MODIFY: LegacyService = {
  ...COMMON,
  faults: 'legacy.qrModify',
  rules: QR_MODIFY_RULES,
  referenceIn: 'qrcode',
  prepare: (params, caller, nowMs) => withData(params, caller, nowMs, (data, world) => modify(data, params, caller, world)),
};

function modify(data: BizData, params: LegacyFields, caller: LegacyCaller, { clock, codes }: LegacyWorld): BusinessAnswer {
  const code = ownCode(params, caller, codes);
  if (code === null) return failed(QR_MODIFY, QR_CODES.unknown);
  if (code.status === 'DELETED') return failed(QR_MODIFY, QR_CODES.deleted);
  const other = codes.ofStore(caller.partner, data.storeId, data.surcharge !== null);
  const isFixed = data.merchantId !== code.merchantId || data.integratorId !== code.integratorId || (code.surcharge !== null && data.surcharge === null);
  if (isFixed || (other !== null && other.text !== code.text)) return failed(QR_MODIFY, QR_CODES.fixed);
  const changed: StaticCode = {
    ...code, ...factsOf(data), notifyUrl: params.get('notify_url') ?? code.notifyUrl, charset: data.charset ?? code.charset, signType: data.signType ?? code.signType,
    changedAtMs: clock.nowMs(),
  };
  codes.put(changed);
  return codeAnswer(changed);
}

/** alipay.commerce.qrcode.modifyStatus (legacy.md 4.C.3). */
export const QR_STATUS: LegacyService = {
  ...COMMON,
  faults: 'legacy.qrModifyStatus',
  rules: QR_STATUS_RULES,
  referenceIn: 'qrcode',
  prepare: (params, caller, nowMs) => staleTimestamp(params, nowMs) ?? { kind: 'ready', run: (world) => modifyStatus(params, caller, world) },
};

function modifyStatus(params: LegacyFields, caller: LegacyCaller, { clock, codes }: LegacyWorld): BusinessAnswer {
  const code = ownCode(params, caller, codes);
  if (code === null) return failed(QR_STATUS, QR_CODES.unknown);
  const change = STATUS_CHANGES.find((one) => one === params.get('status'));
  const status = change === undefined ? null : statusAfter(code.status, change);
  if (status === null) return failed(QR_STATUS, QR_CODES.deleted);
  if (status !== code.status) codes.put({ ...code, status, changedAtMs: clock.nowMs() });
  return now(['qrcode', code.text], ['result_code', 'SUCCESS']);
}

/** The code the request names, when it is this partner's. */
function ownCode(params: LegacyFields, caller: LegacyCaller, codes: LegacyWorld['codes']): StaticCode | null {
  const code = codes.byText(params.get('qrcode') ?? '');
  return code?.account === caller.partner ? code : null;
}
