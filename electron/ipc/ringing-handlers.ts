import { isWeighed, namesIn } from '../../shared/catalog/kinds.ts';
import type { Handlers, Request } from '../../shared/contract/contract.ts';
import type { LabelPreview, PriceCheckView } from '../../shared/contract/question-views.ts';
import type { ProductView, ScanResult } from '../../shared/contract/views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { walletOf } from '../../shared/scan/payment-code.ts';
import { LABEL_DEFAULTS, labelsProblem, priceLabel, templatesInForce, type LabelSettings } from '../../shared/scan/label-template.ts';
import { readScaleLabel, type ScaleLabel } from '../../shared/scan/scale-label.ts';
import type { ProductRow } from '../journal/port.ts';
import type { CatalogDesk } from '../till/catalog/desk.ts';
import type { Desk } from '../till/desk.ts';
import { kindOf, perKgOf, plainly } from '../till/ringing/asked.ts';
import { answerQuestion, ring } from '../till/ringing/ring.ts';
import { labelProduct, routeAtDesk } from '../till/scanning.ts';
import { append } from '../till/selling.ts';
import type { SettingsStore } from '../till/settings-store.ts';

type RingingHandlers = Pick<Handlers, 'scan.answer' | 'scan.take' | 'catalog.find' | 'settings.labels' | 'settings.saveLabels' | 'settings.previewLabel'>;

export interface RingingDeps {
  readonly desk: Desk;
  readonly settings: SettingsStore;
  readonly products: CatalogDesk;
}

/** A screen that is open says so again and again; a window that is gone does not. */
const SCANS_TAKEN_MS = 30_000;
const ONE_MILLI = 1000;
const FOUND_MAX = 8;

/** A product as tiles and search results show it. */
export function productView(row: ProductRow): ProductView {
  const { soldBy, openPrice, minAge, pack, variantGroup, variantLabel } = kindOf(row);
  return {
    productId: row.productId, name: row.name, priceMinor: row.priceMinor, categoryId: row.categoryId, picture: row.picture, ...(row.colour === undefined ? {} : { colour: row.colour }), plu: row.plu, code: row.codes[0] ?? null,
    ...(soldBy === 'piece' ? {} : { soldBy }), ...(openPrice ? { openPrice } : {}), ...(minAge === null ? {} : { minAge }), ...(pack === null ? {} : { packOf: pack.quantity }),
    ...(variantGroup === null || variantLabel === null ? {} : { variant: { group: namesIn(variantGroup), label: namesIn(variantLabel), count: row.variants ?? 1 } }),
  };
}

/** A product picked by hand. One that is weighed is asked for its weight: a picked one is no kilogram. */
export function ringByHand(desk: Desk, { productId, quantityMilli, source }: Request<'sale.addProduct'>): ScanResult {
  return ring(desk, { ...plainly(productId, source, null), quantityMilli: quantityMilli === ONE_MILLI ? null : quantityMilli, isThisVariant: source !== 'tile' });
}

/** Questions before a sale, price checks, and the labels of the shop's scales. */
export function ringingHandlers({ desk, settings, products }: RingingDeps): RingingHandlers {
  // The practice shop's settings are there to be tried out; the shop's own are the business's.
  const editable = desk.world === 'live' || settings.shop === null;
  const labelsView = () => ({ ...(settings.settings.labels ?? LABEL_DEFAULTS), editable });
  const check = (row: ProductRow, label: ScaleLabel | null): PriceCheckView => priceCheck(desk, products, row, label);
  return {
    'scan.answer': ({ questionId, answer }) => answerQuestion(desk, questionId, answer),
    'scan.take': ({ on }) => {
      desk.memory.scansTakenUntilMs = on ? desk.clock.nowMs() + SCANS_TAKEN_MS : 0;
      return {};
    },
    'catalog.find': ({ text }) => {
      const wanted = text.trim();
      if (wanted === '') return { exact: false, products: [] };
      const { route, seen } = routeAtDesk(desk, { text: wanted, source: 'typed' }, undefined, 'selling');
      if (route.kind === 'product' || route.kind === 'scaleLabel') {
        const row = seen.get(route.productId);
        if (row) return { exact: true, products: [check(row, route.kind === 'scaleLabel' ? route.label : null)] };
      }
      return { exact: false, products: walletOf(wanted) === null ? desk.catalog.search(wanted, FOUND_MAX).map((row) => check(row, null)) : [] };
    },
    'settings.labels': labelsView,
    'settings.saveLabels': (form) => {
      if (!editable) throw new TillError('CATALOG_SHOP_IN_TRAINING');
      const problem = labelsProblem(form);
      if (problem !== null) throw new TillError('LABELS_WRONG', { id: problem.id, problem: problem.kind });
      desk.authority.require({ permission: 'changeSettings' });
      const before = settings.settings.labels ?? LABEL_DEFAULTS;
      const changed = labelChanges(before, form);
      if (changed.length > 0) {
        settings.recorded(
          () => settings.save({ labels: { templates: form.templates, rule: form.rule } }),
          () => append(desk, [{ type: 'settings.changed', data: { area: 'labels', changed: changed.slice(0, 50) } }]),
        );
        desk.memory.labels = form;
        desk.changed();
      }
      return labelsView();
    },
    'settings.previewLabel': ({ text, templates }) => previewLabel(text.replaceAll(/\s/g, ''), templatesInForce({ templates, rule: 'ask' }), (label) => {
      const row = labelProduct(desk, label.plu);
      return row === null ? null : check(row, label);
    }),
  };
}

