import iconv from 'iconv-lite';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { NoticeTrouble } from '../../../electron/training/faults.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { minor } from '../../../shared/money.ts';
import { until } from './fake-clock.ts';
import { call, createParams, hkOf, laterRefund, precreateParams, refundParams } from './legacy-requests.ts';
import { noticeListener, type Heard, type NoticeListener } from './notice-listener.ts';
import { cancelParams, exchange, legacyCall, legacyText, magicCode, payParams, queryParams, replied, signLegacy } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const MINUTE = 60_000;
const listener = (): Promise<NoticeListener> => noticeListener('success', '/notify');

/** The fields of a notification, decoded by the charset it declares. */
function fieldsOf(heard: Heard | undefined): Record<string, string> {
  const charset = /charset=(.*)$/.exec(String(heard?.headers['content-type']))?.[1] ?? '';
  const decoded = (text: string): string => {
    const bytes = text.replaceAll('+', ' ').replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return iconv.decode(Buffer.from(bytes, 'latin1'), charset);
  };
  return Object.fromEntries((heard?.body.toString('latin1') ?? '').split('&').map((pair) => pair.split('=').map(decoded)));
}
const signed = (world: PracticeWorld, fields: Record<string, string>): boolean => {
  if (fields['sign_type'] === 'MD5') return fields['sign'] === createHash('md5').update(legacyText(fields) + world.legacy.md5Key).digest('hex');
  const key = createPublicKey(`-----BEGIN PUBLIC KEY-----\n${world.legacy.rsa?.platformPublicKeyBase64 ?? ''}\n-----END PUBLIC KEY-----`);
  return verify(fields['sign_type'] === 'RSA' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(legacyText(fields)), key, Buffer.from(fields['sign'] ?? '', 'base64'));
};
const payAt = (world: PracticeWorld, url: string, reference = 'PT1', digit = 0) => call(world, payParams(reference, magicCode(digit), { notify_url: url }));
const acknowledged = (world: PracticeWorld) => until(() => world.notices.pending().length === 0, 'the acknowledgement');

