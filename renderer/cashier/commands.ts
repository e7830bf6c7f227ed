import type { LineView, TillSnapshot } from '../../shared/contract/views.ts';
import { UI_LANGUAGES } from '../i18n/format.ts';
import { dictionaryOf } from '../i18n/i18n.tsx';
import { parseQuantity } from '../ui/amount.ts';
import { entryAmount, entryDecimals, eraseFrom, typeCounted, typeInto } from '../ui/entry.ts';
import { stepCategory } from './browse/catalog.ts';
import { currentStage, deskStore, once, setDesk, stageAgeMs } from './desk.ts';
import { chooseForeign, leaveForeign } from './foreign/tendering.ts';
import { matchArrival } from './arrivals.ts';
import { isNothing } from './stored-value/nothing.ts';
import { toggleHelp } from './help/help-store.ts';
import { actionOf, keyOf, type ActionId, type Stage } from './keymap.ts';
import { refuse, tell } from './notices.ts';
import { floatSuggestions } from './pay/cash.ts';
import { submitScan } from './scans.ts';
import { openPricing, undo } from './pricing/actions.ts';
import { actOnPayment, chargePendingCode, chooseOtherScan, choosePart, choosePrintedCode, chooseShopCode, take, takeNote } from './tendering.ts';
import { ask, tillStore } from './till.ts';

/**
 * For this long after a stage began its Enter does nothing: a scanner's second terminator, a key held too long or a doubled press must not
 * charge a customer, take cash or hide the change that is due. A stage that the cashier's own other key opened (F12, then Enter) does not
 * wait: quick hands are not mistakes.
 */
const ENTER_RESTS_MS = 400;
let lastKey: { readonly name: string; readonly atMs: number; readonly stage: Stage; readonly action: ActionId | null } = { name: '', atMs: Number.NEGATIVE_INFINITY, stage: 'closed', action: null };

/** Everything the cashier can do, one place for keys and buttons alike. What cannot be done now says why. */
export function act(action: ActionId): void {
  const till = tillStore.get();
  if (till === null) return;
  switch (action) {
    case 'help':
      toggleHelp();
      return;
    case 'keys': case 'day': case 'settings': case 'attention': case 'printedDesk': case 'catalog': case 'cashDesk': case 'reports': case 'staff':
      toggleDialog(action);
      return;
    case 'lessons':
      if (till.world === 'training') toggleDialog('lessons');
      return;
    case 'lock':
      void ask('staff.lock', {});
      return;
    case 'receipts':
      toggleReceipts(till);
      return;
    case 'paper':
      if (till.done !== null) setDesk({ dialog: { kind: 'receipts', at: { page: 'paper', saleId: till.done.saleId } } });
      return;
    case 'matchArrival':
      matchArrival(till);
      return;
    case 'noted':
      noteEnded(till);
      return;
    case 'practice':
      if (till.world === 'training') setDesk({ practice: !deskStore.get().practice });
      return;
    case 'language':
      nextLanguage(till);
      return;
    case 'screen':
      showCustomerScreen(till);
      return;
    case 'search':
      if (currentStage() === 'done') void ask('sale.next', {});
      setDesk({ search: { open: true, text: '' } });
      return;
    case 'products':
      document.querySelector<HTMLElement>('[data-tile][tabindex="0"]')?.focus();
      return;
    case 'nextCategory':
      stepCategory(1);
      return;
    case 'previousCategory':
      stepCategory(-1);
      return;
    case 'quantity': case 'more': case 'less': case 'selectUp': case 'selectDown': case 'voidLine':
      actOnLine(till, action);
      return;
    case 'hold': case 'discard':
      if (hasLines(till)) setDesk({ dialog: { kind: action } });
      else refuse('SALE_EMPTY');
      return;
    case 'recall':
      setDesk({ dialog: { kind: 'recall' } });
      return;
    case 'discount': case 'override': case 'exempt': case 'coupon': case 'why': case 'priceCheck': case 'moreActions':
      openPricing(till, action);
      return;
    case 'undo':
      void undo(till);
      return;
    case 'part':
      choosePart(till);
      return;
    case 'customers':
      setDesk({ dialog: { kind: 'customers' } });
      return;
    case 'giftCard':
      if (till.storedValue?.giftCards !== true) refuse('STORED_VALUE_OFF');
      else setDesk({ dialog: { kind: currentStage() === 'paying' ? 'payWithCard' : 'giftCard' } });
      return;
    case 'onAccount':
      if (till.storedValue?.accounts !== true) refuse('STORED_VALUE_OFF');
      else setDesk({ dialog: { kind: 'onAccount' } });
      return;
    case 'takeBackGoods':
      setDesk({ dialog: { kind: 'takeBackGoods' } });
      return;
    case 'exchangeOff':
      if (till.sale?.exchange === undefined) refuse('EXCHANGE_NONE');
      else void ask('exchange.clear', {});
      return;
    case 'takeBack':
      if ((till.sale?.tenders.length ?? 0) > 0) setDesk({ dialog: { kind: 'takeBack', tenderId: null } });
      else refuse('TENDER_NOT_FOUND');
      return;
    case 'pay':
      if (hasLines(till)) void ask('sale.pay', {});
      else refuse('SALE_EMPTY');
      return;
    case 'lookUp':
      lookUp();
      return;
    case 'erase':
      setDesk({ entry: eraseFrom(deskStore.get().entry) });
      return;
    case 'clear':
      setDesk({ entry: '', editingLineId: null });
      return;
    case 'back':
      if (deskStore.get().entry === '') void ask('sale.resume', {});
      else setDesk({ entry: '' });
      return;
    case 'cash': case 'scanCode':
      leaveForeign();
      setDesk({ way: action, entry: '' });
      return;
    case 'foreignCash':
      chooseForeign(till);
      return;
    case 'orderCode': case 'transactionQr': case 'hkTransactionQr':
      chooseShopCode(till, action);
      return;
    case 'printedCode':
      choosePrintedCode(till);
      return;
    case 'otherScan':
      chooseOtherScan(till);
      return;
    case 'take':
      take(till);
      return;
    case 'note1': case 'note2': case 'note3': case 'note4':
      takeNote(till, Number(action.slice(-1)) - 1);
      return;
    case 'charge':
      chargePendingCode(till);
      return;
    case 'drop':
      void ask('payment.dropCode', {});
      return;
    case 'cancelPayment': case 'askNow': case 'setAside': case 'acknowledge':
      actOnPayment(till, action);
      return;
    case 'next':
      void ask('sale.next', {});
      return;
    case 'countFloat':
      setDesk({ dialog: { kind: 'countFloat' } });
      return;
    case 'openShift':
      openShift(till);
      return;
    case 'quick1': case 'quick2': case 'quick3':
      once(() => ask('shift.open', { floatMinor: floatSuggestions(till.shop.currency)[Number(action.slice(-1)) - 1] ?? 0 }));
  }
}

