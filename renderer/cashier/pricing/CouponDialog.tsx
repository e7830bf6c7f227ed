import { Ticket, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PromotionsView } from '../../../shared/contract/sale-views.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { moneyText } from '../../ui/amount.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { warnAloud } from '../../ui/sound.ts';
import { setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { tell } from '../notices.ts';
import { takeScans } from '../scans.ts';
import { ask, useTill } from '../till.ts';
import { usePricingWords } from './words.ts';
import './pricing.css';

const close = (): void => {
  setDesk({ dialog: null });
};
const CODE_MAX = 32;
const NO_CODES: readonly string[] = [];

/** Coupons of the sale: typed or scanned, each with what it saves, and out again. */
export function CouponDialog() {
  const { language } = useWords();
  const { coupon: words } = usePricingWords();
  const coupons = useTill((till) => till.sale?.coupons ?? NO_CODES);
  const promotions = useTill((till) => till.sale?.promotions ?? null);
  const currency = useTill((till) => till.shop.currency);
  const [code, setCode] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [known, setKnown] = useState<PromotionsView['promotions']>([]);
  useEffect(() => {
    void call('promotions.get', {}).then((answer) => {
      if (answer.ok) setKnown(answer.value.promotions);
    });
  }, []);
  const apply = (text: string): void => {
    const wanted = text.trim().toUpperCase();
    if (wanted === '') return;
    // A code that is none is said here, beside the field.
    void call('sale.coupon', { code: wanted, on: true }).then((answer) => {
      if (answer.ok) {
        close();
        tell({ kind: 'good', text: words.applied(wanted) });
        return;
      }
      warnAloud();
      setTrouble(errorWords(answer.error, language).what);
    });
  };
  useEffect(() => takeScans(apply));
  const savedBy = (wanted: string): number =>
    (promotions ?? []).reduce((total, one) => total + (known.find(({ promotionId }) => promotionId === one.promotionId)?.coupon === wanted ? one.savedMinor : 0), 0);
  return (
    <Dialog name="coupon" title={words.title} width="narrow" closeKeys={[keyOf('selling', 'coupon')]} onClose={close}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          apply(code);
        }}
      >
        <label className="field">
          <span className="field-label">{words.code}</span>
          <input
            className="input value-input coupon-input" data-first="" name="coupon" maxLength={CODE_MAX} autoComplete="off" autoCapitalize="characters" spellCheck={false} value={code} aria-invalid={trouble !== null} aria-describedby="coupon-trouble"
            onChange={(event) => {
              setCode(event.target.value);
              setTrouble(null);
            }}
          />
          <span className={trouble === null ? 'field-hint' : 'field-wrong'} id="coupon-trouble" role="status">{trouble ?? words.codeHint}</span>
        </label>
        <Button look="primary" size="pay" submits hint="Enter" action="applyCoupon" disabled={code.trim() === ''} icon={<Ticket size={20} aria-hidden="true" />}>{words.apply}</Button>
      </form>
      <h3 className="dialog-part">{words.onSale}</h3>
      {coupons.length === 0 ? (
        <p className="muted">{words.none}</p>
      ) : (
        <ul className="coupons">
          {coupons.map((one) => (
            <li key={one} data-coupon={one}>
              <strong>{one}</strong>
              <span className="muted">{savedBy(one) > 0 ? words.works(moneyText(savedBy(one), currency)) : words.notYet}</span>
              <Button icon={<Trash2 size={18} aria-hidden="true" />} action={`removeCoupon-${one}`} aria-label={`${words.remove}: ${one}`} onClick={() => { void ask('sale.coupon', { code: one, on: false }); }} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
