import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import type { TillOptions } from '../../../electron/compose.ts';
import { restoreBackup } from '../../../electron/journal/restore.ts';
import { PRACTICE_PINS } from '../../../electron/till/staff/staff-file.ts';
import type { HandOver } from '../../../electron/till/update/hand-over.ts';
import { CHANNELS, type Channel } from '../../../shared/contract/contract.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { RELEASE_FILE } from '../../../shared/update/release.ts';
import { installerOf, KEY_FILE, releaseOf, signed } from '../../support/update/publisher.ts';
import { Behind, folder } from './behind.ts';

test('a day at the counter', async () => {
  const dir = folder();
  const behind = await Behind.open(dir);
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('till.painted', {});
  await call('till.showCustomerScreen', {});
  expect(await call('customer.snapshot', {})).toMatchObject({ scene: { kind: 'closed' } });
  await call('shift.open', { floatMinor: 50_000 });
  await call('till.setLanguage', { language: 'zh-Hant' });
  const { categories, total } = await call('catalog.categories', {});
  expect([categories.length > 3, total >= 60]).toEqual([true, true]);
  const page = await call('catalog.list', { categoryId: categories[0]?.categoryId ?? null, offset: 0, limit: 5 });
  const found = await call('catalog.search', { text: 'milk tea', limit: 5 });
  const productId = found.products[0]?.productId ?? '';

  // Cash, with everything that may happen to a cart.
  const line = await call('sale.addProduct', { productId, quantityMilli: 1_000, source: 'search' });
  if (line.kind !== 'added') throw new Error(`not added: ${line.kind}`);
  await call('sale.setQuantity', { lineId: line.lineId, quantityMilli: 2_000 });
  await call('sale.voidLine', { lineId: line.lineId, reason: 'mistake' });
  await call('sale.discard', { reason: 'left' });
  await call('sale.addProduct', { productId: page.products[0]?.productId ?? '', quantityMilli: 1_000, source: 'tile' });
  await call('sale.hold', { label: 'lady in red' });
  expect(await call('scan.submit', { text: '48950121', source: 'wedge' })).toMatchObject({ kind: 'added', productId: 'mints' });
  const held = (await call('till.snapshot', {})).held[0]?.saleId ?? '';
  await call('sale.recall', { saleId: held });
  await call('sale.pay', {});
  await call('sale.resume', {});
  await call('tender.cash', { tenderedMinor: 100_000 });
  await call('sale.next', {});

  // By barcode: a code before Pay, dropped, then confirmed.
  await call('sale.recall', { saleId: (await call('till.snapshot', {})).held[0]?.saleId ?? '' });
  const { customers } = await call('practice.view', {});
  expect(await call('practice.presentCode', { customerId: 'declinedBalance' })).toMatchObject({ kind: 'paymentCode' });
  await call('payment.dropCode', {});
  const kept = await call('practice.presentCode', { customerId: 'declinedBalance' });
  const { attemptId } = await call('payment.confirmCode', { token: kept.kind === 'paymentCode' ? kept.token : '' });
  await behind.until((snapshot) => snapshot.payment?.state === 'declined');
  await call('payment.acknowledge', { attemptId });
  expect(customers.map((customer) => customer.behaviour)).toContain('paysAtOnce');

  // By order code: taken back once, then paid.
  const first = await call('payment.showCode', { product: 'alipayOrderCode' });
  await behind.until((snapshot) => snapshot.payment?.state === 'shown');
  await call('payment.askNow', first);
  await call('payment.cancel', first);
  await behind.until((snapshot) => snapshot.payment?.state === 'cancelled');
  await call('payment.acknowledge', first);
  await call('payment.showCode', { product: 'alipayOrderCode' });
  await behind.until((snapshot) => snapshot.payment?.state === 'shown');
  expect(await call('practice.phoneScan', { behaviour: 'paysAtOnce' })).toEqual({ result: 'paid' });
  const { done } = await behind.until((snapshot) => snapshot.phase === 'done');
  expect(done).toMatchObject({ receiptNo: 2, tender: 'alipayOrderCode' });
  for (const channel of ['payment.setAside', 'payment.settleFound'] as const) {
    await expect(behind.call(channel, channel === 'payment.setAside' ? first : { ...first, how: 'returned' })).rejects.toBeInstanceOf(TillError);
    Behind.called.add(channel);
  }

  // The day's end, on paper.
  expect(await call('shift.xReport', {})).toMatchObject({ number: 1, totals: { salesCount: 2 } });
  const z = await call('shift.close', { countedMinor: 50_000, reason: 'The notes are in the bank already' });
  expect(z.totals.tenders.map((tender) => tender.kind)).toEqual(['alipayOrderCode', 'cash']);
  expect((await call('report.list', { limit: 10 })).reports).toHaveLength(2);
  expect(await call('report.get', { kind: 'z', number: 1 })).toEqual(z);
  const csv = await call('report.export', { kind: 'z', number: 1, format: 'csv' });
  expect(basename(csv.path)).toMatch(/^training-z-00001-\d{8}\.csv$/);
  expect(readFileSync(csv.path, 'utf8')).toContain('Cash');
  expect(existsSync((await call('report.export', { kind: 'x', number: 1, format: 'pdf' })).path)).toBe(true);

  // Settings, of a till that is not live.
  const stored = (await call('settings.products', {})).products.find(({ product }) => product === 'alipayBarcode');
  const form = { product: 'alipayBarcode' as const, enabled: false, sameAs: null, fields: { ...stored?.fields, partner: '2088' }, secrets: {} };
  const saved = await call('settings.saveProduct', form);
  expect(saved.products.find(({ product }) => product === 'alipayBarcode')).toMatchObject({ enabled: false, stored: true, problem: { code: 'SETTINGS_INVALID' }, fields: { partner: '2088' } });
  await expect(behind.call('settings.previewProduct', form)).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
  await expect(behind.call('settings.testProduct', { product: 'alipayOrderCode' })).rejects.toMatchObject({ code: 'SETTINGS_INVALID', details: { reason: 'missing' } });
  for (const channel of ['settings.testProduct', 'settings.previewProduct'] as const) Behind.called.add(channel);

  expect(behind.problems).toEqual([]);
});

