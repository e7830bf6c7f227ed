import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PART_STATE } from '../../electron/till/return-scene.ts';
import { paymentScene } from '../../electron/till/snapshot.ts';
import { en } from '../../renderer/i18n/en.ts';
import { products } from '../../renderer/i18n/en/products.ts';
import { returns } from '../../renderer/i18n/en/returns.ts';
import { wordsFor } from '../../renderer/customer/words.ts';
import { minor } from '../../shared/money.ts';
import { ATTEMPT_EVENTS, ATTEMPT_STATES, ATTEMPT_TABLE, isFinal, type AttemptState } from '../../shared/payment/machine.ts';
import { STATE_MEANING, type CashierAction, type MoneyMoved } from '../../shared/payment/meaning.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, PRODUCT_TIMING, REFUND_TIMING, type PaymentProduct } from '../../shared/payment/products.ts';
import { isRefundFinal, REFUND_EVENTS, REFUND_STATES, REFUND_TABLE, type RefundState } from '../../shared/payment/refund-machine.ts';
import { WAY_REASONS } from '../../shared/payment/refund-way.ts';
import type { AttemptView } from '../../shared/payment/view.ts';
import { lineComments, listBefore, propertyComments, textOf } from './comments.ts';
import { eventsTable, picture, statesTable, wholeTable, type Machine } from './machine.ts';
import { code, sentence, table } from './markdown.ts';
import { RULES } from './rules.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const inOrder = <T extends string>(names: readonly T[], isEnd: (name: T) => boolean): T[] => [...names.filter((name) => !isEnd(name)), ...names.filter(isEnd)];

function paymentMachine(): Machine {
  const source = read('shared/payment/machine.ts');
  const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = ATTEMPT_TABLE;
  return {
    states: inOrder(ATTEMPT_STATES, isFinal), events: ATTEMPT_EVENTS, isFinal: (state) => isFinal(state as AttemptState), next: (state, event) => rows[state]?.[event] ?? 'anomaly',
    stateTexts: listBefore(source, 'export type AttemptState '), eventTexts: listBefore(source, 'export type AttemptEvent '),
    overTitle: 'over, and money may still turn up',
  };
}

function refundMachine(): Machine {
  const source = read('shared/payment/refund-machine.ts');
  const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = REFUND_TABLE;
  return {
    states: inOrder(REFUND_STATES, isRefundFinal), events: REFUND_EVENTS, isFinal: (state) => isRefundFinal(state as RefundState), next: (state, event) => rows[state]?.[event] ?? 'anomaly',
    stateTexts: listBefore(source, 'export type RefundState '), eventTexts: listBefore(source, 'export type RefundEvent '),
    overTitle: 'over, and money may still have gone back',
  };
}

const view = (state: AttemptState, product: PaymentProduct, customerIsAsked = false): AttemptView => ({
  attemptId: '', saleId: '', product, state, amountMinor: minor(0), currency: 'HKD', merchantReference: '', startedAtMs: 0, stateSinceMs: 0, expiresAtMs: 0, nextAskAtMs: null, inquiriesDone: 0,
  inquiriesMax: 0, budgetEndsAtMs: null, orderCode: state === 'shown' ? { text: '-', expiresAtMs: 0 } : null, customerIsAsked, gatewayCode: null, reason: null, error: null, trouble: null, asserted: false,
  canCancel: false, canAskNow: false, canAssertPaid: false, anomaly: false,
});

/** What stands on the customer's screen, in their words. */
function customerReads(attempt: AttemptView): string {
  const { en: words } = wordsFor('en');
  const scene = paymentScene(attempt);
  switch (scene.kind) {
    case 'payment':
    case 'notPaid': {
      const { title, text } = scene.kind === 'payment' ? words.payment[scene.how] : words.notPaid[scene.how];
      return `**${title}**. ${text(words.wallet[scene.wallet])}`;
    }
    case 'orderCode':
      return `**${words.scan(words.wallet[scene.wallet])}**, the code, and how long it is good`;
    default:
      throw new Error(`no words for ${scene.kind}`);
  }
}

const MONEY: Record<MoneyMoved, string> = { no: 'has not moved', maybe: 'may have moved', yes: 'has moved' };
const ACTION: Record<CashierAction, string> = { cancel: en.payment.cancel, askNow: en.payment.askNow, setAside: en.payment.setAside, otherTender: en.payment.backToTenders, nextSale: en.done.next };

