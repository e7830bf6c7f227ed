import { toDecimal, type Minor } from '../money.ts';
import type { BlockStyle, ReceiptBlock } from './blocks.ts';
import type { ItemLine, ReceiptDocument, Said, SaidAmount, SaidFact, TenderLine } from './document.ts';

/** Two languages on one line. */
const both = (said: Said): string => said.join(' ');
const LIGHT: ReceiptBlock = { kind: 'rule', weight: 'light' };
const STRONG: ReceiptBlock = { kind: 'rule', weight: 'strong' };

/** Lays a document out, top to bottom. The only place that decides what stands where on a paper. */
export function receiptBlocks(document: ReceiptDocument): ReceiptBlock[] {
  const { currency } = document;
  const money = (amountMinor: Minor): string => toDecimal(amountMinor, currency);
  const text = (value: string, style: BlockStyle = 'normal', align: 'left' | 'centre' = 'centre'): ReceiptBlock => ({ kind: 'text', text: value, style, align });
  const pair = (left: string, right: string, style: BlockStyle = 'normal', indent = false): ReceiptBlock => ({ kind: 'pair', left, right, style, indent });
  const amount = ({ what, amountMinor }: SaidAmount, style: BlockStyle = 'normal', indent = false): ReceiptBlock => pair(both(what), money(amountMinor), style, indent);
  const fact = ({ what, value }: SaidFact, style: BlockStyle = 'normal', indent = false): ReceiptBlock => pair(both(what), value, style, indent);
  const banners = document.banners.map((said): ReceiptBlock => ({ kind: 'banner', text: both(said) }));

  const item = (line: ItemLine): ReceiptBlock[] => {
    const [first, ...others] = line.name;
    // A single piece at its own price says all in one line.
    const isPlain = line.quantity === '1' && line.unitMinor === line.listMinor;
    const how = line.unitMinor === null ? line.quantity : `${line.quantity} x ${money(line.unitMinor)}${line.per === null ? '' : ` / ${line.per}`}`;
    return [
      ...(isPlain ? [pair(first, money(line.listMinor))] : [text(first, 'normal', 'left')]),
      ...others.map((name) => text(name, 'small', 'left')),
      ...(line.code === null ? [] : [text(line.code, 'small', 'left')]),
      ...(isPlain ? [] : [pair(how, money(line.listMinor), 'normal', true)]),
      ...line.changes.map((change) => amount(change, 'normal', true)),
    ];
  };
  const tender = (line: TenderLine): ReceiptBlock[] => [
    amount(line), ...line.details.map((detail) => amount(detail, 'normal', true)), ...line.facts.map((one) => fact(one, 'small', true)), ...(line.note === null ? [] : [text(both(line.note), 'strong')]),
  ];
  const { taxes, total, check } = document;
  const taxTable = (table: NonNullable<typeof taxes>): ReceiptBlock[] => [
    LIGHT, { kind: 'table', rows: [table.head.map(both), ...table.rows.map((row) => [row.name, money(row.taxableMinor), money(row.taxMinor)])] },
    ...(table.note === null ? [] : [text(both(table.note), 'small')]),
  ];
  return [
    ...(document.hasLogo ? [{ kind: 'logo' } as const] : []),
    ...document.shop.map((name, at) => text(name, at === 0 ? 'large' : 'strong')),
    ...document.head.map((line) => text(line, 'small')),
    ...banners,
    text(both(document.title), 'strong'),
    LIGHT,
    ...document.facts.map((one) => fact(one, 'small')),
    ...(document.items.length > 0 ? [LIGHT, ...document.items.flatMap(item)] : []),
    ...(document.sums.length > 0 || document.values.length > 0 || total !== null ? [LIGHT] : []),
    ...document.sums.map((one) => amount(one)),
    ...document.values.flatMap(tender),
    ...(total === null ? [] : [pair(`${both(total.what)} ${currency}`, money(total.amountMinor), 'large')]),
    ...document.rounded.map((one) => amount(one)),
    ...(document.itemCount === null ? [] : [fact(document.itemCount, 'small')]),
    ...(document.tenders.length > 0 ? [LIGHT, ...document.tenders.flatMap(tender)] : []),
    ...(document.saved === null ? [] : [LIGHT, amount(document.saved, 'strong')]),
    ...(taxes === null ? [] : taxTable(taxes)),
    ...document.sections.flatMap(({ title, rows }) => [LIGHT, ...(title === '' ? [] : [text(title, 'strong', 'left')]), ...rows.map((row) => fact(row))]),
    ...document.cards.flatMap((card): ReceiptBlock[] => [STRONG, pair(`${both(card.what)} ${currency}`, money(card.amountMinor), 'large'), { kind: 'barcode', text: card.number }]),
    ...(document.signature === null ? [] : [{ kind: 'space' } as const, { kind: 'space' } as const, text(`${both(document.signature)} ________________`, 'normal', 'left')]),
    STRONG,
    ...(document.barcode === null ? [] : [{ kind: 'barcode', text: document.barcode } as const]),
    ...(check === null ? [] : [{ kind: 'qr', text: check.code, caption: `${both(check.what)} ${check.text}` } as const]),
    ...document.foot.map((line) => text(line)),
    ...banners,
    { kind: 'cut' },
  ];
}