test('what comes by itself: notifications, money on the printed code, a supervisor', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('shift.open', { floatMinor: 0 });
  expect(await call('settings.notifications', {})).toMatchObject({ enabled: true, host: '127.0.0.1', listener: { state: 'listening' }, counts: { deliveries: 0 } });
  await expect(behind.call('settings.saveNotifications', { enabled: false, host: '127.0.0.1', port: 1, verifyWithGateway: false })).rejects.toMatchObject({ code: 'INTERNAL' });

  // The shop's code: made, changed, shown, printed.
  expect(await call('merchantCode.desk', {})).toMatchObject({ unavailable: null, limits: [], codes: [] });
  const store = { storeName: 'Harbour Tea', address: '1 Example Street' };
  const { codeId } = await call('merchantCode.create', store);
  await call('merchantCode.modify', { codeId, ...store, storeName: 'Harbour Tea House' });
  await call('merchantCode.show', { codeId });
  expect((await call('customer.snapshot', {})).scene).toMatchObject({ kind: 'merchantCode', storeName: 'Harbour Tea House' });
  expect(basename((await call('merchantCode.print', { codeId, format: 'pdfA6' })).path)).toMatch(/^training-merchant-code-.*-a6\.pdf$/);

  // A customer pays on it, of their own accord; the gateway announces it, and the cashier books it with one key.
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  const amountMinor = (await call('till.snapshot', {})).sale?.totals.totalMinor ?? 0;
  expect(await call('practice.payMerchantCode', { codeId, amountMinor, behaviour: 'paysAtOnce' })).toEqual({ result: 'paid' });
  const { foundMoney } = await behind.until((snapshot) => snapshot.foundMoney.length === 1);
  expect(foundMoney).toMatchObject([{ arrived: true, fits: 'open', product: 'alipayHkMerchantQr', amountMinor, currency: 'HKD' }]);
  expect((await call('customer.snapshot', {})).scene).toEqual({ kind: 'arrived', amountMinor });
  const attemptId = foundMoney[0]?.attemptId ?? '';
  await call('payment.settleFound', { attemptId, how: 'appliedToSale' });
  expect((await call('till.snapshot', {})).done).toMatchObject({ tender: 'alipayHkMerchantQr', totalMinor: amountMinor });
  expect((await call('payment.history', { attemptId })).steps.map((step) => step.kind)).toEqual(['arrived', 'foundSettled']);
  expect((await call('settings.notifications', {})).counts).toMatchObject({ acknowledged: 1, refused: 0 });

  // Stopped with a supervisor's word, and no longer paid on.
  const { token } = await call('merchantCode.ask', { codeId, action: 'stop' });
  await call('staff.signIn', { staffId: 'mei', pin: PRACTICE_PINS.mei });
  await expect(behind.call('merchantCode.confirm', { token })).rejects.toMatchObject({ code: 'APPROVAL_NEEDED', details: { permission: 'manageMerchantCode' } });
  expect((await call('approval.people', { permission: 'manageMerchantCode' })).people.map(({ staffId }) => staffId)).toEqual(['supervisor', 'owner']);
  await call('approval.act', { channel: 'merchantCode.confirm', request: { token }, approver: { staffId: 'supervisor', pin: PRACTICE_PINS.supervisor } });
  Behind.called.add('merchantCode.confirm');
  expect((await call('practice.payMerchantCode', { codeId, amountMinor, behaviour: 'paysAtOnce' })).result).not.toBe('paid');
  expect((await call('merchantCode.history', { codeId })).steps.at(-1)).toMatchObject({ kind: 'moved', to: 'stopped', approver: 'Practice supervisor', operator: 'Mei Chan' });

  // An order code: the notification is faster than the next inquiry, which comes three seconds later.
  await call('sale.next', {});
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  const shown = await call('payment.showCode', { product: 'alipayOrderCode' });
  await behind.until((snapshot) => snapshot.payment?.state === 'shown');
  await call('practice.phoneScan', { behaviour: 'paysAtOnce' });
  await behind.until((snapshot) => snapshot.phase === 'done');
  expect((await call('payment.history', shown)).steps.findLast((step) => step.kind === 'moved')).toMatchObject({ to: 'paid', service: 'notification' });

  for (const [channel, request] of [
    ['payment.assertPaid', { attemptId, reason: 'saw it' }], ['payment.writeOff', { attemptId, reason: 'lost' }], ['notification.note', { notificationId: 'none' }],
  ] as const) {
    await expect(behind.call(channel, request as never)).rejects.toBeInstanceOf(TillError);
    Behind.called.add(channel);
  }
  Behind.called.add('settings.saveNotifications');
  expect(behind.problems).toEqual([]);
});

test('the next start finds the day, the language and the practice gateways\' book', async () => {
  const dir = folder();
  const first = await Behind.open(dir);
  await first.call('shift.open', { floatMinor: 0 });
  await first.call('till.setLanguage', { language: 'zh-Hans' });
  await first.call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  await first.call('payment.showCode', { product: 'alipayOrderCode' });
  await first.until((snapshot) => snapshot.payment?.state === 'shown');
  const { scene } = await first.call('customer.snapshot', {});
  await first.till.stop();

  const second = await Behind.open(dir);
  expect(await second.call('till.snapshot', {})).toMatchObject({ language: 'zh-Hans', shift: { shiftNo: 1 }, phase: 'paymentOpen', payment: { state: 'shown' } });
  expect((await second.call('customer.snapshot', {})).scene).toEqual(scene);
  await second.call('practice.phoneScan', { behaviour: 'paysAtOnce' });
  await second.until((snapshot) => snapshot.phase === 'done');
});

test('what cannot be had at the start is named, and leaves nothing locked behind', async () => {
  const dir = folder();
  const refused = async (change: Partial<TillOptions>): Promise<string> => {
    try {
      await Behind.open(dir, change);
    } catch (error) {
      return error instanceof TillError ? error.code : String(error);
    }
    return 'opened';
  };
  expect(await refused({ world: 'live' })).toBe('START_LIVE_NOT_SET_UP');
  const open = await Behind.open(dir);
  expect(await refused({})).toBe('JOURNAL_LOCKED');
  await open.till.stop();

  writeFileSync(join(dir, 'settings.json'), 'not settings');
  expect(await refused({})).toBe('SETTINGS_UNREADABLE');
  rmSync(join(dir, 'settings.json'));

  rmSync(join(dir, 'training-gateways.json'), { force: true });
  mkdirSync(join(dir, 'training-gateways.json'));
  expect(await refused({})).not.toBe('opened');
  rmSync(join(dir, 'training-gateways.json'), { recursive: true });
  expect(await refused({})).toBe('opened');
});

test('files of the gateways are held against the journal: those of practice, and one handed over piece by piece', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('practice.reconcile', {});
  const practised = await behind.reconciled();
  expect(practised).toMatchObject({ recorded: true, result: { refused: [] } });
  expect((await call('reconcile.earlier', { limit: 10 })).runs.length).toBe(practised.result.sets.length);
  const handed = Buffer.from('Partner:2088999900000011|Payment_time: 2020-01-02|Total_count:1\nPartner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type\nX|Y|1.00|0.00|HKD|2020-01-02 15:04:07|PAYMENT\n');
  const { runId } = await call('reconcile.begin', { files: [{ name: 'day.txt', bytes: handed.length }] });
  await call('reconcile.chunk', { runId, file: 0, offset: 0, bytes: new Uint8Array(handed.subarray(0, 50)) });
  await call('reconcile.chunk', { runId, file: 0, offset: 50, bytes: new Uint8Array(handed.subarray(50)) });
  await call('reconcile.start', { runId, unit: null });
  expect(await behind.reconciled()).toMatchObject({ runId, result: { sets: [{ records: 1, otherTill: { count: 1 } }] } });
  expect((await call('reconcile.differences', { runId, setId: '1', cause: 'otherTill' })).differences).toMatchObject([{ reference: 'X', line: 3 }]);
  expect(readFileSync((await call('reconcile.export', { runId, format: 'csv' })).path, 'utf8')).toContain('otherTill');
  await call('reconcile.stop', {});
  expect(await call('reconcile.state', {})).toEqual({ kind: 'idle' });
  expect(behind.problems).toEqual([]);
});

