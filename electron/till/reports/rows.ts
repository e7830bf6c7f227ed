import type { TenderKind } from '../../../shared/journal/entries.ts';
import { minor, toDecimal } from '../../../shared/money.ts';
import type { ValueKind } from '../../../shared/stored-value/value-lines.ts';
import { isFinal } from '../../../shared/payment/machine.ts';
import { rateLabel } from '../../../shared/pricing/rate-name.ts';
import type { WholeReport } from '../cash/blind.ts';
import { cashRows, controlRows } from './cash-rows.ts';
import { foreignRows } from './foreign-rows.ts';
import { reductionRows } from './reduction-rows.ts';

/** One line of a printed or exported report. `amount` minor units, `count` and `text` as they are. */
export type ReportRow = { readonly section: string; readonly label: string } & (
  | { readonly kind: 'amount'; readonly amountMinor: number }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'text'; readonly text: string }
);

const TENDER_LABEL = {
  cash: 'Cash 現金', alipayBarcode: 'Alipay payment code 支付寶付款碼', alipayTransactionQr: 'Alipay transaction QR 支付寶交易二維碼', alipayHkTransactionQr: 'AlipayHK transaction QR 交易二維碼',
  alipayHkMerchantQr: 'AlipayHK printed code 商戶碼', alipayOrderCode: 'Alipay order code 支付寶訂單碼', alipayUserPresented: 'Alipay user-presented code 支付寶用戶出示碼',
  asserted: 'Called paid, not confirmed 主管認定已付，未確認',
  exchange: 'Exchanged goods 換貨抵付',
  foreignCash: 'Notes of other currencies 外幣現鈔',
  giftCard: 'Gift cards 禮品卡',
  account: 'On account 賒帳',
} as const satisfies Record<TenderKind, string>;

/** The report's content in reading order: one list behind the PDF and the CSV, so that they cannot differ. `copy` 0: the original. */
export function reportRows(report: WholeReport, copy = 0): ReportRow[] {
  const { totals, closing, rates = [] } = report;
  const rate = ({ rateId, ratePpm }: { readonly rateId: string; readonly ratePpm: number }): string => rateLabel({ name: rates.find(({ id }) => id === rateId)?.name ?? rateId, ratePpm });
  const amount = (section: string, label: string, amountMinor: number): ReportRow => ({ section, label, kind: 'amount', amountMinor });
  const count = (section: string, label: string, value: number): ReportRow => ({ section, label, kind: 'count', count: value });
  const text = (section: string, label: string, value: string): ReportRow => ({ section, label, kind: 'text', text: value });
  return [
    ...(copy === 0 ? [] : [count('Copy 副本', 'COPY 副本', copy)]),
    count('Sales 銷售', 'Sales 單數', totals.salesCount),
    { section: 'Sales 銷售', label: 'Items 件數', kind: 'text', text: quantity(totals.itemsMilli) },
    amount('Sales 銷售', 'Gross 總額', totals.grossMinor),
    ...(totals.returns
      ? [
          count('Sales 銷售', 'Returns 退貨 ×', totals.returns.count),
          { section: 'Sales 銷售', label: 'Items back 退回件數', kind: 'text' as const, text: quantity(totals.returns.itemsMilli) },
          amount('Sales 銷售', 'Returns 退貨', -totals.returns.amountMinor),
        ]
      : []),
    ...(totals.voidedSales
      ? [count('Sales 銷售', 'Of these, sales voided whole 其中整單作廢 ×', totals.voidedSales.count), amount('Sales 銷售', 'Of these, sales voided whole 其中整單作廢', -totals.voidedSales.amountMinor)]
      : []),
    ...totals.taxes.flatMap((tax) => [
      amount('Tax 稅項', `${rate(tax)} taxable 應稅額`, tax.taxableMinor),
      amount('Tax 稅項', `${rate(tax)} tax 稅額`, tax.taxMinor),
    ]),
    ...(totals.returnTaxes ?? []).map((tax) => amount('Tax 稅項', `${rate(tax)} taken back by returns 退貨扣除稅額`, -tax.taxMinor)),
    amount('Sales 銷售', 'Net 淨額', totals.netMinor),
    ...totals.tenders.flatMap((tender) => [
      count('Tenders 收款方式', `${TENDER_LABEL[tender.kind]} ×`, tender.count),
      amount('Tenders 收款方式', TENDER_LABEL[tender.kind], tender.amountMinor),
    ]),
    ...(totals.refunds ?? []).flatMap((refund) => [
      count('Given back 退款', `${TENDER_LABEL[refund.kind]} ×`, refund.count),
      amount('Given back 退款', TENDER_LABEL[refund.kind], -refund.amountMinor),
    ]),
    ...netTenders(totals).map(({ kind, amountMinor }) => amount('Tenders less given back 收款淨額', TENDER_LABEL[kind], amountMinor)),
    ...valueRows(totals),
    ...totals.cashiers.map((cashier) => amount('Cashiers 收銀員', `${cashier.operator} (${cashier.salesCount})`, cashier.netMinor)),
    ...reductionRows(report, TENDER_LABEL),
    ...cashRows(report),
    ...foreignRows(report),
    count('Control 監控', 'Lines voided 取消項目', totals.lineVoids.count),
    amount('Control 監控', 'Lines voided 取消項目', totals.lineVoids.amountMinor),
    count('Control 監控', 'Sales discarded 棄單', totals.discards.count),
    amount('Control 監控', 'Sales discarded 棄單', totals.discards.amountMinor),
    count('Control 監控', 'Drawer openings 開錢箱', totals.drawerOpenings),
    ...controlRows(report),
    count('Unresolved payments 未確認付款', 'Count 筆數', totals.unresolved.length),
    ...totals.unresolved.map((attempt) => amount('Unresolved payments 未確認付款', `${attempt.merchantReference} ${attempt.state}`, attempt.amountMinor)),
    ...totals.foundMoney.map((attempt) => amount('Found money 待處理款項', attempt.merchantReference, attempt.amountMinor)),
    ...(totals.pendingRefunds ?? []).map((refund) => amount('Refunds not known yet 未確認退款', `${refund.merchantReference} ${refund.refundReference} ${refund.state}`, refund.amountMinor)),
    ...(totals.openReturns ?? []).flatMap((one) => [
      amount('Returns not completed 未完成退貨', `C${one.returnNo} #${one.receiptNo}`, one.amountMinor),
      // Its tender is counted with the new sale; what it gives back is counted when all of its money is back, so the two differ till then.
      ...(one.exchangeMinor === undefined ? [] : [amount('Returns not completed 未完成退貨', `C${one.returnNo} #${one.receiptNo}: already in new goods 已抵付新貨`, one.exchangeMinor)]),
    ]),
    ...(totals.asserted ?? []).map((one) => amount(
      'Called paid, not confirmed 主管認定已付', `#${one.receiptNo} ${one.merchantReference} ${isFinal(one.state) ? 'not paid 未付' : 'asking 查詢中'}`, one.amountMinor,
    )),
    ...(totals.assertionsEnded ?? []).map((one) => amount(
      'Called paid, now settled 主管認定款項結果', `#${one.receiptNo} ${one.merchantReference} ${one.how === 'confirmed' ? 'confirmed 已確認' : 'written off 已註銷'}`, one.amountMinor,
    )),
    ...(totals.unmatched ?? []).map((message) => text(
      'Unmatched messages 未對上通知', message.merchantReference ?? message.notificationId,
      message.amountMinor === null ? '' : `${toDecimal(minor(message.amountMinor), message.currency ?? totals.currency)} ${message.currency ?? ''}`.trim(),
    )),
    ...(closing
      ? [
          amount('Grand totals 累計', 'Sales 銷售', closing.grandTotals.salesMinor),
          amount('Grand totals 累計', 'Returns 退貨', closing.grandTotals.returnsMinor),
          amount('Grand totals 累計', 'Net 淨額', closing.grandTotals.netMinor),
          count('Grand totals 累計', 'Sales 單數', closing.grandTotals.salesCount),
          count('Grand totals 累計', 'Returns 退貨單數', closing.grandTotals.returnsCount),
          count('Journal 流水帳', 'First entry 首筆', closing.firstSeq),
          count('Journal 流水帳', 'Last entry 末筆', closing.lastSeq),
          text('Journal 流水帳', 'Head 校驗碼', closing.headHash),
        ]
      : []),
  ];
}

