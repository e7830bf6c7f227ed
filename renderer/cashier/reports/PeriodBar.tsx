import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { daysIn, isoDay, PERIOD_DAYS_MAX, presetPeriod, PRESETS, readDay, type Day, type Period, type Preset } from '../../../shared/reports/period.ts';
import { spanLabel } from '../../../shared/reports/table-rows.ts';
import { Button } from '../../ui/Button.tsx';
import { usePeriodWords, useReportWords } from './words.ts';

interface PeriodBarProps {
  readonly today: Day;
  readonly period: Period;
  readonly onPeriod: (period: Period) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly canStep: boolean;
  readonly editing: boolean;
  readonly onEditing: (editing: boolean) => void;
}

export const presetOf = (period: Period, today: Day): Preset | 'custom' =>
  PRESETS.find((preset) => {
    const { fromDay, toDay } = presetPeriod(preset, today);
    return fromDay === period.fromDay && toDay === period.toDay;
  }) ?? 'custom';

/** Which days: presets by number key, earlier and later by arrows, or two days of one's own. */
export function PeriodBar({ today, period, onPeriod, onStep, canStep, editing, onEditing }: PeriodBarProps) {
  const words = usePeriodWords();
  const w = useReportWords();
  const chosen = presetOf(period, today);
  return (
    <div className="period-bar">
      <div className="period-presets" role="group" aria-label={w.period}>
        {PRESETS.map((preset, index) => (
          <Button key={preset} look={preset === chosen ? 'primary' : 'plain'} aria-pressed={preset === chosen} hint={String(index + 1)} action={`preset-${preset}`} onClick={() => { onPeriod(presetPeriod(preset, today)); }}>
            {words.presets[preset]}
          </Button>
        ))}
        <Button look={chosen === 'custom' ? 'primary' : 'plain'} aria-pressed={chosen === 'custom'} aria-expanded={editing} hint="F4" action="ownDays" onClick={() => { onEditing(!editing); }}>{words.presets.custom}</Button>
      </div>
      <div className="period-step">
        <Button look="quiet" icon={<ChevronLeft size={18} aria-hidden="true" />} hint="ArrowLeft" aria-label={w.previous} action="earlier" onClick={() => { onStep(-1); }} />
        <strong className="figures period-days" aria-live="polite">{period.fromDay === period.toDay ? spanLabel(period.fromDay, 'day', words) : `${isoDay(period.fromDay)} – ${isoDay(period.toDay)}`}</strong>
        <Button look="quiet" icon={<ChevronRight size={18} aria-hidden="true" />} hint="ArrowRight" aria-label={w.next} action="later" disabled={!canStep} onClick={() => { onStep(1); }} />
      </div>
      {editing && <OwnDays period={period} onPeriod={onPeriod} onDone={() => { onEditing(false); }} />}
    </div>
  );
}

function OwnDays({ period, onPeriod, onDone }: { readonly period: Period; readonly onPeriod: (period: Period) => void; readonly onDone: () => void }) {
  const w = useReportWords();
  const [from, setFrom] = useState(isoDay(period.fromDay));
  const [to, setTo] = useState(isoDay(period.toDay));
  const [wrong, setWrong] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  // Whoever pressed the key for it goes on typing.
  useEffect(() => {
    first.current?.focus();
  }, []);
  return (
    <form
      className="own-days" noValidate onSubmit={(event) => {
        event.preventDefault();
        const fromDay = readDay(from);
        const toDay = readDay(to);
        if (fromDay === null || toDay === null || fromDay > toDay || daysIn({ fromDay, toDay }) > PERIOD_DAYS_MAX) {
          setWrong(true);
          return;
        }
        onPeriod({ fromDay, toDay });
        onDone();
      }}
    >
      {([['from', w.from, from, setFrom], ['to', w.to, to, setTo]] as const).map(([name, label, value, set]) => (
        <label key={name} className="own-day">
          <span className="field-label">{label}</span>
          <input
            ref={name === 'from' ? first : undefined} className="input figures" name={name} inputMode="numeric" autoComplete="off" maxLength={10} placeholder="2026-11-21" value={value} aria-invalid={wrong}
            aria-describedby={wrong ? 'own-days-wrong' : undefined} onFocus={(event) => { event.target.select(); }} onChange={(event) => { set(event.target.value); setWrong(false); }}
          />
        </label>
      ))}
      <Button submits look="primary" hint="Enter" action="showDays">{w.show}</Button>
      {wrong && <p className="field-wrong" id="own-days-wrong" role="alert">{w.wrongDays}</p>}
    </form>
  );
}