function atTheCounter(): string {
  const words = wordsFor('en').en;
  const rows = inOrder(ATTEMPT_STATES, isFinal).flatMap((state) => {
    const { money, may } = STATE_MEANING[state];
    const row = (title: string, text: string, customer: string): string[] => [code(state), MONEY[money], `**${title}**. ${text}`, may.map((action) => ACTION[action]).join(', '), customer];
    const { title, text } = en.payment;
    switch (state) {
      case 'paid':
        return [row(title.paid, text.paid, `**${words.paid}**. ${words.thanks}`)];
      case 'asking':
        return [row(title.asking, text.asking, customerReads(view(state, 'alipayBarcode'))), row(title.confirmOnPhone, text.confirmOnPhone, customerReads(view(state, 'alipayBarcode', true)))];
      case 'created':
      case 'sent':
        return [row(title[state], text[state], [customerReads(view(state, 'alipayBarcode')), customerReads(view(state, 'alipayOrderCode'))].join('<br>for a code to show: '))];
      default:
        return [row(title[state], text[state], customerReads(view(state, 'alipayOrderCode')))];
    }
  });
  return table(['state', 'money', 'the cashier reads', 'and may', 'the customer reads'], rows);
}

function refundAtTheCounter(): string {
  const { en: words } = wordsFor('en');
  const rows = inOrder(REFUND_STATES, isRefundFinal).map((state) => {
    const part = PART_STATE[state];
    const cashier = state === 'refunded' ? `**${returns.refund.title.completed}**. ${returns.refund.text.completedWallet}` : `**${returns.refund.title[state]}**. ${returns.refund.text[state]}`;
    const later = state === 'asking' ? `<br>later: **${returns.refund.title.unknown}**. ${returns.refund.text.unknown}` : '';
    return [code(state), `${cashier}${later}`, `**${words.refund.title[part]}**. ${words.refund.text[part](words.wallet.alipay)}`];
  });
  return table(['state', 'the cashier reads', 'the customer reads'], rows);
}

const seconds = (ms: number): string => (ms % 60_000 === 0 && ms > 0 ? `${ms / 60_000} min` : `${ms / 1_000} s`);

function shown(name: string, value: unknown): string {
  if (Array.isArray(value)) return (value as number[]).map((ms) => ms / 1_000).join(', ') + ' s';
  if (typeof value === 'object' && value !== null) return Object.entries(value as Record<string, number>).map(([key, ms]) => `${key} ${seconds(ms)}`).join(', ');
  return name.endsWith('Ms') ? seconds(value as number) : String(value);
}

/** Products that differ in nothing share a column. */
function paymentTimings(): string {
  const comments = propertyComments(read('shared/payment/products.ts'), 'ProductTiming');
  const started = PAYMENT_PRODUCTS.filter((product) => PRODUCT_FACTS[product].presented !== 'printed');
  const columns = new Map<string, PaymentProduct[]>();
  for (const product of started) {
    const key = JSON.stringify(PRODUCT_TIMING[product]);
    columns.set(key, [...(columns.get(key) ?? []), product]);
  }
  const groups = [...columns.values()];
  const rows = [...comments].map(([name, text]) => [
    code(name),
    ...groups.map(([first]) => (first === undefined ? '' : shown(name, (PRODUCT_TIMING[first] as unknown as Record<string, unknown>)[name]))),
    sentence(text),
  ]);
  const notes = [...lineComments(read('shared/payment/products.ts'), 'export const PRODUCT_TIMING ')].map(([product, text]) => `* ${products[product as PaymentProduct]}: ${sentence(text)}`);
  return [table(['', ...groups.map((group) => group.map((product) => products[product]).join('; ')), 'what for, and where it comes from'], rows), '', ...notes].join('\n');
}

function refundTimings(): string {
  const comments = propertyComments(read('shared/payment/products.ts'), 'RefundTiming');
  return table(['', '', 'what for'], [...comments.keys()].map((name) => [code(name), shown(name, (REFUND_TIMING as unknown as Record<string, unknown>)[name]), sentence(textOf(comments, name))]));
}

function rulesTable(): string {
  const link = (path: string): string => `[${path.split('/').at(-1) ?? path}](../${path})`;
  const proofs = (rule: (typeof RULES)[number]): string => rule.proved.map(({ file, name }) => `[${file.replace('test/', '').replace('.test.ts', '')}](../${file}): ${name.replaceAll('\\', '')}`).join('<br>');
  return table(['', 'rule', 'kept in', 'proved by'], RULES.map((rule, at) => [String(at + 1), `**${rule.title}.** ${rule.text}`, rule.kept.map(link).join(', '), proofs(rule)]));
}

