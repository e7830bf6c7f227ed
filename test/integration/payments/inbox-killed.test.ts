import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { openJournal } from '../../../electron/journal/open.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import type { NotificationMessage } from '../../../electron/payments/provider.ts';
import { realClock } from '../../../electron/real-world.ts';
import { minor } from '../../../shared/money.ts';
import { AMOUNT } from '../../simulation/counter.ts';
import type { InboxChildReady, InboxChildTask, InboxDeath } from '../../support/notifications/inbox-child.ts';
import { delivery, message } from '../../support/notifications/scripted-reader.ts';

const folders: string[] = [];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly ready: InboxChildReady;
  readonly ended: Promise<unknown>;
}

async function start(task: InboxChildTask): Promise<Running> {
  const child = fork(join(import.meta.dirname, '../../support/notifications/inbox-child.ts'), { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  const ended = once(child, 'exit');
  await once(child, 'message');
  child.send(task);
  const [ready] = (await Promise.race([once(child, 'message'), ended.then(() => expect.unreachable('the child ended'))])) as [InboxChildReady];
  return { child, ready, ended };
}

async function post({ ready }: Running, path: string, said: NotificationMessage): Promise<string> {
  const { headers, body } = delivery(said, path);
  return (await fetch(`http://127.0.0.1:${ready.port}${path}`, { method: 'POST', headers, body: Buffer.from(body) })).text();
}

const REFERENCE = 'T0120260105000001ABCDEFGH';
/** What an earlier run left: a sale at the counter, its payment being asked about. */
function leavePayment(dir: string): void {
  const journal = openJournal({ dir, world: 'training', register: 'T01', software: 'guitai test', clock: realClock });
  const sale = { saleId: 'sale-1', saleNo: 1, shiftNo: 1, currency: 'HKD' } as const;
  journal.append([
    { type: 'shift.opened', data: { shiftNo: 1, floatMinor: 0, currency: 'HKD' } },
    { type: 'sale.opened', data: { ...sale, taxMode: 'none' } },
    {
      type: 'sale.lineAdded',
      data: {
        saleId: 'sale-1', lineId: 'line-1', productId: 'milk-tea', code: null, name: { en: 'Milk tea', zhHans: '', zhHant: '' }, unitPriceMinor: AMOUNT, quantityMilli: 1_000, taxRateId: null, ratePpm: 0,
        source: 'tile',
      },
    },
    { type: 'payment.created', data: { attemptId: 'A1', saleId: 'sale-1', product: PAID, merchantReference: REFERENCE, amountMinor: AMOUNT, currency: 'HKD', expiresAtMs: realClock.nowMs() + 180_000 } },
    { type: 'payment.moved', data: { attemptId: 'A1', from: 'created', to: 'asking', event: 'resumed', by: 'restart' } },
  ]);
  journal.close();
}

const append = (when: 'before' | 'after', type: string): InboxDeath => ({ at: 'append', when, type });
const PAID = 'alipayBarcode';
const ARRIVED = 'alipayHkMerchantQr';
const DEATHS: readonly (readonly [name: string, product: typeof PAID | typeof ARRIVED, death: InboxDeath])[] = [
  ['before it is stored', PAID, append('before', 'notification.received')],
  ['stored, not applied', PAID, append('after', 'notification.received')],
  ['about to write "paid"', PAID, append('before', 'payment.moved')],
  ['"paid" written, not yet noted as applied', PAID, append('before', 'notification.applied')],
  ['applied, not yet acknowledged', PAID, append('after', 'notification.applied')],
  ['the acknowledgement about to leave', PAID, { at: 'acknowledgement' }],
  ['on the printed code: stored, not applied', ARRIVED, append('after', 'notification.received')],
  ['on the printed code: arrived, not yet noted', ARRIVED, append('after', 'payment.arrived')],
  ['on the printed code: the acknowledgement about to leave', ARRIVED, { at: 'acknowledgement' }],
];

test.each(DEATHS)('killed with SIGKILL, %s: sent again, applied once, acknowledged', async (_name, product, death) => {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-killed-'));
  folders.push(dir);
  leavePayment(dir);

  const path = `/notify/${product}`;
  const said = product === PAID
    ? message({ merchantReference: REFERENCE, amountMinor: minor(AMOUNT) })
    : message({ merchantReference: 'ALI-1', gatewayPaymentId: 'P-1', amountMinor: minor(AMOUNT) });
  const dying = await start({ dir, death });
  await expect(post(dying, path, said)).rejects.toThrowError();
  await dying.ended;
  expect(dying.child.signalCode).toBe('SIGKILL');

  const again = await start({ dir, death: null });
  expect(await post(again, path, said)).toBe('success');
  expect(await post(again, path, said)).toBe('success');
  again.child.kill('SIGKILL');
  await again.ended;

  const journal = openJournal({ dir, world: 'training', register: 'T01', software: 'guitai test', clock: realClock });
  const entries = journal.entries(1, 1_000);
  const count = (type: string): number => entries.filter((entry) => entry.type === type).length;
  expect([count('notification.received'), count('notification.applied')]).toEqual([1, 1]);
  if (product === PAID) {
    expect([count('tender.payment'), count('sale.completed')]).toEqual([1, 1]);
    expect(journal.attemptByReference(REFERENCE)).toMatchObject({ state: 'paid', found: 'none' });
  } else {
    expect(count('payment.arrived')).toBe(1);
    expect(journal.foundMoney()).toMatchObject([{ merchantReference: 'ALI-1', amountMinor: AMOUNT }]);
  }
  const head = journal.head();
  const digest = journal.projectionDigest();
  journal.rebuild();
  expect(journal.projectionDigest()).toBe(digest);
  const db = openReadOnly(journal.file);
  expect(verifyChain(db, sha256)).toEqual({ kind: 'ok', entries: head.seq, head: head.hash });
  db.close();
  journal.close();
});
