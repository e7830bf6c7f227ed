import { PackageSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { StockWorth } from '../../../shared/contract/period-views.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { amountText } from '../../ui/amount.ts';
import { ask } from '../till.ts';
import { FigureTable } from './FigureTable.tsx';
import { countText, type Table } from './views.ts';
import { usePeriodWords } from './words.ts';

/** What lies on the shelves now, by category. It belongs to no days. */
export function StockPage() {
  const { language } = useWords();
  const words = usePeriodWords();
  const [worth, setWorth] = useState<StockWorth | null>(null);
  useEffect(() => {
    let isNewest = true;
    void ask('periods.stock', {}).then((answer) => {
      if (isNewest && answer.ok) setWorth(answer.value);
    });
    return () => {
      isNewest = false;
    };
  }, []);
  if (worth === null) return null;
  if (worth.products === 0) {
    return (
      <div className="empty" role="status">
        <PackageSearch size={32} strokeWidth={1.5} aria-hidden="true" />
        <h2>{words.stock.none}</h2>
        <p className="muted">{words.stock.noneHint}</p>
      </div>
    );
  }
  const cells = ({ valueMinor, products, low }: Pick<StockWorth, 'valueMinor' | 'products' | 'low'>): Table['rows'][number]['cells'] => [
    { text: amountText(valueMinor, worth.currency) }, { text: countText(String(products)) }, low === 0 ? { text: '0', tone: 'quiet' } : { text: countText(String(low)) },
  ];
  const table: Table = {
    head: [words.stock.value, words.stock.products, words.stock.low], sum: cells(worth),
    rows: worth.categories.map((row) => ({ key: row.categoryId, label: row.name === null ? row.categoryId : nameIn(row.name, language), cells: cells(row), opens: null })),
  };
  return (
    <>
      <FigureTable name={words.stock.title} table={table} index={-1} onIndex={() => undefined} onOpen={() => undefined} />
      <p className="muted reports-note">{words.stock.note}{worth.negative > 0 && ` ${words.stock.negative(worth.negative)}`}</p>
    </>
  );
}
