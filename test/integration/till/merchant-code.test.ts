import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { CallOutcome, MerchantCodeOutcome, MerchantCodeProvider, MerchantCodeRequest, MerchantCodeResult } from '../../../electron/payments/provider.ts';
import { everybodyMay, type Authority } from '../../../electron/till/authority.ts';
import { createMerchantCodeDesk, type MerchantCodeDesk } from '../../../electron/till/merchant-code.ts';
import { merchantCodeHtml, printMerchantCode } from '../../../electron/till/merchant-code-page.ts';
import { settleFound } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { R, ScriptedProvider } from '../../simulation/scripted-provider.ts';
import { message } from '../../support/notifications/scripted-reader.ts';
import { Bench } from './bench-desk.ts';

const TEXT = 'https://qr.alipay.example/fkx00000000000000000000000001';
const answered: CallOutcome = { kind: 'answered', gatewayCode: 'SUCCESS' };
const says = (code: MerchantCodeOutcome): MerchantCodeResult => ({ call: answered, code });
const CODE = says({ kind: 'code', text: TEXT, imageUrl: null });
const DONE = says({ kind: 'done' });
const LOST: MerchantCodeResult = { call: { kind: 'noAnswer', detail: 'timeout' }, code: { kind: 'unknown' } };
const NOT_SENT: MerchantCodeResult = { call: { kind: 'notSent', detail: 'ECONNREFUSED' }, code: { kind: 'unknown' } };
const refused = (reason: string) => says({ kind: 'refused', reason });
/** Ms Leung allows everything that is asked. */
const ALLOWED: Authority = { ...everybodyMay({ id: 'cashier-1', name: 'Mei Chan' }), people: () => ({ operator: 'cashier-1', approver: 's7' }), nameOf: (id) => (id === 's7' ? 'Ms Leung' : id) };
const STORE = { storeName: 'Harbour Tea', address: '1 Example Street' };

class Codes implements MerchantCodeProvider {
  readonly calls: string[] = [];
  readonly requests: MerchantCodeRequest[] = [];
  answers: MerchantCodeResult[] = [];
  #next(call: string): Promise<MerchantCodeResult> {
    this.calls.push(call);
    return Promise.resolve(this.answers.shift() ?? LOST);
  }
  create(request: MerchantCodeRequest) {
    this.requests.push(request);
    return this.#next('create');
  }
  modify(text: string, request: MerchantCodeRequest) {
    this.requests.push(request);
    return this.#next(`modify ${text}`);
  }
  setStatus(text: string, status: string) {
    return this.#next(`${status} ${text}`);
  }
}

