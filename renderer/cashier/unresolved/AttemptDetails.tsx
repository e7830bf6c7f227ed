import { useEffect, useState } from 'react';
import type { AttemptHistoryView } from '../../../shared/contract/attention-views.ts';
import { call } from '../../bridge.ts';
import { dateTimeText, durationText, timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useNow } from '../../ui/clock.ts';
import { useTill } from '../till.ts';
import { triedOf } from './history.ts';
import { useUnresolvedWords } from './words.ts';

const DAY_MS = 86_400_000;

/** What was tried for a payment, what comes next with its seconds, and what a supervisor may do about it. */
export function AttemptDetails({ attemptId }: { readonly attemptId: string }) {
  const { t, language } = useWords();
  const words = useUnresolvedWords();
  const history = useHistory(attemptId);
  if (history === null) return <p className="muted attempt-loading">{words.loading}</p>;
  const tried = triedOf(history, t, words);
  const listed = history.calls.length;
  return (
    <div className="attempt" data-history={attemptId}>
      <section className="attempt-tried">
        <h3>{words.tried}</h3>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and keys must reach what is below */}
        <ol aria-label={words.tried} tabIndex={0}>
          {tried.map(({ key, atMs, what, small }) => (
            <li key={key}>
              <time className="figures muted" title={dateTimeText(atMs, language)}>{timeText(atMs, language)}</time>
              <span>
                {what}
                {small !== '' && <small className="muted"> {small}</small>}
              </span>
            </li>
          ))}
        </ol>
        {history.callsTotal > listed && <p className="muted attempt-more">{words.more(history.callsTotal - listed)}</p>}
      </section>
      <div className="attempt-side">
        <section>
          <h3>{words.next}</h3>
          <Next next={history.next} />
        </section>
        <section>
          <h3>{words.supervisor}</h3>
          <p>{history.may.includes('assertPaid') ? words.assertOffer : history.may.includes('writeOff') ? words.asserted.notPaidText : words.assertNone}</p>
        </section>
      </div>
    </div>
  );
}

function Next({ next }: { readonly next: AttemptHistoryView['next'] }) {
  const { language } = useWords();
  const words = useUnresolvedWords();
  const now = useNow(500, next.atMs !== null);
  return (
    <>
      <p className="figures" data-next={next.what} aria-live="off">{nextText(next, now, words)}</p>
      {next.what !== 'nothing' && (
        <p className="muted figures">
          {next.cancelUntilMs === null ? words.cancelOver : words.cancelUntil(next.cancelUntilMs - now < DAY_MS ? timeText(next.cancelUntilMs, language) : dateTimeText(next.cancelUntilMs, language))}
        </p>
      )}
    </>
  );
}

function nextText({ what, atMs }: AttemptHistoryView['next'], now: number, words: ReturnType<typeof useUnresolvedWords>): string {
  switch (what) {
    case 'inquire':
    case 'inquireThenCancel':
      return atMs === null || atMs <= now ? words.nextIs.inquireNow : words.nextIs[what](durationText(atMs - now));
    case 'cancel':
      return words.nextIs.cancel;
    case 'waitForAnswer':
      return words.nextIs.waitForAnswer;
    case 'nothing':
      return words.nextIs.nothing;
  }
}

/** Read again with every change of the till: each question to the gateway is one. */
function useHistory(attemptId: string): AttemptHistoryView | null {
  const [history, setHistory] = useState<AttemptHistoryView | null>(null);
  const revision = useTill((till) => till.revision);
  useEffect(() => {
    let isGone = false;
    void call('payment.history', { attemptId }).then((answer) => {
      if (!isGone && answer.ok) setHistory(answer.value);
    });
    return () => {
      isGone = true;
    };
  }, [attemptId, revision]);
  return history;
}
