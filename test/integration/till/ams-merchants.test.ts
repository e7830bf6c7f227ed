import { spawn } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttp } from '../../../electron/alipay/http.ts';
import { merchantsError, parseMerchantsCommand, runMerchantsCommand, type MerchantsExit } from '../../../electron/till/ams-merchants.ts';
import { SettingsStore, type SecretBox } from '../../../electron/till/settings-store.ts';
import { REGISTRATION_ANSWERED_AFTER_MS } from '../../../electron/training/ams-registration.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { practiceWorld } from '../training/worlds.ts';

const plainBox: SecretBox = { strength: 'weak', encrypt: (text) => text, decrypt: (text) => text };

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-merchants-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const FILE = {
  registrationRequestId: 'LBREG20260101001',
  merchantInfo: { referenceMerchantId: 'LANTERN0001', merchantDisplayName: 'Lantern Books', merchantMCC: '5942', registrationDetail: { legalName: 'Lantern Books Ltd', contactInfo: [{ contactNo: 'ops@lantern.example', contactType: 'EMAIL' }] } },
  storeInfo: { referenceStoreId: 'LANTERN0001S01', storeName: 'Lantern Books Harbour', storeMCC: '5942' },
};

/** A till of the practice acquirer, as it would have been set up on the settings page. */
function setUp(world: PracticeWorld, change: object = {}, box: SecretBox = plainBox): string {
  const dir = folder();
  const plain = {
    host: world.ams.host, clientId: world.ams.acquirer.clientId, mode: 'acquirer', registered: { merchantId: 'LANTERN0001', storeId: 'LANTERN0001S01' },
    merchant: { referenceMerchantId: 'SHOP1', merchantName: 'Lantern Books Ltd', merchantMCC: '5942' }, store: { referenceStoreId: 'S1', storeName: 'Harbour', storeTerminalId: 'TILL03' },
    notifyUrl: 'https://pos.example/ams/notify', ...change,
  };
  new SettingsStore(dir, box).save(
    { products: { alipayUserPresented: { enabled: false, plain } } }, { alipayUserPresented: { privateKey: world.ams.merchantPrivateKeyPem, alipayPublicKey: world.ams.gatewayPublicKeyBase64 } },
  );
  return dir;
}

