import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { entryAmount, entryDecimals } from '../../ui/entry.ts';
import { setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { ask, useTill } from '../till.ts';
import { firstAmountMinor } from '../../ui/price-steps.ts';
import { asLinePrice, priceLabel, unitOfPrice } from '../../ui/quantity.ts';
import { ReasonPicks } from './ReasonPicks.tsx';
import { ValueForm } from './ValueForm.tsx';
import { usePricingWords } from './words.ts';
import './pricing.css';

const REMOVE_KEY = 'F4';

const close = (): void => {
  setDesk({ dialog: null });
};

/** Another price for one line, and why. Promotions leave such a line alone, and the dialog says so. */
export function OverrideDialog({ lineId }: { readonly lineId: string }) {
  const { language, t } = useWords();
  const { override: words } = usePricingWords();
  const line = useTill((till) => till.sale?.lines.find((one) => one.lineId === lineId) ?? null);
  const currency = useTill((till) => till.shop.currency);
  const [text, setText] = useState('');
  const [chosenMinor, setChosenMinor] = useState<number | null>(null);
  if (line === null) return null;
  const title = words.title(nameIn(line.name, language));
  const listStep = line.steps.find((step) => step.why === 'list');
  const listMinor = listStep?.why === 'list' ? listStep.unitPriceMinor : line.unitPriceMinor;
  const inForceMinor = line.overrideMinor ?? listMinor;
  // Typed for the unit on the shelf, kept per kilogram.
  const priceUnit = unitOfPrice(listMinor, line);
  const typedPrice = entryAmount(text, currency);
  const typed = typedPrice === null ? null : asLinePrice(typedPrice, priceUnit);
  const trouble = text !== '' && typed === null ? words.missing : typed === inForceMinor ? words.same : null;
  const afterMinor = typed === null ? null : Math.round((typed * line.quantityMilli) / 1000);
  const send = (priceMinor: number | null, reason: string): void => {
    close();
    void ask('sale.overridePrice', { lineId, priceMinor, reason });
  };
  const remove = (): void => {
    if (line.overrideMinor !== null) send(null, words.removed);
  };
  const unit = (minor: number): string => priceLabel(minor, line, currency, t.checkout.units);

  if (chosenMinor !== null) {
    return (
      <Dialog key="reason" name="overrideReason" title={`${title}: ${unit(chosenMinor)}`} onClose={close} onBack={() => { setChosenMinor(null); }}>
        <ReasonPicks reasons={words.reasons} onPick={(reason) => { send(chosenMinor, reason); }} />
      </Dialog>
    );
  }
  return (
    <Dialog
      key="value" name="override" title={title} closeKeys={[keyOf('selling', 'override')]} onClose={close}
      onKey={(key) => {
        if (key !== REMOVE_KEY) return false;
        remove();
        return true;
      }}
    >
      <ValueForm
        label={words.price(priceUnit === null ? currency : `${currency} / ${t.checkout.units[priceUnit]}`)} text={text} onText={setText} decimals={entryDecimals(currency)} trouble={trouble} next={words.next}
        canGoOn={typed !== null && typed !== inForceMinor} onNext={() => { if (typed !== null && typed !== inForceMinor) setChosenMinor(typed); }}
        foot={line.overrideMinor !== null && (
          <Button block icon={<RotateCcw size={18} aria-hidden="true" />} hint={REMOVE_KEY} action="removeOverride" onClick={remove}>{words.remove} {unit(listMinor)}</Button>
        )}
      >
        <dl className="effect">
          <div><dt>{words.list}</dt><dd>{unit(listMinor)}</dd></div>
          <div data-off=""><dt>{words.difference}</dt><dd data-difference="">{afterMinor === null ? '–' : <Amount minor={afterMinor - firstAmountMinor(line)} currency={currency} />}</dd></div>
        </dl>
        <p className="field-hint">{words.noPromotions}</p>
      </ValueForm>
    </Dialog>
  );
}
