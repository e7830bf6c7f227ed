import { memo } from 'react';
import type { CustomerSnapshot, Language, LineView } from '../../shared/contract/views.ts';
import type { Currency } from '../../shared/money.ts';
import { nameIn, otherLanguage, secondName } from '../i18n/format.ts';
import { Amount } from '../ui/Amount.tsx';
import { amountText, percentText, quantityText } from '../ui/amount.ts';
import { Two } from './Two.tsx';
import type { TwoWords } from './words.ts';

type Scene = Extract<CustomerSnapshot['scene'], { kind: 'cart' }>;

/** Ringing up: the last item large, the others below it newest first, the total always at the same place and the largest thing. */
export function CartScene({ scene, currency, words, language }: { readonly scene: Scene; readonly currency: Currency; readonly words: TwoWords; readonly language: Language }) {
  const last = scene.lines.find((line) => line.lineId === scene.lastLineId) ?? scene.lines.at(-1);
  const others = scene.lines.filter((line) => line !== last).reverse();
  const { totals } = scene;
  return (
    <section className="cart-scene">
      <div className="cart-scene-lines">
        {last !== undefined && (
          <div className="last" key={last.lineId} data-line={last.lineId}>
            <span className="last-name">
              <span lang={language}>{nameIn(last.name, language)}</span>
              <span className="last-second" lang={otherLanguage(language)}>{secondName(last.name, language)}</span>
            </span>
            <span className="last-price">
              <span className="last-quantity figures">
                {quantityText(last.quantityMilli)} × <Amount minor={last.unitPriceMinor} currency={currency} />
              </span>
              <Amount minor={last.amountMinor} currency={currency} className="last-amount" />
            </span>
          </div>
        )}
        <ul className="others">
          {others.map((line) => (
            <Other key={line.lineId} line={line} currency={currency} language={language} />
          ))}
        </ul>
      </div>
      <aside className="cart-scene-total">
        {scene.paying && <Two className="how-to-pay" words={words} zh={words.zh.paying} en={words.en.paying} />}
        <Two className="count" words={words} zh={words.zh.items(quantityText(totals.itemsMilli))} en={words.en.items(quantityText(totals.itemsMilli))} />
        {totals.taxMode !== 'none' &&
          totals.taxes.map((tax) => (
            <p className="tax" key={tax.rateId}>
              {totals.taxMode === 'inclusive' ? (
                <Two words={words} zh={words.zh.taxIncluded(tax.name, percentText(tax.ratePpm))} en={words.en.taxIncluded(tax.name, percentText(tax.ratePpm))} />
              ) : (
                <span>
                  {tax.name} {percentText(tax.ratePpm)}
                </span>
              )}
              <Amount minor={tax.taxMinor} currency={currency} />
            </p>
          ))}
        <p className="total-word">
          <Two words={words} zh={words.zh.total} en={words.en.total} /> <span className="total-currency">{currency}</span>
        </p>
        <div className="total-room">
          <p className="total-amount" style={{ '--length': amountText(totals.totalMinor, currency).length }} data-total={totals.totalMinor}>
            <Amount minor={totals.totalMinor} currency={currency} />
          </p>
        </div>
      </aside>
    </section>
  );
}

const Other = memo(function Other({ line, currency, language }: { readonly line: LineView; readonly currency: Currency; readonly language: Language }) {
  return (
    <li className="other">
      <span className="other-quantity figures">{quantityText(line.quantityMilli)} ×</span>
      <span className="ellipsis">
        <span lang={language}>{nameIn(line.name, language)}</span> <span className="other-second" lang={otherLanguage(language)}>{secondName(line.name, language)}</span>
      </span>
      <Amount minor={line.amountMinor} currency={currency} />
    </li>
  );
});
