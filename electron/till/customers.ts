import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CustomerBrief, CustomerView, SaleCustomer } from '../../shared/contract/customer-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { canonicalText } from '../../shared/journal/canonical.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { maskedPhone, NO_CUSTOMERS } from '../../shared/shop/customers.ts';
import type { CustomerBook, CustomerRow } from '../journal/customers.ts';
import type { SaleRow } from '../journal/port.ts';
import type { Desk } from './desk.ts';
import { leaveTill } from './leaving.ts';
import { CSV_BEGIN, csvRow } from './reports/fields.ts';
import { append, requireShift } from './selling.ts';
import { accountView, requireNothingOwed } from './stored-value/accounts.ts';

const FOUND_MAX = 20;
const RECEIPTS_MAX = 100;

/** Throws CUSTOMER_OFF while the shop keeps no customers. */
function requireBook({ customers, memory }: Desk): CustomerBook {
  if (!customers || !(memory.customers ?? NO_CUSTOMERS).enabled) throw new TillError('CUSTOMER_OFF');
  return customers;
}

const brief = ({ customerId, name, phone, code }: CustomerRow): CustomerBrief => ({ customerId, name, phoneMasked: maskedPhone(phone), code });

/** Customers by the end of a telephone number, a code or part of a name; the newest without a text. Throws CUSTOMER_OFF. */
export function findCustomers(desk: Desk, text: string): { customers: CustomerBrief[]; total: number } {
  const book = requireBook(desk);
  return { customers: book.find(text, FOUND_MAX).map(brief), total: book.count() };
}

/** One customer with their receipts; one whose data is gone still has those. Throws CUSTOMER_OFF, CUSTOMER_NOT_FOUND. */
export function customerView(desk: Desk, customerId: string): CustomerView {
  const row = requireBook(desk).get(customerId);
  const { receipts, count } = desk.journal.customerReceipts(customerId, RECEIPTS_MAX);
  if (!row && count === 0) throw new TillError('CUSTOMER_NOT_FOUND');
  return {
    customerId, name: row?.name ?? '', phone: row?.phone ?? '', code: row?.code ?? null, isErased: row === null, points: pointsOf(desk, customerId), receiptsCount: count,
    receipts: receipts.map((receipt) => ({ ...receipt })), ...accountOf(desk, customerId),
  };
}

/**
 * Adds a customer (`customerId` null) or changes one. The data goes into its own file first; the journal gets the id and a salted commitment. Throws CUSTOMER_OFF,
 * CUSTOMER_NOT_FOUND, CUSTOMER_INCOMPLETE without a name, a number or a code, CUSTOMER_EXISTS when the number or the code is another one's.
 */
export function saveCustomer(desk: Desk, form: { readonly customerId: string | null; readonly name: string; readonly phone: string; readonly code: string }): { customerId: string } {
  const book = requireBook(desk);
  desk.authority.require({ permission: 'sell' });
  const phone = form.phone.replaceAll(/\D/gu, '');
  const code = form.code === '' ? null : form.code;
  if (form.name === '' && phone === '' && code === null) throw new TillError('CUSTOMER_INCOMPLETE');
  const before = form.customerId === null ? null : book.get(form.customerId);
  if (form.customerId !== null && before === null) throw new TillError('CUSTOMER_NOT_FOUND');
  const others = [phone === '' ? null : book.byPhone(phone), code === null ? null : book.byCode(code)];
  const other = others.find((one) => one !== null && one.customerId !== form.customerId);
  if (other) throw new TillError('CUSTOMER_EXISTS', { customerId: other.customerId });
  const customerId = before?.customerId ?? desk.random.uuid();
  const salt = `${desk.random.uuid()}${desk.random.uuid()}`;
  book.save({ customerId, name: form.name, phone, code, salt, createdAtMs: before?.createdAtMs ?? desk.clock.nowMs() });
  append(desk, [{ type: 'customer.changed', data: { customerId, action: before ? 'changed' : 'added', commitment: commitmentOf({ name: form.name, phone, code }, salt) } }]);
  desk.changed();
  return { customerId };
}

/** Whoever has the data and its salt can show that the journal's entry is about it; without them nobody can tell what it was. */
const commitmentOf = (data: Pick<CustomerRow, 'name' | 'phone' | 'code'>, salt: string): string =>
  createHash('sha256').update(salt).update(canonicalText({ name: data.name, phone: data.phone, code: data.code })).digest('hex');

/**
 * Erases a customer's data for good; their receipts stay, as those of an erased customer. The data goes first: an entry that says so is never about data that is still
 * there. Whoever owes, or is owed, stays. Throws CUSTOMER_OFF, CUSTOMER_NOT_FOUND, CUSTOMER_OWES and the authority's codes.
 */
export function eraseCustomer(desk: Desk, customerId: string): void {
  const book = requireBook(desk);
  desk.authority.require({ permission: 'changeSettings' });
  requireNothingOwed(desk, customerId);
  if (!book.erase(customerId)) throw new TillError('CUSTOMER_NOT_FOUND');
  append(desk, [{ type: 'customer.changed', data: { customerId, action: 'erased', commitment: null } }]);
  desk.changed();
}

