import { Percent, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { LineView, SaleView } from '../../../shared/contract/views.ts';
import type { Discount } from '../../../shared/pricing/discount.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { entryDecimals } from '../../ui/entry.ts';
import { keyOf } from '../keymap.ts';
import { setDesk } from '../desk.ts';
import { ask, useTill } from '../till.ts';
import { effectOf, QUICK_PERCENTS, typedDiscount } from './entered.ts';
import { ReasonPicks } from './ReasonPicks.tsx';
import { discountText, sum } from '../../ui/price-steps.ts';
import { ValueForm } from './ValueForm.tsx';
import { usePricingWords } from './words.ts';
import './pricing.css';

const KEYS = { scope: 'F2', kind: 'F3', remove: 'F4', quick: ['F5', 'F6', 'F7', 'F8'] } as const;
const PERCENT_DECIMALS = 2;
const PPM_PER_PERCENT = 10_000;

const close = (): void => {
  setDesk({ dialog: null });
};

/** What a discount on that line is taken off: its price after promotions. */
const lineBaseMinor = (line: LineView): number => sum(line.steps.filter(({ why }) => why !== 'lineDiscount' && why !== 'saleDiscount'));
/** What a discount on the sale is taken off: what its lines cost without one. */
const saleBaseMinor = (sale: SaleView): number => sale.lines.reduce((total, line) => total + Math.max(0, sum(line.steps.filter(({ why }) => why !== 'saleDiscount'))), 0);

/** Something off a line or the whole sale: how much by keyboard, a quick percent or a finger, then why. */
export function DiscountDialog({ lineId }: { readonly lineId: string | null }) {
  const { language } = useWords();
  const pricing = usePricingWords();
  const words = pricing.discount;
  const sale = useTill((till) => till.sale);
  const currency = useTill((till) => till.shop.currency);
  const line = sale?.lines.find((one) => one.lineId === lineId);
  const [scope, setScope] = useState<'line' | 'sale'>(line === undefined ? 'sale' : 'line');
  const [kind, setKind] = useState<Discount['kind']>('percent');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Discount | null>(null);
  if (sale === null) return null;

  const inForce = scope === 'line' ? (line?.discount ?? null) : sale.discount;
  const baseMinor = scope === 'line' && line !== undefined ? lineBaseMinor(line) : saleBaseMinor(sale);
  const typed = typedDiscount(kind, text, currency);
  const effect = typed === null ? null : effectOf(typed, baseMinor);
  const trouble = text !== '' && typed === null ? words.notPositive : effect?.isTooMuch === true ? words.tooMuch : null;
  const canGoOn = typed !== null && effect?.isTooMuch === false;

  const send = (discount: Discount | null, reason: string): void => {
    close();
    if (scope === 'line' && line !== undefined) void ask('sale.discountLine', { lineId: line.lineId, discount, reason });
    else void ask('sale.discount', { discount, reason });
  };
  const remove = (): void => {
    if (inForce !== null) send(null, words.removed);
  };
  const turnScope = (): void => {
    if (line !== undefined) setScope(scope === 'line' ? 'sale' : 'line');
  };
  const turnKind = (): void => {
    setKind(kind === 'percent' ? 'amount' : 'percent');
    setText('');
  };
  const quick = (index: number): void => {
    const percent = QUICK_PERCENTS[index];
    if (percent !== undefined) setChosen({ kind: 'percent', ppm: percent * PPM_PER_PERCENT });
  };
  const onKey = (key: string): boolean => {
    if (chosen !== null) return false;
    const at = (KEYS.quick as readonly string[]).indexOf(key);
    if (at >= 0) quick(at);
    else if (key === KEYS.scope) turnScope();
    else if (key === KEYS.kind) turnKind();
    else if (key === KEYS.remove) remove();
    else return false;
    return true;
  };
  const what = scope === 'line' && line !== undefined ? nameIn(line.name, language) : words.sale;

  if (chosen !== null) {
    return (
      <Dialog key="reason" name="discountReason" title={`${words.title} ${discountText(chosen, currency)} · ${what}`} onClose={close} onBack={() => { setChosen(null); }}>
        <ReasonPicks reasons={words.reasons} onPick={(reason) => { send(chosen, reason); }} />
      </Dialog>
    );
  }
  return (
    <Dialog key="value" name="discount" title={`${words.title} · ${what}`} closeKeys={[keyOf('selling', 'discount')]} onClose={close} onKey={onKey}>
      <div className="segments-row">
        <div className="segments" role="group" aria-label={words.title}>
          <Button aria-pressed={scope === 'line'} hint={scope === 'line' ? '' : KEYS.scope} action="discountLine" disabled={line === undefined} onClick={() => { setScope('line'); }}>{words.line}</Button>
          <Button aria-pressed={scope === 'sale'} hint={scope === 'sale' ? '' : KEYS.scope} action="discountSale" onClick={() => { setScope('sale'); }}>{words.sale}</Button>
        </div>
        <div className="segments" role="group" aria-label={`${words.percent} / ${words.amount}`}>
          <Button aria-pressed={kind === 'percent'} hint={kind === 'percent' ? '' : KEYS.kind} action="discountPercent" onClick={() => { if (kind !== 'percent') turnKind(); }}>{words.percent}</Button>
          <Button aria-pressed={kind === 'amount'} hint={kind === 'amount' ? '' : KEYS.kind} action="discountAmount" onClick={() => { if (kind !== 'amount') turnKind(); }}>{words.amount}</Button>
        </div>
      </div>
      <ValueForm
        label={words.value(kind === 'percent' ? '%' : currency)} text={text} onText={setText} decimals={kind === 'percent' ? PERCENT_DECIMALS : entryDecimals(currency)} trouble={trouble} next={words.next}
        canGoOn={canGoOn} onNext={() => { if (typed !== null && canGoOn) setChosen(typed); }}
        foot={
          <>
            <div className="quick" role="group" aria-label={words.percent}>
              {QUICK_PERCENTS.map((percent, index) => (
                <Button key={percent} hint={KEYS.quick[index] ?? ''} action={`quick${percent}`} onClick={() => { quick(index); }}>{percent}%</Button>
              ))}
            </div>
            {inForce !== null && (
              <div className="in-force">
                <span><Percent size={16} aria-hidden="true" /> {words.inForce(discountText(inForce, currency))}</span>
                <Button icon={<Trash2 size={18} aria-hidden="true" />} hint={KEYS.remove} action="removeDiscount" onClick={remove}>{words.remove}</Button>
              </div>
            )}
          </>
        }
      >
        <dl className="effect">
          <div><dt>{words.before}</dt><dd><Amount minor={baseMinor} currency={currency} /></dd></div>
          <div data-off=""><dt>{words.off}</dt><dd><Amount minor={-(effect?.offMinor ?? 0)} currency={currency} /></dd></div>
          <div><dt>{words.after}</dt><dd data-after=""><Amount minor={baseMinor - (effect?.offMinor ?? 0)} currency={currency} /></dd></div>
        </dl>
      </ValueForm>
    </Dialog>
  );
}
