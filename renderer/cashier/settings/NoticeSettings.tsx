import { CircleAlert, CircleSlash, Ear, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { NotificationSettingsView } from '../../../shared/contract/attention-views.ts';
import type { SettingsProductsView } from '../../../shared/contract/settings-views.ts';
import { call } from '../../bridge.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { ask, useTill } from '../till.ts';
import { lookUp, useSettingsWords } from './words.ts';

interface NoticeForm {
  readonly enabled: boolean;
  readonly host: string;
  readonly port: string;
  readonly verifyWithGateway: boolean;
}

const formOf = ({ enabled, host, port, verifyWithGateway }: NotificationSettingsView): NoticeForm => ({ enabled, host, port: String(port), verifyWithGateway });
const PORT_MAX = 65_535;

/** The listener for the gateways' messages: off by default, where it listens, what Alipay is told, and whether anything has come. */
export function NoticeSettings() {
  const words = useSettingsWords();
  const [products, setProducts] = useState<SettingsProductsView['products']>([]);
  useEffect(() => {
    void call('settings.products', {}).then((answer) => {
      if (answer.ok) setProducts(answer.value.products);
    });
  }, []);
  const isTraining = useTill((till) => till.world === 'training');
  const revision = useTill((till) => till.revision);
  const [view, setView] = useState<NotificationSettingsView | null>(null);
  useEffect(() => {
    let isGone = false;
    void call('settings.notifications', {}).then((answer) => {
      if (!isGone && answer.ok) setView(answer.value);
    });
    return () => {
      isGone = true;
    };
  }, [revision]);
  return (
    <section data-section="notices">
      <p className="muted settings-text">{words.notices.text}</p>
      {view !== null && (
        <div className="card settings-card">
          <ListenerState view={view} />
          {isTraining ? <p className="settings-text">{words.notices.practice}</p> : <NoticeFields key={JSON.stringify(formOf(view))} view={view} onSaved={setView} />}
          <Addresses products={products} />
        </div>
      )}
    </section>
  );
}

const MARK = { off: CircleSlash, starting: LoaderCircle, listening: Ear, failed: CircleAlert } as const;

function ListenerState({ view }: { readonly view: NotificationSettingsView }) {
  const { language } = useWords();
  const { notices } = useSettingsWords();
  const { listener, boundPort, counts, lastDeliveryAtMs } = view;
  const Mark = MARK[listener.state];
  const trouble = listener.error === null ? null : errorWords(listener.error, language);
  return (
    <div className="listener" data-listener={listener.state} role="status">
      <Mark size={20} aria-hidden="true" />
      <div>
        <p>
          <strong>{notices.states[listener.state]}</strong> {boundPort !== null && <span className="figures">{notices.at(view.host, boundPort)}</span>}
        </p>
        {trouble !== null && listener.error !== null && (
          <p className="listener-trouble">
            {trouble.what} {trouble.press} <small>{listener.error.code}</small>
          </p>
        )}
        {listener.state === 'listening' && (
          <p className="muted figures">
            {lastDeliveryAtMs === null ? notices.never : `${notices.last(dateTimeText(lastDeliveryAtMs, language))} · ${notices.counts(counts.deliveries, counts.acknowledged, counts.refused)}`}
          </p>
        )}
      </div>
    </div>
  );
}

function NoticeFields({ view, onSaved }: { readonly view: NotificationSettingsView; readonly onSaved: (view: NotificationSettingsView) => void }) {
  const words = useSettingsWords();
  const { notices } = words;
  const initial = formOf(view);
  const [form, setForm] = useState(initial);
  const [busy, setBusy] = useState(false);
  const isChanged = JSON.stringify(form) !== JSON.stringify(initial);
  useUnsaved(isChanged);
  const set = (change: Partial<NoticeForm>): void => {
    setForm((before) => ({ ...before, ...change }));
  };
  const port = /^\d{1,5}$/.test(form.port) ? Number(form.port) : null;
  const isRight = form.host.trim() !== '' && port !== null && port <= PORT_MAX;
  return (
    <form
      className="settings-fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || !isRight || port === null) return;
        setBusy(true);
        void ask('settings.saveNotifications', { enabled: form.enabled, host: form.host.trim(), port, verifyWithGateway: form.verifyWithGateway }).then((answer) => {
          setBusy(false);
          if (!answer.ok) return;
          onSaved(answer.value);
          if (answer.value.listener.error === null) tell({ kind: 'good', text: words.saved });
        });
      }}
    >
      <Check name="listen" label={notices.listen} text={notices.listenText} checked={form.enabled} onChange={(enabled) => { set({ enabled }); }} />
      <label className="field">
        <span className="field-label">{notices.host}</span>
        <input className="input" name="host" autoComplete="off" spellCheck={false} maxLength={253} value={form.host} onChange={(event) => { set({ host: event.target.value }); }} />
        <span className="field-hint">{notices.hostText}</span>
      </label>
      <label className="field">
        <span className="field-label">{notices.port}</span>
        <input className="input" name="port" inputMode="numeric" autoComplete="off" maxLength={5} value={form.port} aria-invalid={port === null || port > PORT_MAX} onChange={(event) => { set({ port: event.target.value }); }} />
        <span className="field-hint">{notices.portText}</span>
      </label>
      <Check name="verify" label={notices.verify} text={notices.verifyText} checked={form.verifyWithGateway} onChange={(verifyWithGateway) => { set({ verifyWithGateway }); }} />
      <footer>
        <Button look="primary" submits disabled={!isChanged || !isRight || busy} action="save-notices">
          {form.enabled ? notices.save : notices.saveOff}
        </Button>
      </footer>
    </form>
  );
}

function Check({ name, label, text, checked, onChange }: { readonly name: string; readonly label: string; readonly text: string; readonly checked: boolean; readonly onChange: (checked: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" name={name} checked={checked} onChange={(event) => { onChange(event.target.checked); }} />
      <span>
        {label}
        <small className="field-hint">{text}</small>
      </span>
    </label>
  );
}

/** Each product that is set up with the address Alipay calls, and the path that must arrive here. */
function Addresses({ products }: { readonly products: SettingsProductsView['products'] }) {
  const words = useSettingsWords();
  const rows = products.filter(({ stored }) => stored).map((view) => {
    const account = view.sameAs === null ? view : (products.find(({ product }) => product === view.sameAs) ?? view);
    const url = account.fields['notifyUrl'] ?? '';
    const local = account.fields['notifyLocalPath'] ?? '';
    return { product: view.product, url, path: local === '' ? (URL.parse(url)?.pathname ?? '') : local };
  });
  return (
    <div className="notice-urls">
      <h4>{words.notices.urls}</h4>
      <p className="field-hint">{words.notices.urlsText}</p>
      <dl>
        {rows.map(({ product, url, path }) => (
          <div key={product}>
            <dt>{lookUp(words.products, product)[0]}</dt>
            <dd>
              {url === '' ? <span className="muted">{words.notices.urlNone}</span> : url} {path !== '' && <small className="muted">{words.notices.path(path)}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
