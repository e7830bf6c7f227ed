import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createProviders } from '../../../electron/alipay/products.ts';
import type { PaymentKey, PayRequest } from '../../../electron/payments/provider.ts';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { practiceGateways } from '../../../electron/till/practice-gateways.ts';
import { seededConfig } from '../../../electron/till/seed/seeded-shop.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { minor } from '../../../shared/money.ts';
import { until } from '../training/fake-clock.ts';
import { noticeListener } from '../training/notice-listener.ts';

const GATEWAYS = join(import.meta.dirname, '..', '..', '..', 'build', 'gateways.mjs');
const ACKNOWLEDGED = '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}';
const LIMIT = { deadlineMs: 10_000 };

function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-gateways-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

interface Running {
  readonly baseUrl: string;
  readonly printed: () => string;
  readonly complained: () => string;
  /** What GET /control/NAME tells. */
  look<T>(name: string): Promise<T>;
  order(name: string, body: unknown): Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;
  /** As Ctrl-C does; gives the exit code. */
  interrupt(): Promise<number | null>;
}

/** Starts the gateways as a person would and waits until they listen. */
async function started(...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [GATEWAYS, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let complained = '';
  child.stdout.on('data', (bytes: Buffer) => {
    printed += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    complained += bytes.toString();
  });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exit;
  });
  await until(() => printed.includes('Ctrl-C') || child.exitCode !== null, 'the gateways');
  const baseUrl = /Practice gateways at (\S+)/.exec(printed)?.[1] ?? '';
  return {
    baseUrl, printed: () => printed, complained: () => complained,
    look: async <T>(name: string) => (await fetch(`${baseUrl}/control/${name}`)).json() as Promise<T>,
    order: async (name, body) => {
      const answer = await fetch(`${baseUrl}/control/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    interrupt: async () => {
      child.kill('SIGINT');
      return (await exit)[0];
    },
  };
}

const request = (merchantReference: string, customerCode?: string): PayRequest => ({
  merchantReference, amountMinor: minor(8800), currency: seededConfig().currency, description: 'Tea', billNo: 'B1', createdAtMs: realClock.nowMs(), expiresAtMs: realClock.nowMs() + 180_000, offsetMinutes: 480, goods: [],
  ...(customerCode !== undefined && { customerCode }),
});
const keyOf = ({ merchantReference, amountMinor, currency, createdAtMs }: PayRequest): PaymentKey => ({ merchantReference, amountMinor, currency, createdAtMs, gatewayPaymentId: null });

test('the till\'s own clients sell through both gateways of a process of their own, which keeps its ledger and ends on Ctrl-C', { timeout: 60_000 }, async () => {
  const folder = newFolder();
  const files = ['--state', join(folder, 'state.json'), '--keys', join(folder, 'keys.json')];
  const gateways = await started(...files);
  expect(statSync(join(folder, 'keys.json')).mode & 0o077).toBe(0);
  const world = await gateways.look<PracticeWorld>('world');
  expect(gateways.printed()).toContain(world.legacy.md5Key);
  expect(gateways.printed()).toContain(world.ams.gatewayPublicKeyBase64);
  expect(gateways.printed()).not.toContain('PRIVATE KEY');

  const listener = await noticeListener(ACKNOWLEDGED, '/notify');
  const providers = createProviders(practiceGateways(world, seededConfig(), listener.url), { clock: realClock, random: realRandom });
  const { alipayBarcode: barcode, alipayOrderCode: orderCode } = providers;
  if (barcode === undefined || orderCode === undefined) throw new Error('both products belong to practice');

  // Legacy: a payment code with a magic digit, then trouble for one question.
  const scanned = request('GW0001', '280000000000000010');
  expect((await barcode.pay(scanned, LIMIT)).payment).toMatchObject({ kind: 'paid', evidence: { amountMinor: 8800 } });
  expect((await gateways.order('fault', { service: 'legacy.query', fault: { kind: 'brokenSignature' } })).status).toBe(200);
  expect((await barcode.inquire(keyOf(scanned), LIMIT)).call).toMatchObject({ kind: 'badSignature' });
  expect((await barcode.inquire(keyOf(scanned), LIMIT)).payment).toMatchObject({ kind: 'paid' });

  // AMS: a shown code, scanned by a practice phone, announced to this computer.
  const shown = request('GW0002');
  const ready = await orderCode.pay(shown, LIMIT);
  expect(ready.payment).toMatchObject({ kind: 'codeReady' });
  const text = ready.payment.kind === 'codeReady' ? ready.payment.text : '';
  expect(await gateways.order('scan', { text })).toEqual({ status: 200, body: { kind: 'paid', reference: 'GW0002', amountMinor: 8800, currency: shown.currency } });
  expect((await orderCode.inquire(keyOf(shown), LIMIT)).payment).toMatchObject({ kind: 'paid' });
  await until(() => listener.heard.some((heard) => heard.body.includes('GW0002')), 'the notification');

  const trades = await gateways.look<{ reference: string; state: string }[]>('trades');
  expect(trades.map((trade) => [trade.reference, trade.state])).toEqual([['GW0001', 'paid'], ['GW0002', 'paid']]);
  expect((await gateways.look<{ deliveries: { about: string }[] }>('notifications')).deliveries.map((delivery) => delivery.about)).toContain('GW0002');
  expect((await gateways.look<{ said: string }[]>('calls')).map((call) => call.said)).toContain('brokenSignature');

  expect(await gateways.interrupt()).toBe(0);
  expect(gateways.complained()).toBe('');
  await expect(fetch(gateways.baseUrl)).rejects.toThrow('fetch failed');

  const again = await started(...files);
  expect((await again.look<PracticeWorld>('world')).legacy.md5Key).toBe(world.legacy.md5Key);
  expect(await again.look('trades')).toMatchObject([{ reference: 'GW0001', state: 'paid' }, { reference: 'GW0002', state: 'paid' }]);
  expect(await again.interrupt()).toBe(0);
});

test('the control calls change what they say, and refuse what makes no sense', { timeout: 60_000 }, async () => {
  const gateways = await started();
  const { order } = gateways;
  const refused = async (name: string, body: unknown): Promise<unknown> => {
    const answer = await order(name, body);
    return [answer.status, answer.body['error']];
  };
  expect(await refused('fault', { service: 'ams.nothing', fault: { kind: 'reset' } })).toEqual([400, expect.stringContaining('service:')]);
  expect(await refused('fault', { service: 'ams.pay', fault: { kind: 'oversized' } })).toEqual([400, expect.stringContaining('fault.bytes:')]);
  expect(await refused('scan', { text: 'x', amount: 1 })).toEqual([400, expect.stringContaining('amount')]);
  expect(await refused('ams-switch', { refunds: 'never' })).toEqual([400, expect.stringContaining('no switch refunds with never')]);
  expect(await refused('notify', { gateway: 'ams', reference: 'nobody' })).toEqual([404, expect.stringContaining('no such payment')]);
  expect(await refused('merchant-key', { publicKeyBase64: 'AAAA' })).toEqual([400, expect.stringContaining('not an RSA public key')]);
  expect(await refused('nothing', {})).toEqual([404, expect.stringContaining('no such call')]);
  for (let count = 0; count < 10; count += 1) expect((await order('fault', { service: 'ams.pay', fault: { kind: 'reset' }, times: 100 })).status).toBe(200);
  expect(await refused('fault', { service: 'ams.pay', fault: { kind: 'reset' } })).toEqual([400, expect.stringContaining('too many')]);
  await order('clear-faults', {});
  await order('ams-switch', { refunds: 'later', partRefunds: 'refused' });
  await order('funds', { funds: 'low' });
  await order('order-code-behaviour', { behaviour: 'neverPays' });
  await order('notice-trouble', { gateway: 'ams', trouble: 'duplicate', times: 2 });
  expect(await gateways.look('state')).toMatchObject({ faults: {}, noticeTroubles: { ams: 2 }, funds: 'low', orderCodeBehaviour: 'neverPays', amsSwitches: { refunds: 'later', partRefunds: 'refused' } });
  expect((await order('scan', { text: 'https://elsewhere.example' })).body).toEqual({ kind: 'unknownCode' });
  expect((await order('pay-static', { text: 'https://elsewhere.example', amountMinor: 100 })).body).toMatchObject({ phone: { kind: 'unknownCode' } });
  expect((await order('authorise', { merchant: '5Y00NEWSHOP' })).body).toMatchObject({ authClientId: '5Y00NEWSHOP' });

  const before = await gateways.look<{ nowMs: number }>('state');
  await order('clock', { advanceSeconds: 3_600 });
  const after = await gateways.look<{ nowMs: number; aheadMs: number }>('state');
  expect([after.aheadMs, Math.round((after.nowMs - before.nowMs) / 60_000)]).toEqual([3_600_000, 60]);

  const page = await fetch(`${gateways.baseUrl}/control`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('<title>Practice gateways</title>');
  for (const [path, type] of [['page.js', 'text/javascript'], ['page.css', 'text/css']]) expect((await fetch(`${gateways.baseUrl}/control/${path}`)).headers.get('content-type')).toContain(type);
  expect((await fetch(`${gateways.baseUrl}/control/scan`, { method: 'POST', body: 'text=x' })).status).toBe(415);
  expect((await fetch(`${gateways.baseUrl}/control/state`, { method: 'DELETE' })).status).toBe(405);
  expect((await fetch(`${gateways.baseUrl}/elsewhere`)).status).toBe(404);
});

const said = (...args: string[]): { readonly status: number | null; readonly lines: string[] } => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [GATEWAYS, ...args], { encoding: 'utf8', timeout: 30_000 });
  expect(stdout).toBe('');
  return { status, lines: stderr.trim().split('\n') };
};

test.each([
  [[], /^--port is missing/],
  [['--port'], /--port/],
  [['--port', 'x'], /^--port must be a number from 0 to 65535, not x$/],
  [['--port', '65536'], /^--port must be a number/],
  [['--port', '0', '--port', '1'], /^--port is given twice$/],
  [['--port', '0', '--colour'], /^Unknown option '--colour'/],
  [['--port', '0', 'extra'], /^Unexpected argument 'extra'/],
  [['--port', '0', '--state', ''], /^--state needs a value$/],
  [['--port', '0', '--state', tmpdir()], /^--state: \S+ is a folder$/],
  [['--port', '0', '--keys', '/proc/keys.json'], /^--keys: cannot write \/proc\/keys\.json/],
  [['--port', '0', '--host', '203.0.113.1'], /^--host: 203\.0\.113\.1 is no address of this computer$/],
] as const)('%j: one line and exit code 2', (args, line) => {
  expect(said(...args)).toEqual({ status: 2, lines: [expect.stringMatching(line)] });
});

test('a taken port, and a file that holds something else, are refused and left alone', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = String(typeof address === 'object' ? address?.port : '');
  expect(said('--port', port)).toEqual({ status: 2, lines: [`--port: ${port} is taken by another program`] });
  const notes = join(newFolder(), 'notes.txt');
  writeFileSync(notes, 'buy milk');
  expect(said('--port', '0', '--keys', notes)).toEqual({ status: 2, lines: [expect.stringContaining('holds no practice keys')] });
  expect(said('--port', '0', '--state', notes)).toEqual({ status: 2, lines: [expect.stringContaining('holds no practice ledger')] });
  expect(readFileSync(notes, 'utf8')).toBe('buy milk');
});

test('--help', () => {
  const { status, stdout } = spawnSync(process.execPath, [GATEWAYS, '--help'], { encoding: 'utf8', timeout: 30_000 });
  expect(status).toBe(0);
  for (const flag of ['--port', '--host', '--state', '--keys', '--notify-outside']) expect(stdout).toContain(flag);
  expect(existsSync(GATEWAYS)).toBe(true);
});