test('a past sale is found, and what comes back of it goes back the way it was paid', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('shift.open', { floatMinor: 50_000 });
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 2_000, source: 'tile' });
  await call('payment.showCode', { product: 'alipayOrderCode' });
  await behind.until((snapshot) => snapshot.payment?.state === 'shown');
  await call('practice.phoneScan', { behaviour: 'paysAtOnce' });
  const { done } = await behind.until((snapshot) => snapshot.phase === 'done');
  await call('sale.next', {});

  const { receipts, more } = await call('receipt.search', { query: { by: 'amount', amountMinor: done?.totalMinor ?? 0 }, limit: 10 });
  expect([receipts.map((receipt) => receipt.receiptNo), more]).toEqual([[1], false]);
  const { saleId, barcode, lines } = await call('receipt.get', { receiptNo: 1 });
  expect(await call('scan.submit', { text: barcode, source: 'wedge' })).toEqual({ kind: 'receipt', receiptNo: 1, saleId });
  const what = { kind: 'lines' as const, lines: [{ lineId: lines[0]?.lineId ?? '', quantityMilli: 1_000 }] };
  expect(await call('return.preview', { saleId, what })).toMatchObject({ asVoid: false, ways: [{ how: 'refund', why: 'part' }] });
  const { returnId } = await call('return.start', { saleId, what, reason: 'cold' });
  await behind.until((snapshot) => snapshot.openReturns.length === 0);
  const view = await call('return.view', { returnId });
  expect(view).toMatchObject({ state: 'completed', returnNo: 1, refunds: [{ state: 'refunded' }] });
  expect(await call('receipt.get', { saleId })).toMatchObject({ standing: 'partReturned', whole: { ways: [{ how: 'refund', why: 'partIsBack' }] } });

  const { refundId } = view.refunds[0] ?? { refundId: '' };
  for (const [channel, request, code] of [
    ['refund.askNow', { refundId }, 'REFUND_FINAL'], ['refund.retry', { refundId }, 'RETURN_ENDED'], ['return.payCash', { returnId }, 'RETURN_ENDED'], ['return.abandon', { returnId, reason: 'no' }, 'RETURN_ENDED'],
  ] as const) {
    await expect(behind.call(channel, request as never)).rejects.toMatchObject({ code });
    Behind.called.add(channel);
  }
  expect(behind.problems).toEqual([]);
});

test('products are changed, counted, written out and taken in again', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  const { categories, editable } = await call('products.shop', {});
  expect([editable, categories.length > 3]).toEqual([true, true]);
  const [first] = (await call('products.list', { filter: 'sold', text: 'milk tea', offset: 0, limit: 5 })).products;
  if (first === undefined) throw new Error('no milk tea');
  const { productId, onHandMilli: _onHand, ...draft } = first;
  expect(await call('products.save', { productId, draft: { ...draft, priceMinor: 4_200 } })).toEqual({ productId, problems: [] });
  await call('stock.move', { kind: 'received', reason: '', lines: [{ productId, quantityMilli: 24_000 }] });
  expect(await call('products.get', { productId })).toMatchObject({ product: { priceMinor: 4_200, onHandMilli: 24_000 }, moves: [{ kind: 'received', quantityMilli: 24_000 }] });
  const { path } = await call('products.export', {});
  const file = new Uint8Array(readFileSync(path));
  const { importId } = await call('import.begin', { name: basename(path), bytes: file.length });
  await call('import.chunk', { importId, offset: 0, bytes: file });
  const mapped = await call('import.state', {});
  if (mapped.kind !== 'mapping') throw new Error(`the file is ${mapped.kind}`);
  await call('import.read', { importId, encoding: 'utf-8', separator: ',' });
  await call('import.check', { importId, mapping: mapped.preview.mapping, absent: 'keep' });
  expect(await behind.imported('checked')).toMatchObject({ summary: { added: 0, changed: 0, wrongRows: 0, problems: [] } });
  await call('import.commit', { importId });
  await behind.imported('done');
  await call('import.stop', {});
  expect(behind.problems).toEqual([]);
});

test('a trainee chooses the product of scanned codes, and what the practice gateways do next', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  expect((await call('settings.saveScanProduct', { product: 'alipayUserPresented' })).scanProduct).toBe('alipayUserPresented');
  await expect(behind.call('settings.saveScanProduct', { product: 'alipayOrderCode' })).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
  await call('shift.open', { floatMinor: 50_000 });
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  expect((await call('till.snapshot', {})).scanProduct).toBe('alipayUserPresented');
  await call('payment.scanWith', { product: 'alipayBarcode' });
  expect((await call('till.snapshot', {})).scanProduct).toBe('alipayBarcode');

  const { codes } = await call('practice.codes', { service: 'legacy.pay' });
  expect(codes).toContainEqual({ code: 'BUYER_BALANCE_NOT_ENOUGH', level: 'business' });
  const lab = await call('practice.change', { what: 'fault', service: 'legacy.pay', fault: { kind: 'code', code: 'BUYER_BALANCE_NOT_ENOUGH', level: 'business', processed: false }, times: 1 });
  expect(lab.services).toContainEqual({ service: 'legacy.pay', gateway: 'legacy', waiting: 1 });
  await call('sale.pay', {});
  await call('practice.presentCode', { customerId: 'paysAtOnce' });
  const { payment } = await behind.until((snapshot) => snapshot.payment?.state === 'declined');
  expect(payment).toMatchObject({ product: 'alipayBarcode', gatewayCode: 'BUYER_BALANCE_NOT_ENOUGH' });
  expect((await call('practice.lab', {})).calls[0]).toMatchObject({ gateway: 'legacy', said: 'code' });
  expect(behind.problems).toEqual([]);
});

