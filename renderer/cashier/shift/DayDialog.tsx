import { Banknote, ChartColumn, ChartNoAxesColumn, DoorClosed, FileText, Scale } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ReportView } from '../../../shared/contract/views.ts';
import type { Response } from '../../../shared/contract/contract.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { ask, useTill } from '../till.ts';
import { CloseDay } from './CloseDay.tsx';
import { Report } from './Report.tsx';
import { useCashWords } from './words.ts';

const ReconcilePage = lazy(async () => ({ default: (await import('../reconcile/ReconcilePage.tsx')).ReconcilePage }));

type Page = { readonly kind: 'menu' } | { readonly kind: 'count' } | { readonly kind: 'list' } | { readonly kind: 'reconcile' } | { readonly kind: 'report'; readonly report: ReportView };

const close = (): void => {
  setDesk({ dialog: null });
};

/** The day: X at any time, Z at its end, the reports of days before, and Alipay's files. */
export function DayDialog() {
  const { t } = useWords();
  const [page, setPage] = useState<Page>({ kind: 'menu' });
  const show = (report: ReportView): void => {
    setPage({ kind: 'report', report });
  };
  const takeX = (): void => {
    void ask('shift.xReport', {}).then((answer) => {
      if (answer.ok) show(answer.value);
    });
  };
  switch (page.kind) {
    case 'menu':
      return <Menu onX={takeX} onCount={() => { setPage({ kind: 'count' }); }} onList={() => { setPage({ kind: 'list' }); }} onReconcile={() => { setPage({ kind: 'reconcile' }); }} />;
    case 'count':
      return <CloseDay onBack={() => { setPage({ kind: 'menu' }); }} onClose={close} onClosed={show} />;
    case 'list':
      return <ReportList onOpen={show} />;
    case 'reconcile':
      return <Suspense fallback={<div data-opening="" />}><ReconcilePage onClose={close} /></Suspense>;
    case 'report':
      return (
        <Dialog name="report" title={page.report.kind === 'x' ? t.report.x(page.report.number) : t.report.z(page.report.number)} width="wide" closeKeys={ALWAYS.day} onClose={close}>
          <Report report={page.report} />
        </Dialog>
      );
  }
}

interface MenuProps {
  readonly onX: () => void;
  readonly onCount: () => void;
  readonly onList: () => void;
  readonly onReconcile: () => void;
}

function Menu({ onX, onCount, onList, onReconcile }: MenuProps) {
  const { t } = useWords();
  const cash = useCashWords();
  const isClosed = useTill((till) => till.shift === null);
  const hasSale = useTill((till) => (till.sale?.lines.length ?? 0) > 0);
  const choices = [
    { key: '1', icon: <ChartNoAxesColumn size={24} aria-hidden="true" />, name: t.shift.x, text: isClosed ? t.shift.closed : t.shift.xText, run: onX, off: isClosed, action: 'xReport' },
    { key: '2', icon: <DoorClosed size={24} aria-hidden="true" />, name: t.shift.close, text: isClosed ? t.shift.closed : hasSale ? t.shift.saleOpen : t.shift.closeText, run: onCount, off: isClosed || hasSale, action: 'closeDay' },
    { key: '3', icon: <FileText size={24} aria-hidden="true" />, name: t.shift.reports, text: t.shift.reportsText, run: onList, off: false, action: 'reports' },
    { key: '4', icon: <Scale size={24} aria-hidden="true" />, name: t.shift.reconcile, text: t.shift.reconcileText, run: onReconcile, off: false, action: 'reconcile' },
    { key: '5', icon: <Banknote size={24} aria-hidden="true" />, name: cash.title, text: cash.section.text, run: () => { setDesk({ dialog: { kind: 'cashDesk' } }); }, off: isClosed, action: 'cashDesk' },
    { key: '6', icon: <ChartColumn size={24} aria-hidden="true" />, name: t.shift.periods, text: t.shift.periodsText, run: () => { setDesk({ dialog: { kind: 'reports' } }); }, off: false, action: 'periods' },
  ] as const;
  return (
    <Dialog
      name="day" title={t.shift.menuTitle} width="narrow" closeKeys={ALWAYS.day} onClose={close}
      onKey={(key) => {
        const choice = choices.find((candidate) => candidate.key === key);
        if (choice?.off === false) choice.run();
        return choice !== undefined;
      }}
    >
      <div className="picks">
        {choices.map((choice) => (
          <button key={choice.key} type="button" className="pick" disabled={choice.off} data-action={choice.action} onMouseDown={keepFocus} onClick={choice.run}>
            {choice.icon}
            <span className="pick-main">
              <strong>{choice.name}</strong>
              <small>{choice.text}</small>
            </span>
            <Key name={choice.key} />
          </button>
        ))}
      </div>
    </Dialog>
  );
}

type ListedReport = Response<'report.list'>['reports'][number];
const LISTED_MAX = 60;

function ReportList({ onOpen }: { readonly onOpen: (report: ReportView) => void }) {
  const { t, language } = useWords();
  const cash = useCashWords();
  const currency = useTill((till) => till.shop.currency);
  const [reports, setReports] = useState<readonly ListedReport[] | null>(null);
  const [index, setIndex] = useState(0);
  useEffect(() => {
    void ask('report.list', { limit: LISTED_MAX }).then((answer) => {
      setReports(answer.ok ? answer.value.reports : []);
    });
  }, []);
  const open = (listed: ListedReport | undefined): void => {
    if (listed === undefined) return;
    void ask('report.get', { kind: listed.kind, number: listed.number }).then((answer) => {
      if (answer.ok) onOpen(answer.value);
    });
  };
  const onKey = (key: string): boolean => {
    if (key === 'Enter') open(reports?.[index]);
    else if (key === 'ArrowDown' || key === 'ArrowUp') setIndex(Math.max(0, Math.min((reports?.length ?? 1) - 1, index + (key === 'ArrowDown' ? 1 : -1))));
    else return false;
    return true;
  };
  return (
    <Dialog name="reports" title={t.shift.reports} closeKeys={ALWAYS.day} onClose={close} onKey={onKey}>
      {reports?.length === 0 && <p className="muted">{t.shift.none}</p>}
      <ul className="picks" role="listbox" aria-label={t.shift.reports}>
        {reports?.map((listed, at) => (
          <li
            key={`${listed.kind}${listed.number}`} className="pick" role="option" aria-selected={at === index} onMouseDown={keepFocus}
            onClick={() => { open(listed); }}
          >
            <FileText size={20} aria-hidden="true" />
            <span className="pick-main">
              <strong>{listed.kind === 'x' ? t.report.x(listed.number) : t.report.z(listed.number)}</strong>
              <small className="figures">{dateTimeText(listed.atMs, language)}</small>
            </span>
            <span className="muted figures">
              {t.report.sales} {listed.salesCount}
            </span>
            {listed.netMinor === null ? <span className="muted" aria-label={cash.hidden}>—</span> : <Amount minor={listed.netMinor} currency={currency} />}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
