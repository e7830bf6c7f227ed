import { CircleCheckBig } from 'lucide-react';
import { rateText } from '../../shared/cash/foreign.ts';
import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import type { Currency } from '../../shared/money.ts';
import { saleNumber } from '../i18n/format.ts';
import { Amount } from '../ui/Amount.tsx';
import { moneyText } from '../ui/amount.ts';
import { cartWordsFor } from './cart-words.ts';
import { ReceiptCode } from './ReceiptCode.tsx';
import { Two } from './Two.tsx';
import type { TwoWords } from './words.ts';

type Paid = Extract<CustomerSnapshot['scene'], { kind: 'paid' }>;

/** A calm green moment: paid, thank you, and the change when there is any. */
export function PaidScene({ scene, currency, words }: { readonly scene: Paid; readonly currency: Currency; readonly words: TwoWords }) {
  const own = cartWordsFor(words);
  const hasChange = (scene.tender === 'cash' || scene.tender === 'foreignCash') && scene.changeMinor > 0;
  const notes = scene.tenders.at(-1)?.foreign;
  return (
    <section className="paid-scene" data-has-code={scene.code !== undefined}>
      <div className="paid-words">
        <CircleCheckBig className="paid-check" size={112} strokeWidth={1.5} aria-hidden="true" />
        <h1 className="state-title">
          <Two words={words} zh={words.zh.thanks} en={words.en.thanks} />
        </h1>
        {hasChange && (
          <div className="paid-change" data-change={scene.changeMinor}>
            <Two words={words} zh={words.zh.change} en={words.en.change} />
            <Amount minor={scene.changeMinor} currency={currency} withCurrency className="paid-change-amount" />
          </div>
        )}
        <dl className="paid-facts">
          <div>
            <dt>
              <Two words={words} zh={words.zh.paid} en={words.en.paid} />
            </dt>
            <dd>
              <Amount minor={scene.amountMinor} currency={currency} withCurrency />
            </dd>
          </div>
          {scene.tenderedMinor !== null && hasChange && (
            <div>
              <dt>
                <Two words={words} zh={words.zh.received} en={words.en.received} />
              </dt>
              <dd>
                <Amount minor={scene.tenderedMinor} currency={currency} withCurrency />
              </dd>
            </div>
          )}
          {notes !== undefined && (
            <div data-notes={notes.foreignMinor}>
              <dt><Two words={words} zh={words.zh.received} en={words.en.received} /></dt>
              <dd className="figures">{moneyText(notes.foreignMinor, notes.currency)} × {rateText(notes.ratePpm)}</dd>
            </div>
          )}
          {scene.tenders.length > 1 && scene.tenders.map((tender) => (
            <div key={tender.tenderId} data-paid-part={tender.amountMinor}>
              <dt><Two words={words} zh={own.zh.kinds[tender.kind]} en={own.en.kinds[tender.kind]} /></dt>
              <dd><Amount minor={tender.amountMinor} currency={currency} withCurrency /></dd>
            </div>
          ))}
          {scene.savedMinor > 0 && (
            <div className="paid-saved" data-saved-total={scene.savedMinor}>
              <dt><Two words={words} zh={own.zh.saved} en={own.en.saved} /></dt>
              <dd><Amount minor={scene.savedMinor} currency={currency} withCurrency /></dd>
            </div>
          )}
        </dl>
        <p className="paid-receipt figures">
          <Two words={words} zh={words.zh.receipt(saleNumber(scene.receiptNo))} en={words.en.receipt(saleNumber(scene.receiptNo))} />
        </p>
      </div>
      {scene.code !== undefined && <ReceiptCode code={scene.code} words={words} />}
    </section>
  );
}
