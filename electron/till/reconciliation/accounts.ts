import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAYMENT_PRODUCTS } from '../../../shared/payment/products.ts';
import type { GatewaySettings } from '../../alipay/settings.ts';
import type { Accounts } from './run.ts';

/** Of a running till. */
export const accountsOf = (settings: GatewaySettings): Accounts => Object.fromEntries(PAYMENT_PRODUCTS.flatMap((product) => {
  const own = settings[product];
  return own?.gateway === 'legacy' ? [[product, own.settings.plain.partner]] : [];
}));

interface Stored {
  readonly sameAs?: string;
  readonly plain?: { readonly partner?: unknown };
}

/** As the settings of a data folder have them in the clear: of a till that is not running, and whose keys nobody may ask for. */
export function storedAccounts(dataDir: string): Accounts {
  try {
    const { products = {} } = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8')) as { readonly products?: Readonly<Record<string, Stored>> };
    return Object.fromEntries(PAYMENT_PRODUCTS.flatMap((product) => {
      const own = products[product];
      const partner = (own?.sameAs === undefined ? own : products[own.sameAs])?.plain?.partner;
      return typeof partner === 'string' && partner !== '' ? [[product, partner]] : [];
    }));
  } catch {
    // A till without settings, or with ones only its own start can complain about: then files of others are not told by their partner.
    return {};
  }
}
