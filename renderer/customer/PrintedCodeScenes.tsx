import { CircleCheckBig, Hourglass } from 'lucide-react';
import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import type { Currency } from '../../shared/money.ts';
import { saleNumber } from '../i18n/format.ts';
import { Amount } from '../ui/Amount.tsx';
import { Ring } from '../ui/Ring.tsx';
import { ScreenCode } from './OrderCodeScene.tsx';
import { Two } from './Two.tsx';
import type { TwoWords } from './words.ts';

type SceneOf<K extends CustomerSnapshot['scene']['kind']> = Extract<CustomerSnapshot['scene'], { kind: K }>;
interface Parts<K extends CustomerSnapshot['scene']['kind']> {
  readonly scene: SceneOf<K>;
  readonly currency: Currency;
  readonly words: TwoWords;
}

const RING = 200;

/** The shop's own code: the customer scans it and types the amount, which stands above it while a sale is open. */
export function MerchantCodeScene({ scene, currency, words }: Parts<'merchantCode'>) {
  return (
    <section className="code-scene" data-merchant-code="">
      {scene.totalMinor === null ? (
        <p className="code-store">{scene.storeName}</p>
      ) : (
        <p className="code-amount">
          <Amount minor={scene.totalMinor} currency={currency} withCurrency />
        </p>
      )}
      <div className="code-card">
        <ScreenCode text={scene.text} title={`${words.en.scanAndType} ${words.zh.scanAndType}`} kind="order" />
        <p className="code-words is-long">
          {words.only !== 'zh' && <strong lang="en">{words.en.scanAndType}</strong>}
          {words.only !== 'en' && <strong lang={words.zhLanguage}>{words.zh.scanAndType}</strong>}
        </p>
      </div>
      {scene.totalMinor !== null && <p className="code-left">{scene.storeName}</p>}
    </section>
  );
}

/** Money has come in on the printed code; the cashier is about to say what it is for. */
export function ArrivedScene({ scene, currency, words }: Parts<'arrived'>) {
  return (
    <section className="paid-scene" data-arrived={scene.amountMinor}>
      <CircleCheckBig className="paid-check" size={112} strokeWidth={1.5} aria-hidden="true" />
      <h1 className="state-title">
        <Two words={words} zh={words.zh.arrived} en={words.en.arrived} />
      </h1>
      <p className="state-amount">
        <Amount minor={scene.amountMinor} currency={currency} withCurrency />
      </p>
    </section>
  );
}

/** The customer may go with the goods, and nobody says "paid". */
export function AssertedScene({ scene, currency, words }: Parts<'asserted'>) {
  return (
    <section className="state-scene state-over" data-asserted="">
      <p className="state-amount">
        <Amount minor={scene.amountMinor} currency={currency} withCurrency />
      </p>
      <Ring part={null} size={RING} shape="circle">
        <Hourglass size={80} strokeWidth={1.25} aria-hidden="true" />
      </Ring>
      <h1 className="state-title">
        <Two words={words} zh={words.zh.thanks} en={words.en.thanks} />
      </h1>
      <p className="state-text">
        <Two words={words} zh={words.zh.asserted} en={words.en.asserted} />
      </p>
      <p className="paid-receipt figures">
        <Two words={words} zh={words.zh.receipt(saleNumber(scene.receiptNo))} en={words.en.receipt(saleNumber(scene.receiptNo))} />
      </p>
    </section>
  );
}
