import type { MerchantCodeDeskView, MerchantCodeHistoryView } from '../../shared/contract/attention-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Entry, EntryData, EntryDraft } from '../../shared/journal/entries.ts';
import type { MerchantCodeRow } from '../journal/attention-port.ts';
import { callText } from '../payments/evidence.ts';
import type { MerchantCodeProvider, MerchantCodeResult } from '../payments/provider.ts';
import { nameOf } from './authority.ts';
import type { Desk } from './desk.ts';

export interface Store {
  readonly storeId: string;
  readonly storeName: string;
  readonly address: string;
}
export type CodeAction = 'stop' | 'restart' | 'delete';
type Wish = EntryData<'merchantCode.asked'>['what'];

export interface MerchantCodeDeps {
  readonly desk: Desk;
  /** Null while the product is off. */
  readonly provider: () => MerchantCodeProvider | null;
  /** What a new code would carry, and where payments on it are announced. */
  readonly store: () => Store;
  readonly notifyUrl: () => string;
  /** Writes a page about a code and answers where. Throws EXPORT_FAILED. */
  readonly print: (code: MerchantCodeRow, format: 'pdfA6' | 'receipt', record: () => void) => Promise<string>;
}

/**
 * The desk of the shop's printed code (AlipayHK Merchant QR, legacy.md 4.C). What is asked of the gateway is an entry before its first byte leaves, and every request may be
 * repeated, so an answer that is missing is resolved by asking again; until then the code is marked as in doubt.
 */
export interface MerchantCodeDesk {
  view(): MerchantCodeDeskView;
  /** Throws MERCHANT_CODE_NOT_FOUND. */
  history(codeId: string): MerchantCodeHistoryView;
  /** The code of this store; the one that exists already is answered again. Throws PAYMENT_PRODUCT_OFF, MERCHANT_CODE_REFUSED, _UNKNOWN, _BUSY and the journal's codes. */
  create(store: Omit<Store, 'storeId'>): Promise<{ codeId: string }>;
  modify(codeId: string, store: Omit<Store, 'storeId'>): Promise<void>;
  /** First step of a change. Throws MERCHANT_CODE_NOT_FOUND, MERCHANT_CODE_STATE. */
  ask(codeId: string, action: CodeAction): { token: string; expiresAtMs: number };
  /** Second step. Throws MERCHANT_CODE_NOT_CONFIRMED for a token that is not the last one or too old, the authority's codes, and what `create` throws. */
  confirm(token: string): Promise<void>;
  /** Throws MERCHANT_CODE_NOT_FOUND, MERCHANT_CODE_STATE. */
  show(codeId: string | null): void;
  print(codeId: string, format: 'pdfA6' | 'receipt'): Promise<{ path: string }>;
}

const PRODUCT = 'alipayHkMerchantQr';
const CONFIRM_MS = 60_000;
const CALL_MS = 10_000;
/** Pauses before each repeat of a request whose answer is missing. */
const REPEAT_MS = [1_000, 3_000] as const;
const NEXT_STATE = { stop: 'stopped', restart: 'active', delete: 'deleted' } as const satisfies Record<CodeAction, MerchantCodeRow['state']>;
const STATUS = { stop: 'STOP', restart: 'RESTART', delete: 'DELETE' } as const satisfies Record<CodeAction, string>;

const isLost = (result: MerchantCodeResult): boolean => result.code.kind === 'unknown' && result.call.kind !== 'notSent';

/** legacy.md 4.C.3: active and stopped are each other's ways, deleted is for good. One in doubt may be asked for anything again. */
function allowed(code: MerchantCodeRow, action: CodeAction): boolean {
  if (code.state === 'deleted') return false;
  if (code.inDoubt || action === 'delete') return true;
  return action === 'stop' ? code.state === 'active' : code.state === 'stopped';
}