const VALUE_LABEL = { giftCard: 'Gift cards sold 售出禮品卡', accountPayment: 'Account payments taken 收回賒帳' } as const satisfies Record<ValueKind, string>;
const VALUE_SECTION = 'Gift cards and accounts 禮品卡與賒帳';

/** Money that is in the tenders and is no sale, and what is outstanding at that moment. */
function valueRows({ values = [], valuesBack = [], outstanding }: WholeReport['totals']): ReportRow[] {
  const both = (label: string, rowCount: number, amountMinor: number): ReportRow[] => [{ section: VALUE_SECTION, label: `${label} ×`, kind: 'count', count: rowCount }, { section: VALUE_SECTION, label, kind: 'amount', amountMinor }];
  return [
    ...values.flatMap((value) => both(VALUE_LABEL[value.kind], value.count, value.amountMinor)),
    ...valuesBack.flatMap((value) => both(`${VALUE_LABEL[value.kind]}, voided 已撤銷`, value.count, -value.amountMinor)),
    ...(outstanding === undefined ? [] : [...both('On all cards 卡內結餘總額', outstanding.cards.count, outstanding.cards.amountMinor), ...both('Owed on account 賒帳總額', outstanding.accounts.count, outstanding.accounts.amountMinor)]),
  ];
}

/** What each tender brought in the end; empty when nothing was given back, since then it is what was taken. */
function netTenders({ tenders, refunds = [] }: WholeReport['totals']): readonly { readonly kind: TenderKind; readonly amountMinor: number }[] {
  if (refunds.length === 0) return [];
  const kinds = [...new Set([...tenders, ...refunds].map((one) => one.kind))];
  const sumOf = (rows: readonly { readonly kind: TenderKind; readonly amountMinor: number }[], kind: TenderKind): number => rows.reduce((sum, row) => (row.kind === kind ? sum + row.amountMinor : sum), 0);
  return kinds.map((kind) => ({ kind, amountMinor: sumOf(tenders, kind) - sumOf(refunds, kind) }));
}

/** Thousandths of a unit as text: "3" or "1.25". */
const quantity = (milli: number): string => String(milli / 1000);