test('people come and go, and the owner says what they may do', async () => {
  const behind = await Behind.open(folder(), {}, { who: 'asStarted' });
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  expect(await call('till.snapshot', {})).toMatchObject({ operator: { id: 'mei', name: 'Mei Chan' }, staff: { state: 'open', role: 'cashier', may: { sell: 'yes', manageStaff: 'no' } } });
  await expect(behind.call('staff.desk', {})).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  await expect(behind.call('staff.createOwner', { name: 'Me', pin: '4711' })).rejects.toMatchObject({ code: 'STAFF_OWNER_EXISTS' });
  Behind.called.add('staff.createOwner');
  await call('staff.active', {});
  await call('staff.awaitBadge', { what: null });
  await call('staff.changePin', { current: PRACTICE_PINS.mei, pin: '9182' });
  expect((await call('practice.view', {})).staff.map(({ staffId }) => staffId)).toEqual(['sam', 'supervisor', 'owner']);
  await call('staff.lock', {});
  expect((await call('till.snapshot', {})).staff).toMatchObject({ state: 'locked', staffId: null, lastStaffId: 'mei', may: {} });
  await expect(behind.call('shift.open', { floatMinor: 0 })).rejects.toMatchObject({ code: 'STAFF_LOCKED' });
  await call('staff.signIn', { staffId: 'owner', pin: PRACTICE_PINS.owner });

  const { people, rules } = await call('staff.desk', {});
  expect(people.map(({ staffId, isYou }) => [staffId, isYou])).toEqual([['mei', false], ['sam', false], ['supervisor', false], ['owner', true]]);
  const after = await call('staff.save', { staffId: null, name: 'Ada Wong', role: 'cashier', pin: '7391', badge: { badge: 'STAFF-000117' } });
  expect(after.people.at(-1)).toMatchObject({ name: 'Ada Wong', hasPin: true, badges: 1 });
  await call('staff.archive', { staffId: 'sam', archived: true });
  await call('staff.unlock', { staffId: 'mei' });
  await call('staff.saveSettings', { autoLockMinutes: 3, badgePrefix: 'KARTE-' });
  await call('staff.saveRules', { rules: { ...rules, cashier: { ...rules.cashier, grants: { ...rules.cashier.grants, discardSale: 'yes' } } } });
  expect(await call('scan.submit', { text: 'STAFF-000117', source: 'wedge' })).toEqual({ kind: 'signedIn', name: 'Ada Wong' });
  expect((await call('till.snapshot', {})).staff.may).toMatchObject({ discardSale: 'yes' });
  expect(behind.problems).toEqual([]);
});

test('keys and look of the window; the first run offered while practising takes effect at the next start', async () => {
  const dir = folder();
  const behind = await Behind.open(dir);
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  expect(await call('settings.window', {})).toEqual({ keys: {}, theme: 'system', size: '100' });
  expect(await call('settings.saveKeys', { keys: { hold: 'Home' } })).toMatchObject({ keys: { hold: 'Home' } });
  expect(await call('settings.saveLook', { theme: 'dark', size: '125' })).toMatchObject({ theme: 'dark' });
  await call('keys.print', { language: 'zh-Hant', title: '按鍵', note: '', groups: [] });
  expect(await call('settings.shop', {})).toMatchObject({ editable: 'practice', name: { en: 'Harbour Tea' } });
  const name = { en: 'Pier Tea', zhHans: '', zhHant: '' };
  for (const [channel, request] of [['settings.saveShop', { name, address: name, currency: 'HKD' }], ['settings.saveTax', { mode: 'none', rates: [], defaultRateId: null }]] as const) {
    await expect(behind.call(channel, request as never)).rejects.toMatchObject({ code: 'SHOP_IN_TRAINING' });
    Behind.called.add(channel);
  }
  await call('settings.devices', {});
  expect(await call('settings.saveDevices', { scannerPort: '/dev/null/none' })).toMatchObject({ scannerPort: '/dev/null/none' });
  expect(await call('settings.about', {})).toMatchObject({ world: 'training', software: 'guitai test' });
  await expect(behind.call('setUp.examples', {})).rejects.toMatchObject({ code: 'CATALOG_TAKEN' });
  Behind.called.add('setUp.examples');

  const draft = {
    step: 'confirm', language: 'en', name, address: name, tillId: 'till-1', currency: 'HKD', taxMode: 'none', rates: [], defaultRateId: null, ownerName: 'Ms Leung', scannerPort: null, products: 'empty', alipay: 'later',
  } as const;
  await call('setUp.saveDraft', { ...draft, rates: [] });
  await call('setUp.tryScanner', { scannerPort: null });
  expect(await call('setUp.state', {})).toMatchObject({ draft: { ownerName: 'Ms Leung' }, world: 'training', done: false });
  expect(await call('setUp.commit', { draft: { ...draft, rates: [] }, pin: '4711' })).toEqual({ next: 'nextStart' });
  // The practice shop goes on as it was.
  expect((await call('till.snapshot', {})).shop).toMatchObject({ name: { en: 'Harbour Tea' } });
  expect(await call('settings.shop', {})).toMatchObject({ editable: 'training' });
  expect(behind.problems).toEqual([]);
  await behind.till.stop();

  const live = await Behind.open(dir, { world: 'live' });
  expect((await live.call('till.snapshot', {}))).toMatchObject({ world: 'live', shop: { name: { en: 'Pier Tea' } }, operator: { name: 'Ms Leung' } });
});

test('the cash of a day: a float by pieces, moves, a blind count, rules of the shop', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  const count = { pieces: [{ kind: 'note' as const, valueMinor: 10_000, pieces: 5 }], otherMinor: 0 };
  await call('shift.open', { count });
  expect(await call('cash.move', { kind: 'paidOut', amountMinor: 2_000, reason: 'Milk' })).toMatchObject({ kind: 'paidOut', amountMinor: 2_000 });
  expect(await call('cash.desk', {})).toMatchObject({ mode: 'shared', drawers: [], shopDrawerCounts: true, counted: [], moves: [{ reason: 'Milk' }] });
  const { rules } = await call('settings.cash', {});
  expect(await call('settings.saveCash', { ...rules, drawerMode: 'perCashier', hidden: ['coin-10'] })).toMatchObject({ rules: { drawerMode: 'perCashier', hidden: ['coin-10'] } });
  expect((await call('cash.desk', {})).denominations.map(({ id }) => id)).not.toContain('coin-10');
  const { sessionId } = await call('drawer.open', { countedMinor: 10_000 });
  await call('count.begin', { sessionId });
  await call('count.leave', {});
  expect(await call('count.submit', { sessionId, counted: { countedMinor: 10_000 } })).toMatchObject({ expectedMinor: 10_000, varianceMinor: 0 });
  await call('drawer.close', { sessionId, reason: '' });
  await call('count.submit', { sessionId: null, counted: { countedMinor: 48_000 } });
  expect((await call('shift.close', {})).closing).toMatchObject({ countedMinor: 58_000, varianceMinor: 0 });
  expect([(await call('report.export', { kind: 'z', number: 1, format: 'csv' })).copy, (await call('report.export', { kind: 'z', number: 1, format: 'csv' })).copy]).toEqual([0, 1]);
  expect(behind.problems).toEqual([]);
});

