// Makes a day for measuring: node test/support/reconciliation/generate.ts --dir DIR --rows N [--own M] [--kind legacy|ams]
// DIR gets a journal with M payments of this till (all of the rows when absent) and day.txt or day.csv with N rows: those M, some of them
// different, and rows of other tills.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openJournal } from '../../../electron/journal/open.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import { toDecimal, minor } from '../../../shared/money.ts';
import { testClock } from '../journal/story.ts';
import { moment, REGISTER } from './till-journal.ts';

const BATCH = 500;
/** Every so many rows of ours differ: another amount, or missing in the file. */
export const DIFFERS_EVERY = 1_000;
const NOON = moment('2026-01-02 12:00:00');

const reference = (register: string, n: number): string => `${register}20260102${String(n).padStart(8, '0')}ABCDEFGH`;
const gatewayId = (n: number): string => `20260102220014${String(n).padStart(14, '0')}`;
const amountMinor = (n: number): number => 100 + ((n * 7_919) % 99_900);

/** Payments of this till, in one entry each: money that arrived on the printed code (legacy), or as the AMS ledger would have it. */
export function fillJournal(dir: string, own: number, product: 'alipayHkMerchantQr' | 'alipayOrderCode'): void {
  const clock = testClock();
  clock.atMs = NOON;
  const journal = openJournal({ dir, world: 'live', register: REGISTER, software: 'guitai generate', clock });
  for (let from = 0; from < own; from += BATCH) {
    const drafts: EntryDraft[] = [];
    for (let n = from; n < Math.min(own, from + BATCH); n += 1) {
      drafts.push({
        type: 'payment.arrived',
        data: { attemptId: `a${n}`, product, merchantReference: reference(REGISTER, n), gatewayPaymentId: gatewayId(n), amountMinor: amountMinor(n), currency: 'HKD', paid: { paidAtMs: NOON, payerHint: null, wallet: null } },
      });
    }
    journal.append(drafts, { operator: 'amy' });
  }
  journal.close();
}

/** Writes the file; row by row, so that making it needs no memory either. */
export async function writeDay(path: string, rows: number, own: number, kind: 'legacy' | 'ams'): Promise<void> {
  const file = createWriteStream(path);
  const write = async (text: string): Promise<void> => {
    if (!file.write(text)) await once(file, 'drain');
  };
  if (kind === 'legacy') {
    await write(`Partner:2088999900000011|Payment_time: 2026-01-02|Total_count:${rows}\n`);
    await write('Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type|Remark|Secondary_merchant_industry|Secondary_merchant_name|Operator_name|Order_scene|Trans_currency|Trans_amount|Trans_forex_rate\n');
  } else await write('customerId,referenceMerchantId,referenceStoreId,transactionId,originalTransactionId,transactionRequestId,referenceTransactionId,orderDescription,paymentMethodType,pspName,transactionType,paymentTime,productCode,transactionAmountValue,transactionCurrency\n');
  for (let n = 0; n < rows; n += 1) {
    const isOwn = n < own;
    const amount = amountMinor(n) + (isOwn && n % DIFFERS_EVERY === 1 ? 1 : 0);
    // A row missing in the file is a stranger's in its place.
    const name = reference(isOwn && n % DIFFERS_EVERY !== 2 ? REGISTER : 'T2', n);
    const id = isOwn && n % DIFFERS_EVERY !== 2 ? gatewayId(n) : gatewayId(n + 50_000_000);
    if (kind === 'legacy') {
      const text = toDecimal(minor(amount), 'HKD');
      await write(`${name}|${id}|${text}|0.12|HKD|2026-01-02 12:00:00|PAYMENT||5812|海港茶莊|Harbour Tea Central|shopQrCode|HKD|${text}|1\n`);
    } else await write(`1020000000000000001,M1,S1,${id},,${name},ORDER-${n},"Milk tea, egg tart",CONNECT_WALLET,ALIPAY_HK,PAYMENT,2026-01-02T12:00:00+08:00,IN_STORE_PAYMENT,${amount},HKD\n`);
  }
  if (kind === 'ams') await write('<END>\n');
  file.end();
  await once(file, 'finish');
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { dir: { type: 'string' }, rows: { type: 'string' }, own: { type: 'string' }, kind: { type: 'string', default: 'legacy' } } });
  const rows = Number(values.rows);
  const own = values.own === undefined ? rows : Number(values.own);
  const kind = values.kind === 'ams' ? 'ams' : 'legacy';
  fillJournal(values.dir ?? '', own, kind === 'ams' ? 'alipayOrderCode' : 'alipayHkMerchantQr');
  await writeDay(join(values.dir ?? '', kind === 'ams' ? 'transactionItems_20260102_000.csv' : 'day.txt'), rows, own, kind);
}
