import { Ban, CircleX, Clock3, Fingerprint, Hourglass, ShieldAlert, Undo2, WifiOff, type LucideIcon } from 'lucide-react';
import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import type { Currency } from '../../shared/money.ts';
import { Amount } from '../ui/Amount.tsx';
import { useNow } from '../ui/clock.ts';
import { Ring } from '../ui/Ring.tsx';
import { Two } from './Two.tsx';
import type { TwoWords } from './words.ts';

type Payment = Extract<CustomerSnapshot['scene'], { kind: 'payment' }>;
type NotPaid = Extract<CustomerSnapshot['scene'], { kind: 'notPaid' }>;

const PAYMENT_PICTURE = {
  preparing: { icon: Hourglass, shape: 'dashed' },
  asking: { icon: Hourglass, shape: 'circle' },
  confirmOnPhone: { icon: Fingerprint, shape: 'phone' },
  cancelling: { icon: CircleX, shape: 'octagon' },
  unresolved: { icon: ShieldAlert, shape: 'diamond' },
} as const satisfies Record<Payment['how'], { icon: LucideIcon; shape: 'circle' | 'dashed' | 'octagon' | 'diamond' | 'phone' }>;

const NOT_PAID_PICTURE = { declined: Ban, cancelled: Undo2, expired: Clock3, notSent: WifiOff } as const satisfies Record<NotPaid['how'], LucideIcon>;

const RING = 200;
const MINUTE_MS = 60_000;

/** A payment under way: what the customer should do, or simply wait for. */
export function PaymentScene({ scene, currency, words }: { readonly scene: Payment; readonly currency: Currency; readonly words: TwoWords }) {
  const now = useNow(500);
  const { icon: Icon, shape } = PAYMENT_PICTURE[scene.how];
  const zh = words.zh.payment[scene.how];
  const en = words.en.payment[scene.how];
  return (
    <section className="state-scene" data-how={scene.how}>
      <p className="state-amount">
        <Amount minor={scene.amountMinor} currency={currency} withCurrency />
      </p>
      <Ring part={((now - scene.sinceMs) % MINUTE_MS) / MINUTE_MS} size={RING} shape={shape}>
        <Icon size={80} strokeWidth={1.25} aria-hidden="true" />
      </Ring>
      <h1 className="state-title">
        <Two words={words} zh={zh.title} en={en.title} />
      </h1>
      <p className="state-text">
        <Two words={words} zh={zh.text(words.zh.wallet[scene.wallet])} en={en.text(words.en.wallet[scene.wallet])} />
      </p>
    </section>
  );
}

export function NotPaidScene({ scene, currency, words }: { readonly scene: NotPaid; readonly currency: Currency; readonly words: TwoWords }) {
  const Icon = NOT_PAID_PICTURE[scene.how];
  const zh = words.zh.notPaid[scene.how];
  const en = words.en.notPaid[scene.how];
  const why = scene.reason === null ? null : { zh: words.zh.reason[scene.reason], en: words.en.reason[scene.reason] };
  return (
    <section className="state-scene state-over" data-how={scene.how}>
      <p className="state-amount">
        <Amount minor={scene.amountMinor} currency={currency} withCurrency />
      </p>
      <Ring part={null} size={RING} shape="square">
        <Icon size={80} strokeWidth={1.25} aria-hidden="true" />
      </Ring>
      <h1 className="state-title">
        <Two words={words} zh={zh.title} en={en.title} />
      </h1>
      <p className="state-text">
        <Two words={words} zh={why?.zh ?? zh.text(words.zh.wallet[scene.wallet])} en={why?.en ?? en.text(words.en.wallet[scene.wallet])} />
      </p>
    </section>
  );
}