test('questions before a sale, price checks, scale labels and categories', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('shift.open', { floatMinor: 0 });
  const asked = await call('sale.addProduct', { productId: 'oolong-bag-50', quantityMilli: 1_000, source: 'tile' });
  if (asked.kind !== 'question') throw new Error(`not asked: ${asked.kind}`);
  expect((await call('till.snapshot', {})).question).toEqual(asked.question);
  expect(await call('scan.answer', { questionId: asked.question.questionId, answer: { what: 'variant', productId: 'oolong-bag-100' } })).toMatchObject({ kind: 'added', productId: 'oolong-bag-100' });
  expect(await call('scan.submit', { text: '0.5*501', source: 'typed' })).toMatchObject({ kind: 'added', productId: 'tangerine-peel' });
  expect((await call('till.snapshot', {})).sale?.totals.totalMinor).toBe(72_00 + 340_00);

  // Looked up, not added: by a label, a code, a PLU, a name.
  await call('stock.move', { kind: 'received', reason: '', lines: [{ productId: 'mineral-water', quantityMilli: 30_000 }] });
  expect(await call('catalog.find', { text: '2100501002508' })).toMatchObject({ exact: true, products: [{ productId: 'tangerine-peel', soldBy: 'kg', label: { weightGrams: 250, comesToMinor: 170_00 } }] });
  expect(await call('catalog.find', { text: '6903302000195' })).toMatchObject({ exact: true, products: [{ productId: 'mineral-water-12', pack: { quantity: 12 }, onHandMilli: 2_000 }] });
  expect((await call('catalog.find', { text: 'oolong' })).products.length).toBeGreaterThan(2);
  expect((await call('till.snapshot', {})).sale?.lines).toHaveLength(2);
  await call('scan.take', { on: true });

  // Labels: tried out as typed, refused when they overlap, saved and read from then on.
  const labels = await call('settings.labels', {});
  const changed = labels.templates.map((template) => (template.id === 'code128Both26' ? { ...template, isOn: true } : template));
  expect(await call('settings.previewLabel', { text: '2100501002508', templates: changed })).toMatchObject({ kind: 'match', plu: '00501', weightGrams: 250, found: { productId: 'tangerine-peel' } });
  await expect(behind.call('settings.saveLabels', { rule: 'label', templates: [...changed, { ...(changed[0] ?? expect.unreachable('none')), id: 'again' }] })).rejects.toMatchObject({ code: 'LABELS_WRONG', details: { id: 'again', problem: 'overlap' } });
  expect(await call('settings.saveLabels', { rule: 'label', templates: changed })).toMatchObject({ rule: 'label', editable: true });

  // Categories: another order, another name, one more, one gone.
  const { categories } = await call('products.shop', {});
  const forms = categories.map(({ categoryId, name, colour, picture }) => ({ categoryId, name, colour, picture }));
  const after = await call('categories.save', { categories: [...forms.toReversed(), { categoryId: null, name: { en: 'Seasonal', zhHans: '时令', zhHant: '時令' }, colour: 'slate', picture: 'gift' }] });
  expect(after.categories.map(({ name }) => name.en)).toEqual([...forms.toReversed().map(({ name }) => name.en), 'Seasonal']);
  const seasonal = after.categories.at(-1)?.categoryId ?? '';
  expect((await call('categories.moveProducts', { categoryId: seasonal, productIds: ['mints'] })).categories.at(-1)?.products).toBe(1);
  await expect(behind.call('categories.remove', { categoryId: seasonal })).rejects.toMatchObject({ code: 'CATEGORY_IN_USE' });
  await call('categories.moveProducts', { categoryId: 'snacks', productIds: ['mints'] });
  expect((await call('categories.remove', { categoryId: seasonal })).categories).toHaveLength(forms.length);
  expect(behind.problems).toEqual([]);
});

test('papers of sales and of the day, how they look, and the customer\'s screen', async () => {
  const dir = folder();
  mkdirSync(join(dir, 'slides'));
  writeFileSync(join(dir, 'slides', 'tea.png'), PNG.sync.write(new PNG({ width: 16, height: 9 })));
  const first = await Behind.open(dir);
  const call: Behind['call'] = (channel, request) => first.call(channel, request);
  await call('shift.open', { floatMinor: 50_000 });
  const { slides } = await call('settings.screen', {});
  expect(slides).toMatchObject([{ file: 'tea.png', isShown: true }]);
  expect(await call('settings.saveScreen', { slides: true, folder: '', seconds: 12 })).toMatchObject({ settings: { seconds: 12 } });
  expect(await call('settings.slidePicture', { slideId: slides[0]?.slideId ?? '' })).toMatchObject({ type: 'image/png' });
  expect(await call('settings.saveSlides', { slides: [{ file: 'tea.png', seconds: 9 }] })).toMatchObject({ slides: [{ times: { seconds: 9 } }] });
  const { scene } = await call('customer.snapshot', {});
  const slideId = scene.kind === 'idle' ? (scene.slides?.[0]?.slideId ?? '') : '';
  expect(await call('customer.slide', { slideId })).toMatchObject({ type: 'image/png' });
  await call('customer.slideFailed', { slideId });
  expect((await call('customer.snapshot', {})).scene).toEqual({ kind: 'idle' });

  await call('customer.chooseLanguage', { language: 'zh-Hans' });
  await call('scan.submit', { text: '48950121', source: 'wedge' });
  await call('tender.cash', { tenderedMinor: 10_000 });
  expect(await call('customer.snapshot', {})).toMatchObject({ language: 'zh-Hans', chosen: true, scene: { kind: 'paid', code: { kind: 'receipt', text: expect.stringContaining('合计') } } });
  const saleId = (await call('till.snapshot', {})).done?.saleId ?? '';
  const of = { document: 'sale' as const, saleId };
  const { settings } = await call('settings.receipt', {});
  const next = { ...settings, head: ['Tel. 2345 6789'], columns: 32 as const };
  expect((await call('settings.previewReceipt', next)).columns).toBe(32);
  await call('settings.saveReceipt', next);
  expect(JSON.stringify((await call('receipt.paper', of)).blocks)).toContain('Tel. 2345 6789');
  const { copy, path } = await call('receipt.issue', { of, format: 'pdf' });
  expect([copy, existsSync(path ?? '')]).toEqual([0, true]);
  const { number } = await call('shift.xReport', {});
  expect(JSON.stringify((await call('receipt.paper', { document: 'report', report: 'x', number })).blocks)).toContain('X report');
  expect(first.problems).toEqual([]);
  await first.till.stop();

  const second = await Behind.open(dir);
  expect((await second.call('settings.receipt', {})).settings).toEqual(next);
  expect((await second.call('settings.screen', {})).settings.seconds).toBe(12);
  expect((await second.call('receipt.issue', { of, format: 'text' })).copy).toBe(1);
});

test('a lesson is offered, begun, helped with and left', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  expect(await call('lessons.view', { pressed: 0 })).toMatchObject({ run: null, isOffered: true });
  await call('lessons.decline', {});
  expect((await call('lessons.view', { pressed: 0 })).isOffered).toBe(false);
  await call('lessons.begin', { lessonId: 'orderCode' });
  await call('lessons.hint', {});
  expect((await call('lessons.view', { pressed: 3 })).run).toMatchObject({ lessonId: 'orderCode', at: 0, phone: null });
  // Nobody holds a phone out yet.
  await expect(behind.call('lessons.scanPhone', {})).rejects.toMatchObject({ code: 'PAYMENT_ATTEMPT_NOT_FOUND' });
  Behind.called.add('lessons.scanPhone');
  await call('lessons.leave', {});
  expect((await call('lessons.view', { pressed: 0 })).run).toBeNull();
  expect(behind.problems).toEqual([]);
});

