import type { Handlers } from '../../shared/contract/contract.ts';
import { discountOf } from '../../shared/journal/pricing-shapes.ts';
import { minor } from '../../shared/money.ts';
import type { Desk } from '../till/desk.ts';
import { clearExchange, completeExchange, setExchange } from '../till/exchange.ts';
import { promotionsView, savePromotions } from '../till/promotions.ts';
import { discountLine, discountSale, exemptSale, overridePrice, setCoupon } from '../till/reductions.ts';
import { append } from '../till/selling.ts';
import type { SettingsStore } from '../till/settings-store.ts';
import { previewTakeBack, takeBack } from '../till/take-back.ts';
import { removeTender } from '../till/tender-removal.ts';
import { setPart } from '../till/tenders.ts';
import { undo } from '../till/undo.ts';

type SellingHandlers = Pick<Handlers, 'sale.discountLine' | 'sale.discount' | 'sale.overridePrice' | 'sale.exempt' | 'sale.coupon' | 'sale.undo' | 'tender.setPart' | 'tender.remove'
  | 'exchange.set' | 'exchange.clear' | 'exchange.complete' | 'goods.preview' | 'goods.takeBack' | 'promotions.get' | 'promotions.save' | 'settings.cashRounding' | 'settings.saveCashRounding'>;

/** Prices, parts and promotions. */
export function sellingHandlers(desk: Desk, settings: SettingsStore): SellingHandlers {
  const done = (): Record<string, never> => ({});
  return {
    'sale.discountLine': ({ lineId, discount, reason }) => (discountLine(desk, lineId, discount && discountOf(discount), reason), done()),
    'sale.discount': ({ discount, reason }) => (discountSale(desk, discount && discountOf(discount), reason), done()),
    'sale.overridePrice': ({ lineId, priceMinor, reason }) => (overridePrice(desk, lineId, priceMinor === null ? null : minor(priceMinor), reason), done()),
    'sale.exempt': ({ exempt, reason }) => (exemptSale(desk, exempt, reason), done()),
    'sale.coupon': ({ code, on }) => (setCoupon(desk, code, on), done()),
    'sale.undo': () => (undo(desk), done()),
    'tender.setPart': ({ amountMinor }) => (setPart(desk, amountMinor === null ? null : minor(amountMinor)), done()),
    'tender.remove': ({ tenderId, reason }) => (removeTender(desk, tenderId, reason), done()),
    'exchange.set': (order) => (setExchange(desk, order), done()),
    'exchange.clear': () => (clearExchange(desk), done()),
    'exchange.complete': () => completeExchange(desk),
    'goods.preview': ({ lines }) => previewTakeBack(desk, lines),
    'goods.takeBack': (order) => takeBack(desk, order),
    'promotions.get': () => promotionsView(desk),
    'promotions.save': ({ promotions }) => savePromotions(desk, promotions),
    'settings.cashRounding': () => ({ ...desk.memory.cashRounding }),
    'settings.saveCashRounding': (rule) => {
      desk.authority.require({ permission: 'changeSettings' });
      const before = desk.memory.cashRounding;
      const changed = (['stepMinor', 'mode'] as const).flatMap((name) => (before[name] === rule[name] ? [] : [`${name}: ${before[name]} → ${rule[name]}`]));
      if (changed.length === 0) return rule;
      settings.recorded(() => settings.save({ cashRounding: rule }), () => append(desk, [{ type: 'settings.changed', data: { area: 'cashRounding', changed } }]));
      desk.memory.cashRounding = rule;
      desk.changed();
      return rule;
    },
  };
}