test('a payment is announced once, as a form, signed with the key of its contract', async () => {
  const { world } = await practiceWorld();
  const till = await listener();
  const { fields: answer } = await payAt(world, till.url);
  await till.count(1);
  await acknowledged(world);
  const [heard] = till.heard;
  expect(heard).toMatchObject({ method: 'POST', target: '/notify', headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' } });
  const fields = fieldsOf(heard);
  expect(signed(world, fields)).toBe(true);
  expect(fields).toMatchObject({
    notify_type: 'trade_status_sync', notify_action_type: 'payByAccountAction', notify_time: '2026-01-02 15:04:05', out_trade_no: 'PT1', trade_no: answer['alipay_trans_id'],
    trade_status: 'TRADE_SUCCESS', subject: '茶 & cake 100%', gmt_payment: '2026-01-02 15:04:05', seller_id: world.legacy.partner, total_fee: '88.00', currency: 'HKD', trans_amount_cny: '80.26',
  });
  expect(fields['notify_id']).toMatch(/^[0-9a-e]{34}$/);
  await payAt(world, till.url);
  await call(world, queryParams('PT1'));
  await call(world, cancelParams('PT1'));
  expect(world.notices.deliveries()).toHaveLength(1);
});

test('no address, no message', async () => {
  const { world, clock } = await practiceWorld();
  await call(world, payParams('PT1', magicCode(0)));
  await call(world, payParams('PT2', magicCode(1)));
  clock.advance(10_000);
  await call(world, queryParams('PT2'));
  expect(world.notices.deliveries()).toEqual([]);
});

test('an address outside this computer is recorded and not contacted', async () => {
  const { world, clock } = await practiceWorld();
  await payAt(world, 'https://merchant.example/notify');
  await until(() => world.notices.pending().length === 0, 'the end of it');
  expect(world.notices.deliveries()).toMatchObject([{ about: 'PT1', outcome: 'notContacted' }]);
  expect(world.calls().at(-1)).toMatchObject({ gateway: 'legacy', service: 'notify', reference: 'PT1', said: 'notContacted' });
  expect(clock.sleeping).toBe(0);
});

test('a transaction QR is announced with its passback when the phone pays, also after a password nobody asked about', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  const show = async (reference: string): Promise<string> => (await call(world, precreateParams(reference, { notify_url: till.url, passback_parameters: 'till=3&x' }))).fields['qr_code'] ?? '';
  world.phoneScan(await show('QR1'));
  await till.count(1);
  world.phoneScan(await show('QR2'), 'asksPasswordThenPays');
  world.phoneScan(await show('QR3'), 'neverPays');
  await until(() => clock.sleeping > 0, 'the alarm');
  clock.advance(6_000);
  await till.count(2);
  clock.advance(200 * MINUTE);
  await call(world, queryParams('QR3'));
  expect(till.heard.map((heard) => [fieldsOf(heard)['out_trade_no'], fieldsOf(heard)['extra_common_param'], signed(world, fieldsOf(heard))])).toEqual([['QR1', 'till=3&x', true], ['QR2', 'till=3&x', true]]);
});

test('a transaction QR of another seller, priced in yuan, is announced with its seller and both currencies', async () => {
  const { world } = await practiceWorld();
  const till = await listener();
  const { fields } = await call(world, precreateParams('QR1', { notify_url: till.url, trans_currency: 'CNY', seller_id: '2088999900000055' }));
  world.phoneScan(fields['qr_code'] ?? '', 'asksPasswordThenPays');
  expect(world.notices.send({ gateway: 'legacy', reference: 'QR1' }, { asPaid: true })).toBe(true);
  await till.count(1);
  expect(fieldsOf(till.heard[0])).toMatchObject({ seller_id: '2088999900000055', total_fee: '88.00', trans_currency: 'CNY', currency: 'HKD', forex_total_fee: '96.49', trans_amount_cny: '88.00' });
});

test('a payment on the static code comes with the platform\'s order number, signed for the HK contract as biz_data wants it', async () => {
  const { world } = await practiceWorld();
  const hk = hkOf(world);
  const till = await listener();
  const { fields } = await call(hk, createParams({ store_name: '茶舖', passback_parameters: { till: '3' }, notify_charset: 'GBK', notify_sign_type: 'MD5' }, { notify_url: till.url }), { signType: 'RSA2' });
  world.payStaticCode(fields['qrcode'] ?? '', minor(4_250));
  await till.count(1);
  const notice = fieldsOf(till.heard[0]);
  expect(till.heard[0]?.headers['content-type']).toContain('charset=GBK');
  expect(notice).toMatchObject({
    out_trade_no: world.ledger()[0]?.merchantReference, total_fee: '42.50', subject: '茶舖', extra_common_param: '{"till":"3"}', payment_inst: 'ALIPAYHK', seller_id: hk.legacy.partner, sign_type: 'MD5',
  });
  expect(notice).not.toHaveProperty('trans_amount_cny');
  const text = iconv.encode(legacyText(notice), 'gbk');
  expect(notice['sign']).toBe(createHash('md5').update(Buffer.concat([text, Buffer.from(hk.legacy.md5Key)])).digest('hex'));
});

test('the customers of the static code whose line breaks: the message comes late, not never', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  const { fields } = await call(hkOf(world), createParams({}, { notify_url: till.url }));
  world.payStaticCode(fields['qrcode'] ?? '', minor(100), 'dropsConnection');
  expect(world.notices.deliveries()).toMatchObject([{ outcome: 'lost' }]);
  clock.advance(2 * MINUTE);
  await till.count(1);
  world.payStaticCode(fields['qrcode'] ?? '', minor(200), 'answersLate');
  clock.advance(4 * MINUTE);
  await till.count(2);
  expect(till.heard.map((heard) => fieldsOf(heard)['total_fee'])).toEqual(['1.00', '2.00']);
});