test('prices, parts and promotions', async () => {
  const dir = folder();
  const behind = await Behind.open(dir);
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  const sale = async () => (await call('till.snapshot', {})).sale ?? expect.unreachable('no sale');
  const { promotions } = await call('promotions.get', {});
  expect(promotions.map((promotion) => promotion.coupon)).toContain('TEA10');
  expect(await call('promotions.save', { promotions: promotions.map((promotion) => ({ ...promotion, match: {} })) })).toMatchObject({ promotions: [{ match: {} }, {}, {}, {}] });
  expect(await call('settings.cashRounding', {})).toEqual({ stepMinor: 1, mode: 'nearest' });
  await call('settings.saveCashRounding', { stepMinor: 10, mode: 'down' });
  await call('shift.open', { floatMinor: 50_000 });
  await call('sale.addProduct', { productId: 'mints', quantityMilli: 3_000, source: 'tile' });
  expect(await sale()).toMatchObject({ promotions: [{ promotionId: 'dried-fruit-3-for-2', savedMinor: 1_000 }], dueMinor: 2_000 });
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  const { lines: [, tea] } = await sale();
  const lineId = tea?.lineId ?? '';
  await call('sale.overridePrice', { lineId, priceMinor: 2_001, reason: 'spilt' });
  await call('sale.discountLine', { lineId, discount: { kind: 'percent', ppm: 100_000 }, reason: '' });
  await call('sale.discount', { discount: { kind: 'amount', amountMinor: 13 }, reason: 'regular' });
  await call('sale.exempt', { exempt: true, reason: 'diplomat' });
  // Not about tea in cups: the coupon is known, and takes off what is about it.
  await call('sale.coupon', { code: 'TEA10', on: true });
  const before = await sale();
  await call('sale.undo', {});
  await call('sale.undo', {});
  expect(await sale()).toMatchObject({ coupons: [], exempt: null, discount: { amountMinor: 13 }, dueMinor: 3_788, cashDueMinor: 3_780, canUndo: true });
  expect(before).toMatchObject({ coupons: ['TEA10'], exempt: { reason: 'diplomat' } });
  await call('tender.setPart', { amountMinor: 1_000 });
  expect(await call('tender.cash', { tenderedMinor: 2_000, part: true })).toEqual({ receiptNo: null, changeMinor: 1_000, dueMinor: 2_788 });
  await call('tender.remove', { tenderId: (await sale()).tenders[0]?.tenderId ?? '', reason: 'by card after all' });
  expect(await call('settings.foreignCash', {})).toMatchObject({ home: 'HKD', rules: { currencies: [{ currency: 'CNY', smallestMinor: 1_000 }] } });
  await call('settings.saveForeignCash', { currencies: [{ currency: 'CNY', ratePpm: 1_100_000, smallestMinor: 1_000 }], rounding: 'nearest', staleAfterHours: 12 });
  await call('tender.showForeign', { currency: 'CNY' });
  expect(await call('tender.foreignCash', { currency: 'CNY', foreignMinor: 1_000, part: true })).toEqual({ receiptNo: null, changeMinor: 0, dueMinor: 2_688 });
  await call('tender.remove', { tenderId: (await sale()).tenders[0]?.tenderId ?? '', reason: 'in dollars after all' });
  expect(await call('tender.cash', { tenderedMinor: 4_000 })).toEqual({ receiptNo: 1, changeMinor: 220, dueMinor: 0 });
  await behind.till.stop();
  const again = await Behind.open(dir);
  expect(await again.call('settings.cashRounding', {})).toEqual({ stepMinor: 10, mode: 'down' });
  expect(await again.call('settings.foreignCash', {})).toMatchObject({ rules: { currencies: [{ ratePpm: 1_100_000 }], rounding: 'nearest', staleAfterHours: 12 } });
  expect(await again.call('promotions.get', {})).toMatchObject({ promotions: [{ match: {} }, {}, {}, {}] });
});

test('goods are exchanged on one ticket, and the day is looked at as a period', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('shift.open', { floatMinor: 50_000 });
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 2_000, source: 'tile' });
  await call('tender.cash', { tenderedMinor: 50_000 });
  await call('sale.next', {});
  const { saleId, totalMinor } = await call('receipt.get', { receiptNo: 1 });

  // Everything comes back for one of the same: half of the money is handed out.
  const order = { saleId, what: { kind: 'whole' as const } };
  await call('exchange.set', order);
  await call('exchange.clear', {});
  expect((await call('till.snapshot', {})).sale?.exchange ?? null).toBeNull();
  await call('exchange.set', order);
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  expect((await call('till.snapshot', {})).sale).toMatchObject({ dueMinor: 0, exchange: { creditMinor: totalMinor, backMinor: totalMinor / 2 } });
  const { receiptNo, returnId, cashBackMinor } = await call('exchange.complete', {});
  expect([receiptNo, cashBackMinor]).toEqual([2, totalMinor / 2]);
  expect(await call('return.view', { returnId })).toMatchObject({ state: 'completed' });

  const { today, firstDay } = await call('periods.begin', {});
  expect(firstDay).toBe(today);
  const period = { fromDay: today, toDay: today, currency: null };
  const figures = { salesMinor: totalMinor * 1.5, returnsMinor: totalMinor, receipts: 2, returns: 1, itemsMilli: 3_000, itemsBackMilli: 2_000 };
  expect(await call('periods.report', { ...period, top: 10 })).toMatchObject({ hasOpenShift: true, total: figures, products: [{ productId: 'hot-milk-tea', figures }] });
  const { receipts } = await call('periods.receipts', { ...period, behind: { by: 'product', productId: 'hot-milk-tea' } });
  expect(receipts.reduce((sum, receipt) => sum + receipt.amountMinor, 0)).toBe(totalMinor / 2);
  await call('stock.move', { kind: 'received', reason: '', lines: [{ productId: 'mints', quantityMilli: 2_000 }] });
  expect(await call('periods.stock', {})).toMatchObject({ products: 1, valueMinor: 2_000 });
  await call('periods.stop', {});
  expect(existsSync((await call('periods.exportStock', { format: 'csv' })).path)).toBe(true);
  expect(readFileSync((await call('periods.export', { ...period, format: 'csv', tables: ['product'] })).path, 'utf8')).toContain((totalMinor / 200).toFixed(2));
  expect(behind.problems).toEqual([]);
});

