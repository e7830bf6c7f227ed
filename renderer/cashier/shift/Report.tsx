import { FileCheck2, FileDown, FileSpreadsheet } from 'lucide-react';
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
import './report.css';

type Format = 'pdf' | 'csv';
const FORMATS = ['pdf', 'csv'] as const satisfies readonly Format[];
const KEY = { pdf: 'F5', csv: 'F6' } as const satisfies Record<Format, string>;

/** Hash digits in one row: two equal rows are easier to compare than one that wraps somewhere. */
const HASH_ROW = 32;

/** An X or Z report on screen, with its exports. */
export function Report({ report }: { readonly report: ReportView }) {
  const { t, language } = useWords();
  const { totals, closing } = report;
  const money = (minor: number): ReactNode => <Amount minor={minor} currency={totals.currency} />;
  /** Where the last export went; it stays, because a path is read slowly. */
  const [path, setPath] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = (format: Format): void => {
    if (busy) return;
    setBusy(true);
    setPath(null);
    void ask('report.export', { kind: report.kind, number: report.number, format }).then((answer) => {
      setBusy(false);
      if (answer.ok) setPath(answer.value.path);
    });
  };
  useKeyLayer(LAYER.nested, (key) => {
    const format = FORMATS.find((candidate) => KEY[candidate] === key);
    if (format !== undefined) save(format);
    return format !== undefined;
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
            {t.report.shift} {totals.shiftNo} · {dateTimeText(totals.openedAtMs, language)} – {dateTimeText(report.atMs, language)}
          </span>
        </div>
        <div className="report-net">
          <span className="muted">
            {t.report.netAmount} {totals.currency}
          </span>
          <span className="report-net-amount" data-net={totals.netMinor}>{money(totals.netMinor)}</span>
        </div>
        <div className="report-exports">
          <Button icon={<FileDown size={18} aria-hidden="true" />} hint={KEY.pdf} action="exportPdf" disabled={busy} onClick={() => { save('pdf'); }}>{t.report.exportPdf}</Button>
          <Button icon={<FileSpreadsheet size={18} aria-hidden="true" />} hint={KEY.csv} action="exportCsv" disabled={busy} onClick={() => { save('csv'); }}>{t.report.exportCsv}</Button>
        </div>
      </header>
      {path !== null && (
        <p className="report-saved" role="status" data-saved="">
          <FileCheck2 size={18} aria-hidden="true" /> {t.report.exported(path)}
        </p>
      )}
      <div className="report-columns">
        <Block title={t.report.sales}>
          <Row name={t.report.sales}>{totals.salesCount}</Row>
          <Row name={t.report.items}>{quantityText(totals.itemsMilli)}</Row>
          <Row name={t.report.gross}>{money(totals.grossMinor)}</Row>
          {totals.returns !== undefined && totals.returns.count > 0 && <Row name={`${t.report.returns} × ${totals.returns.count}`}>{money(-totals.returns.amountMinor)}</Row>}
          {totals.taxes.map((tax) => (
            <Row key={tax.rateId} name={`${t.report.taxes} ${percentText(tax.ratePpm)}`}>{money(tax.taxMinor)}</Row>
          ))}
          <Row name={t.report.net} strong>{money(totals.netMinor)}</Row>
        </Block>
        <Block title={t.report.tenders}>
          {totals.tenders.map((tender) => (
            <Row key={tender.kind} name={`${t.report.tender[tender.kind]} × ${tender.count}`}>{money(tender.amountMinor)}</Row>
          ))}
        </Block>
        <Returned totals={totals} money={money} />
        <Block title={t.report.cashDrawer}>
          <Row name={t.report.float}>{money(totals.floatMinor)}</Row>
          <Row name={t.report.cashIn}>{money(totals.cashInMinor)}</Row>
          <Row name={t.report.changeGiven}>{money(-totals.changeGivenMinor)}</Row>
          {(totals.cashReturnedMinor ?? 0) !== 0 && <Row name={t.report.cashReturned}>{money(-(totals.cashReturnedMinor ?? 0))}</Row>}
          <Row name={t.report.expected} strong>{money(totals.cashExpectedMinor)}</Row>
          {closing !== null && (
            <>
              <Row name={t.report.counted}>{money(closing.countedMinor)}</Row>
              <Row name={`${t.report.variance} (${closing.varianceMinor === 0 ? t.report.even : closing.varianceMinor > 0 ? t.report.over : t.report.short})`} strong>
                {money(closing.varianceMinor)}
              </Row>
            </>
          )}
        </Block>
        <Block title={t.report.corrections}>
          <Row name={`${t.report.lineVoids} × ${totals.lineVoids.count}`}>{money(totals.lineVoids.amountMinor)}</Row>
          <Row name={`${t.report.discards} × ${totals.discards.count}`}>{money(totals.discards.amountMinor)}</Row>
          <Row name={t.report.drawerOpenings}>{totals.drawerOpenings}</Row>
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
            <Row key={tax.rateId} name={`${t.report.taxes} ${percentText(tax.ratePpm)}`}>{money(-tax.taxMinor)}</Row>
          ))}
        </Block>
      )}
      {(openReturns.length > 0 || pendingRefunds.length > 0) && (
        <Block title={t.report.openReturns}>
          {openReturns.map((one) => (
            <Row key={one.returnId} name={`C${one.returnNo} · ${t.report.receipt(one.receiptNo)}`}>{money(one.amountMinor)}</Row>
          ))}
          {pendingRefunds.map((one) => (
            <Row key={one.refundId} name={`${t.report.pendingRefund} ${one.refundReference}`}>{money(one.amountMinor)}</Row>
          ))}
        </Block>
      )}
    </>
  );
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="report-block">
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function Row({ name, strong = false, children }: { readonly name: string; readonly strong?: boolean; readonly children: ReactNode }) {
  return (
    <div className="report-row" data-strong={strong}>
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
