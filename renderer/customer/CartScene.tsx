import { Sparkles } from 'lucide-react';
import { memo } from 'react';
import { rateText } from '../../shared/cash/foreign.ts';
import type { AppliedPromotion } from '../../shared/contract/sale-views.ts';
import type { CustomerSnapshot, Language, LineView } from '../../shared/contract/views.ts';
import type { Currency } from '../../shared/money.ts';
import { nameIn, otherLanguage, secondName } from '../i18n/format.ts';
import { Amount } from '../ui/Amount.tsx';
import { amountText, moneyText, percentText, quantityText } from '../ui/amount.ts';
import { firstAmountMinor, ownAmountMinor, ownSteps } from '../ui/price-steps.ts';
import { priceLabel, quantityLabel, timesLabel, type UnitWords } from '../ui/quantity.ts';
import { cartWordsFor } from './cart-words.ts';
import { Two } from './Two.tsx';
import type { TwoWords } from './words.ts';

type Scene = Extract<CustomerSnapshot['scene'], { kind: 'cart' }>;

interface CartProps {
  readonly scene: Scene;
  readonly currency: Currency;
  readonly words: TwoWords;
  readonly language: Language;
}

/** Ringing up: the last item large, the others below it newest first, the amount to pay always at the same place and the largest thing. */
export function CartScene({ scene, currency, words, language }: CartProps) {
  const last = scene.lines.find((line) => line.lineId === scene.lastLineId) ?? scene.lines.at(-1);
  const others = scene.lines.filter((line) => line !== last).reverse();
  return (
    <section className="cart-scene">
      <div className="cart-scene-lines">
        {last !== undefined && <Last key={last.lineId} line={last} promotions={scene.promotions} currency={currency} words={words} language={language} />}
        <ul className="others">
          {others.map((line) => (
            <Other key={line.lineId} line={line} currency={currency} language={language} second={words.only === null} units={cartWordsFor(words)[words.only === 'en' || language === 'en' ? 'en' : 'zh'].units} />
          ))}
        </ul>
      </div>
      <Foot scene={scene} currency={currency} words={words} />
    </section>
  );
}

interface LastProps {
  readonly line: LineView;
  readonly promotions: readonly AppliedPromotion[];
  readonly currency: Currency;
  readonly words: TwoWords;
  readonly language: Language;
}

/** The item rung up last: how much of it at which price, what came off and why, and what it costs now. */
function Last({ line, promotions, currency, words, language }: LastProps) {
  const own = cartWordsFor(words);
  const { units } = language === 'en' ? own.en : own.zh;
  const listMinor = firstAmountMinor(line);
  const nowMinor = ownAmountMinor(line);
  const [first] = line.steps;
  return (
    <div className="last" data-line={line.lineId}>
      <span className="last-name">
        <span lang={language}>{nameIn(line.name, language)}</span>
        {words.only === null && <span className="last-second" lang={otherLanguage(language)}>{secondName(line.name, language)}</span>}
      </span>
      {ownSteps(line).filter((step) => step.amountMinor < 0).map((step, index) => (
        <span key={`${step.why}-${String(index)}`} className="last-saved" data-saved={-step.amountMinor}>
          <Sparkles size={20} aria-hidden="true" />
          {step.why === 'promotion' ? <PromotionName promotion={promotions.find((one) => one.promotionId === step.promotionId)} words={words} /> : step.why === 'override' ? <Two words={words} zh={own.zh.newPrice} en={own.en.newPrice} /> : (
            <Two words={words} zh={own.zh.discount} en={own.en.discount} />
          )}
          <Amount minor={step.amountMinor} currency={currency} />
        </span>
      ))}
      <span className="last-price">
        <span className="last-quantity figures">
          {quantityLabel(line, units)}
          {first?.why === 'list' && ` × ${priceLabel(first.unitPriceMinor, line, currency, units)}`}
        </span>
        <span className="last-amounts">
          {nowMinor < listMinor && <s className="last-before"><Amount minor={listMinor} currency={currency} /></s>}
          <Amount minor={nowMinor} currency={currency} className="last-amount" />
        </span>
      </span>
    </div>
  );
}

function PromotionName({ promotion, words }: { readonly promotion: AppliedPromotion | undefined; readonly words: TwoWords }) {
  const own = cartWordsFor(words);
  if (promotion === undefined) return <Two words={words} zh={own.zh.promotion} en={own.en.promotion} />;
  return <Two words={words} zh={nameIn(promotion.name, words.zhLanguage)} en={promotion.name.en} />;
}