function productFacts(): string {
  const source = read('shared/payment/products.ts');
  const texts = listBefore(source, 'export const PAYMENT_PRODUCTS');
  return table(['product', 'what it is', 'gateway', 'a pay request that arrives after its cancel'], PAYMENT_PRODUCTS.map((product) => {
    const { gateway, payAfterCancel } = PRODUCT_FACTS[product];
    return [products[product], sentence(textOf(texts, product).replace(/\s*\((legacy|AMS) gateway[^)]*\)/, '')), gateway === 'ams' ? 'AMS' : 'legacy', payAfterCancel === 'refused' ? 'is refused' : 'may be taken until it expires'];
  }));
}

function ways(): string {
  const source = read('shared/payment/refund-way.ts');
  const texts = listBefore(source, 'export const WAY_REASONS');
  return table(['why', 'when', 'the cashier reads'], WAY_REASONS.map((why) => [code(why), sentence(textOf(texts, why)), returns.returning.why[why]]));
}

/** docs/payments.md, drawn from the tables the till runs on. */
export function paymentsDocument(): string {
  const payment = paymentMachine();
  const refund = refundMachine();
  return `${[
    '<!-- Drawn by `npm run docs` from the tables the till runs on (build/docs/payments.ts). A test fails when it is stale; do not write here. -->',
    '# Payments: what the till knows, and what it does about it',
    'When the network, the gateway, the customer’s phone or the power fails in the middle of a payment, the till knows what it knows, says so, and never charges twice, never loses money and never lets a cashier guess. '
      + 'This page is drawn from the tables that decide it. References such as legacy.md 6.2 and ams.md 7.1 are the protocol references the clients were written from.',
    '## Ten rules',
    rulesTable(),
    '## Products',
    productFacts(),
    '## The life of a payment',
    'An attempt is one try to be paid for a sale, under one reference. The table in [machine.ts](../shared/payment/machine.ts) answers every pair of state and event; a new one does not compile until somebody has decided.',
    picture(payment),
    '### States',
    statesTable(payment),
    '### Events',
    eventsTable(payment),
    '### The table',
    wholeTable(payment),
    '## At the counter',
    'Both windows read the same row, so that cashier and customer always see the same state, each in their words.',
    atTheCounter(),
    'A declined payment also says why, as far as somebody can do something about it; the words for each class of the gateways’ codes are in `renderer/i18n/*/payments.ts`.',
    '## Numbers',
    'All of them are in [products.ts](../shared/payment/products.ts). What no reference says is marked inferred.',
    paymentTimings(),
    '## The life of a refund',
    'Money goes back by a refund of its own reference, or, all of it on the same day, by cancelling the payment. Either is an entity of its own beside the attempt, with its own table in [refund-machine.ts](../shared/payment/refund-machine.ts).',
    picture(refund),
    '### Refund states',
    statesTable(refund),
    '### Refund events',
    eventsTable(refund),
    '### The refund table',
    wholeTable(refund),
    '### Cancel or refund',
    'The engine chooses, and the cashier reads why. `wholeSameDay` is a cancel; everything else is a refund.',
    ways(),
    '### What is read at the counter',
    refundAtTheCounter(),
    '### Refund numbers',
    refundTimings(),
    '## Proofs',
    [
      '* **Explicit-state checker** (`test/simulation/model`, in `npm test`): the real table, verdicts and windows, driven through every order of answers, late answers, messages, inquiries, cancels, crashes, repeated charges and clock jumps; '
        + 'from each state the rest of the day is played to its end. Wrong tables and wrong decisions are kept, and must be caught. Money on the printed code is walked the same way, from the message to the sale or back. Every situation of the models is also played on the real engine and inbox. `node build/check-model.mjs --depth 12` goes deeper.',
      '* **Simulation** (`npm run simulate -- --runs N --seed S`): whole tills, journal on a simulated disk, both clients and both practice gateways under a virtual clock, over a line that does its worst, killed at any moment.',
      '* **Kills**: real processes, real files, SIGKILL at chosen and at random moments (`test/integration/till/killed*.test.ts`).',
    ].join('\n'),
  ].join('\n\n')}\n`;
}