/** A key that no dialog and no field took. True when it meant something in the stage in force. */
export function pressKey(key: string): boolean {
  const stage = currentStage();
  const till = tillStore.get();
  if (till === null) return false;
  const { entry } = deskStore.get();
  // Typed digits followed by * set the quantity of the line; where they cannot be meant so they are that of what is typed next: "1.234*401".
  if (stage === 'selling' && key === '*' && entry !== '') {
    if (isOfNext(till, entry)) setDesk({ entry: entry.includes('*') ? entry : `${entry}*` });
    else setQuantityFromEntry(till);
    return true;
  }
  const action = actionOf(stage, key);
  const before = lastKey;
  lastKey = { name: key, atMs: performance.now(), stage, action };
  if (action !== null) {
    const stageBeganMs = lastKey.atMs - stageAgeMs();
    // On a till too busy to keep up, F4 after F12 was still heard while selling: the Enter after it means a code, and must not take cash.
    const cameTooEarly = stage === 'paying' && before.stage === 'selling' && before.action !== 'pay';
    const openedByOtherKey = before.name !== 'Enter' && stageBeganMs - before.atMs < ENTER_RESTS_MS && !cameTooEarly;
    if (key === 'Enter' && stage !== 'selling' && stageAgeMs() < ENTER_RESTS_MS && !openedByOtherKey) return true;
    act(action);
    return true;
  }
  // Keys that end things elsewhere end nothing while money may be moving, and say so.
  if (stage === 'paymentOpen' && (ENDS_ELSEWHERE.has(key) || key === keyOf('selling', 'pay'))) {
    refuse('PAYMENT_ATTEMPT_OPEN');
    return true;
  }
  return key.length === 1 && typed(till, key);
}

const ENDS_ELSEWHERE: ReadonlySet<string> = new Set(['Enter', 'Escape']);

/** A printable key outside any field: digits gather, letters open the search. */
function typed(till: TillSnapshot, key: string): boolean {
  const stage = currentStage();
  const { entry, way, cashIn } = deskStore.get();
  const isNumber = /^[\d.,]$/.test(key);
  const isLetter = /^\p{L}$/u.test(key);
  switch (stage) {
    case 'selling':
      if (isNumber) setDesk({ entry: typeCounted(entry, key) });
      else if (isLetter) setDesk({ search: { open: true, text: key } });
      else return false;
      return true;
    case 'paying':
      if (!isNumber) return false;
      if (way !== 'cash' && way !== 'scanCode') setDesk({ way: 'cash' });
      setDesk({ entry: typeInto(entry, key, way === 'scanCode' ? 0 : entryDecimals(cashIn ?? till.shop.currency)) });
      return true;
    case 'closed':
      if (!isNumber) return false;
      setDesk({ entry: typeInto(entry, key, entryDecimals(till.shop.currency)) });
      return true;
    case 'done':
      // Typing is the next sale, like scanning.
      if (isNumber) setDesk({ entry: typeInto(entry, key, 3) });
      else if (isLetter) setDesk({ search: { open: true, text: key } });
      else return false;
      void ask('sale.next', {});
      return true;
    case 'pendingCode': case 'paymentOpen': case 'notPaid':
      return false;
  }
}

/** The cashier has read the oldest word about a payment that ended aside. */
function noteEnded({ endedAside: [oldest] }: TillSnapshot): void {
  if (oldest !== undefined) void ask('payment.acknowledge', { attemptId: oldest.attemptId });
}

