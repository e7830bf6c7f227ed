import type { ReportView } from '../../../shared/contract/views.ts';
import type { TenderKind } from '../../../shared/journal/entries.ts';
import { minor, toDecimal } from '../../../shared/money.ts';
import { isFinal } from '../../../shared/payment/machine.ts';

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
} as const satisfies Record<TenderKind, string>;

/** The report's content in reading order: one list behind the PDF and the CSV, so that they cannot differ. */
export function reportRows(report: ReportView): ReportRow[] {
  const { totals, closing } = report;
  const amount = (section: string, label: string, amountMinor: number): ReportRow => ({ section, label, kind: 'amount', amountMinor });
  const count = (section: string, label: string, value: number): ReportRow => ({ section, label, kind: 'count', count: value });
  const text = (section: string, label: string, value: string): ReportRow => ({ section, label, kind: 'text', text: value });
  return [
    count('Sales 銷售', 'Sales 單數', totals.salesCount),
    { section: 'Sales 銷售', label: 'Items 件數', kind: 'text', text: quantity(totals.itemsMilli) },
    amount('Sales 銷售', 'Gross 總額', totals.grossMinor),
    ...totals.taxes.flatMap((tax) => [
      amount('Tax 稅項', `${tax.rateId} ${tax.ratePpm / 10_000}% taxable 應稅額`, tax.taxableMinor),
      amount('Tax 稅項', `${tax.rateId} ${tax.ratePpm / 10_000}% tax 稅額`, tax.taxMinor),
    ]),
    amount('Sales 銷售', 'Net 淨額', totals.netMinor),
    ...totals.tenders.flatMap((tender) => [
      count('Tenders 收款方式', `${TENDER_LABEL[tender.kind]} ×`, tender.count),
      amount('Tenders 收款方式', TENDER_LABEL[tender.kind], tender.amountMinor),
    ]),
    ...totals.cashiers.map((cashier) => amount('Cashiers 收銀員', `${cashier.operator} (${cashier.salesCount})`, cashier.netMinor)),
    amount('Cash 現金', 'Float 備用金', totals.floatMinor),
    amount('Cash 現金', 'Received 收入', totals.cashInMinor),
    amount('Cash 現金', 'Change given 找贖', totals.changeGivenMinor),
    amount('Cash 現金', 'Expected in drawer 應有現金', totals.cashExpectedMinor),
    ...(closing ? [amount('Cash 現金', 'Counted 實點現金', closing.countedMinor), amount('Cash 現金', 'Variance 差額', closing.varianceMinor)] : []),
    count('Control 監控', 'Lines voided 取消項目', totals.lineVoids.count),
    amount('Control 監控', 'Lines voided 取消項目', totals.lineVoids.amountMinor),
    count('Control 監控', 'Sales discarded 棄單', totals.discards.count),
    amount('Control 監控', 'Sales discarded 棄單', totals.discards.amountMinor),
    count('Control 監控', 'Drawer openings 開錢箱', totals.drawerOpenings),
    count('Unresolved payments 未確認付款', 'Count 筆數', totals.unresolved.length),
    ...totals.unresolved.map((attempt) => amount('Unresolved payments 未確認付款', `${attempt.merchantReference} ${attempt.state}`, attempt.amountMinor)),
    ...totals.foundMoney.map((attempt) => amount('Found money 待處理款項', attempt.merchantReference, attempt.amountMinor)),
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
          count('Journal 流水帳', 'First entry 首筆', closing.firstSeq),
          count('Journal 流水帳', 'Last entry 末筆', closing.lastSeq),
          text('Journal 流水帳', 'Head 校驗碼', closing.headHash),
        ]
      : []),
  ];
}

/** Thousandths of a unit as text: "3" or "1.25". */
const quantity = (milli: number): string => String(milli / 1000);