test('a later refund is announced when it succeeds, a synchronous or failed one never', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  await call(world, payParams('PT1', magicCode(0)));
  await call(world, refundParams('PT1', 'RF0', '1.00', { notify_url: till.url }));
  await call(world, laterRefund('PT1', 'RF1', '30.00', { notify_url: till.url }));
  expect(world.notices.deliveries()).toEqual([]);
  await until(() => clock.sleeping > 0, 'the alarm');
  clock.advance(3_000);
  await till.count(1);
  const notice = fieldsOf(till.heard[0]);
  expect(signed(world, notice)).toBe(true);
  expect(notice).toMatchObject({
    notify_action_type: 'refundFPAction', out_trade_no: 'PT1', out_return_no: 'RF1', out_biz_no: 'RF1', refund_status: 'REFUND_SUCCESS', refund_fee: '30.00', currency: 'HKD',
    trade_status: 'TRADE_SUCCESS', gmt_refund: '2026-01-02 15:04:08',
  });
  await call(world, laterRefund('PT1', 'RF2', '10.00', { notify_url: till.url }));
  world.endRefund('legacy', 'RF2', { state: 'failed', code: 'X' });
  clock.advance(MINUTE);
  await acknowledged(world);
  expect(world.notices.deliveries()).toHaveLength(1);
});

test('unacknowledged, it comes again by the schedule with the same bytes; "SUCCESS" and blanks do as well', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  till.answers = [{ status: 500, body: 'success' }, { status: 200, body: '<html>success</html>' }, { status: 302, body: 'success' }, { status: 200, body: ' SUCCESS\n' }];
  await payAt(world, till.url);
  for (const [waitMs, wanted] of [[0, 1], [2 * MINUTE, 2], [10 * MINUTE, 3], [10 * MINUTE, 4]] as const) {
    clock.advance(waitMs);
    await till.count(wanted);
    await until(() => world.notices.deliveries().length === wanted && world.notices.deliveries().at(-1)?.outcome !== null, 'the verdict');
  }
  expect(world.notices.deliveries().map(({ outcome, status }) => [outcome, status])).toEqual([['refused', 500], ['refused', 200], ['refused', 302], ['acknowledged', 200]]);
  expect(new Set(till.heard.map((heard) => heard.body.toString())).size).toBe(1);
  clock.advance(48 * 60 * MINUTE);
  expect(till.heard).toHaveLength(4);
});

test('early: the notification is there before the answer of pay', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  world.faults.nextNotice('legacy', 'early');
  let answered = false;
  const answer = payAt(world, till.url).then(() => { answered = true; });
  await till.count(1);
  await until(() => clock.sleeping > 0, 'the answer to wait');
  expect(answered).toBe(false);
  clock.advance(1_500);
  await answer;
});

test.each<[NoticeTrouble, (fields: Record<string, string>, world: PracticeWorld) => void]>([
  ['wrongSignature', (fields, world) => expect(signed(world, fields)).toBe(false)],
  ['missingSignature', (fields) => expect(fields).not.toHaveProperty('sign')],
  ['wrongAmount', (fields, world) => expect([fields['total_fee'], signed(world, fields)]).toEqual(['88.01', true])],
  ['wrongCurrency', (fields, world) => expect([fields['currency'], signed(world, fields)]).toEqual(['USD', true])],
  ['unknownReference', (fields, world) => expect([fields['out_trade_no'], signed(world, fields)]).toEqual(['PT19', true])],
])('%s spoils the first delivery; the next tells the truth', async (trouble, check) => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  till.answers = [{ status: 200, body: 'fail' }, { status: 200, body: 'success' }];
  world.faults.nextNotice('legacy', trouble);
  await payAt(world, till.url);
  await till.count(1);
  check(fieldsOf(till.heard[0]), world);
  await until(() => clock.sleeping > 0, 'the next delivery');
  clock.advance(2 * MINUTE);
  await till.count(2);
  const truth = fieldsOf(till.heard[1]);
  expect([truth['out_trade_no'], truth['total_fee'], truth['currency'], signed(world, truth)]).toEqual(['PT1', '88.00', 'HKD', true]);
  expect(world.faults.pendingNotices('legacy')).toBe(0);
});

