import { ChartColumn, FileSpreadsheet, FileText, RotateCcw, Square } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PeriodReport, ReceiptsBehind as Behind } from '../../../shared/contract/period-views.ts';
import { presetPeriod, PRESETS, spanFor, SPANS, stepPeriod, type Day, type Period, type Span } from '../../../shared/reports/period.ts';
import type { Currency } from '../../../shared/money.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { tell } from '../notices.ts';
import { ask } from '../till.ts';
import { FigureTable } from './FigureTable.tsx';
import { HourGrid } from './HourGrid.tsx';
import { shownOf, usePeriod } from './load.ts';
import { Overview } from './Overview.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import { ReceiptsBehind } from './ReceiptsBehind.tsx';
import { StockPage } from './StockPage.tsx';
import { tablesOf, VIEWS, viewTable, type Row, type View } from './views.ts';
import { usePeriodWords, useReportWords } from './words.ts';
import './reports.css';

const KEYS = { span: 'F3', own: 'F4', currency: 'F5', csv: 'F6', pdf: 'F7', stop: 'F8' } as const;
type Drill = { readonly behind: Behind; readonly label: string };

const close = (): void => {
  setDesk({ dialog: null });
};

/** Reports of periods: which days, what to look at, pictures and tables, and the receipts behind a figure. */
export function ReportsDialog() {
  const words = usePeriodWords();
  const [begin, setBegin] = useState<{ readonly today: Day } | null>(null);
  const [period, setPeriod] = useState<Period | null>(null);
  const [currency, setCurrency] = useState<Currency | null>(null);
  const [view, setView] = useState<View>('overview');
  const [drill, setDrill] = useState<Drill | null>(null);
  useEffect(() => {
    void ask('periods.begin', {}).then((answer) => {
      if (!answer.ok) return;
      setBegin(answer.value);
      setPeriod(presetPeriod('today', answer.value.today));
    });
  }, []);
  const { loaded, stop, again } = usePeriod(period === null ? null : { ...period, currency });
  const back = useCallback(() => {
    setDrill(null);
  }, []);
  const report = shownOf(loaded);
  if (drill !== null && period !== null && report !== null) return <ReceiptsBehind period={report} currency={report.currency} behind={drill.behind} label={drill.label} onBack={back} onClose={close} />;
  if (begin === null || period === null) return <Dialog name="periodReports" title={words.title} width="wide" closeKeys={ALWAYS.reports} onClose={close}>{null}</Dialog>;
  return (
    <Page
      today={begin.today} period={period} onPeriod={setPeriod} view={view} onView={setView} loaded={loaded} report={report} onStop={stop} onAgain={again} onCurrency={setCurrency}
      onDrill={(behind, label) => { setDrill({ behind, label }); }}
    />
  );
}

interface PageProps {
  readonly today: Day;
  readonly period: Period;
  readonly onPeriod: (period: Period) => void;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly loaded: ReturnType<typeof usePeriod>['loaded'];
  readonly report: PeriodReport | null;
  readonly onStop: () => void;
  readonly onAgain: () => void;
  readonly onCurrency: (currency: Currency) => void;
  readonly onDrill: (behind: Behind, label: string) => void;
}

