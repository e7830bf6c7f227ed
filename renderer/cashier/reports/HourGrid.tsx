import type { PeriodReport } from '../../../shared/contract/period-views.ts';
import { byHour, hourLabel } from '../../../shared/reports/table-rows.ts';
import { netOf } from '../../../shared/reports/figures.ts';
import { moneyText } from '../../ui/amount.ts';
import { usePeriodWords, useReportWords } from './words.ts';

/** Steps of the tint; more could not be told apart. */
const STEPS = 6;

/** Weekdays by hours as a table whose cells are tinted by how much went on; each says its number, so that nothing hangs on the tint. */
export function HourGrid({ report, onOpen }: { readonly report: PeriodReport; readonly onOpen: (weekday: number, hour: number) => void }) {
  const w = useReportWords();
  const words = usePeriodWords();
  const hours = byHour(report.hours).map(({ hour }) => hour);
  const weekdays = [...new Set(report.hours.map(({ weekday }) => weekday))].sort((a, b) => a - b);
  const most = Math.max(1, ...report.hours.map(({ figures }) => figures.receipts));
  return (
    <figure className="chart" data-chart="weekdayHour">
      <figcaption className="chart-head"><strong>{words.tables.weekdayHour}</strong> <span className="muted">{w.busiest}</span></figcaption>
      <div className="hour-grid-scroll">
        <table className="hour-grid figures">
          <thead>
            <tr>
              <th scope="col" aria-label={words.columns.day} />
              {hours.map((hour) => <th key={hour} scope="col" aria-label={hourLabel(hour)}>{String(hour).padStart(2, '0')}</th>)}
            </tr>
          </thead>
          <tbody>
            {weekdays.map((weekday) => (
              <tr key={weekday}>
                <th scope="row">{words.weekdays[weekday - 1]}</th>
                {hours.map((hour) => {
                  const found = report.hours.find((one) => one.weekday === weekday && one.hour === hour);
                  const receipts = found?.figures.receipts ?? 0;
                  return (
                    <td
                      key={hour} data-step={Math.ceil((receipts / most) * STEPS)} title={found === undefined ? undefined : moneyText(netOf(found.figures), report.currency)}
                      onClick={found === undefined ? undefined : () => { onOpen(weekday, hour); }}
                    >
                      {receipts === 0 ? '' : receipts}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
