import { useEffect, useState } from 'react';
import type { SettingsProductsView } from '../../../shared/contract/settings-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { productsPresented, type PaymentProduct } from '../../../shared/payment/products.ts';
import { call } from '../../bridge.ts';
import { LANGUAGE_NAMES, UI_LANGUAGES } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { ask } from '../till.ts';
import type { ProductForm } from './forms.ts';
import { NoticeSettings } from './NoticeSettings.tsx';
import { ProductRow } from './ProductRow.tsx';
import { SupervisorPin } from './SupervisorPin.tsx';
import { lookUp, useSettingsWords } from './words.ts';
import './settings.css';

/** Key that switches the chosen product on or off; Enter opens it. */
const SWITCH_KEY = 'F3';

/** Language, Alipay's products, the listener for its messages, the supervisor's PIN. Secrets are typed in and never shown again. */
export function SettingsDialog() {
  const { language } = useWords();
  const words = useSettingsWords();
  const [view, setView] = useState<SettingsProductsView | null>(null);
  const [chosen, setChosen] = useState<PaymentProduct | null>(null);
  const [open, setOpen] = useState<ReadonlySet<PaymentProduct>>(new Set());
  useEffect(() => {
    void ask('settings.products', {}).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  }, []);
  const products = view?.products ?? [];
  const toggle = (product: PaymentProduct): void => {
    setChosen(product);
    setOpen((before) => (before.has(product) ? new Set([...before].filter((other) => other !== product)) : new Set([...before, product])));
  };
  const onKey = (key: string): boolean => {
    const index = products.findIndex(({ product }) => product === chosen);
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setChosen(products[Math.max(0, Math.min(products.length - 1, index + (key === 'ArrowDown' ? 1 : -1)))]?.product ?? null);
      return true;
    }
    if (chosen === null) return false;
    if (key === 'Enter') {
      // From here Tab goes on to the switch and into the form.
      document.querySelector<HTMLElement>(`[data-action="open-${chosen}"]`)?.focus();
      toggle(chosen);
    } else if (key === SWITCH_KEY) document.querySelector<HTMLElement>(`[data-action="switch-${chosen}"]`)?.click();
    else return false;
    return true;
  };
  const save = async (form: ProductForm): Promise<ErrorView | null> => {
    const answer = await call('settings.saveProduct', form);
    if (!answer.ok) return answer.error;
    setView(answer.value);
    return null;
  };
  return (
    <Dialog name="settings" title={words.title} width="wide" closeKeys={ALWAYS.settings} onClose={() => { setDesk({ dialog: null }); }} onKey={onKey}>
      <section>
        <h3>{words.language}</h3>
        <div className="settings-languages" role="group" aria-label={words.language}>
          {UI_LANGUAGES.map((name) => (
            <Button key={name} lang={name} look={name === language ? 'primary' : 'plain'} aria-pressed={name === language} onClick={() => { void ask('till.setLanguage', { language: name }); }}>
              {LANGUAGE_NAMES[name]}
            </Button>
          ))}
        </div>
      </section>
      <section data-section="alipay">
        <h3>{words.alipay}</h3>
        <p className="muted settings-text">
          {words.alipayText} {view === null ? '' : view.strongEncryption ? words.strong : words.weak}
        </p>
        <ul className="products">
          {products.map((product) => (
            <ProductRow
              key={product.product} view={product} chosen={product.product === chosen} isOpen={open.has(product.product)} onToggle={() => { toggle(product.product); }} onSave={save}
            />
          ))}
        </ul>
        {view !== null && <ScanChoice view={view} onView={setView} />}
      </section>
      {view !== null && <NoticeSettings products={view.products} />}
      <SupervisorPin />
    </Dialog>
  );
}

/** What a scanned customer's code is charged with when several products could be. */
function ScanChoice({ view, onView }: { readonly view: SettingsProductsView; readonly onView: (view: SettingsProductsView) => void }) {
  const words = useSettingsWords();
  const choices = productsPresented('byCustomer');
  const inForce = view.scanProduct ?? choices[0];
  const choose = (product: PaymentProduct): void => {
    void ask('settings.saveScanProduct', { product }).then((answer) => {
      if (answer.ok) onView(answer.value);
    });
  };
  return (
    <div className="scan-choice">
      <div>
        <h4>{words.scanTitle}</h4>
        <p className="field-hint">{words.scanText}</p>
      </div>
      <div className="settings-languages" role="group" aria-label={words.scanTitle}>
        {choices.map((product) => (
          <Button key={product} look={product === inForce ? 'primary' : 'plain'} aria-pressed={product === inForce} action={`scan-${product}`} onClick={() => { choose(product); }}>
            {lookUp(words.products, product)[0]}
          </Button>
        ))}
      </div>
    </div>
  );
}
