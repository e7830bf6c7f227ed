import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { setDesk } from '../desk.ts';
import { ask, useTill } from '../till.ts';

const close = (): void => {
  setDesk({ dialog: null });
};

/** Why a line or a whole sale goes: one number key. The words go into the journal as they were read. */
function Reasons({ name, title, reasons, onPick }: { readonly name: string; readonly title: string; readonly reasons: readonly string[]; readonly onPick: (reason: string) => void }) {
  const { t } = useWords();
  const pick = (reason: string): void => {
    close();
    onPick(reason);
  };
  return (
    <Dialog
      name={name} title={title} width="narrow" onClose={close}
      onKey={(key) => {
        const reason = /^[1-9]$/.test(key) ? reasons[Number(key) - 1] : undefined;
        if (reason !== undefined) pick(reason);
        return reason !== undefined;
      }}
    >
      <div className="picks">
        {reasons.map((reason, index) => (
          <button key={reason} type="button" className="pick" data-first={index === 0 ? true : undefined} onMouseDown={keepFocus} onClick={() => { pick(reason); }}>
            <Key name={String(index + 1)} />
            <span className="pick-main">{reason}</span>
          </button>
        ))}
      </div>
      <p className="dialog-note">{t.reasons.kept}</p>
    </Dialog>
  );
}

export function VoidLineDialog({ lineId }: { readonly lineId: string }) {
  const { t, language } = useWords();
  const name = useTill((till) => till.sale?.lines.find((line) => line.lineId === lineId)?.name ?? null);
  if (name === null) return null;
  return <Reasons name="voidLine" title={t.reasons.voidTitle(nameIn(name, language))} reasons={t.reasons.voidList} onPick={(reason) => { void ask('sale.voidLine', { lineId, reason }); }} />;
}

export function DiscardDialog() {
  const { t } = useWords();
  return <Reasons name="discard" title={t.reasons.discardTitle} reasons={t.reasons.discardList} onPick={(reason) => { void ask('sale.discard', { reason }); }} />;
}
