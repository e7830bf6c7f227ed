import { useState } from 'react';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { parseQuantity } from '../../ui/amount.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { quantityLabel } from '../../ui/quantity.ts';
import { setQuantity } from '../commands.ts';
import { setDesk } from '../desk.ts';
import { submitScan } from '../scans.ts';
import { useTill } from '../till.ts';
import { ValueForm } from './ValueForm.tsx';
import { usePricingWords } from './words.ts';

const close = (): void => {
  setDesk({ dialog: null });
};

/** A number by finger where there is no keyboard: how many of a line, or (null) a product's number to look up. */
export function NumberDialog({ lineId }: { readonly lineId: string | null }) {
  return lineId === null ? <LookUp /> : <Quantity lineId={lineId} />;
}

const QUANTITY_DECIMALS = 3;

function Quantity({ lineId }: { readonly lineId: string }) {
  const { t, language } = useWords();
  const { number: words } = usePricingWords();
  const line = useTill((till) => till.sale?.lines.find((one) => one.lineId === lineId) ?? null);
  const [text, setText] = useState('');
  if (line === null) return null;
  const quantityMilli = parseQuantity(text);
  return (
    <Dialog name="quantity" title={t.cart.quantityOf(nameIn(line.name, language))} onClose={close}>
      <ValueForm
        label={line.soldBy === 'weight' ? `${t.cart.quantity}, ${t.checkout.units.kg}` : t.cart.quantity} text={text} onText={setText} decimals={QUANTITY_DECIMALS} trouble={text !== '' && quantityMilli === null ? words.range : null} next={words.set}
        canGoOn={quantityMilli !== null}
        onNext={() => {
          if (quantityMilli === null) return;
          close();
          setQuantity(lineId, quantityMilli);
        }}
      >
        <p className="muted">{words.now(quantityLabel(line, t.checkout.units))}</p>
      </ValueForm>
    </Dialog>
  );
}

function LookUp() {
  const { number: words } = usePricingWords();
  const [text, setText] = useState('');
  return (
    <Dialog name="number" title={words.title} onClose={close}>
      <ValueForm
        label={words.label} text={text} onText={(typed) => { setText(typed.replaceAll('.', '')); }} decimals={0} trouble={null} next={words.lookUp} canGoOn={text !== ''}
        onNext={() => {
          if (text === '') return;
          close();
          void submitScan(text, 'typed');
        }}
      >
        <p className="muted">{words.text}</p>
      </ValueForm>
    </Dialog>
  );
}
