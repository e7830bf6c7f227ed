import { filledName } from '../../../shared/shop/shop-rules.ts';
import { LANGUAGE_NAMES, nameIn } from '../../i18n/format.ts';
import { SHOP_WORDS } from '../settings/shop-words.ts';
import type { StepProps } from './steps.tsx';

/** Everything that was chosen, once more, and which of it stays for ever. */
export function Confirm({ draft, words, pin }: StepProps) {
  const name = filledName(draft.name);
  const address = filledName(draft.address);
  const { tax } = SHOP_WORDS[draft.language];
  const rates = draft.rates.map((rate) => (rate.name.includes('%') ? rate.name : `${rate.name} ${rate.percent} %`)).join(', ');
  const rows: readonly (readonly [string, string, string])[] = [
    [words.steps.language, LANGUAGE_NAMES[draft.language], ''],
    [words.name, name === null ? '' : nameIn(name, draft.language), ''],
    [words.address, address === null ? words.none : nameIn(address, draft.language), ''],
    [words.till, draft.tillId, words.fixed],
    [words.currency, draft.currency, words.currencyHint],
    [tax.title, draft.taxMode === 'none' ? words.taxNone : `${tax.modes[draft.taxMode][0] ?? ''}: ${rates}`, ''],
    [words.steps.owner, `${draft.ownerName} · PIN ${'•'.repeat(pin.length)}`, pin === '' ? words.pinMissing : ''],
    [words.steps.devices, draft.scannerPort ?? words.keyboardScanner, ''],
    [words.products, words.productChoices[draft.products][0] ?? '', ''],
    [words.alipay, words.alipayChoices[draft.alipay][0] ?? '', ''],
  ];
  return (
    <>
      <dl className="about">
        {rows.map(([label, value, note]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value} {note !== '' && <small className="muted">{note}</small>}</dd>
          </div>
        ))}
      </dl>
      <p className="field-hint">{words.later}</p>
    </>
  );
}