interface Counter {
  readonly bench: Bench;
  readonly codes: Codes;
  readonly desk: MerchantCodeDesk;
  readonly printed: string[];
  on: boolean;
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<Counter> {
  const bench = await Bench.open({ authority: ALLOWED, providers: (clock) => ({ alipayHkMerchantQr: new ScriptedProvider('alipayHkMerchantQr', clock, { inquire: [R.paid({ amountMinor: minor(4_700) })] }) }) });
  bench.openShift();
  const dir = mkdtempSync(join(tmpdir(), 'guitai-code-'));
  folders.push(dir);
  const codes = new Codes();
  const printed: string[] = [];
  const counter: Counter = {
    bench, codes, printed, on: true,
    desk: createMerchantCodeDesk({
      desk: bench.desk, provider: () => (counter.on ? codes : null), store: () => ({ storeId: 'ST-07', ...STORE }), notifyUrl: () => 'https://till.example/notify/x',
      print: (code, format, record) => printMerchantCode(code, format, record, {
        desk: bench.desk, dir,
        printToPdf: (html) => {
          printed.push(html);
          return Promise.resolve(Buffer.from('%PDF-1.7'));
        },
      }),
    }),
  };
  return counter;
}

async function made(): Promise<Counter & { readonly codeId: string }> {
  const counter = await open();
  counter.codes.answers = [CODE];
  const { codeId } = await counter.desk.create(STORE);
  counter.codes.calls.length = 0;
  return { ...counter, codeId };
}

const stepsOf = ({ desk }: Counter, codeId: string): string[] => desk.history(codeId).steps.map((step) => [step.kind, step.what ?? step.to ?? step.format ?? ''].join(' ').trim());

test('created: asked for before it is sent, and repeated while the answer is lost', async () => {
  const counter = await open();
  const { bench, codes, desk } = counter;
  codes.answers = [LOST, CODE];
  const creating = desk.create(STORE);
  await bench.clock.settle();
  expect(bench.journal.entries(bench.journal.head().seq, 1)).toMatchObject([{ type: 'merchantCode.asked', data: { codeId: null, what: 'create' }, operator: 'cashier-1' }]);
  const created = await bench.during(creating);
  const codeId = created.status === 'fulfilled' ? created.value.codeId : '';
  expect(codes.calls).toEqual(['create', 'create']);
  expect(codes.requests[0]).toEqual({ storeId: 'ST-07', ...STORE });
  expect(desk.view()).toMatchObject({ unavailable: null, limits: ['listenerOff'], codes: [{ codeId, state: 'active', text: TEXT, storeName: 'Harbour Tea', inDoubt: false, shown: false, printedAtMs: null }] });
});

test('created again: the same code, not a second one', async () => {
  const { codes, desk, codeId } = await made();
  codes.answers = [CODE];
  expect(await desk.create(STORE)).toEqual({ codeId });
  expect(desk.view().codes).toHaveLength(1);
});

test('no answer at all, a refusal, no connection, the product off', async () => {
  const counter = await open();
  const { bench, codes, desk } = counter;
  expect(await bench.during(desk.create(STORE))).toMatchObject({ reason: { code: 'MERCHANT_CODE_UNKNOWN' } });
  expect(codes.calls).toHaveLength(3);
  codes.answers = [refused('ILLEGAL_PARTNER')];
  expect(await bench.during(desk.create(STORE))).toMatchObject({ reason: { code: 'MERCHANT_CODE_REFUSED', details: { code: 'ILLEGAL_PARTNER' } } });
  codes.answers = [NOT_SENT, NOT_SENT, NOT_SENT];
  expect(await bench.during(desk.create(STORE))).toMatchObject({ reason: { code: 'MERCHANT_CODE_UNKNOWN' } });
  const failed = bench.journal.entries(1, 1_000).flatMap((entry) => (entry.type === 'merchantCode.failed' ? [[entry.data.outcome, entry.data.isOpen]] : []));
  expect(failed).toEqual([['noAnswer timeout unknown', true], ['answered refused', false], ['notSent ECONNREFUSED unknown', false]]);
  counter.on = false;
  await expect(desk.create(STORE)).rejects.toMatchObject({ code: 'PAYMENT_PRODUCT_OFF' });
  expect(desk.view()).toMatchObject({ unavailable: 'productOff', codes: [] });
});

test('one request at a time', async () => {
  const { bench, codes, desk } = await made();
  codes.answers = [LOST, DONE];
  const first = desk.modify(desk.view().codes[0]?.codeId ?? '', STORE);
  await bench.clock.settle();
  await expect(desk.create(STORE)).rejects.toMatchObject({ code: 'MERCHANT_CODE_BUSY' });
  await bench.during(first);
});

test('stopped, restarted, deleted: each asked for, confirmed in time, approved, and in the history', async () => {
  const counter = await made();
  const { bench, codes, desk, codeId } = counter;
  for (const [action, state] of [['stop', 'stopped'], ['restart', 'active'], ['delete', 'deleted']] as const) {
    codes.answers = [DONE];
    const { token } = desk.ask(codeId, action);
    await desk.confirm(token);
    expect(desk.view().codes[0]?.state).toBe(state);
    await expect(desk.confirm(token)).rejects.toMatchObject({ code: 'MERCHANT_CODE_NOT_CONFIRMED' });
  }
  expect(codes.calls).toEqual([`STOP ${TEXT}`, `RESTART ${TEXT}`, `DELETE ${TEXT}`]);
  expect(stepsOf(counter, codeId)).toEqual(['created active', 'asked stop', 'moved stopped', 'asked restart', 'moved active', 'asked delete', 'moved deleted']);
  expect(desk.history(codeId).steps.filter((step) => step.kind === 'moved').every((step) => step.approver === 'Ms Leung')).toBe(true);
  for (const action of ['stop', 'restart', 'delete'] as const) expect(() => desk.ask(codeId, action)).toThrowError('MERCHANT_CODE_STATE');
  await expect(desk.modify(codeId, STORE)).rejects.toMatchObject({ code: 'MERCHANT_CODE_STATE' });
  expect(() => desk.ask('nobody', 'stop')).toThrowError('MERCHANT_CODE_NOT_FOUND');
  const digest = bench.journal.projectionDigest();
  bench.journal.rebuild();
  expect(bench.journal.projectionDigest()).toBe(digest);
  // After it is gone, the gateway makes a new one for the store.
  codes.answers = [says({ kind: 'code', text: `${TEXT}2`, imageUrl: null })];
  await desk.create(STORE);
  expect(desk.view().codes.map((code) => code.state)).toEqual(['active', 'deleted']);
});

test('a confirmation that comes too late, or after another question', async () => {
  const { bench, codes, desk, codeId } = await made();
  const first = desk.ask(codeId, 'stop');
  const second = desk.ask(codeId, 'delete');
  await expect(desk.confirm(first.token)).rejects.toMatchObject({ code: 'MERCHANT_CODE_NOT_CONFIRMED' });
  await bench.clock.advance(60_001);
  await expect(desk.confirm(second.token)).rejects.toMatchObject({ code: 'MERCHANT_CODE_NOT_CONFIRMED' });
  expect(codes.calls).toEqual([]);
});

test('a lost answer leaves the code in doubt, over a restart, until asking again settles it', async () => {
  const { bench, codes, desk, codeId } = await made();
  expect(await bench.during(desk.confirm(desk.ask(codeId, 'stop').token))).toMatchObject({ reason: { code: 'MERCHANT_CODE_UNKNOWN' } });
  expect(desk.view().codes[0]).toMatchObject({ state: 'active', inDoubt: true });
  // Refused now, perhaps because it is stopped already: still not known.
  codes.answers = [refused('QRCODE_STATUS_ERROR')];
  await bench.during(desk.confirm(desk.ask(codeId, 'stop').token));
  expect(desk.view().codes[0]).toMatchObject({ state: 'active', inDoubt: true });
  bench.journal.rebuild();
  expect(bench.journal.merchantCodes()[0]?.inDoubt).toBe(true);
  codes.answers = [DONE];
  await desk.confirm(desk.ask(codeId, 'restart').token);
  expect(desk.view().codes[0]).toMatchObject({ state: 'active', inDoubt: false });
});

test('on the customer’s screen: with the amount of the open sale, until it is taken off or stopped', async () => {
  const { bench, codes, desk, codeId } = await made();
  desk.show(codeId);
  expect(bench.scene).toEqual({ kind: 'merchantCode', text: TEXT, storeName: 'Harbour Tea', totalMinor: null });
  expect(bench.till.merchantCodeShown).toBe(codeId);
  bench.ringTea();
  expect(bench.scene).toMatchObject({ kind: 'merchantCode', totalMinor: 4_700 });
  desk.show(null);
  expect(bench.scene.kind).toBe('cart');
  desk.show(codeId);
  codes.answers = [DONE];
  await desk.confirm(desk.ask(codeId, 'stop').token);
  expect(bench.scene.kind).toBe('cart');
  expect(() => desk.show(codeId)).toThrowError('MERCHANT_CODE_STATE');
  expect(bench.windows.problems).toEqual([]);
});

test('printed: A6 and receipt paper, with the shop’s name, and in the history', async () => {
  const counter = await made();
  const { desk, codeId, printed, bench } = counter;
  const { path } = await desk.print(codeId, 'pdfA6');
  expect(path).toMatch(/training-merchant-code-[0-9a-f]{8}-a6\.pdf$/);
  expect(readFileSync(path, 'utf8')).toBe('%PDF-1.7');
  await desk.print(codeId, 'receipt');
  expect(printed[0]).toContain('105mm 148mm');
  expect(printed[1]).toContain('80mm 130mm');
  for (const html of printed) expect(html).toMatch(/<svg .*<path d="M4 4h7v1h-7z/);
  expect(stepsOf(counter, codeId).slice(-2)).toEqual(['printed pdfA6', 'printed receipt']);
  expect(desk.view().codes[0]?.printedAtMs).toBe(bench.clock.nowMs());
  const [row] = bench.journal.merchantCodes();
  if (!row) throw new Error('no code');
  expect(await merchantCodeHtml({ ...row, storeName: '<script>' }, 'pdfA6', bench.desk)).not.toContain('<script>');
});

const arrive = (bench: Bench, amountMinor: number, merchantReference = 'ALI-1'): string => {
  const { attemptId } = bench.desk.engine.notified(message({ merchantReference, gatewayPaymentId: `P-${merchantReference}`, amountMinor: minor(amountMinor) }), 'alipayHkMerchantQr');
  return attemptId ?? '';
};

test('money arrives: both screens show it, one key books it on the open sale, and the customer is thanked', async () => {
  const { bench, desk, codeId } = await made();
  bench.ringTea();
  desk.show(codeId);
  const attemptId = arrive(bench, 4_700);
  expect(bench.scene).toEqual({ kind: 'arrived', amountMinor: 4_700 });
  expect(bench.till.foundMoney).toMatchObject([{ attemptId, arrived: true, fits: 'open', saleNo: 0, product: 'alipayHkMerchantQr' }]);
  await settleFound(bench.desk, attemptId, 'appliedToSale');
  expect(bench.till).toMatchObject({ phase: 'done', foundMoney: [], merchantCodeShown: null, done: { tender: 'alipayHkMerchantQr', merchantReference: 'ALI-1' } });
  expect(bench.scene).toMatchObject({ kind: 'paid', amountMinor: 4_700, tender: 'alipayHkMerchantQr' });
  expect(bench.windows.problems).toEqual([]);
});

test('another amount than the sale comes to: said, and not matched', async () => {
  const { bench } = await made();
  bench.ringTea();
  const attemptId = arrive(bench, 4_600);
  expect(bench.till.foundMoney).toMatchObject([{ fits: null }]);
  await expect(settleFound(bench.desk, attemptId, 'appliedToSale')).rejects.toMatchObject({ code: 'PAYMENT_AMOUNT_DIFFERS', details: { paidMinor: 4_600, dueMinor: 4_700 } });
  expect(bench.journal.openSale()).not.toBeNull();
  // It leaves the customer's screen by itself and waits as found money, also over a restart, which is no news.
  await bench.clock.advance(20_000);
  expect(bench.scene.kind).toBe('cart');
  await bench.restart();
  expect(bench.scene.kind).toBe('cart');
  expect(bench.till.foundMoney).toHaveLength(1);
});

test('with no sale at the counter it waits; the first sale of that amount takes it', async () => {
  const { bench } = await made();
  const attemptId = arrive(bench, 4_700);
  await expect(settleFound(bench.desk, attemptId, 'appliedToSale')).rejects.toMatchObject({ code: 'PAYMENT_FOUND_NO_SALE' });
  bench.ringTea();
  expect(bench.till.foundMoney).toMatchObject([{ fits: 'open' }]);
  await settleFound(bench.desk, attemptId, 'appliedToSale');
  expect(bench.till.phase).toBe('done');
});
