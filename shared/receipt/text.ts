import type { ReceiptBlock } from './blocks.ts';
import { centreColumns, columnsOf, padEndColumns, padStartColumns, wrapColumns } from './width.ts';

/** Least room for words beside an amount; with less they stand above it. */
const WORDS_COLUMNS_MIN = 8;
const INDENT = 2;

/** Lines of fixed width, none of them wider than `columns` whatever the texts are; wide characters count two. For text files, and as the measure of every paper of that width. */
export function receiptText(blocks: readonly ReceiptBlock[], columns: number): string[] {
  return blocks.flatMap((block) => linesOf(block, columns)).map((line) => line.trimEnd());
}

function linesOf(block: ReceiptBlock, columns: number): string[] {
  switch (block.kind) {
    case 'logo':
    case 'cut':
      return [];
    case 'space':
      return [''];
    case 'text':
      return centred(block.text, columns, block.align === 'centre');
    case 'banner':
      return wrapColumns(block.text, columns - 8).map((line) => centreColumns(`*** ${line} ***`, columns));
    case 'pair':
      return pairLines(block.left, block.right, block.indent ? INDENT : 0, columns);
    case 'table':
      return tableLines(block.rows, columns);
    case 'rule':
      return [(block.weight === 'light' ? '-' : '=').repeat(columns)];
    case 'barcode':
      return centred(block.text, columns, true);
    case 'qr':
      return [...centred(block.caption, columns, true), ...centred(block.text, columns, true)];
  }
}

const centred = (text: string, columns: number, centre: boolean): string[] => wrapColumns(text, columns).map((line) => (centre ? centreColumns(line, columns) : line));

/** The value stands at the right end of the last line of its words. */
function pairLines(left: string, right: string, indent: number, columns: number): string[] {
  const room = columns - indent;
  const space = ' '.repeat(indent);
  const rightColumns = columnsOf(right);
  const leftRoom = room - rightColumns - 1;
  if (leftRoom < Math.min(WORDS_COLUMNS_MIN, columnsOf(left))) {
    return [...wrapColumns(left, room), ...wrapColumns(right, room).map((line) => padStartColumns(line, room))].map((line) => space + line);
  }
  const words = wrapColumns(left, leftRoom);
  return words.map((line, at) => space + (at === words.length - 1 ? `${padEndColumns(line, room - rightColumns)}${right}` : line));
}

/** Amounts in columns of their own width, with two blanks between; when the words have no room then, each row takes two lines. */
function tableLines(rows: readonly (readonly string[])[], columns: number): string[] {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count - 1 }, (_, at) => Math.max(...rows.map((row) => columnsOf(row[at + 1] ?? ''))) + 2);
  const first = columns - widths.reduce((sum, width) => sum + width, 0);
  if (first < WORDS_COLUMNS_MIN) return rows.flatMap(([name = '', ...values]) => [...wrapColumns(name, columns), ...wrapColumns(values.join('  '), columns).map((line) => padStartColumns(line, columns))]);
  return rows.flatMap(([name = '', ...values]) => {
    const words = wrapColumns(name, first);
    return words.map((line, at) => (at === words.length - 1 ? padEndColumns(line, first) + values.map((value, index) => padStartColumns(value, widths[index] ?? 0)).join('') : line));
  });
}