function Page({ today, period, onPeriod, view, onView, loaded, report, onStop, onAgain, onCurrency, onDrill }: PageProps) {
  const { language } = useWords();
  const words = usePeriodWords();
  const w = useReportWords();
  const [span, setSpan] = useState<Span | null>(null);
  const [index, setIndex] = useState(0);
  const [editing, setEditing] = useState(false);
  const [exporting, setExporting] = useState(false);
  const shownSpan = span ?? spanFor(report ?? period);
  const table = report === null ? null : viewTable(report, view, shownSpan, language, words);
  const isReading = loaded.kind === 'reading';
  // What lies on the shelves belongs to no days.
  const canSave = !exporting && (view === 'stock' || report !== null);
  const canStep = stepPeriod(period, 1).fromDay <= today;

  const choose = (next: Period): void => {
    setSpan(null);
    setIndex(0);
    // The same days once more: what was sold since.
    if (next.fromDay === period.fromDay && next.toDay === period.toDay) onAgain();
    else onPeriod(next);
  };
  const step = (by: 1 | -1): void => {
    if (by === -1 || canStep) choose(stepPeriod(period, by));
  };
  const turnTo = (next: View): void => {
    setIndex(0);
    onView(next);
  };
  const open = (row: Row | undefined): void => {
    if (row?.opens == null) return;
    if (row.opens.kind === 'day') {
      choose({ fromDay: row.opens.day, toDay: row.opens.day });
      turnTo('overview');
    } else onDrill(row.opens.behind, row.label);
  };
  const save = (format: 'csv' | 'pdf'): void => {
    if (!canSave) return;
    setExporting(true);
    const asked = view === 'stock' || report === null
      ? ask('periods.exportStock', { format })
      : ask('periods.export', { fromDay: report.fromDay, toDay: report.toDay, currency: report.currency, format, tables: [...tablesOf(view, shownSpan)] });
    void asked.then((answer) => {
      setExporting(false);
      if (answer.ok) tell({ kind: 'good', text: w.exported(answer.value.path) });
    });
  };
  const nextCurrency = (): void => {
    if (report === null || report.currencies.length < 2) return;
    const next = report.currencies[(report.currencies.indexOf(report.currency) + 1) % report.currencies.length];
    if (next !== undefined) onCurrency(next);
  };
  const onKey = (key: string): boolean => {
    const preset = PRESETS[Number(key) - 1];
    if (preset !== undefined) {
      choose(presetPeriod(preset, today));
      return true;
    }
    switch (key) {
      case 'ArrowLeft': case 'ArrowRight':
        step(key === 'ArrowLeft' ? -1 : 1);
        return true;
      case 'PageDown': case 'PageUp':
        turnTo(VIEWS[(VIEWS.indexOf(view) + (key === 'PageDown' ? 1 : VIEWS.length - 1)) % VIEWS.length] ?? 'overview');
        return true;
      case 'ArrowDown': case 'ArrowUp':
        if (table === null) return false;
        setIndex(Math.max(0, Math.min(table.rows.length - 1, index + (key === 'ArrowDown' ? 1 : -1))));
        return true;
      case 'Enter':
        open(table?.rows[index]);
        return true;
      case 'Escape':
        if (!editing) return false;
        setEditing(false);
        return true;
      case KEYS.span:
        setSpan(SPANS[(SPANS.indexOf(shownSpan) + 1) % SPANS.length] ?? 'day');
        return true;
      case KEYS.own:
        setEditing(!editing);
        return true;
      case KEYS.currency:
        nextCurrency();
        return true;
      case KEYS.csv:
        save('csv');
        return true;
      case KEYS.pdf:
        save('pdf');
        return true;
      case KEYS.stop:
        if (isReading) onStop();
        return true;
      default:
        return false;
    }
  };

  return (
    <Dialog
      name="periodReports" title={words.title} width="wide" closeKeys={ALWAYS.reports} onClose={close} onKey={onKey}
      foot={
        <div className="reports-foot">
          <p className="muted reports-hint">{report?.hasOpenShift === true && view !== 'stock' ? words.openShift : w.hint}</p>
          {report !== null && report.currencies.length > 1 && <Button hint={KEYS.currency} action="nextCurrency" onClick={nextCurrency}>{w.currency}: {report.currency}</Button>}
          <Button icon={<FileSpreadsheet size={18} aria-hidden="true" />} hint={KEYS.csv} action="exportCsv" title={w.csvHint} disabled={!canSave} onClick={() => { save('csv'); }}>{w.csv}</Button>
          <Button icon={<FileText size={18} aria-hidden="true" />} hint={KEYS.pdf} action="exportPdf" title={w.pdfHint} disabled={!canSave} onClick={() => { save('pdf'); }}>{exporting ? w.exporting : w.pdf}</Button>
        </div>
      }
    >
      <PeriodBar today={today} period={period} onPeriod={choose} onStep={step} canStep={canStep} editing={editing} onEditing={setEditing} />
      <div className="reports-main">
        <Views view={view} onView={turnTo} />
        <div className="reports-page" data-view={view} data-reading={isReading} aria-busy={isReading}>
          {isReading && <Reading onStop={onStop} />}
          {loaded.kind === 'stopped' && <Again text={w.stopped} onAgain={onAgain} />}
          {loaded.kind === 'failed' && <Again text={`${errorWords(loaded.error, language).what} ${errorWords(loaded.error, language).press}`} onAgain={onAgain} />}
          {view === 'stock' && <StockPage />}
          {view !== 'stock' && report !== null && (report.days.length === 0 ? <Nothing /> : (
            <>
              {view === 'overview' && <Overview report={report} span={shownSpan} onDay={(day) => { choose({ fromDay: day, toDay: day }); }} />}
              {view === 'days' && (
                <div className="reports-spans" role="group" aria-label={words.tables.day}>
                  {SPANS.map((name) => <Button key={name} look={name === shownSpan ? 'primary' : 'plain'} aria-pressed={name === shownSpan} action={`span-${name}`} hint={name === SPANS[(SPANS.indexOf(shownSpan) + 1) % SPANS.length] ? KEYS.span : ''} onClick={() => { setSpan(name); }}>{words.spans[name]}</Button>)}
                </div>
              )}
              {view === 'hours' && <HourGrid report={report} onOpen={(weekday, hour) => { onDrill({ by: 'hour', weekday, hour }, `${words.weekdays[weekday - 1] ?? ''} ${hour}:00`); }} />}
              {table !== null && <FigureTable name={titleOf(view, shownSpan, words)} table={table} index={index} onIndex={setIndex} onOpen={open} />}
              <Note view={view} report={report} />
            </>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

const TITLES = { hours: 'hour', products: 'product', categories: 'category', cashiers: 'cashier', tenders: 'tender', taxes: 'tax', payments: 'payment', closings: 'closing' } as const;
function titleOf(view: View, span: Span, words: ReturnType<typeof usePeriodWords>): string {
  if (view === 'overview') return '';
  if (view === 'stock') return words.stock.title;
  return view === 'days' ? words.tables[span] : words.tables[TITLES[view]];
}

function Views({ view, onView }: { readonly view: View; readonly onView: (view: View) => void }) {
  const words = usePeriodWords();
  const w = useReportWords();
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view]);
  return (
    <nav className="reports-views" aria-label={w.views} ref={list}>
      {VIEWS.map((name) => (
        <button key={name} type="button" className="reports-view" aria-current={name === view ? 'page' : undefined} data-action={`view-${name}`} onMouseDown={(event) => { event.preventDefault(); }} onClick={() => { onView(name); }}>
          {name === 'overview' ? w.overview : titleOf(name, 'day', words)}
        </button>
      ))}
    </nav>
  );
}

/** Reading takes a blink; only what takes longer says so. */
function Reading({ onStop }: { readonly onStop: () => void }) {
  const w = useReportWords();
  return (
    <div className="reports-reading" role="status">
      <progress aria-label={w.reading} />
      <span>{w.reading}</span>
      <Button icon={<Square size={16} aria-hidden="true" />} hint={KEYS.stop} action="stopReport" onClick={onStop}>{w.stop}</Button>
    </div>
  );
}

function Again({ text, onAgain }: { readonly text: string; readonly onAgain: () => void }) {
  const w = useReportWords();
  return (
    <div className="reports-again" role="alert">
      <p>{text}</p>
      <Button icon={<RotateCcw size={18} aria-hidden="true" />} action="readAgain" onClick={onAgain}>{w.again}</Button>
    </div>
  );
}

function Nothing() {
  const words = usePeriodWords();
  return (
    <div className="empty" role="status">
      <ChartColumn size={32} strokeWidth={1.5} aria-hidden="true" />
      <h2>{words.nothing}</h2>
      <p className="muted">{words.nothingHint}</p>
    </div>
  );
}

/** How the figures of a view come about, where that is not plain. */
function Note({ view, report }: { readonly view: View; readonly report: PeriodReport }) {
  const { notes } = usePeriodWords();
  const w = useReportWords();
  const text: Readonly<Record<View, string>> = {
    overview: notes.days, days: notes.days, hours: notes.hours, products: '', categories: notes.category, cashiers: '', tenders: report.roundingMinor === 0 && report.values === undefined ? '' : notes.rounding, taxes: '', payments: notes.payments,
    stock: '', closings: report.closings.length < report.closed.count ? w.moreClosings(String(report.closings.length), String(report.closed.count)) : '',
  };
  return text[view] === '' ? null : <p className="muted reports-note">{text[view]}</p>;
}
