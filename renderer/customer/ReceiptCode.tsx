import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import { saleNumber } from '../i18n/format.ts';
import { ScreenCode } from './OrderCodeScene.tsx';
import { Two } from './Two.tsx';
import type { TwoWords } from './words.ts';

type Paid = Extract<CustomerSnapshot['scene'], { kind: 'paid' }>;
type Asked = Extract<CustomerSnapshot['scene'], { kind: 'receiptCode' }>;

/** The receipt as a code, dark on a white card in both themes, with what it is good for. */
export function ReceiptCode({ code, words }: { readonly code: NonNullable<Paid['code']>; readonly words: TwoWords }) {
  const zh = words.zh.code[code.kind];
  const en = words.en.code[code.kind];
  return (
    <figure className="receipt-code" data-code-kind={code.kind}>
      <ScreenCode text={code.text} title={words.only === 'zh' ? zh : en} kind="receipt" />
      <figcaption>
        <Two words={words} zh={zh} en={en} />
      </figcaption>
    </figure>
  );
}

/** Somebody asked for their receipt again. */
export function ReceiptCodeScene({ scene, words }: { readonly scene: Asked; readonly words: TwoWords }) {
  return (
    <section className="code-scene" data-receipt-asked="">
      {scene.receiptNo !== null && (
        <p className="code-store figures">
          <Two words={words} zh={words.zh.receipt(saleNumber(scene.receiptNo))} en={words.en.receipt(saleNumber(scene.receiptNo))} />
        </p>
      )}
      <ReceiptCode code={{ kind: 'receipt', text: scene.text }} words={words} />
    </section>
  );
}
