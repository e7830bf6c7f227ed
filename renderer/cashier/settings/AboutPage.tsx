import { useEffect, useState } from 'react';
import type { AboutView } from '../../../shared/contract/shop-views.ts';
import { voicesOf } from '../../../shared/errors/voices.ts';
import { dateTimeText, timeText } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { VOICES } from '../../i18n/voices/voices.ts';
import { useStore } from '../../store.ts';
import { recentErrors } from '../help/help-store.ts';
import { ask } from '../till.ts';
import { useShopWords } from './shop-words.ts';

const MEGABYTE = 1_000_000;

/** What this till is: read out on the telephone, or copied into a message. */
export function AboutPage() {
  const { language } = useWords();
  const { about } = useShopWords();
  const [view, setView] = useState<AboutView | null>(null);
  useEffect(() => {
    void ask('settings.about', {}).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  }, []);
  if (view === null) return <div data-opening="" />;
  const rows: readonly (readonly [keyof typeof about.rows, string])[] = [
    ['software', view.software], ['runtime', view.runtime], ['world', about.worlds[view.world]], ['startedAt', dateTimeText(view.startedAtMs, language)], ['dataDir', view.dataDir],
    ['journalEntries', String(view.journalEntries)], ['journalHead', view.journalHead], ['journalBytes', about.megabytes((view.journalBytes / MEGABYTE).toFixed(1))], ['products', String(view.products)],
  ];
  return (
    <>
      <dl className="about" data-setting="aboutTill">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{about.rows[name]}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
      <Diagnostics />
    </>
  );
}

/** The messages this window has shown, as an engineer reads them. */
function Diagnostics() {
  const { language } = useWords();
  const { about } = useShopWords();
  const errors = useStore(recentErrors, (value) => value);
  return (
    <section data-setting="aboutMessages">
      <h3>{about.settings.aboutMessages[0]}</h3>
      {errors.length === 0 && <p className="muted settings-text">{about.noMessages}</p>}
      <dl className="about">
        {errors.map(({ code, atMs, times }) => (
          <div key={code}>
            <dt className="figures">{timeText(atMs, language)}{times > 1 && ` ×${times}`}</dt>
            <dd>
              <strong>{code}</strong> {errorWords({ code, details: {} }, language).what} <span className="muted">{voicesOf(code, VOICES[language]).engineer}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