/** What is saved, taxes, the total; what was paid already and what is still to pay take its place once a part is paid. */
function Foot({ scene, currency, words }: Pick<CartProps, 'scene' | 'currency' | 'words'>) {
  const own = cartWordsFor(words);
  const { totals, tenders } = scene;
  const savedMinor = totals.promotionsMinor + totals.discountsMinor;
  const { exchange } = scene;
  const isPartPaid = tenders.length > 0 || exchange !== undefined;
  const backMinor = exchange?.backMinor ?? 0;
  const toPayMinor = backMinor > 0 ? backMinor : isPartPaid ? scene.dueMinor : totals.totalMinor;
  return (
    <aside className="cart-scene-total">
      {scene.paying && <Two className="how-to-pay" words={words} zh={words.zh.paying} en={words.en.paying} />}
      <Two className="count" words={words} zh={words.zh.items(quantityText(totals.itemsMilli))} en={words.en.items(quantityText(totals.itemsMilli))} />
      {scene.memberMasked !== undefined && scene.memberMasked !== '' && <p className="tax" data-member=""><Two words={words} zh={own.zh.member} en={own.en.member} /><span className="figures">{scene.memberMasked}</span></p>}
      {savedMinor > 0 && (
        <p className="saved" data-saved-total={savedMinor}>
          <Two words={words} zh={own.zh.saved} en={own.en.saved} />
          <Amount minor={savedMinor} currency={currency} />
        </p>
      )}
      {totals.taxMode !== 'none' &&
        totals.taxes.map((tax) => (
          <p className="tax" key={`${tax.rateId} ${tax.ratePpm}`}>
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
      {(scene.values ?? []).map((value) => (
        <p className="tax" key={value.valueId} data-value={value.kind}>
          {value.kind === 'giftCard' ? <Two words={words} zh={`${own.zh.kinds.giftCard} •••• ${value.last4}`} en={`${own.en.kinds.giftCard} •••• ${value.last4}`} /> : <Two words={words} zh={own.zh.accountPayment} en={own.en.accountPayment} />}
          <Amount minor={value.amountMinor} currency={currency} />
        </p>
      ))}
      {totals.exemptMinor > 0 && <p className="tax"><Two words={words} zh={own.zh.exempt} en={own.en.exempt} /><Amount minor={-totals.exemptMinor} currency={currency} /></p>}
      {isPartPaid && (
        <>
          <p className="tax" data-total-before={totals.totalMinor}><Two words={words} zh={words.zh.total} en={words.en.total} /><Amount minor={totals.totalMinor} currency={currency} /></p>
          {exchange !== undefined && <p className="tax paid-part" data-exchange={exchange.creditMinor}><Two words={words} zh={own.zh.kinds.exchange} en={own.en.kinds.exchange} /><Amount minor={-exchange.creditMinor} currency={currency} /></p>}
          {tenders.map((tender) => (
            <p className="tax paid-part" key={tender.tenderId} data-paid-part={tender.amountMinor}>
              <Two words={words} zh={own.zh.kinds[tender.kind]} en={own.en.kinds[tender.kind]} />
              <Amount minor={-tender.amountMinor} currency={currency} />
            </p>
          ))}
        </>
      )}
      <p className="total-word">
        {backMinor > 0 ? <Two words={words} zh={own.zh.toGive} en={own.en.toGive} /> : isPartPaid ? <Two words={words} zh={own.zh.due} en={own.en.due} /> : <Two words={words} zh={words.zh.total} en={words.en.total} />} <span className="total-currency">{currency}</span>
      </p>
      <div className="total-room">
        <p className="total-amount" style={{ '--length': amountText(toPayMinor, currency).length }} data-total={toPayMinor}>
          <Amount minor={toPayMinor} currency={currency} />
        </p>
      </div>
      {scene.foreign !== undefined && (
        <p className="foreign-due" data-foreign-due={scene.foreign.foreignMinor}>
          <span className="figures">{moneyText(scene.foreign.foreignMinor, scene.foreign.currency)}</span>
          <span className="muted figures">1 {scene.foreign.currency} = {rateText(scene.foreign.ratePpm)} {currency}</span>
          <Two words={words} zh={own.zh.changeHome(currency)} en={own.en.changeHome(currency)} />
        </p>
      )}
    </aside>
  );
}

interface OtherProps {
  readonly line: LineView;
  readonly currency: Currency;
  readonly language: Language;
  readonly second: boolean;
  readonly units: UnitWords;
}

const Other = memo(function Other({ line, currency, language, second, units }: OtherProps) {
  const isSaving = ownAmountMinor(line) < firstAmountMinor(line);
  return (
    <li className="other">
      <span className="other-quantity figures">{timesLabel(line, units)}</span>
      <span className="ellipsis">
        <span lang={language}>{nameIn(line.name, language)}</span> {second && <span className="other-second" lang={otherLanguage(language)}>{secondName(line.name, language)}</span>}
      </span>
      <span className="other-amount">
        {isSaving && <s className="other-before"><Amount minor={firstAmountMinor(line)} currency={currency} /></s>}
        <Amount minor={ownAmountMinor(line)} currency={currency} />
      </span>
    </li>
  );
});