test('goods come back without a receipt, and a customer is kept, looked at and erased', async () => {
  const behind = await Behind.open(folder());
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('shift.open', { floatMinor: 50_000 });
  const lines = [{ productId: 'hot-milk-tea', quantityMilli: 1_000, priceMinor: 1_000 }];
  expect(await call('goods.preview', { lines })).toMatchObject({ totalMinor: 1_000, itemsMilli: 1_000 });
  const { returnId, returnNo } = await call('goods.takeBack', { lines, reason: 'receipt lost' });
  expect(returnNo).toBe(1);
  expect(JSON.stringify(await call('receipt.paper', { document: 'return', returnId }))).toContain('C1');

  expect((await call('settings.customers', {})).enabled).toBe(false);
  await call('settings.saveCustomers', { enabled: true, codePrefix: 'MB', pointPerMinor: 1_000 });
  const { customerId } = await call('customers.save', { customerId: null, name: 'Mei', phone: '9123 4567', code: 'MB1' });
  expect((await call('customers.find', { text: '567' })).customers).toMatchObject([{ customerId, name: 'Mei' }]);
  await call('sale.customer', { customerId });
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  await call('tender.cash', { tenderedMinor: 50_000 });
  expect(await call('customers.get', { customerId })).toMatchObject({ receiptsCount: 1, points: 2 });
  expect(readFileSync((await call('customers.export', { customerId })).path, 'utf8')).toContain('91234567');
  expect(readFileSync((await call('customers.exportList', {})).path, 'utf8')).toContain('91234567');
  const { storedValue } = await call('till.snapshot', {});
  expect(storedValue).toEqual({ giftCards: true, accounts: true });
  // The cards one practises with.
  expect(await call('giftCard.balance', { number: '8800 0000 0000 5678' })).toMatchObject({ last4: '5678', balanceMinor: 3_000, moves: [{ what: 'issued' }] });
  await call('account.setLimit', { customerId, limitMinor: 10_000 });
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 2_000, source: 'tile' });
  await call('sale.customer', { customerId });
  expect(await call('tender.giftCard', { number: '8800000000005678' })).toMatchObject({ amountMinor: 3_000, receiptNo: null });
  const { owedMinor } = await call('tender.account', { overLimit: false });
  expect(owedMinor).toBeGreaterThan(0);
  const { valueId } = await call('giftCard.sell', { number: null, amountMinor: 5_000 });
  await call('sale.removeValue', { valueId });
  await call('account.pay', { customerId, amountMinor: owedMinor });
  await call('tender.cash', { tenderedMinor: owedMinor });
  expect((await call('customers.get', { customerId })).account).toMatchObject({ owedMinor: 0, limitMinor: 10_000 });
  const stored = await call('settings.storedValue', {});
  await call('settings.saveStoredValue', { ...stored, accounts: { enabled: false } });
  await call('customers.erase', { customerId });
  expect(await call('customers.get', { customerId })).toMatchObject({ isErased: true, name: '' });
  expect(behind.problems).toEqual([]);
});

test('a backup is made, checked and restored, and the restore is shown until it is noted', async () => {
  const dir = folder();
  const behind = await Behind.open(dir);
  expect(await behind.call('settings.backup', {})).toEqual({ folder: '', keep: 14, afterZ: true, warnAfterDays: 3 });
  await expect(behind.call('settings.saveBackup', { folder: 'here', keep: 2, afterZ: true, warnAfterDays: 0 })).rejects.toMatchObject({ code: 'IPC_BAD_REQUEST' });
  expect(await behind.call('settings.saveBackup', { folder: '', keep: 2, afterZ: true, warnAfterDays: 0 })).toMatchObject({ settings: { keep: 2 }, backups: [], last: null });
  expect(await behind.call('backup.list', {})).toMatchObject({ busy: false, reachable: true, failed: null });
  const { backups: [made], where, last } = await behind.call('backup.make', {});
  if (made === undefined) throw new Error('no backup');
  expect(last).toMatchObject({ seq: made.seq, where: join(where, made.name) });
  expect(behind.till.desk.journal.entries(made.seq + 1, 1)).toMatchObject([{ type: 'backup.made', operator: 'owner', data: { seq: made.seq, where: join(where, made.name) } }]);
  expect(await behind.call('backup.check', { name: made.name })).toMatchObject({ ok: true, seq: made.seq });
  await behind.call('backup.note', {});

  // A place that is not there: the backup fails, is shown, and the till sells.
  await behind.call('settings.saveBackup', { folder: join(dir, 'stick'), keep: 2, afterZ: true, warnAfterDays: 0 });
  await expect(behind.call('backup.make', {})).rejects.toMatchObject({ code: 'BACKUP_UNREACHABLE' });
  expect((await behind.call('till.snapshot', {})).backup).toMatchObject({ failed: { code: 'BACKUP_UNREACHABLE' }, restored: null });
  await behind.call('shift.open', { floatMinor: 0 });
  await behind.till.stop();

  restoreBackup({ dir, from: join(where, made.name), agreed: true, withoutSecrets: false, nowMs: Date.now(), offsetMinutes: 0 });
  const again = await Behind.open(dir);
  const { backup } = await again.call('till.snapshot', {});
  expect(backup?.restored).toMatchObject({ fromSeq: made.seq });
  expect(backup?.restored?.missing).toBeGreaterThan(1);
  expect(again.till.desk.journal.entries(made.seq + 1, 10).filter((entry) => entry.type === 'journal.restored')).toMatchObject([{ data: { fromSeq: made.seq } }]);
  await again.till.stop();
  const third = await Behind.open(dir);
  expect((await third.call('till.snapshot', {})).backup?.restored).toMatchObject({ fromSeq: made.seq });
  await third.call('backup.note', {});
  expect((await third.call('till.snapshot', {})).backup?.restored ?? null).toBeNull();
  const types = third.till.desk.journal.entries(made.seq + 1, 50).map((entry) => entry.type);
  expect([types.filter((type) => type === 'journal.restored').length, types.at(-1)]).toEqual([1, 'journal.restoreNoted']);
  expect(existsSync(join(dir, 'restored-training.json'))).toBe(false);
  expect([behind.problems, again.problems, third.problems]).toEqual([[], [], []]);
});

test('settings that cannot be written are no entry', async () => {
  const dir = folder();
  const behind = await Behind.open(dir);
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  const [{ settings: receipt }, { settings: screen }, backup] = [await call('settings.receipt', {}), await call('settings.screen', {}), await call('settings.backup', {})];
  const entries = async (): Promise<number> => (await call('settings.about', {})).journalEntries;
  const before = await entries();
  // Its next version cannot be written where a folder lies in the way.
  const inTheWay = join(dir, 'settings.json.new');
  mkdirSync(inTheWay);
  const change = [
    () => call('settings.saveReceipt', { ...receipt, columns: receipt.columns === 32 ? 48 : 32 }), () => call('settings.saveScreen', { ...screen, slides: !screen.slides }),
    () => call('settings.saveBackup', { ...backup, keep: backup.keep + 1 }),
  ];
  for (const save of change) await expect(save()).rejects.toBeInstanceOf(TillError);
  expect([await entries(), (await call('settings.receipt', {})).settings, (await call('settings.screen', {})).settings, await call('settings.backup', {})]).toEqual([before, receipt, screen, backup]);
  rmSync(inTheWay, { recursive: true });
  for (const save of change) await save();
  expect(await entries()).toBe(before + change.length);
});

