import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCustomers } from '../../../electron/journal/customers.ts';
import type { Authority } from '../../../electron/till/authority.ts';
import { customerView, eraseCustomer, exportCustomer, exportCustomers, findCustomers, saveCustomer, setSaleCustomer } from '../../../electron/till/customers.ts';
import { receiptView } from '../../../electron/till/receipts.ts';
import { returnFacts, saleFacts } from '../../../electron/till/receipt/facts.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { setPaying } from '../../../electron/till/selling.ts';
import { takeScan } from '../../../electron/till/scanning.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { article, Bench } from './bench-desk.ts';
import { tillFolder } from './folders.ts';
import { codeOf, lines } from './return-bench.ts';
import { allEntries, expectBenchTruth } from './truth.ts';

const RULES = { enabled: true, codePrefix: 'MB', pointPerMinor: 1_000 };
const SHOP = [article('cup', 1_999), article('jar', 3_333)];
const MEI = { customerId: null, name: 'Mei Chan', phone: '+852 9123 4567', code: 'MB-77' };

async function shop(rules = RULES): Promise<Bench> {
  const bench = await Bench.open({ products: SHOP, customers: rules });
  bench.openShift();
  return bench;
}
function sell(bench: Bench, ...things: readonly string[]): { saleId: string; lineIds: string[] } {
  const lineIds = things.map((thing) => bench.ring(thing));
  const saleId = bench.journal.openSale()?.saleId ?? '';
  setPaying(bench.desk, true);
  payCash(bench.desk, minor(bench.till.sale?.cashDueMinor ?? 0));
  return { saleId, lineIds };
}

test('off as a till comes', async () => {
  const bench = await shop({ ...RULES, enabled: false });
  expect(codeOf(() => findCustomers(bench.desk, ''))).toBe('CUSTOMER_OFF');
  expect(takeScan(bench.desk, { text: 'MB-77', source: 'wedge' }).kind).not.toBe('customer');
});

test('created in seconds, on the sale by card, on the receipt, with history and points; returns take points back', async () => {
  const bench = await shop();
  const { customerId } = saveCustomer(bench.desk, MEI);
  expect(codeOf(() => saveCustomer(bench.desk, { ...MEI, name: 'Other' }))).toBe('CUSTOMER_EXISTS');
  expect(codeOf(() => saveCustomer(bench.desk, { customerId: null, name: '', phone: '', code: '' }))).toBe('CUSTOMER_INCOMPLETE');
  for (const text of ['4567', '9123 4567', 'mei', 'chan', 'MB-7', '']) expect(findCustomers(bench.desk, text).customers, text).toEqual([{ customerId, name: 'Mei Chan', phoneMasked: '•••••567', code: 'MB-77' }]);
  expect(findCustomers(bench.desk, '1234').customers).toEqual([]);

  expect(takeScan(bench.desk, { text: 'MB-77', source: 'wedge' })).toEqual({ kind: 'customer', name: 'Mei Chan' });
  expect(bench.till.sale).toMatchObject({ customer: { name: 'Mei Chan', points: 0 } });
  const { saleId, lineIds } = sell(bench, 'cup', 'jar');
  expect(JSON.stringify(bench.windows)).not.toContain('91234567');
  expect(saleFacts(bench.desk, saleId).customer).toBe('Mei Chan');
  expect(receiptView(bench.desk, { saleId }).customer).toBe('Mei Chan');
  sell(bench, 'cup');
  // 53.32 gives five points; without the jar, 19.99 gives one.
  expect(customerView(bench.desk, customerId)).toMatchObject({ points: 5, receiptsCount: 1, receipts: [{ receiptNo: 1, totalMinor: 5_332, returnedMinor: 0 }] });
  const { returnId } = startReturn(bench.desk, { saleId, what: lines([lineIds[1] ?? '', 1_000]), reason: 'cracked' });
  expect(customerView(bench.desk, customerId)).toMatchObject({ points: 1, receipts: [{ returnedMinor: 3_333 }] });
  expect(returnFacts(bench.desk, returnId).customer).toBe('Mei Chan');
  expectBenchTruth(bench);
});

test('erased: the data is gone from the disk, the chain still verifies, the receipts are those of an erased customer', async () => {
  const bench = await shop();
  const { customerId } = saveCustomer(bench.desk, { ...MEI, name: 'Zhangxiaoming' });
  setSaleCustomer(bench.desk, customerId);
  const { saleId } = sell(bench, 'cup');
  const { path } = await exportCustomer(bench.desk, bench.dir, customerId);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ name: 'Zhangxiaoming', phone: '85291234567', receipts: [{ receiptNo: 1 }] });
  const list = await exportCustomers(bench.desk, bench.dir);
  expect(readFileSync(list.path, 'utf8')).toContain('Zhangxiaoming,85291234567,MB-77');
  eraseCustomer(bench.desk, customerId);
  expect(codeOf(() => { eraseCustomer(bench.desk, customerId); })).toBe('CUSTOMER_NOT_FOUND');
  expect(customerView(bench.desk, customerId)).toMatchObject({ isErased: true, name: '', phone: '', receiptsCount: 1 });
  expect(saleFacts(bench.desk, saleId).customer).toBeNull();
  expect(receiptView(bench.desk, { saleId }).customer).toBeNull();
  const file = readFileSync(join(bench.dir, 'customers.db'));
  expect(file.includes('Zhangxiaoming') || file.includes('85291234567')).toBe(false);
  // Nothing of it was ever in the journal.
  const told = JSON.stringify(allEntries(bench.journal));
  for (const text of ['Zhangxiaoming', '85291234567', '4567', 'MB-77']) expect(told.includes(text), text).toBe(false);
  expect(allEntries(bench.journal).filter((entry) => entry.type === 'customer.changed').map((entry) => entry.data.action)).toEqual(['added', 'erased']);
  expectBenchTruth(bench);
});

test('erasing and exporting take somebody who may', async () => {
  const refused: Authority = { operator: () => ({ id: 'c', name: 'C' }), require: ({ permission }) => { if (permission !== 'sell' && permission !== 'openShift') throw new TillError('APPROVAL_NEEDED'); }, people: () => ({ operator: 'c' }) };
  const bench = await Bench.open({ products: SHOP, customers: RULES, authority: refused });
  const { customerId } = saveCustomer(bench.desk, MEI);
  expect(codeOf(() => { eraseCustomer(bench.desk, customerId); })).toBe('APPROVAL_NEEDED');
  await expect(exportCustomers(bench.desk, bench.dir)).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
  await expect(exportCustomer(bench.desk, bench.dir, customerId)).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
  expect(findCustomers(bench.desk, '567').customers).toHaveLength(1);
});

test('found by the end of a number, by one character of a name, by its beginning', () => {
  const book = openCustomers({ path: join(tillFolder(), 'customers.db') });
  for (let index = 0; index < 300; index += 1) book.save({ customerId: `c${index}`, name: `Name ${index} 陈`, phone: String(91_000_000 + index), code: null, salt: 's', createdAtMs: 0 });
  expect(book.find('0123', 20).map((row) => row.customerId)).toEqual(['c123']);
  expect(book.find('陈', 5)).toHaveLength(5);
  expect(book.find('name 29', 20).map((row) => row.customerId)).toContain('c299');
  book.close();
});