test('duplicate: eight at once; never: none', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  world.faults.nextNotice('legacy', 'duplicate');
  world.faults.nextNotice('legacy', 'never');
  await payAt(world, till.url);
  await till.count(8);
  await payAt(world, till.url, 'PT2');
  clock.advance(48 * 60 * MINUTE);
  await acknowledged(world);
  expect(till.heard).toHaveLength(8);
  expect(new Set(till.heard.map((heard) => heard.body.toString())).size).toBe(1);
});

test('out of turn: a payment can be announced as paid although it is not', async () => {
  const { world } = await practiceWorld();
  const till = await listener();
  await payAt(world, till.url, 'PT1', 2);
  expect(world.notices.send({ gateway: 'legacy', reference: 'PT1' }, { asPaid: true, trouble: 'wrongAmount' })).toBe(true);
  await till.count(1);
  expect(fieldsOf(till.heard[0])).toMatchObject({ trade_status: 'TRADE_SUCCESS', total_fee: '88.01' });
  expect(world.notices.send({ gateway: 'legacy', reference: 'PT9' })).toBe(false);
});

test.each(['RSA', 'RSA2'] as const)('announced with %s when the payment was asked for with it', async (signType) => {
  const { world } = await practiceWorld();
  const till = await listener();
  await call(world, payParams('PT1', magicCode(0), { notify_url: till.url }), { signType });
  await till.count(1);
  expect(fieldsOf(till.heard[0])['sign_type']).toBe(signType);
  expect(signed(world, fieldsOf(till.heard[0]))).toBe(true);
});

test('notify_verify knows what was just delivered, for its own partner, for a minute', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  await payAt(world, till.url);
  await till.count(1);
  const id = fieldsOf(till.heard[0])['notify_id'] ?? '';
  const ask = async (more: Record<string, string> = {}): Promise<string> => {
    const reply = replied(await exchange(`${world.legacy.baseUrl}/gateway.do?${new URLSearchParams({ service: 'notify_verify', partner: world.legacy.partner, notify_id: id, ...more })}`));
    expect(reply.headers['content-type']).toMatch(/^text\/plain/);
    return reply.body.toString();
  };
  expect(await ask()).toBe('true');
  expect(await ask({ notify_id: `${id}0` })).toBe('false');
  expect(await ask({ partner: world.legacyHk.partner })).toBe('false');
  expect(await ask({ partner: '2088000000000000' })).toBe('false');
  const sealed = { service: 'notify_verify', partner: world.legacy.partner, notify_id: id, _input_charset: 'UTF-8' };
  expect(await ask({ ...sealed, sign_type: 'MD5', sign: signLegacy(world, sealed, 'MD5') })).toBe('true');
  expect(await ask({ ...sealed, sign_type: 'MD5', sign: 'x' })).toBe('false');
  world.faults.next('legacy.notifyVerify', { kind: 'unknown', processed: false });
  expect(await ask()).toBe('invalid');
  world.faults.next('legacy.notifyVerify', { kind: 'reset', processed: false });
  expect((await legacyCall(world, sealed, { via: 'GET' })).kind).toBe('failed');
  clock.advance(MINUTE);
  expect(await ask()).toBe('true');
  clock.advance(1);
  expect(await ask()).toBe('false');
});

test('what is not acknowledged survives a restart', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'practice-notices-')), 'state.json');
  const till = await listener();
  till.answers = [{ status: 503, body: '' }];
  const first = await practiceWorld({ stateFile });
  await payAt(first.world, till.url);
  await until(() => first.world.notices.deliveries()[0]?.outcome === 'refused', 'the refusal');
  await first.world.stop();
  till.answers = [{ status: 200, body: 'success' }];
  const { world, clock } = await practiceWorld({ stateFile });
  expect(world.notices.pending()).toMatchObject([{ about: 'PT1', delivered: 1 }]);
  clock.advance(2 * MINUTE);
  await till.count(2);
  await acknowledged(world);
  expect(till.heard[0]?.body).toEqual(till.heard[1]?.body);
});

test('no payment code is in any notification', async () => {
  const { world } = await practiceWorld();
  const till = await listener();
  await payAt(world, till.url);
  await till.count(1);
  expect(till.heard[0]?.body.toString()).not.toContain(magicCode(0));
});
