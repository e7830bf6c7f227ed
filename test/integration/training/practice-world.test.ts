import { mkdtempSync, readFileSync, rmSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { realRandom } from '../../../electron/real-world.ts';
import { generatePracticeKeys } from '../../../electron/training/practice-keys.ts';
import { startPracticeWorld } from '../../../electron/training/practice-world.ts';
import { FakeClock, seededRandom } from './fake-clock.ts';
import { ams, amsCall, legacyCall, magicCode, orderCodeBody, payParams, qrText, queryParams, readLegacy, cancelParams } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const stateFile = (): string => join(mkdtempSync(join(tmpdir(), 'practice-world-')), 'practice.json');

test('without keys a world makes its own, new ones each time, and its partners can use them', async () => {
  const clock = new FakeClock('2026-01-02T15:04:05+08:00');
  const worlds = await Promise.all([startPracticeWorld({ clock, random: realRandom }), startPracticeWorld({ clock, random: realRandom })]);
  const [first, second] = worlds;
  expect(first?.legacy.md5Key).toMatch(/^[0-9a-z]{32}$/);
  expect(first?.legacy.md5Key).not.toBe(second?.legacy.md5Key);
  expect(first?.ams.gatewayPublicKeyBase64).not.toBe(second?.ams.gatewayPublicKeyBase64);
  expect(first?.ams).toMatchObject({ clientId: expect.stringMatching(/^SANDBOX_/) as string, productionClientId: expect.not.stringMatching(/^SANDBOX_/) as string });
  for (const world of worlds) {
    expect(world.legacy.rsa).toBeNull();
    expect(readLegacy(world, await legacyCall(world, queryParams('nobody')))).toMatchObject({ verified: true, fields: { error: 'TRADE_NOT_EXIST' } });
    expect(await ams(world, 'inquiryPayment', { paymentRequestId: 'nobody' })).toMatchObject({ verified: true, code: 'ORDER_NOT_EXIST' });
  }
  await Promise.all(worlds.map((world) => world.stop()));
});

test('the ledger survives a restart, time goes on meanwhile, and no payment code is in the file', async () => {
  const path = stateFile();
  const first = await practiceWorld({ stateFile: path });
  const code = first.world.customers()[1]?.code ?? '';
  await legacyCall(first.world, payParams('PT1', magicCode(4)));
  await legacyCall(first.world, payParams('PT2', code));
  await legacyCall(first.world, payParams('PT3', magicCode(2)));
  await legacyCall(first.world, cancelParams('PT4'));
  const text = qrText((await ams(first.world, 'pay', orderCodeBody('A1'))).body);
  await first.world.stop();
  expect(readFileSync(path, 'utf8')).not.toContain(code);
  expect(readFileSync(path, 'utf8')).not.toContain(magicCode(4));

  const second = await practiceWorld({ stateFile: path });
  second.clock.advance(120_000);
  const { world } = second;
  expect(world.phoneScan(text).kind).toBe('paid');
  expect(readLegacy(world, await legacyCall(world, queryParams('PT1'))).fields['alipay_trans_status']).toBe('TRADE_SUCCESS');
  expect(readLegacy(world, await legacyCall(world, payParams('PT4', magicCode(0)))).fields['error']).toBe('TRADE_HAS_CLOSE');
  expect(world.ledger().map((line) => [line.gateway, line.merchantReference, line.state, line.chargedMinor])).toEqual([
    ['legacy', 'PT1', 'paid', 8800], ['legacy', 'PT2', 'paid', 8800], ['legacy', 'PT3', 'waiting', 0], ['ams', 'A1', 'paid', 8800],
  ]);
});

test('what a gateway answered is already in the file', async () => {
  const path = stateFile();
  const { world } = await practiceWorld({ stateFile: path });
  const state = (): string => readFileSync(path, 'utf8');
  await legacyCall(world, payParams('PT1', magicCode(0)));
  expect(state()).toContain('"reference":"PT1","presented":"byCustomer","amountMinor":8800');
  expect(state()).toContain('"state":"paid"');
  await legacyCall(world, cancelParams('PT1'));
  expect(state()).toContain('"returnedMinor":8800');
});

test('a state file that cannot be written is HTTP 500 and reported, never a silent success', async () => {
  const path = stateFile();
  const failures: unknown[] = [];
  const { world } = await practiceWorld({ stateFile: path, onFailure: (failure) => failures.push(failure) });
  // A directory in the draft's place refuses every user, root included.
  mkdirSync(`${path}.new`);
  const outcome = await legacyCall(world, payParams('PT1', magicCode(0)));
  expect(outcome).toMatchObject({ kind: 'reply', status: 500 });
  expect(failures).toMatchObject([{ code: 'EISDIR' }]);
  rmSync(`${path}.new`, { recursive: true });
});

test('the call list names services, references and reasons, never a code', async () => {
  const { world } = await practiceWorld();
  await legacyCall(world, payParams('PT1', magicCode(0)));
  await legacyCall(world, payParams('PT2', magicCode(0), { trans_amount: '-1' }));
  world.faults.next('ams.pay', { kind: 'reset', processed: true });
  await amsCall(world, 'pay', orderCodeBody('A1'));
  expect(world.calls()).toMatchObject([
    { gateway: 'legacy', service: 'alipay.acquire.overseas.spot.pay', reference: 'PT1', said: 'SUCCESS', detail: '' },
    { gateway: 'legacy', reference: 'PT2', said: 'INVALID_PARAMETER', detail: 'trans_amount not an amount' },
    { gateway: 'ams', service: 'pay', reference: 'A1', said: 'reset' },
  ]);
  expect(JSON.stringify(world.calls())).not.toContain(magicCode(0).slice(0, 10));
});

test('both gateways on the ports asked for; a taken port closes what was opened', async () => {
  const clock = new FakeClock('2026-01-02T15:04:05+08:00');
  const keys = await generatePracticeKeys(seededRandom(1));
  const first = await startPracticeWorld({ clock, random: seededRandom(1), keys });
  const port = (url: string): number => Number(new URL(url).port);
  const [legacyPort, amsPort] = [port(first.legacy.baseUrl), port(first.ams.host)];
  await expect(startPracticeWorld({ clock, random: seededRandom(1), keys, ports: { legacy: 0, ams: amsPort } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.stop();
  const second = await startPracticeWorld({ clock, random: seededRandom(1), keys, ports: { legacy: legacyPort, ams: amsPort } });
  expect([port(second.legacy.baseUrl), port(second.ams.host)]).toEqual([legacyPort, amsPort]);
  await second.stop();
});

test('the same seed makes the same world', async () => {
  const seen = async () => {
    const { world } = await practiceWorld();
    await legacyCall(world, payParams('PT1', magicCode(0)));
    return [world.customers(), world.ledger()];
  };
  expect(await seen()).toEqual(await seen());
});
