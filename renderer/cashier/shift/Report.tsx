import { EyeOff, FileCheck2, FileDown, FileSpreadsheet } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ReportView } from '../../../shared/contract/views.ts';
import { isFinal } from '../../../shared/payment/machine.ts';
import { dateTimeText, nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { percentText, quantityText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ask } from '../till.ts';
import { CashBlocks } from './CashBlocks.tsx';
import { ReductionBlocks } from './ReductionBlocks.tsx';
import { StoredBlock } from './StoredBlock.tsx';
import { Block, Row } from './report-parts.tsx';
import { useCashWords } from './words.ts';
import './report.css';

type Format = 'pdf' | 'csv';
const FORMATS = ['pdf', 'csv'] as const satisfies readonly Format[];
const KEY_SHOW = 'F7';
const KEY = { pdf: 'F5', csv: 'F6' } as const satisfies Record<Format, string>;

/** Hash digits in one row: two equal rows are easier to compare than one that wraps somewhere. */
const HASH_ROW = 32;

/** 20261121 as 2026-11-21. */
const dayText = (yyyymmdd: number): string => String(yyyymmdd).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
/** True when a report was taken on another local day than the one its shift belongs to. */
const isLaterDay = (atMs: number, day: string): boolean => new Date(atMs).toLocaleDateString('sv') !== day;

/** An X or Z report on screen, with its exports. */
export function Report({ report: taken }: { readonly report: ReportView }) {
  const { t, language } = useWords();
  const cash = useCashWords();
  /** The same one with its cash, once somebody agreed to show it. */
  const [whole, setWhole] = useState<ReportView | null>(null);
  const report = whole ?? taken;
  const { totals, closing } = report;
  const isHidden = totals.cashExpectedMinor === null;
  const money = (minor: number): ReactNode => <Amount minor={minor} currency={totals.currency} />;
  const day = dayText(totals.businessDay);
  /** Where the last export went; it stays, because a path is read slowly. */
  const [saved, setSaved] = useState<{ readonly path: string; readonly copy: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const save = (format: Format): void => {
    if (busy) return;
    setBusy(true);
    setSaved(null);
    void ask('report.export', { kind: report.kind, number: report.number, format }).then((answer) => {
      setBusy(false);
      if (answer.ok) setSaved(answer.value);
    });
  };
  const showAll = (): void => {
    void ask('report.get', { kind: report.kind, number: report.number, whole: true }).then((answer) => {
      if (answer.ok) setWhole(answer.value);
    });
  };
  useKeyLayer(LAYER.nested, (key) => {
    const format = FORMATS.find((candidate) => KEY[candidate] === key);
    if (format !== undefined) save(format);
    else if (key === KEY_SHOW && isHidden) showAll();
    else return false;
    return true;
  });
  return (
    <article className="report" data-report={`${report.kind}${report.number}`}>
      <header className="report-head">
        <div>
          <strong>{nameIn(report.shopName, language)}</strong>
          <span className="muted">
            {t.top.till(report.tillId)} · {t.report.cashier(report.operator)}
          </span>
          <span className="muted figures">
            {cash.day(day)} · {t.report.shift} {totals.shiftNo} · {dateTimeText(totals.openedAtMs, language)} – {dateTimeText(report.atMs, language)}
          </span>
          {isLaterDay(report.atMs, day) && <span className="muted">{cash.afterMidnight}</span>}
        </div>
        {totals.netMinor !== null && (
          <div className="report-net">
            <span className="muted">
              {t.report.netAmount} {totals.currency}
            </span>
            <span className="report-net-amount" data-net={totals.netMinor}>{money(totals.netMinor)}</span>
          </div>
        )}
        <div className="report-exports">
          <Button icon={<FileDown size={18} aria-hidden="true" />} hint={KEY.pdf} action="exportPdf" disabled={busy} onClick={() => { save('pdf'); }}>{t.report.exportPdf}</Button>
          <Button icon={<FileSpreadsheet size={18} aria-hidden="true" />} hint={KEY.csv} action="exportCsv" disabled={busy} onClick={() => { save('csv'); }}>{t.report.exportCsv}</Button>
        </div>
      </header>
      {saved !== null && (
        <p className="report-saved" role="status" data-saved="">
          <FileCheck2 size={18} aria-hidden="true" /> {t.report.exported(saved.path)}{saved.copy > 0 && ` · ${cash.copy(saved.copy)}`}
        </p>
      )}
      {isHidden && (
        <p className="report-hidden" role="note">
          <EyeOff size={18} aria-hidden="true" /> <span>{cash.hidden}</span>
          <Button hint={KEY_SHOW} action="showAll" onClick={showAll}>{cash.showAll}</Button>
        </p>
      )}
      <div className="report-columns">
        <Block title={t.report.sales}>
          <Row name={t.report.sales}>{totals.salesCount}</Row>
          <Row name={t.report.items}>{quantityText(totals.itemsMilli)}</Row>
          {totals.grossMinor !== null && <Row name={t.report.gross}>{money(totals.grossMinor)}</Row>}
          {totals.returns !== undefined && totals.returns.count > 0 && <Row name={`${t.report.returns} × ${totals.returns.count}`}>{totals.returns.amountMinor === null ? '' : money(-totals.returns.amountMinor)}</Row>}
          {totals.voidedSales !== undefined && totals.voidedSales.count > 0 && <Row name={`${t.report.voidedSales} × ${totals.voidedSales.count}`}>{totals.voidedSales.amountMinor === null ? '' : money(-totals.voidedSales.amountMinor)}</Row>}
          {totals.taxes.map((tax) => (
            <Row key={`${tax.rateId} ${tax.ratePpm}`} name={`${t.report.taxes} ${percentText(tax.ratePpm)}`}>{money(tax.taxMinor)}</Row>
          ))}
          {totals.netMinor !== null && <Row name={t.report.net} strong>{money(totals.netMinor)}</Row>}
        </Block>
        <Block title={t.report.tenders}>
          {totals.tenders.map((tender) => (
            <Row key={tender.kind} name={`${t.report.tender[tender.kind]} × ${tender.count}`}>{money(tender.amountMinor)}</Row>
          ))}
        </Block>
        <Returned totals={totals} money={money} />
        <StoredBlock totals={totals} money={money} />
        <ReductionBlocks totals={totals} money={money} />
        <CashBlocks report={report} money={money} />
        <Block title={t.report.corrections}>
          <Row name={`${t.report.lineVoids} × ${totals.lineVoids.count}`}>{money(totals.lineVoids.amountMinor)}</Row>
          <Row name={`${t.report.discards} × ${totals.discards.count}`}>{money(totals.discards.amountMinor)}</Row>
          <Row name={t.report.drawerOpenings}>{totals.drawerOpenings}</Row>
          {totals.copies !== undefined && <Row name={`${cash.copies} ${cash.copiesOf.receipts}`}>{totals.copies.receipts}</Row>}
          {totals.copies !== undefined && <Row name={`${cash.copies} ${cash.copiesOf.reports}`}>{totals.copies.reports}</Row>}
        </Block>
        {(totals.unresolved.length > 0 || totals.foundMoney.length > 0) && (
          <Block title={t.report.unresolved}>
            {totals.unresolved.map((attempt) => (
              <Row key={attempt.attemptId} name={attempt.merchantReference}>{money(attempt.amountMinor)}</Row>
            ))}
            {totals.foundMoney.map((attempt) => (
              <Row key={attempt.attemptId} name={`${t.report.foundMoney} ${attempt.merchantReference}`}>{money(attempt.amountMinor)}</Row>
            ))}
          </Block>
        )}
        {((totals.asserted?.length ?? 0) > 0 || (totals.assertionsEnded?.length ?? 0) > 0) && (
          <Block title={t.report.asserted}>
            {totals.asserted?.map((one) => (
              <Row key={one.attemptId} name={`${t.report.receipt(one.receiptNo)} · ${isFinal(one.state) ? t.report.assertedNotPaid : t.report.assertedAsking}`}>{money(one.amountMinor)}</Row>
            ))}
            {totals.assertionsEnded?.map((one) => (
              <Row key={one.attemptId} name={`${t.report.receipt(one.receiptNo)} · ${one.how === 'confirmed' ? t.report.assertedConfirmed : t.report.assertedWrittenOff}`}>{money(one.amountMinor)}</Row>
            ))}
          </Block>
        )}
        {(totals.unmatched?.length ?? 0) > 0 && (
          <Block title={t.report.unmatched}>
            {totals.unmatched?.map((one) => (
              <Row key={one.notificationId} name={one.merchantReference ?? one.notificationId}>{one.amountMinor === null ? '' : money(one.amountMinor)}</Row>
            ))}
          </Block>
        )}
        {closing !== null && (
          <Block title={t.report.proof}>
            <Row name={t.report.entries(closing.firstSeq, closing.lastSeq)}>{''}</Row>
            <Row name={t.report.grandTotal}>{money(closing.grandTotals.netMinor)}</Row>
            <p className="report-hash figures">
              <span className="muted">{t.report.headHash}</span> <span>{closing.headHash.slice(0, HASH_ROW)}</span> <span>{closing.headHash.slice(HASH_ROW)}</span>
            </p>
          </Block>
        )}
      </div>
    </article>
  );
}

/** What came back in this shift and which way its money went; and what is still under way. Reports from before the till knew returns have none of it. */
function Returned({ totals, money }: { readonly totals: ReportView['totals']; readonly money: (minor: number) => ReactNode }) {
  const { t } = useWords();
  const { returns, returnTaxes = [], refunds = [], openReturns = [], pendingRefunds = [] } = totals;
  return (
    <>
      {returns !== undefined && (returns.count > 0 || refunds.length > 0) && (
        <Block title={t.report.returns}>
          <Row name={t.report.returnedItems}>{quantityText(returns.itemsMilli)}</Row>
          {refunds.map((refund) => (
            <Row key={refund.kind} name={`${t.report.tender[refund.kind]} × ${refund.count}`}>{money(-refund.amountMinor)}</Row>
          ))}
          {returnTaxes.map((tax) => (
            <Row key={`${tax.rateId} ${tax.ratePpm}`} name={`${t.report.taxes} ${percentText(tax.ratePpm)}`}>{money(-tax.taxMinor)}</Row>
          ))}
        </Block>
      )}
      {(openReturns.length > 0 || pendingRefunds.length > 0) && (
        <Block title={t.report.openReturns}>
          {openReturns.flatMap((one) => [
            <Row key={one.returnId} name={`C${one.returnNo} · ${t.report.receipt(one.receiptNo)}`}>{money(one.amountMinor)}</Row>,
            ...(one.exchangeMinor === undefined ? [] : [<Row key={`${one.returnId}-goods`} name={t.report.inNewGoods}>{money(one.exchangeMinor)}</Row>]),
          ])}
          {pendingRefunds.map((one) => (
            <Row key={one.refundId} name={`${t.report.pendingRefund} ${one.refundReference}`}>{money(one.amountMinor)}</Row>
          ))}
          {openReturns.some((one) => one.exchangeMinor !== undefined) && <Row name={t.report.inNewGoodsNote(t.report.tender.exchange)}>{''}</Row>}
        </Block>
      )}
    </>
  );
}
