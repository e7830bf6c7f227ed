import { CircleCheckBig, Clock3, Undo2 } from 'lucide-react';
import type { ReceiptSummary } from '../../../shared/contract/returns.ts';
import { useReturnWords } from '../returns/return-words.ts';

const LOOK = {
  sold: { icon: CircleCheckBig, tone: 'quiet' },
  returning: { icon: Clock3, tone: 'wait' },
  partReturned: { icon: Undo2, tone: 'plain' },
  returned: { icon: Undo2, tone: 'plain' },
} as const;

/** What became of a sale, by word and picture. One that simply stands says so quietly. */
export function Standing({ standing }: { readonly standing: ReceiptSummary['standing'] }) {
  const r = useReturnWords();
  const { icon: Icon, tone } = LOOK[standing];
  return (
    <span className="badge standing" data-tone={tone} data-standing={standing}>
      <Icon size={14} aria-hidden="true" /> {r.receipts.standing[standing]}
    </span>
  );
}
