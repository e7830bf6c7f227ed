import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ShopSettingsView } from '../../../shared/contract/shop-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { CURRENCIES, isCurrency } from '../../../shared/money.ts';
import { filledName } from '../../../shared/shop/shop-rules.ts';
import { call } from '../../bridge.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { LocalNameFields } from './LocalNameFields.tsx';
import { NotEditable } from './NotEditable.tsx';
import { Setting } from './Setting.tsx';
import { useShopWords } from './shop-words.ts';
import { useShopSettings } from './useShopSettings.ts';

const NO_NAME = { en: '', zhHans: '', zhHant: '' };

/** The shop's name, address and currency. */
export function ShopPage() {
  const [view, setView] = useShopSettings();
  return view === null ? <div data-opening="" /> : <ShopForm key={JSON.stringify([view.name, view.address, view.currency])} view={view} onSaved={setView} />;
}

function ShopForm({ view, onSaved }: { readonly view: ShopSettingsView; readonly onSaved: (view: ShopSettingsView) => void }) {
  const { language } = useWords();
  const words = useShopWords();
  const { settings } = words.shop;
  const start = { name: view.name, address: view.address ?? NO_NAME, currency: view.currency };
  const [form, setForm] = useState(start);
  const [refusal, setRefusal] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const isChanged = JSON.stringify(form) !== JSON.stringify(start);
  useUnsaved(isChanged);
  const locked = view.editable !== 'yes';
  const isNameless = filledName(form.name) === null;
  const wrong = isNameless ? words.problems.nameMissing : refusal === null ? null : `${errorWords(refusal, language).what} ${errorWords(refusal, language).press}`;
  const save = (): void => {
    if (busy || !isChanged || isNameless) return;
    setBusy(true);
    void call('settings.saveShop', form).then((answer) => {
      setBusy(false);
      setRefusal(answer.ok ? null : answer.error);
      if (!answer.ok) return;
      tell({ kind: 'good', text: words.saved });
      onSaved(answer.value);
    });
  };
  return (
    <form
      className="setting-list"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <NotEditable editable={view.editable} />
      <Setting id="shopName" words={settings.shopName}>
        <LocalNameFields name="shop-name" label={settings.shopName[0] ?? ''} value={form.name} disabled={locked} isWrong={isNameless} onChange={(name) => { setForm({ ...form, name }); }} />
      </Setting>
      <Setting id="shopAddress" words={settings.shopAddress}>
        <LocalNameFields name="shop-address" label={settings.shopAddress[0] ?? ''} value={form.address} disabled={locked} onChange={(address) => { setForm({ ...form, address }); }} />
      </Setting>
      <Setting id="shopCurrency" words={settings.shopCurrency} beside>
        <select
          className="input" name="shop-currency" aria-labelledby="setting-shopCurrency" disabled={locked || view.currencyFixed} value={form.currency}
          onChange={({ target: { value } }) => { if (isCurrency(value)) setForm({ ...form, currency: value }); }}
        >
          {CURRENCIES.map((currency) => <option key={currency} value={currency}>{currency}</option>)}
        </select>
        {view.currencyFixed && <span className="field-hint">{words.shop.currencyFixed}</span>}
      </Setting>
      <Setting id="shopTill" words={settings.shopTill} beside>
        <input className="input" name="shop-till" aria-labelledby="setting-shopTill" disabled value={view.tillId} readOnly />
        <span className="field-hint">{words.shop.tillFixed}</span>
      </Setting>
      {wrong !== null && (
        <p className="field-wrong" role="alert" data-code={refusal?.code}>
          <CircleAlert size={16} aria-hidden="true" /> {wrong}
        </p>
      )}
      {!locked && (
        <footer className="setting-foot">
          <Button look="primary" submits disabled={!isChanged || isNameless || busy} action="save-shop">{words.save}</Button>
        </footer>
      )}
    </form>
  );
}
