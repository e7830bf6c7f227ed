import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { COLUMN_FIELDS, mappingTrouble, type ColumnField } from '../../../shared/catalog/columns.ts';
import { SEPARATORS, type Separator } from '../../../shared/catalog/csv.ts';
import type { ImportEncoding, ImportPreview } from '../../../shared/contract/catalog-views.ts';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ask } from '../till.ts';
import { useCatalogWords } from './words.ts';

const ENCODINGS = ['utf-8', 'gbk', 'utf-16le'] as const satisfies readonly ImportEncoding[];
const CHECK_KEY = 'F12';

const isField = (text: string): text is ColumnField => COLUMN_FIELDS.some((field) => field === text);

/** What each column of the file is, beside its first rows; guessed, and a person has the last word. */
export function Columns({ importId, preview, onOther }: { readonly importId: string; readonly preview: ImportPreview; readonly onOther: () => void }) {
  const t = useCatalogWords();
  const [mapping, setMapping] = useState<readonly (ColumnField | null)[]>(preview.mapping);
  const [absent, setAbsent] = useState<'keep' | 'archive'>('keep');
  const trouble = mappingTrouble(mapping);
  const check = (): void => {
    if (trouble === null) void ask('import.check', { importId, mapping: [...mapping], absent });
  };
  const read = (change: Partial<{ encoding: ImportEncoding; separator: Separator }>): void => {
    void ask('import.read', { importId, encoding: preview.encoding, separator: preview.separator, ...change });
  };
  useKeyLayer(LAYER.dialog, (key) => {
    if (key !== CHECK_KEY) return false;
    check();
    return true;
  });
  return (
    <section className="columns">
      <div className="columns-reading">
        <label className="field">
          <span className="field-label">{t.encoding}</span>
          <select className="input" name="encoding" value={preview.encoding} onChange={(event) => { const encoding = ENCODINGS.find((one) => one === event.target.value); if (encoding !== undefined) read({ encoding }); }}>
            {ENCODINGS.map((encoding) => <option key={encoding} value={encoding}>{t.encodings[encoding]}</option>)}
          </select>
        </label>
        <label className="field">
          <span className="field-label">{t.separator}</span>
          <select className="input" name="separator" value={preview.separator} onChange={(event) => { const separator = SEPARATORS.find((one) => one === event.target.value); if (separator !== undefined) read({ separator }); }}>
            {SEPARATORS.map((separator) => <option key={separator} value={separator}>{t.separators[separator]}</option>)}
          </select>
        </label>
        <label className="field">
          <span className="field-label">{t.absent}</span>
          <select className="input" name="absent" value={absent} onChange={(event) => { setAbsent(event.target.value === 'archive' ? 'archive' : 'keep'); }}>
            <option value="keep">{t.absentKeep}</option>
            <option value="archive">{t.absentArchive}</option>
          </select>
        </label>
      </div>
      <h3>{t.columns}</h3>
      <table className="columns-table">
        <thead><tr><th scope="col">{t.column}</th><th scope="col">{t.is}</th><th scope="col">{t.sample}</th></tr></thead>
        <tbody>
          {preview.headers.map((header, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- columns are told apart by their place; two may have the same header
            <tr key={index} data-mapped={mapping[index] !== null}>
              <th scope="row" className="ellipsis">{header}</th>
              <td>
                <select
                  className="input" name={`column${index}`} aria-label={header} value={mapping[index] ?? ''} {...(index === 0 ? { 'data-first': '' } : {})}
                  onChange={(event) => { const field = isField(event.target.value) ? event.target.value : null; setMapping(mapping.map((before, at) => (at === index ? field : before))); }}
                >
                  <option value="">{t.ignore}</option>
                  {COLUMN_FIELDS.map((field) => <option key={field} value={field}>{t.fields[field]}</option>)}
                </select>
              </td>
              <td className="columns-sample ellipsis muted">{preview.rows.map((row) => row[index] ?? '').filter((cell) => cell !== '').slice(0, 4).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {trouble !== null && <p className="field-wrong" role="alert"><CircleAlert size={18} aria-hidden="true" /> {t.trouble[trouble]}</p>}
      <footer className="import-foot">
        <Button hint="F8" action="otherFile" onClick={onOther}>{t.other}</Button>
        <Button look="primary" hint={CHECK_KEY} action="checkImport" disabled={trouble !== null} onClick={check}>{t.check}</Button>
      </footer>
    </section>
  );
}
