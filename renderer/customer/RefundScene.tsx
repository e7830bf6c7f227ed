import { Banknote, CircleCheckBig, Clock3, Hourglass, Undo2, type LucideIcon } from 'lucide-react';
import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import { isStoredTender } from '../../shared/stored-value/tenders.ts';
import type { Currency } from '../../shared/money.ts';
import { saleNumber } from '../i18n/format.ts';
import { Amount } from '../ui/Amount.tsx';
import { Ring } from '../ui/Ring.tsx';
import { Two } from './Two.tsx';
import type { TwoWords } from './words.ts';

type Scene = Extract<CustomerSnapshot['scene'], { kind: 'refund' }>;
type Part = Scene['parts'][number];
type State = Part['state'];

const PICTURE = {
  waiting: { icon: Hourglass, shape: 'dashed' },
  asked: { icon: Undo2, shape: 'circle' },
  accepted: { icon: Clock3, shape: 'octagon' },
  back: { icon: CircleCheckBig, shape: 'circle' },
} as const satisfies Record<State, { readonly icon: LucideIcon; readonly shape: 'circle' | 'dashed' | 'octagon' }>;

/** Of several parts the one that is least done gives the screen its words. */
const LEAST_FIRST = ['waiting', 'asked', 'accepted', 'back'] as const satisfies readonly State[];

const RING = 168;

/** Money that goes back: how much, to whom, and how far it is. Calm: nothing moves, nothing alarms. */
export function RefundScene({ scene, currency, words }: { readonly scene: Scene; readonly currency: Currency; readonly words: TwoWords }) {
  const state = LEAST_FIRST.find((candidate) => scene.parts.some((part) => part.state === candidate)) ?? 'asked';
  const { icon, shape } = PICTURE[state];
  const only = scene.parts.length === 1 ? scene.parts[0] : undefined;
  const Icon = only?.to === 'cash' ? Banknote : icon;
  const en = only === undefined ? null : textOf(only, words.en);
  const zh = only === undefined ? null : textOf(only, words.zh);
  return (
    <section className="state-scene refund-scene" data-refund={state}>
      <p className="state-amount">
        <Amount minor={scene.amountMinor} currency={currency} withCurrency />
      </p>
      <Ring part={state === 'back' ? 1 : null} size={RING} shape={shape}>
        <Icon size={72} strokeWidth={1.25} aria-hidden="true" />
      </Ring>
      <h1 className="state-title">
        <Two words={words} zh={words.zh.refund.title[state]} en={words.en.refund.title[state]} />
      </h1>
      {en !== null && zh !== null && (
        <p className="state-text">
          <Two words={words} zh={zh} en={en} />
        </p>
      )}
      {only === undefined && (
        <ul className="refund-parts">
          {scene.parts.map((part) => (
            <RefundPart key={`${part.to} ${part.payer ?? ''} ${part.amountMinor}`} part={part} currency={currency} words={words} />
          ))}
        </ul>
      )}
      {scene.receiptNo !== null && (
        <p className="paid-receipt figures">
          <Two words={words} zh={words.zh.receipt(saleNumber(scene.receiptNo))} en={words.en.receipt(saleNumber(scene.receiptNo))} />
        </p>
      )}
    </section>
  );
}

function RefundPart({ part, currency, words }: { readonly part: Part; readonly currency: Currency; readonly words: TwoWords }) {
  const { icon: Icon } = PICTURE[part.state];
  return (
    <li className="refund-part" data-part={part.to} data-refund={part.state}>
      <Icon size={28} strokeWidth={1.5} aria-hidden="true" />
      <Two words={words} zh={nameOf(part, words.zh)} en={nameOf(part, words.en)} />
      <Amount minor={part.amountMinor} currency={currency} withCurrency />
    </li>
  );
}

/** "AlipayHK 852****1234" */
const nameOf = ({ to, payer }: Part, words: TwoWords['zh']): string => (to === 'cash' ? words.refund.cash : [isStoredTender(to) ? words.stored[to] : words.wallet[to], payer].filter((part) => part !== null).join(' '));

const textOf = (part: Part, words: TwoWords['zh']): string =>
  part.to === 'cash' ? words.refund.cashText[part.state === 'back' ? 'back' : 'waiting'] : words.refund.text[part.state](nameOf(part, words));
