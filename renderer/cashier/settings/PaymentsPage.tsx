import { useEffect, useState } from 'react';
import type { SettingsProductsView } from '../../../shared/contract/settings-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { productsPresented, type PaymentProduct } from '../../../shared/payment/products.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { ask } from '../till.ts';
import type { ProductForm } from './forms.ts';
import { ProductRow } from './ProductRow.tsx';
import { useSectionKeys } from './section.ts';
import { lookUp, useSettingsWords } from './words.ts';

/** Key that switches the chosen product on or off; Enter opens it. */
const SWITCH_KEY = 'F3';

/** Alipay's products, each with its account. Secrets are typed in and never shown again. */
export function PaymentsPage() {
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
  useSectionKeys((key) => {
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
  });
  const save = async (form: ProductForm): Promise<ErrorView | null> => {
    const answer = await call('settings.saveProduct', form);
    if (!answer.ok) return answer.error;
    setView(answer.value);
    return null;
  };
  return (
    <>
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
    </>
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
    <div className="scan-choice" data-setting="scanProduct">
      <div>
        <h3>{words.scanTitle}</h3>
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