test('what leaves the till and its entry go together: neither without the other, and no two originals', async () => {
  const dir = folder();
  let printer: 'works' | 'broken' = 'broken';
  const behind = await Behind.open(dir, { printToPdf: () => (printer === 'works' ? Promise.resolve(Buffer.from('%PDF')) : Promise.reject(new Error('no printer'))) });
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  const entries = async (): Promise<number> => (await call('settings.about', {})).journalEntries;
  await call('shift.open', { floatMinor: 0 });
  const { number } = await call('shift.xReport', {});
  const { today } = await call('periods.begin', {});
  const before = await entries();
  await expect(call('report.export', { kind: 'x', number, format: 'pdf' })).rejects.toMatchObject({ code: 'EXPORT_FAILED' });
  await expect(call('periods.export', { fromDay: today, toDay: today, currency: null, format: 'pdf', tables: ['tender'] })).rejects.toMatchObject({ code: 'EXPORT_FAILED' });
  expect([await entries(), readdirSync(join(dir, 'reports'))]).toEqual([before, []]);
  printer = 'works';
  const issued = await Promise.all([1, 2, 3].map(() => call('report.export', { kind: 'x', number, format: 'pdf' })));
  expect(issued.map(({ copy }) => copy).sort((a, b) => a - b)).toEqual([0, 1, 2]);
  expect(readdirSync(join(dir, 'reports')).sort()).toEqual(issued.map(({ path }) => basename(path)).sort());
});

test('another version is found on a stick, and handed over when the day is closed and backed up', async () => {
  const dir = folder();
  const stick = join(dir, 'stick');
  mkdirSync(stick);
  const content = Buffer.from('the next till');
  const file = installerOf(content);
  writeFileSync(join(stick, RELEASE_FILE), signed(releaseOf([file])));
  writeFileSync(join(stick, file.name), content);
  const keysFile = join(dir, 'update-keys.json');
  writeFileSync(keysFile, KEY_FILE);
  const begun: string[] = [];
  const handOver: HandOver = {
    kinds: ['.AppImage'],
    prepare: (path) => Promise.resolve({ how: 'replace', command: `mv ${path}`, commit: () => begun.push(readFileSync(path, 'utf8')) }),
  };
  const behind = await Behind.open(dir, { software: 'guitai 0.1.0', updates: { keysFile, platform: 'linux', arch: 'x64', handOver } });
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  expect(await call('update.view', {})).toMatchObject({ current: '0.1.0', settings: { place: '' }, state: { kind: 'off' }, found: null });
  await expect(behind.call('update.check', {})).rejects.toMatchObject({ code: 'UPDATE_OFF' });
  await expect(behind.call('update.install', {})).rejects.toMatchObject({ code: 'UPDATE_NOT_READY' });
  await expect(behind.call('settings.saveUpdate', { place: 'http://updates.example/' })).rejects.toMatchObject({ code: 'IPC_BAD_REQUEST' });

  await call('settings.saveUpdate', { place: stick });
  const { update } = await behind.until((snapshot) => snapshot.update?.ready === true);
  expect(update).toMatchObject({ version: '0.2.0', notes: { 'zh-Hant': '搜尋更快。' } });
  expect((await call('update.check', {})).state).toEqual({ kind: 'ready' });
  const { journal } = behind.till.desk;
  expect(journal.entries(1, 100).findLast(({ type }) => type === 'settings.changed')).toMatchObject({ operator: 'owner', data: { area: 'update', changed: [`place: ${stick}`] } });

  // Others do not see the line, and a supervisor installs with the owner's consent alone.
  await call('staff.signIn', { staffId: 'supervisor', pin: PRACTICE_PINS.supervisor });
  expect((await call('till.snapshot', {})).update).toBeUndefined();
  await expect(behind.call('update.install', {})).rejects.toMatchObject({ code: 'APPROVAL_NEEDED', details: { permission: 'changeSettings' } });
  await call('staff.signIn', { staffId: 'owner', pin: PRACTICE_PINS.owner });
  await call('update.note', {});
  expect((await call('till.snapshot', {})).update).toBeUndefined();

  // Never in the middle of a day, nor while money is on its way.
  await call('shift.open', { floatMinor: 0 });
  expect((await call('update.view', {})).blocks).toEqual(['dayOpen']);
  await expect(behind.call('update.install', {})).rejects.toMatchObject({ code: 'UPDATE_DAY_OPEN' });
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  const { attemptId } = await call('payment.showCode', { product: 'alipayOrderCode' });
  await behind.until((snapshot) => snapshot.payment?.state === 'shown');
  expect((await call('update.view', {})).blocks).toEqual(['dayOpen', 'paymentOpen']);
  await call('payment.cancel', { attemptId });
  await behind.until((snapshot) => snapshot.payment?.state === 'cancelled');
  await call('payment.acknowledge', { attemptId });
  await call('sale.discard', { reason: 'left' });
  await call('shift.close', { countedMinor: 0 });

  // A till that takes real money has the last word about its folder; this one has none yet.
  writeFileSync(join(dir, 'journal-live.db'), '');
  await expect(behind.call('update.install', {})).rejects.toMatchObject({ code: 'UPDATE_LIVE_TILL' });
  rmSync(join(dir, 'journal-live.db'));
  const here = join(dir, 'updates', file.name);
  expect((await call('update.install', {})).state).toEqual({ kind: 'handedOver', command: `mv ${here}`, byHand: false });
  expect(begun).toEqual([content.toString()]);
  expect(journal.entries(journal.head().seq - 1, 2)).toMatchObject([{ type: 'backup.made' }, { type: 'software.handedOver', operator: 'owner', data: { version: '0.2.0', sha512: file.sha512, how: 'replace' } }]);
  expect(behind.problems).toEqual([]);
  await behind.till.stop();

  const next = await Behind.open(dir, { software: 'guitai 0.2.0', updates: { keysFile, platform: 'linux', arch: 'x64', handOver } });
  expect(next.till.desk.journal.entries(1, 500).filter(({ type }) => type === 'software.updated')).toMatchObject([{ software: 'guitai 0.2.0', data: { from: '0.1.0', to: '0.2.0' } }]);
  expect([(await next.call('update.view', {})).state, existsSync(join(dir, 'updates'))]).toEqual([{ kind: 'waiting' }, false]);
  await next.till.stop();
  await expect(Behind.open(dir, { software: 'guitai 0.1.0' })).rejects.toMatchObject({ code: 'JOURNAL_NEWER_SCHEMA' });
});

test('every channel of the contract has been called', () => {
  expect((Object.keys(CHANNELS) as Channel[]).filter((channel) => !Behind.called.has(channel))).toEqual([]);
});
