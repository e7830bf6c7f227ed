import { useEffect, useState } from 'react';
import type { Response } from '../../../shared/contract/contract.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { LANGUAGE_NAMES, UI_LANGUAGES } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { ask } from '../till.ts';
import { SHOWN, type ProductForm } from './forms.ts';
import { GatewayForm } from './GatewayForm.tsx';
import './settings.css';

type View = Response<'settings.products'>;

/** Language, and the two gateways for live use. Secrets are typed in and never shown again. */
export function SettingsDialog() {
  const { t, language } = useWords();
  const [view, setView] = useState<View | null>(null);
  useEffect(() => {
    void ask('settings.products', {}).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  }, []);
  return (
    <Dialog name="settings" title={t.settings.title} width="wide" closeKeys={ALWAYS.settings} onClose={() => { setDesk({ dialog: null }); }}>
      <section className="settings-language">
        <h3>{t.settings.language}</h3>
        <div className="settings-languages" role="group" aria-label={t.settings.language}>
          {UI_LANGUAGES.map((name) => (
            <Button key={name} lang={name} look={name === language ? 'primary' : 'plain'} aria-pressed={name === language} onClick={() => { void ask('till.setLanguage', { language: name }); }}>
              {LANGUAGE_NAMES[name]}
            </Button>
          ))}
        </div>
      </section>
      <section>
        <h3>{t.settings.gateways}</h3>
        <p className="muted settings-text">
          {t.settings.gatewaysText} {view === null ? '' : view.strongEncryption ? t.settings.strong : t.settings.weak}
        </p>
        {view?.products.filter(({ product }) => (SHOWN as readonly string[]).includes(product)).map((product) => (
          <GatewayForm
            key={JSON.stringify(product)} view={product} title={product.gateway === 'legacy' ? t.settings.legacy : t.settings.ams} text={product.gateway === 'legacy' ? t.settings.legacyText : t.settings.amsText}
            onSave={save}
          />
        ))}
      </section>
    </Dialog>
  );

  async function save(form: ProductForm): Promise<ErrorView | null> {
    const answer = await call('settings.saveProduct', form);
    if (!answer.ok) return answer.error;
    setView(answer.value);
    return null;
  }
}