/** What a label says by the first template that knows it; a bad digit only when none reads it whole. */
function previewLabel(text: string, templates: ReturnType<typeof templatesInForce>, found: (label: ScaleLabel) => PriceCheckView | null): LabelPreview {
  let best: LabelPreview = { kind: 'noMatch' };
  for (const template of templates) {
    const reading = readScaleLabel(text, template);
    if (reading.kind === 'match') return { kind: 'match', ...reading.label, found: found(reading.label), likePayment: walletOf(text) !== null };
    if (reading.kind !== 'noMatch' && best.kind === 'noMatch') best = { kind: reading.kind, templateId: template.id };
  }
  return best;
}

/** What changed, as the journal names it: the rule, and each template by its id. */
function labelChanges(before: LabelSettings, after: LabelSettings): string[] {
  const text = (templates: LabelSettings['templates'], id: string): string => JSON.stringify(templates.find((template) => template.id === id) ?? null);
  const ids = new Set([...before.templates, ...after.templates].map(({ id }) => id));
  const order = (templates: LabelSettings['templates']): string => templates.map(({ id }) => id).join(' ');
  const changed = [...ids].filter((id) => text(before.templates, id) !== text(after.templates, id)).map((id) => {
    const now = after.templates.find((template) => template.id === id);
    return now === undefined ? `${id}: removed` : `${id}: ${now.pattern} ${now.isOn ? 'on' : 'off'}`;
  });
  if (changed.length === 0 && order(before.templates) !== order(after.templates)) changed.push('order');
  return [...(before.rule === after.rule ? [] : [`rule: ${after.rule}`]), ...changed];
}

function priceCheck(desk: Desk, products: CatalogDesk, row: ProductRow, label: ScaleLabel | null): PriceCheckView {
  const { soldBy, openPrice, minAge, pack, variantLabel } = kindOf(row);
  const piece = pack === null ? null : desk.catalog.product(pack.productId);
  const priced = label === null ? null : priceLabel(label, perKgOf(row), desk.memory.labels.rule === 'till' ? 'till' : 'label');
  const perKgMinor = perKgOf(row);
  const comesToMinor = priced === null || priced.kind !== 'priced' ? null : (priced.labelMinor ?? (perKgMinor === null || priced.grams === null ? null : Math.round((perKgMinor * priced.grams) / 1000)));
  return {
    productId: row.productId, name: row.name, picture: row.picture, categoryId: row.categoryId, priceMinor: row.priceMinor, soldBy, openPrice, minAge, plu: row.plu, code: row.codes[0] ?? null,
    pack: pack === null ? null : { name: piece?.name ?? row.name, quantity: pack.quantity }, variantLabel: variantLabel === null ? null : namesIn(variantLabel),
    // A pack that counts as its pieces has the stock of its pieces.
    onHandMilli: pack === null ? products.onHand(row.productId) : piecesOnHand(products.onHand(pack.productId), pack.quantity), nextPrice: products.nextPrice(row.productId),
    label: label === null ? null : { amountMinor: label.amountMinor, weightGrams: label.weightGrams ?? (isWeighed(soldBy) && priced?.kind === 'priced' ? priced.grams : null), comesToMinor },
  };
}

const piecesOnHand = (milli: number | null, quantity: number): number | null => (milli === null ? null : Math.trunc(milli / quantity / ONE_MILLI) * ONE_MILLI);
