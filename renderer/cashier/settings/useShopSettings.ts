import { useEffect, useState } from 'react';
import type { ShopSettingsView } from '../../../shared/contract/shop-views.ts';
import { useTill } from '../till.ts';
import { ask } from '../till.ts';

/** The shop's settings, asked for again when the till has changed: a sale that opens or ends decides what may be changed. */
export function useShopSettings(): readonly [ShopSettingsView | null, (view: ShopSettingsView) => void] {
  const saleId = useTill((till) => till.sale?.saleId ?? null);
  const [view, setView] = useState<ShopSettingsView | null>(null);
  useEffect(() => {
    let isGone = false;
    void ask('settings.shop', {}).then((answer) => {
      if (!isGone && answer.ok) setView(answer.value);
    });
    return () => {
      isGone = true;
    };
  }, [saleId]);
  return [view, setView];
}