/** The desk over a till's journal and the gateway: the codes and their states are the journal's alone. */
export function createMerchantCodeDesk(deps: MerchantCodeDeps): MerchantCodeDesk {
  const { desk } = deps;
  let asked: { readonly token: string; readonly codeId: string; readonly action: CodeAction; readonly untilMono: number } | null = null;
  let busy = false;

  const requireCode = (codeId: string): MerchantCodeRow => {
    const row = desk.journal.merchantCodes().find((candidate) => candidate.codeId === codeId);
    if (!row) throw new TillError('MERCHANT_CODE_NOT_FOUND');
    return row;
  };

  const write = (drafts: readonly EntryDraft[]): void => {
    desk.journal.append(drafts, desk.authority.people());
  };
  const requireMay = (): void => {
    desk.authority.require({ permission: 'manageMerchantCode' });
  };

  /** Asks the gateway until it has answered, and journals both. Returns the verified answer; throws when it refuses or says nothing. */
  const askGateway = async (
    what: Wish, code: MerchantCodeRow | null, call: (provider: MerchantCodeProvider) => Promise<MerchantCodeResult>,
  ): Promise<MerchantCodeResult> => {
    const provider = deps.provider();
    if (!provider) throw new TillError('PAYMENT_PRODUCT_OFF');
    if (busy) throw new TillError('MERCHANT_CODE_BUSY');
    busy = true;
    try {
      const codeId = code?.codeId ?? null;
      const wasInDoubt = code?.inDoubt ?? false;
      write([{ type: 'merchantCode.asked', data: { codeId, what } }]);
      let result = await call(provider);
      // Lost on the way, so that it may have been carried out; what never left was not.
      let lost = isLost(result);
      for (const pauseMs of REPEAT_MS) {
        if (result.code.kind !== 'unknown') break;
        await desk.clock.sleep(pauseMs);
        result = await call(provider);
        lost ||= isLost(result);
      }
      if (result.code.kind === 'code' || result.code.kind === 'done') return result;
      const gatewayCode = result.code.kind === 'refused' ? result.code.reason.slice(0, 64) : '';
      // A refusal after a lost answer may only mean that the lost request was carried out.
      write([{
        type: 'merchantCode.failed',
        data: { codeId, what, outcome: `${callText(result.call)} ${result.code.kind}`.slice(0, 40), gatewayCode, isOpen: lost || wasInDoubt },
      }]);
      throw result.code.kind === 'refused' ? new TillError('MERCHANT_CODE_REFUSED', { code: gatewayCode }) : new TillError('MERCHANT_CODE_UNKNOWN');
    } finally {
      busy = false;
      desk.changed();
    }
  };

  const view = (): MerchantCodeDeskView => {
    const { listener } = desk.memory;
    const notifyUrl = deps.notifyUrl();
    const shown = desk.memory.merchantCode?.codeId;
    return {
      unavailable: deps.provider() ? null : 'productOff',
      limits: [
        ...(listener.state === 'off' ? (['listenerOff'] as const) : []),
        ...(listener.state === 'failed' ? (['listenerFailed'] as const) : []),
        ...(notifyUrl === '' ? (['noNotifyUrl'] as const) : []),
      ],
      notifyUrl,
      store: { ...deps.store() },
      codes: desk.journal.merchantCodes().map(({ codeId, state, text, storeId, storeName, address, createdAtMs, stateAtMs, printedAtMs, inDoubt }) => ({
        codeId, state, text, storeId, storeName, address, createdAtMs, stateSinceMs: stateAtMs, printedAtMs, inDoubt, shown: codeId === shown,
      })),
    };
  };

  return {
    view,
    history: (codeId) => {
      requireCode(codeId);
      return { codeId, steps: desk.journal.merchantCodeHistory(codeId).flatMap((entry) => historyStep(entry, (id) => nameOf(desk, id))) };
    },
    create: async (wanted) => {
      requireMay();
      const store = { ...deps.store(), ...wanted };
      const { code } = await askGateway('create', null, (provider) => provider.create(store, { deadlineMs: CALL_MS }));
      if (code.kind !== 'code') throw new TillError('MERCHANT_CODE_UNKNOWN');
      const same = desk.journal.merchantCodes().find((row) => row.text === code.text && row.state !== 'deleted');
      if (same) return { codeId: same.codeId };
      const codeId = desk.random.uuid();
      write([{ type: 'merchantCode.created', data: { codeId, product: PRODUCT, text: code.text, ...store } }]);
      desk.changed();
      return { codeId };
    },
    modify: async (codeId, wanted) => {
      const row = requireCode(codeId);
      requireMay();
      if (row.state === 'deleted') throw new TillError('MERCHANT_CODE_STATE', { state: row.state });
      await askGateway('modify', row, (provider) => provider.modify(row.text, { storeId: row.storeId, ...wanted }, { deadlineMs: CALL_MS }));
      write([{ type: 'merchantCode.modified', data: { codeId, ...wanted } }]);
      if (desk.memory.merchantCode?.codeId === codeId) desk.memory.merchantCode = { ...desk.memory.merchantCode, storeName: wanted.storeName };
      desk.changed();
    },
    ask: (codeId, action) => {
      const row = requireCode(codeId);
      if (!allowed(row, action)) throw new TillError('MERCHANT_CODE_STATE', { state: row.state });
      const token = desk.random.uuid();
      asked = { token, codeId, action, untilMono: desk.clock.monotonicMs() + CONFIRM_MS };
      return { token, expiresAtMs: desk.clock.nowMs() + CONFIRM_MS };
    },
    confirm: async (token) => {
      const wish = asked;
      if (!wish || wish.token !== token || wish.untilMono < desk.clock.monotonicMs()) throw new TillError('MERCHANT_CODE_NOT_CONFIRMED');
      requireMay();
      // One confirmation: a second press must not send a second request.
      asked = null;
      const row = requireCode(wish.codeId);
      if (!allowed(row, wish.action)) throw new TillError('MERCHANT_CODE_STATE', { state: row.state });
      const { call } = await askGateway(wish.action, row, (provider) => provider.setStatus(row.text, STATUS[wish.action], { deadlineMs: CALL_MS }));
      const gatewayCode = call.kind === 'answered' ? call.gatewayCode.slice(0, 64) : '';
      write([{ type: 'merchantCode.moved', data: { codeId: row.codeId, to: NEXT_STATE[wish.action], call: { service: 'modifyStatus', outcome: callText(call).slice(0, 40), gatewayCode } } }]);
      if (wish.action !== 'restart' && desk.memory.merchantCode?.codeId === row.codeId) desk.memory.merchantCode = null;
      desk.changed();
    },
    show: (codeId) => {
      const row = codeId === null ? null : requireCode(codeId);
      if (row && row.state !== 'active') throw new TillError('MERCHANT_CODE_STATE', { state: row.state });
      desk.memory.merchantCode = row && { codeId: row.codeId, text: row.text, storeName: row.storeName };
      desk.changed();
    },
    print: async (codeId, format) => {
      const row = requireCode(codeId);
      if (row.state !== 'active') throw new TillError('MERCHANT_CODE_STATE', { state: row.state });
      const path = await deps.print(row, format, () => { write([{ type: 'merchantCode.printed', data: { codeId, format } }]); });
      desk.changed();
      return { path };
    },
  };
}

function historyStep(entry: Entry, name: (id: string) => string): MerchantCodeHistoryView['steps'] {
  const none = { seq: entry.seq, atMs: entry.atMs, what: null, to: null, format: null, outcome: null, gatewayCode: null, operator: name(entry.operator), approver: entry.approver === undefined ? null : name(entry.approver) } as const;
  switch (entry.type) {
    case 'merchantCode.asked':
      return [{ ...none, kind: 'asked', what: entry.data.what }];
    case 'merchantCode.failed':
      return [{ ...none, kind: 'failed', what: entry.data.what, outcome: entry.data.outcome, gatewayCode: entry.data.gatewayCode || null }];
    case 'merchantCode.created':
      return [{ ...none, kind: 'created', to: 'active' }];
    case 'merchantCode.modified':
      return [{ ...none, kind: 'modified' }];
    case 'merchantCode.moved':
      return [{ ...none, kind: 'moved', to: entry.data.to, outcome: entry.data.call.outcome, gatewayCode: entry.data.call.gatewayCode || null }];
    case 'merchantCode.printed':
      return [{ ...none, kind: 'printed', format: entry.data.format }];
    default:
      return [];
  }
}