/** All that the till has of one customer, as a JSON file. Throws CUSTOMER_OFF, CUSTOMER_NOT_FOUND, EXPORT_FAILED and the authority's codes. */
export async function exportCustomer(desk: Desk, dataDir: string, customerId: string): Promise<{ path: string }> {
  const row = requireBook(desk).get(customerId);
  desk.authority.require({ permission: 'exportReports' });
  if (!row) throw new TillError('CUSTOMER_NOT_FOUND');
  const { receipts } = desk.journal.customerReceipts(customerId, Number.MAX_SAFE_INTEGER);
  const { salt: _salt, ...data } = row;
  const path = inFolder(dataDir, `customer-${customerId}.json`);
  const text = `${JSON.stringify({ ...data, currency: desk.config.currency, points: pointsOf(desk, customerId), account: accountView(desk, customerId), receipts }, null, 2)}\n`;
  await leaveTill({ path, format: 'json', write: (unfinished) => writeFile(unfinished, text, OWNER_ONLY), record: () => { append(desk, [{ type: 'customer.exported', data: { customerId, customers: 1 } }]); } });
  return { path };
}

/** Every customer, as a CSV file. Throws CUSTOMER_OFF, EXPORT_FAILED and the authority's codes. */
export async function exportCustomers(desk: Desk, dataDir: string): Promise<{ path: string; customers: number }> {
  const book = requireBook(desk);
  desk.authority.require({ permission: 'exportReports' });
  const rows = book.all();
  const path = inFolder(dataDir, `customers-${desk.clock.nowMs()}.csv`);
  const text = `${CSV_BEGIN}${csvRow('name', 'phone', 'code', 'since')}${rows.map((row) => csvRow(row.name, row.phone, row.code ?? '', new Date(row.createdAtMs).toISOString())).join('')}`;
  await leaveTill({ path, format: 'csv', write: (unfinished) => writeFile(unfinished, text, OWNER_ONLY), record: () => { append(desk, [{ type: 'customer.exported', data: { customerId: null, customers: rows.length } }]); } });
  return { path, customers: rows.length };
}

const inFolder = (dataDir: string, name: string): string => join(dataDir, 'customers', name);
/** Personal data is for this user of the computer alone. */
const OWNER_ONLY = { mode: 0o600 };

/** The sale is this customer's, or (null) nobody's; opens a sale if there is none. Throws CUSTOMER_OFF, CUSTOMER_NOT_FOUND, SHIFT_NOT_OPEN, and SALE_HAS_TENDERS while a part is on somebody's account. */
export function setSaleCustomer(desk: Desk, customerId: string | null): void {
  const book = requireBook(desk);
  const shift = requireShift(desk);
  desk.authority.require({ permission: 'sell' });
  if (customerId !== null && !book.get(customerId)) throw new TillError('CUSTOMER_NOT_FOUND');
  const sale = desk.journal.openSale();
  if ((sale?.customerId ?? null) === customerId) return;
  // What is on somebody's account is theirs.
  const owed = sale ? desk.journal.saleTenders(sale.saleId).find((tender) => tender.kind === 'account') : undefined;
  if (owed) throw new TillError('SALE_HAS_TENDERS', { amountMinor: owed.amountMinor });
  const saleId = sale?.saleId ?? desk.random.uuid();
  const opened: EntryDraft[] = sale ? [] : [{
    type: 'sale.opened', data: { saleId, saleNo: desk.journal.lastNumber('sale') + 1, shiftNo: shift.shiftNo, currency: desk.config.currency, taxMode: desk.config.tax.mode },
  }];
  append(desk, [...opened, { type: 'sale.customerSet', data: { saleId, customerId } }]);
  desk.memory.doneSaleId = null;
  desk.changed();
}

const accountOf = (desk: Desk, customerId: string): Pick<CustomerView, 'account'> => {
  const account = accountView(desk, customerId);
  return account === null ? {} : { account };
};

/** The member card of a scan; null when it is none. */
export function customerOfCode(desk: Desk, text: string): CustomerRow | null {
  const { enabled, codePrefix } = desk.memory.customers ?? NO_CUSTOMERS;
  return enabled && codePrefix !== '' && text.startsWith(codePrefix) ? (desk.customers?.byCode(text) ?? null) : null;
}

/** Whose the open sale is; null when it is nobody's, or their data is gone. */
export function saleCustomer(desk: Desk, sale: SaleRow): SaleCustomer | null {
  const row = sale.customerId === null ? null : (desk.customers?.get(sale.customerId) ?? null);
  return row && { customerId: row.customerId, name: row.name, phoneMasked: maskedPhone(row.phone), points: pointsOf(desk, row.customerId) };
}

/** For a receipt: the name, or the masked number of somebody without one; null when it is nobody's, or their data is gone. */
export function customerName({ journal, customers }: Pick<Desk, 'journal' | 'customers'>, saleId: string): string | null {
  const customerId = journal.sale(saleId)?.customerId ?? null;
  const row = customerId === null ? null : (customers?.get(customerId) ?? null);
  return row && labelOf(row);
}

const labelOf = (row: CustomerRow): string => (row.name !== '' ? row.name : (row.code ?? maskedPhone(row.phone)));

/** The same by their id. */
export function customerLabel({ customers }: Pick<Desk, 'customers'>, customerId: string): string | null {
  const row = customers?.get(customerId) ?? null;
  return row && labelOf(row);
}

function pointsOf({ memory, journal }: Pick<Desk, 'memory' | 'journal'>, customerId: string): number | null {
  const perMinor = (memory.customers ?? NO_CUSTOMERS).pointPerMinor;
  return perMinor === null ? null : journal.customerPoints(customerId, perMinor);
}
