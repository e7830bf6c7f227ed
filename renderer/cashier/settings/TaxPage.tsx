import { Clock3 } from 'lucide-react';
import { useState } from 'react';
import type { ShopSettingsView } from '../../../shared/contract/shop-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { ppmToPercent, percentToPpm, taxProblem, type ShopProblem, type TaxTyped } from '../../../shared/shop/shop-rules.ts';
import { call } from '../../bridge.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { NotEditable } from './NotEditable.tsx';
import { useShopWords, type ShopWords } from './shop-words.ts';
import { TaxFields, type TaxTypedForm } from './TaxFields.tsx';
import { useShopSettings } from './useShopSettings.ts';

/** How the shop's prices are taxed, from the next sale on. */
export function TaxPage() {
  const [view, setView] = useShopSettings();
  return view === null ? <div data-opening="" /> : <TaxForm key={JSON.stringify([view.taxMode, view.rates, view.defaultRateId])} view={view} onSaved={setView} />;
}

/** What was typed as the till takes it; null while a percentage is none. */
function taken({ mode, rates, defaultRateId }: TaxTypedForm): TaxTyped | null {
  const read = rates.flatMap(({ id, name, percent }) => {
    const ratePpm = percentToPpm(percent);
    return ratePpm === null ? [] : [{ id, name: name.trim(), ratePpm }];
  });
  return read.length === rates.length ? { mode, rates: read, defaultRateId } : null;
}

function refusalText({ code, details }: ErrorView, words: ShopWords, says: { readonly what: string; readonly press: string }): string {
  const problem = String(details['problem'] ?? '');
  return code === 'SHOP_WRONG' && Object.hasOwn(words.problems, problem) ? words.problems[problem as ShopProblem] : `${says.what} ${says.press}`;
}

function TaxForm({ view, onSaved }: { readonly view: ShopSettingsView; readonly onSaved: (view: ShopSettingsView) => void }) {
  const { language } = useWords();
  const words = useShopWords();
  const [start] = useState<TaxTypedForm>(() => ({ mode: view.taxMode, rates: view.rates.map(({ id, name, ratePpm }) => ({ id, name, percent: ppmToPercent(ratePpm) })), defaultRateId: view.defaultRateId }));
  const [form, setForm] = useState(start);
  const [refusal, setRefusal] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const isChanged = JSON.stringify(form) !== JSON.stringify(start);
  useUnsaved(isChanged);
  const locked = view.editable !== 'yes';
  const tax = taken(form);
  const problem = tax === null ? words.problems.ratePercent : nameOfProblem(taxProblem(tax, view.usedRateIds), words);
  const save = (): void => {
    if (busy || !isChanged || tax === null || problem !== null) return;
    setBusy(true);
    void call('settings.saveTax', { ...tax, rates: [...tax.rates] }).then((answer) => {
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
      {!locked && view.saleOpen && <p className="settings-notice"><Clock3 size={20} aria-hidden="true" /> <span>{words.tax.saleOpen}</span></p>}
      <TaxFields
        value={form} usedRateIds={view.usedRateIds} disabled={locked} problem={isChanged ? (problem ?? (refusal === null ? null : refusalText(refusal, words, errorWords(refusal, language)))) : null}
        onChange={(value) => {
          setForm(value);
          setRefusal(null);
        }}
      />
      {!locked && (
        <footer className="setting-foot">
          <Button look="primary" submits disabled={!isChanged || problem !== null || busy || view.saleOpen} action="save-tax">{words.save}</Button>
        </footer>
      )}
    </form>
  );
}

const nameOfProblem = (problem: ShopProblem | null, words: ShopWords): string | null => (problem === null ? null : words.problems[problem]);
