import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { saveGateways, gatewayView, loadGateways } from '../../../electron/till/gateways.ts';
import { SettingsStore, type SecretBox } from '../../../electron/till/settings-store.ts';
import type { Request } from '../../../shared/contract/contract.ts';

const freshDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-settings-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};
/** Reversible and visibly not the text; the real boxes are the shell's. */
const box: SecretBox = {
  strength: 'weak',
  encrypt: (text) => Buffer.from(text).toString('base64').split('').reverse().join(''),
  decrypt: (text) => Buffer.from(text.split('').reverse().join(''), 'base64').toString('utf8'),
};
const form = (over: Partial<NonNullable<Request<'settings.saveGateways'>['legacy']>> = {}): Request<'settings.saveGateways'> => ({
  legacy: {
    enabled: true, baseUrl: 'https://gateway.example/gateway.do', backupUrl: '', partner: '2088999900000011', sellerId: '', signType: 'MD5', secondaryMerchantId: 'SM-1', secondaryMerchantName: 'Tea',
    secondaryMerchantIndustry: '5812', storeId: 'S1', storeName: 'Tea', terminalId: 'T1', notifyUrl: '', md5Key: 'k7v2m9x4q1w8e5r3t6y0u2i4o6p8a1s3', ...over,
  },
});

test('what is saved is there after a restart, secrets encrypted and readable by this user alone', () => {
  const dir = freshDir();
  saveGateways(new SettingsStore(dir, box), form(), 'live', 'HKD');
  const again = new SettingsStore(dir, box);
  expect(gatewayView(again, 'HKD').legacy).toMatchObject({ enabled: true, partner: '2088999900000011', hasMd5Key: true, hasPrivateKey: false });
  expect(loadGateways(again.settings.gateways, again.secrets).legacy?.keys).toMatchObject({ kind: 'MD5', key: 'k7v2m9x4q1w8e5r3t6y0u2i4o6p8a1s3' });
  expect(readFileSync(join(dir, 'settings.json'), 'utf8') + readFileSync(join(dir, 'secrets.bin'), 'utf8')).not.toContain('k7v2m9x4');
  expect(statSync(join(dir, 'secrets.bin')).mode & 0o077).toBe(0);
});

test('an absent secret keeps what is stored, an empty one removes it', () => {
  const store = new SettingsStore(freshDir(), box);
  saveGateways(store, form(), 'live', 'HKD');
  const { md5Key: _kept, ...withoutKey } = form({ storeName: 'Tea House' }).legacy ?? {};
  saveGateways(store, { legacy: withoutKey as NonNullable<Request<'settings.saveGateways'>['legacy']> }, 'live', 'HKD');
  expect(gatewayView(store, 'HKD').legacy).toMatchObject({ storeName: 'Tea House', hasMd5Key: true });
  saveGateways(store, form({ enabled: false, md5Key: '' }), 'live', 'HKD');
  expect(gatewayView(store, 'HKD').legacy).toMatchObject({ enabled: false, hasMd5Key: false });
});

test('a gateway that is on must be complete; nothing is saved when it is not', () => {
  const dir = freshDir();
  const store = new SettingsStore(dir, box);
  expect(() => saveGateways(store, form({ md5Key: 'short' }), 'live', 'HKD')).toThrow('SETTINGS_BAD_KEY');
  expect(() => saveGateways(store, form({ baseUrl: 'http://gateway.example/gateway.do' }), 'live', 'HKD')).toThrow('SETTINGS_PLAIN_HTTP');
  expect(() => saveGateways(store, form({ partner: '12' }), 'live', 'HKD')).toThrow('SETTINGS_INVALID');
  expect(() => saveGateways(store, form({ baseUrl: 'https://mapi.alipaydev.com/gateway.do' }), 'live', 'HKD')).toThrow('SETTINGS_SANDBOX_ID_IN_LIVE');
  expect(new SettingsStore(dir, box).settings.gateways).toEqual({});
});

test('a settings file that cannot be read stops the start instead of being replaced by defaults', () => {
  for (const [file, content] of [['settings.json', '{"version":1,'], ['settings.json', '{"version":9,"gateways":{}}'], ['secrets.bin', 'not ours']] as const) {
    const dir = freshDir();
    writeFileSync(join(dir, file), content);
    expect(() => new SettingsStore(dir, box)).toThrow('SETTINGS_UNREADABLE');
    expect(readFileSync(join(dir, file), 'utf8')).toBe(content);
  }
});
