import { useEffect, useRef } from 'react';
import type { Row, Table } from './views.ts';
import { usePeriodWords } from './words.ts';

interface FigureTableProps {
  readonly name: string;
  readonly table: Table;
  readonly index: number;
  readonly onIndex: (index: number) => void;
  readonly onOpen: (row: Row) => void;
}

/** A table of figures: tabular, right-aligned, its sum in sight below; rows that lead somewhere open with Enter or a second press. */
export function FigureTable({ name, table, index, onIndex, onOpen }: FigureTableProps) {
  const words = usePeriodWords();
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    body.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index, table]);
  return (
    <div className="figures-scroll">
      <table className="figure-table figures" role="grid" aria-label={name} tabIndex={0}>
        <thead>
          <tr>
            <th scope="col" aria-label={name} />
            {table.head.map((head) => <th key={head} scope="col">{head}</th>)}
          </tr>
        </thead>
        <tbody ref={body}>
          {table.rows.map((row, at) => (
            <tr
              key={row.key} aria-selected={at === index} data-row={row.key} data-opens={row.opens === null ? undefined : row.opens.kind}
              onClick={() => {
                if (at === index && row.opens !== null) onOpen(row);
                else onIndex(at);
              }}
            >
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, column) => <td key={table.head[column] ?? column} data-tone={cell.tone}>{cell.text}</td>)}
            </tr>
          ))}
        </tbody>
        {table.sum !== null && (
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              {table.sum.map((cell, column) => <td key={table.head[column] ?? column} data-tone={cell.tone}>{cell.text}</td>)}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
