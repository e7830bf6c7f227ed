import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXPORT_HEADERS, guessMapping, mappingTrouble } from '../../../shared/catalog/columns.ts';
import { csvLine, guard, readCsv, separatorOf, unguard, type CsvRecord, type Separator } from '../../../shared/catalog/csv.ts';

/** Reads a text cut into pieces of `size`. */
function read(text: string, separator: Separator = ',', size = text.length || 1): CsvRecord[] {
  const records: CsvRecord[] = [];
  const reader = readCsv(separator, (record) => records.push(record));
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
  reader.end();
  return records;
}
const fields = (text: string, separator?: Separator): unknown => read(text, separator).map((record) => record.fields);

describe('records', () => {
  test('quotes, line ends inside them, blank lines, a mark at the beginning, no line end at the end', () => {
    expect(fields('\uFEFFa,b\r\n1,"x, ""y"""\n\n"two\nlines",\r3,4')).toEqual([['a', 'b'], ['1', 'x, "y"'], ['two\nlines', ''], ['3', '4']]);
    expect(fields('a;b\n1,5;2', ';')).toEqual([['a', 'b'], ['1,5', '2']]);
    expect(fields('a\tb\n"1\t2"\t3', '\t')).toEqual([['a', 'b'], ['1\t2', '3']]);
  });

  test('each record names the line it begins in', () => {
    expect(read('a\n"x\r\ny"\r\n\nb\rc').map(({ line, fields: [first] }) => [line, first])).toEqual([[1, 'a'], [2, 'x\r\ny'], [5, 'b'], [6, 'c']]);
  });

  test('a quote inside an unquoted field is a character; one that is never closed spoils its own line only', () => {
    expect(fields('19" rack,5')).toEqual([['19" rack', '5']]);
    expect(read('a,b\n"never,1\nc,d\n').map(({ line, trouble }) => [line, trouble])).toEqual([[1, null], [2, 'quotes'], [3, null]]);
    expect(read('a,"b"x,c\nd').map(({ trouble }) => trouble)).toEqual(['quotes', null]);
  });

  test('an endless field is cut, and what follows is read', () => {
    const [first, ...rest] = read(`"${'x'.repeat(500_000)}\nb,c\nd,e\n`, ',', 65_536);
    expect(first?.trouble).toBe('quotes');
    expect(rest.filter(({ trouble }) => trouble === null).map((record) => record.fields)).toEqual([['b', 'c'], ['d', 'e']]);
  });

  test('property: whatever is written is read again, cut anywhere', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\uFEFF', ''));
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }).filter((row) => row.some((text) => text.trim() !== '')), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(table, fc.integer({ min: 1, max: 40 }), (rows, size) => {
      const text = rows.map((row) => `${csvLine(row)}\r\n`).join('');
      expect(read(text, ',', size).map((record) => record.fields)).toEqual(rows);
    }));
  });

  test('the separator is what stands most often outside quotes in the first line', () => {
    expect(['a,b', 'a;"b,c,d,e";f', 'a\tb\tc,d', 'alone', '\n\na;b'].map(separatorOf)).toEqual([',', ';', '\t', ',', ';']);
  });
});

describe('formulas', () => {
  test('what a spreadsheet might run is guarded, plain negative numbers are not', () => {
    expect(['=1+1', '+86', '-2+3', '@x', "'q", '＝A1', '-5', '-0.25', 'tea'].map(guard)).toEqual(["'=1+1", "'+86", "'-2+3", "'@x", "''q", "'＝A1", '-5', '-0.25', 'tea']);
    expect(unguard("'Twas")).toBe("'Twas");
  });

  test('property: taking the guard off gives exactly what was there, and nothing guarded begins a formula', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((text) => `=${text}`), fc.string().map((text) => `'${text}`), fc.string().map((text) => `-${text}`)), (text) => {
      expect(unguard(guard(text))).toBe(text);
      expect(/^[=+@\t\r]/.test(guard(text))).toBe(false);
    }));
  });
});

describe('columns', () => {
  test('are guessed from what people call them, in English and both scripts', () => {
    expect(guessMapping(['Barcode', 'Product Name', 'Retail price (HKD)', 'Dept', 'category', 'Low stock'])).toEqual(['codes', 'name', 'price', null, 'category', 'lowStock']);
    expect(guessMapping(['条形码', '商品名称', '售价', '分类', '库存下限', '备注'])).toEqual(['codes', 'name', 'price', 'category', 'lowStock', null]);
    expect(guessMapping(['條碼', '品名', '價格', '類別', 'ＰＬＵ'])).toEqual(['codes', 'name', 'price', 'category', 'plu']);
    expect(guessMapping(['barcode', 'barcode 2', 'price', 'Price'])).toEqual(['codes', 'codes', 'price', null]);
  });

  test('the headers of an export are known again', () => {
    expect(guessMapping([...EXPORT_HEADERS.map(([, header]) => header), 'stock'])).toEqual([...EXPORT_HEADERS.map(([field]) => field), null]);
  });

  test('a mapping that tells no product from another, or the same thing twice, is refused', () => {
    expect(mappingTrouble(['codes', 'codes', 'price'])).toBeNull();
    expect(mappingTrouble(['name', 'price'])).toBeNull();
    expect(mappingTrouble(['price', 'price', 'codes'])).toBe('twice');
    expect(mappingTrouble(['price', null])).toBe('noName');
    expect(mappingTrouble(['category'])).toBe('noKey');
  });
});
