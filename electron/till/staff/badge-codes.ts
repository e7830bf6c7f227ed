import { minor } from '../../../shared/money.ts';
import { ITF_LENGTHS_DEFAULT, routeScan, type CatalogKey } from '../../../shared/scan/router.ts';
import type { Catalog } from '../../journal/port.ts';

/** Any sum: a payment code is one whether or not there is something to pay. */
const SOME_DUE = minor(1);

/** True for a code that this till would sell, charge or find a receipt by: it cannot be anybody's badge. */
export function meansSomethingElse(catalog: Pick<Catalog, 'byCode' | 'byPlu'>, code: string): boolean {
  const lookup = (key: CatalogKey): string | null => {
    const product = key.by === 'gtin14' ? catalog.byCode([key.gtin14]) : key.by === 'code' ? (catalog.byCode([key.code]) ?? catalog.byPlu(key.code)) : catalog.byPlu(key.plu);
    return product?.productId ?? null;
  };
  return routeScan({ text: code, source: 'wedge' }, { state: 'selling', totalDueMinor: SOME_DUE, lookup, scaleTemplates: [], itfLengths: ITF_LENGTHS_DEFAULT }).kind !== 'unknown';
}