async function desk(change: object = {}) {
  const { world, clock } = await practiceWorld();
  const dir = setUp(world, change);
  const http = createHttp({ clock });
  onTestFinished(() => http.close());
  const said: string[] = [];
  const run = async (...args: string[]): Promise<MerchantsExit> => {
    said.length = 0;
    const exit = await runMerchantsCommand(parseMerchantsCommand(args), { secretBox: plainBox, clock, post: http.post, out: (line) => said.push(line), err: (line) => said.push(line) });
    const all = said.join('\n');
    expect(all).not.toMatch(/PRIVATE KEY|MII/);
    expect(all).not.toContain(world.ams.merchantPrivateKeyPem.split('\n')[1]);
    return exit;
  };
  const file = (content: unknown): string => {
    const path = join(dir, 'merchant.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  return { world, clock, dir, run, file, said };
}

test('a merchant is registered, waited for, approved and shown', async () => {
  const { world, clock, dir, run, file, said } = await desk();
  expect(await run('register', file(FILE), '--data', dir)).toBe(0);
  expect(said[0]).toBe(`asking ${world.ams.host} as ${world.ams.acquirer.clientId} (sandbox)`);
  expect(said[1]).toBe('accepted: registration LBREG20260101001 of merchant LANTERN0001 with store LANTERN0001S01');
  expect(said.join('\n')).not.toContain('This till pays as');

  expect(await run('status', 'LBREG20260101001', '--data', dir, '--merchant', 'LANTERN0001', '--store', 'LANTERN0001S01')).toBe(4);
  expect(said.slice(1)).toEqual(['registration LBREG20260101001: not decided yet', '  ALIPAY_CN: not decided yet']);
  clock.advance(REGISTRATION_ANSWERED_AFTER_MS);
  expect(await run('status', 'LBREG20260101001', '--data', dir)).toBe(0);
  expect(said.slice(1)).toEqual(['registration LBREG20260101001: approved', '  ALIPAY_CN: approved']);

  expect(await run('info', 'LANTERN0001', `--data=${dir}`, '--store=LANTERN0001S01')).toBe(0);
  expect(said).toContain('merchantInfo.registrationDetail.contactInfo[0].contactNo: ops@lantern.example');
  expect(said).toContain('storeInfo.storeName: Lantern Books Harbour');
  expect(said).toContain('productCodes[0]: IN_STORE_PAYMENT');
});

test('without an id of its own the same file is the same request, and other contents are another', async () => {
  const { world, dir, run, file } = await desk();
  const { registrationRequestId: _, ...content } = FILE;
  expect(await run('register', file(content), '--data', dir)).toBe(0);
  expect(await run('register', file(content), '--data', dir)).toBe(0);
  expect(world.registrations.all()).toHaveLength(1);
  expect(world.registrations.all()[0]?.registrationRequestId).toMatch(/^GT[0-9A-F]{30}$/);
  expect(await run('register', file({ ...content, storeInfo: { ...FILE.storeInfo, referenceStoreId: 'LANTERN0001S02' } }), '--data', dir)).toBe(0);
  expect(world.registrations.all()).toHaveLength(2);
});

test('ids that are not those the till pays with are said', async () => {
  const { dir, run, file, said } = await desk({ registered: { merchantId: 'OTHER', storeId: 'S9' } });
  expect(await run('register', file(FILE), '--data', dir)).toBe(0);
  expect(said.at(-1)).toContain('This till pays as merchant OTHER with store S9');
});

describe('refusals', () => {
  test('in words, with the code, and exit code 1', async () => {
    const { world, dir, run, file, said } = await desk();
    await run('register', file(FILE), '--data', dir);
    expect(await run('register', file({ ...FILE, registrationRequestId: 'OTHER1' }), '--data', dir)).toBe(1);
    expect(said.at(-1)).toMatch(/^refused: REPEAT_REGISTRATION: .*registered already/);
    expect(await run('register', file({ ...FILE, storeInfo: { ...FILE.storeInfo, storeName: 'Elsewhere' } }), '--data', dir)).toBe(1);
    expect(said.at(-1)).toMatch(/^refused: REPEAT_REQ_INCONSISTENT: /);
    expect(await run('status', 'NOBODY', '--data', dir)).toBe(1);
    expect(said.at(-1)).toBe('refused: RECORD_NOT_FOUND: there is no such registration');
    world.faults.next('ams.registration', { kind: 'code', code: 'BRAND_NEW', level: 'business', processed: false });
    expect(await run('register', file(FILE), '--data', dir)).toBe(1);
    expect(said.at(-1)).toBe('refused: BRAND_NEW: the gateway gives no other reason');
  });

  test('a client that is no acquirer of Alipay\'s', async () => {
    const { world } = await practiceWorld();
    const { dir, run, file, said } = await desk({ clientId: world.ams.clientId });
    expect(await run('register', file(FILE), '--data', dir)).toBe(1);
    expect(said.at(-1)).toMatch(/CLIENT_FORBIDDEN_ACCESS_API: this client id may not register merchants/);
  });

  test('by the wallets', async () => {
    const { world, clock, dir, run, file, said } = await desk();
    world.amsSwitches.set({ registrations: 'rejected' });
    await run('register', file(FILE), '--data', dir);
    clock.advance(REGISTRATION_ANSWERED_AFTER_MS);
    expect(await run('status', FILE.registrationRequestId, '--data', dir)).toBe(1);
    expect(said.slice(1, 3)).toEqual([`registration ${FILE.registrationRequestId}: rejected`, expect.stringMatching(/^ {2}because: /)]);
  });
});

test('what is not known is said to be so, and asking again does nothing twice', async () => {
  const { world, dir, run, file, said } = await desk();
  const faults = [
    [{ kind: 'unknown', processed: true }, /the gateway said UNKNOWN_EXCEPTION/],
    [{ kind: 'httpStatus', status: 502, processed: true }, /HTTP status 502/],
    [{ kind: 'reset', processed: true }, /the line was lost/],
    [{ kind: 'brokenSignature' }, /not signed/],
    [{ kind: 'garbled' }, /could not be read/],
  ] as const;
  for (const [fault, words] of faults) {
    world.faults.next('ams.registration', fault);
    expect(await run('register', file(FILE), '--data', dir)).toBe(3);
    expect(said.at(-1)).toMatch(words);
    expect(said.at(-1)).toMatch(/^not known: .*Run the same command again/);
  }
  expect(await run('register', file(FILE), '--data', dir)).toBe(0);
  expect(world.registrations.all()).toHaveLength(1);
  await world.stop();
  expect(await run('status', FILE.registrationRequestId, '--data', dir)).toBe(3);
  expect(said.at(-1)).toMatch(/the line was lost|could not be reached \(ECONNREFUSED\)/);
});

describe('what cannot be asked, exit code 2', () => {
  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{"a":', /merchant\.json: is not JSON/],
    ['a list', [], /merchant\.json: the file: /],
    ['a missing field', { ...FILE, merchantInfo: { ...FILE.merchantInfo, merchantDisplayName: undefined } }, /merchantInfo\.merchantDisplayName: /],
    ['a number', { ...FILE, merchantInfo: { ...FILE.merchantInfo, merchantMCC: 5942 } }, /merchantInfo\.merchantMCC: /],
    ['a misspelt field', { ...FILE, merchantInfo: { ...FILE.merchantInfo, merchantMcc: '5942' } }, /merchantInfo: .*merchantMcc/],
    ['no store', { ...FILE, storeInfo: undefined }, /storeInfo: /],
    ['a store id too long', { ...FILE, storeInfo: { ...FILE.storeInfo, referenceStoreId: 'S'.repeat(33) } }, /storeInfo\.referenceStoreId: at most 32/],
    ['plain http', { ...FILE, registrationNotifyURL: 'http://acq.example/n' }, /registrationNotifyURL: must be an https address/],
    ['another product', { ...FILE, productCodes: ['CASHIER_PAYMENT'] }, /productCodes\.0: /],
  ])('a file with %s', async (_, content, words) => {
    const { world, dir, run, file, said } = await desk();
    expect(await run('register', file(content), '--data', dir)).toBe(2);
    expect(said).toEqual([expect.stringMatching(words)]);
    expect(said[0]).toMatch(/^guitai: CLI_BAD_VALUE: /);
    expect(world.calls()).toEqual([]);
  });

  test('no file, no settings, no acquirer, half a key', async () => {
    const { dir, run, said } = await desk();
    expect(await run('register', join(dir, 'nowhere.json'), '--data', dir)).toBe(2);
    expect(said[0]).toMatch(/nowhere\.json: no such file/);
    expect(await run('status', 'X', '--data', folder())).toBe(2);
    expect(said[0]).toMatch(/--data: there are no settings/);
    expect(await run('status', 'X', '--data', dir, '--product', 'alipayOrderCode')).toBe(2);
    expect(said[0]).toBe('guitai: SETTINGS_INVALID: alipayOrderCode is not set up');
    const direct = await desk({ mode: 'direct', registered: undefined });
    expect(await direct.run('status', 'X', '--data', direct.dir)).toBe(2);
    expect(direct.said[0]).toMatch(/^guitai: SETTINGS_INVALID: ams\.mode only an acquirer registers merchants/);
    const half = await desk({ mode: 'acquirer', registered: undefined });
    expect(await half.run('status', 'X', '--data', half.dir)).toBe(2);
    expect(half.said[0]).toBe('guitai: SETTINGS_INVALID: ams.registered.merchantId is needed in this mode');
  });

  test.each<[string[], RegExp]>([
    [[], /command: must be register, status or info/],
    [['remove', 'X'], /command: /],
    [['register', '--data', 'D'], /register: needs one FILE\.json/],
    [['status', 'A', 'B', '--data', 'D'], /status: needs one ID/],
    [['status', 'A'], /--data: /],
    [['status', 'A', '--data'], /--data: needs a value/],
    [['status', 'A', '--data', 'D', '--data=E'], /--data: given twice/],
    [['info', 'A', '--data', 'D', '--merchant', 'M'], /CLI_UNKNOWN_FLAG: unknown flag --merchant/],
    [['status', 'A', '--data', 'D', '--product', 'alipayBarcode'], /--product: must be alipayOrderCode or alipayUserPresented/],
  ])('%j', (args, words) => {
    let refusal = '';
    try {
      parseMerchantsCommand(args);
    } catch (error) {
      expect(error).toBeInstanceOf(TillError);
      refusal = merchantsError(error);
    }
    expect(refusal).toMatch(words);
  });
});

/** As the Chromium shell encrypts, written again: what a till has stored there the command must be able to read. */
function chromiumBox(dir: string): SecretBox {
  const key = randomBytes(32);
  mkdirSync(join(dir, 'runtime'), { recursive: true });
  writeFileSync(join(dir, 'runtime', 'safe-storage.key'), key, { mode: 0o600 });
  return {
    strength: 'weak',
    encrypt: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    decrypt: () => {
      throw new Error('not needed here');
    },
  };
}

test('as a process of the till\'s runtime: reads the encrypted keys, opens no window, ends with the exit code', { timeout: 30_000 }, async () => {
  const { world } = await practiceWorld();
  const dir = folder();
  const store = new SettingsStore(dir, chromiumBox(dir));
  const other = new SettingsStore(setUp(world), plainBox);
  store.save({ products: other.settings.products }, other.secrets);
  const root = join(import.meta.dirname, '..', '..', '..');
  const run = async (...args: string[]): Promise<{ exit: number | null; out: string; err: string }> => {
    const child = spawn(process.execPath, ['--import', join(root, 'build', 'chromium-shell', 'register.ts'), join(root, 'electron', 'main.ts'), ...args], {
      env: { ...process.env, GUITAI_COMMAND: 'ams-merchants', GUITAI_BROWSER: '/nonexistent/browser' }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => { out += bytes.toString(); });
    child.stderr.on('data', (bytes: Buffer) => { err += bytes.toString(); });
    const [exit] = (await once(child, 'close')) as [number | null];
    return { exit, out, err };
  };
  expect(await run('status', 'NOBODY', '--data', dir)).toEqual({ exit: 1, out: `asking ${world.ams.host} as ${world.ams.acquirer.clientId} (sandbox)\n`, err: 'refused: RECORD_NOT_FOUND: there is no such registration\n' });
  expect(await run('status', '--data', dir)).toMatchObject({ exit: 2, err: 'guitai: CLI_BAD_VALUE: status: needs one ID (--help says more)\n' });
  expect(await run('--help')).toMatchObject({ exit: 0, out: expect.stringContaining('npm run ams-merchants -- register FILE.json') });
});
