import { useEffect, useState } from 'react';
import type { Response } from '../../../shared/contract/contract.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { call, type CallResult } from '../../bridge.ts';
import { LANGUAGE_NAMES, UI_LANGUAGES } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { ask } from '../till.ts';
import { AMS_SECRETS, AMS_TEXTS, amsForm, LEGACY_SECRETS, LEGACY_TEXTS, legacyForm, SIGN_TYPES } from './forms.ts';
import { GatewayForm } from './GatewayForm.tsx';
import './settings.css';

type View = Response<'settings.gateways'>;

/** Language, and the two gateways for live use. Secrets are typed in and never shown again. */
export function SettingsDialog() {
  const { t, language } = useWords();
  const [view, setView] = useState<View | null>(null);
  useEffect(() => {
    void ask('settings.gateways', {}).then((answer) => {
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
        {view !== null && (
          <>
            <GatewayForm
              key={`legacy ${JSON.stringify(view.legacy)}`} gateway="legacy" title={t.settings.legacy} text={t.settings.legacyText} initial={legacyForm(view)} texts={LEGACY_TEXTS} secrets={LEGACY_SECRETS}
              signTypes={SIGN_TYPES} stored={{ privateKey: view.legacy.hasPrivateKey, alipayPublicKey: view.legacy.hasAlipayPublicKey, md5Key: view.legacy.hasMd5Key }}
              onSave={async (legacy) => saved(await call('settings.saveGateways', { legacy }))}
            />
            <GatewayForm
              key={`ams ${JSON.stringify(view.ams)}`} gateway="ams" title={t.settings.ams} text={t.settings.amsText} initial={amsForm(view)} texts={AMS_TEXTS} secrets={AMS_SECRETS} signTypes={[]}
              stored={{ privateKey: view.ams.hasPrivateKey, alipayPublicKey: view.ams.hasAlipayPublicKey }} onSave={async (ams) => saved(await call('settings.saveGateways', { ams }))}
            />
          </>
        )}
      </section>
    </Dialog>
  );

  function saved(answer: CallResult<'settings.saveGateways'>): ErrorView | null {
    if (!answer.ok) return answer.error;
    setView(answer.value);
    return null;
  }
}
