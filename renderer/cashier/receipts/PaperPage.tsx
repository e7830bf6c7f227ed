import { FileText, QrCode, ScrollText } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { IssuedPaperOf, PaperView } from '../../../shared/contract/receipt-views.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Paper } from '../../ui/receipt/Paper.tsx';
import { SharedCode } from '../../ui/receipt/SharedCode.tsx';
import { ALWAYS } from '../keymap.ts';
import { tell } from '../notices.ts';
import { ask } from '../till.ts';
import { usePaperWords } from './paper-words.ts';

const KEY = { pdf: 'F5', text: 'F6', qr: 'F7' } as const;
const FORMATS = ['pdf', 'text', 'qr'] as const;
type Format = (typeof FORMATS)[number];
const PICTURE = { pdf: ScrollText, text: FileText, qr: QrCode } as const satisfies Record<Format, unknown>;

interface PaperPageProps {
  readonly of: IssuedPaperOf;
  /** As people call it; null where they have just made it. */
  readonly number: string | null;
  readonly onBack: (() => void) | null;
  readonly onClose: () => void;
}

/** A receipt as the next paper would be, and the ways it leaves the till. Looking costs nothing; taking one out is an entry. */
export function PaperPage({ of, number, onBack, onClose }: PaperPageProps) {
  const words = usePaperWords();
  const [view, setView] = useState<PaperView | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const asked = JSON.stringify(of);
  const look = useCallback(async (): Promise<void> => {
    const answer = await ask('receipt.paper', JSON.parse(asked) as IssuedPaperOf);
    if (answer.ok) setView(answer.value);
  }, [asked]);
  useEffect(() => {
    void look();
  }, [look]);

  const issue = (format: Format): void => {
    if (busy || view === null) return;
    setBusy(true);
    void ask('receipt.issue', { of, format }).then(async (answer) => {
      if (answer.ok) {
        setCode(answer.value.text);
        if (answer.value.path !== null) tell({ kind: 'good', text: words.saved(answer.value.path) });
        await look();
      }
      setBusy(false);
    });
  };
  return (
    <Dialog
      name="paper" title={words.title[of.document](number ?? '')} width="wide" closeKeys={ALWAYS.receipts} {...(onBack === null ? {} : { onBack })} onClose={onClose}
      onKey={(key) => {
        const format = FORMATS.find((one) => KEY[one] === key);
        if (format === undefined) return false;
        issue(format);
        return true;
      }}
    >
      <div className="paper-page" data-issued={view?.issued ?? ''}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and keys must reach what is below */}
        <div className="paper-room" tabIndex={0} role="region" aria-label={words.paper} data-first>
          {view !== null && <Paper blocks={view.blocks} logo={view.logo} label={words.paper} />}
        </div>
        <aside className="paper-ways">
          {view !== null && <p role="status">{view.issued === 0 ? words.none : words.issued(view.issued, view.issued)}</p>}
          {FORMATS.map((format) => {
            const Picture = PICTURE[format];
            return (
              <Button key={format} block icon={<Picture size={18} aria-hidden="true" />} hint={KEY[format]} action={`paper-${format}`} disabled={busy || view === null} onClick={() => { issue(format); }}>
                {words[format]}
              </Button>
            );
          })}
          {code === null ? <p className="muted">{words.qrText}</p> : <SharedCode text={code} title={words.shown} />}
          {(view?.share?.linesCut ?? 0) > 0 && <p className="muted">{words.linesCut(view?.share?.linesCut ?? 0)}</p>}
          {code === null && <p className="muted paper-printer">{words.noPrinter}</p>}
        </aside>
      </div>
    </Dialog>
  );
}