const hasLines = (till: TillSnapshot): boolean => !isNothing(till.sale);

function toggleDialog(kind: 'keys' | 'day' | 'settings' | 'attention' | 'printedDesk' | 'catalog' | 'cashDesk' | 'reports' | 'staff' | 'lessons'): void {
  setDesk({ dialog: deskStore.get().dialog?.kind === kind ? null : { kind } });
}

/** Right after a sale its own receipt, otherwise the search. */
function toggleReceipts({ done }: TillSnapshot): void {
  const isOpen = deskStore.get().dialog?.kind === 'receipts';
  setDesk({ dialog: isOpen ? null : { kind: 'receipts', at: done === null ? { page: 'find' } : { page: 'receipt', saleId: done.saleId } } });
}

/** A screen that is there needs nothing done, and says where it is: whoever pressed the key does not see it. */
function showCustomerScreen({ devices, language }: TillSnapshot): void {
  const { state } = devices.customerScreen;
  if (state === 'hidden') void ask('till.showCustomerScreen', {});
  else tell({ kind: 'good', text: dictionaryOf(language).top.screenState[state] });
}

function nextLanguage(till: TillSnapshot): void {
  const language = UI_LANGUAGES[(UI_LANGUAGES.indexOf(till.language) + 1) % UI_LANGUAGES.length];
  if (language !== undefined) void ask('till.setLanguage', { language });
}

function actOnLine(till: TillSnapshot, action: 'quantity' | 'more' | 'less' | 'selectUp' | 'selectDown' | 'voidLine'): void {
  const lines = till.sale?.lines ?? [];
  const index = lines.findIndex((line) => line.lineId === deskStore.get().lineId);
  const line = lines[index];
  if (line === undefined) {
    if (action !== 'selectUp' && action !== 'selectDown') refuse('SALE_EMPTY');
    return;
  }
  switch (action) {
    case 'quantity':
      setDesk({ editingLineId: line.lineId });
      return;
    case 'more':
      // Goods that are weighed have no "one more": their weight is typed.
      if (line.soldBy === 'weight') setDesk({ editingLineId: line.lineId });
      else setQuantity(line.lineId, quantityOf(line) + ONE_MILLI);
      return;
    case 'less':
      // The last one is not "zero of it": taking it off needs a reason.
      if (line.soldBy === 'weight') setDesk({ editingLineId: line.lineId });
      else if (quantityOf(line) > ONE_MILLI) setQuantity(line.lineId, quantityOf(line) - ONE_MILLI);
      else setDesk({ dialog: { kind: 'voidLine', lineId: line.lineId } });
      return;
    case 'selectUp':
      setDesk({ lineId: lines[Math.max(0, index - 1)]?.lineId ?? null, editingLineId: null });
      return;
    case 'selectDown':
      setDesk({ lineId: lines[Math.min(lines.length - 1, index + 1)]?.lineId ?? null, editingLineId: null });
      return;
    case 'voidLine':
      setDesk({ dialog: { kind: 'voidLine', lineId: line.lineId } });
  }
}

const ONE_MILLI = 1000;
/** Quantities asked for and not yet answered: quick presses count from these, not from a snapshot that is still on its way. */
const wanted = new Map<string, number>();

const quantityOf = (line: LineView): number => wanted.get(line.lineId) ?? line.quantityMilli;

/** Asks for a line's quantity, thousandths of a unit. */
export function setQuantity(lineId: string, quantityMilli: number): void {
  wanted.set(lineId, quantityMilli);
  void ask('sale.setQuantity', { lineId, quantityMilli }).then(() => {
    if (wanted.get(lineId) === quantityMilli) wanted.delete(lineId);
  });
}

/** Takes a quantity as it was typed; one that is none is refused in words and changes nothing. */
export function setQuantityTyped(lineId: string, text: string): void {
  const quantityMilli = parseQuantity(text);
  if (quantityMilli === null) refuse('SALE_QUANTITY_RANGE');
  else setQuantity(lineId, quantityMilli);
}

/** No line to set, or a weight: of two weighed things in a row the second must not change the first. */
const isOfNext = (till: TillSnapshot, entry: string): boolean =>
  entry.includes('*') || entry.includes('.') || !(till.sale?.lines.some((one) => one.lineId === deskStore.get().lineId) ?? false);

function setQuantityFromEntry(till: TillSnapshot): void {
  const { entry, lineId } = deskStore.get();
  if (lineId !== null && hasLines(till)) setQuantityTyped(lineId, entry);
  else refuse('SALE_EMPTY');
  setDesk({ entry: '' });
}

function openShift(till: TillSnapshot): void {
  const { entry } = deskStore.get();
  const floatMinor = entry === '' ? 0 : entryAmount(entry, till.shop.currency);
  if (floatMinor === null) refuse('AMOUNT_TOO_LARGE');
  else once(() => ask('shift.open', { floatMinor }));
}

function lookUp(): void {
  const { entry } = deskStore.get();
  if (entry !== '') void submitScan(entry, 'typed');
}
