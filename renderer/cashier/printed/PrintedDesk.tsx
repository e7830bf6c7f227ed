import { CircleAlert, Settings2, Store } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MerchantCodeDeskView, MerchantCodeView } from '../../../shared/contract/attention-views.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { printedDeskStore, readPrintedDesk } from '../pay/printed-code.ts';
import { ask, useTill } from '../till.ts';
import { CodeCard } from './CodeCard.tsx';
import { StoreForm } from './StoreForm.tsx';
import { usePrintedWords } from './words.ts';
import './printed.css';

const toSettings = (): void => {
  setDesk({ dialog: { kind: 'settings', section: 'payments' } });
};

/** The shop's printed code: make it, show it, print it, stop and delete it; what it cannot do here is said at the top. */
export function PrintedDesk() {
  const t = usePrintedWords();
  const desk = useStore(printedDeskStore, (value) => value);
  const revision = useTill((till) => till.revision);
  const [chosenId, setChosenId] = useState<string | null>(null);
  useEffect(() => {
    void readPrintedDesk();
  }, [revision]);
  const codes = desk?.codes ?? [];
  const chosen = codes.find(({ codeId }) => codeId === chosenId) ?? codes[0];
  const onKey = (key: string): boolean => {
    if (desk?.unavailable === 'productOff' && key === 'Enter') {
      toSettings();
      return true;
    }
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || codes.length < 2 || chosen === undefined) return false;
    setChosenId(codes[Math.max(0, Math.min(codes.length - 1, codes.indexOf(chosen) + step))]?.codeId ?? null);
    return true;
  };
  return (
    <Dialog name="printedDesk" title={t.title} width="wide" closeKeys={ALWAYS.printedDesk} onClose={() => { setDesk({ dialog: null }); }} onKey={onKey}>
      {desk !== null && <DeskBody desk={desk} codes={codes} chosen={chosen} onChoose={setChosenId} />}
    </Dialog>
  );
}

interface BodyProps {
  readonly desk: MerchantCodeDeskView;
  readonly codes: readonly MerchantCodeView[];
  readonly chosen: MerchantCodeView | undefined;
  readonly onChoose: (codeId: string) => void;
}

function DeskBody({ desk, codes, chosen, onChoose }: BodyProps) {
  const t = usePrintedWords();
  const canMake = desk.unavailable === null && !codes.some(({ state }) => state !== 'deleted');
  return (
    <>
      <p className="muted printed-intro">{t.intro}</p>
      {desk.unavailable === 'productOff' && <ProductOff />}
      {desk.unavailable === null && desk.limits.map((limit) => (
        <p key={limit} className="printed-limit" role="note" data-limit={limit}>
          <CircleAlert size={20} aria-hidden="true" /> <span>{t.limits[limit]}</span>
        </p>
      ))}
      {canMake && <MakeCode desk={desk} />}
      {codes.length > 1 && (
        <ul className="printed-codes" role="listbox" aria-label={t.codes}>
          {codes.map((code) => <CodeTab key={code.codeId} code={code} isChosen={code === chosen} onChoose={onChoose} />)}
        </ul>
      )}
      {chosen !== undefined && <CodeCard key={chosen.codeId} code={chosen} notifyUrl={desk.notifyUrl} works={desk.unavailable === null} />}
    </>
  );
}

function ProductOff() {
  const t = usePrintedWords();
  return (
    <div className="printed-off" data-unavailable="productOff">
      <CircleAlert size={24} aria-hidden="true" />
      <div>
        <strong>{t.off}</strong>
        <p>{t.offText}</p>
      </div>
      <Button icon={<Settings2 size={18} aria-hidden="true" />} hint="Enter" action="printedSettings" onClick={toSettings}>
        {t.settings}
      </Button>
    </div>
  );
}

function CodeTab({ code, isChosen, onChoose }: { readonly code: MerchantCodeView; readonly isChosen: boolean; readonly onChoose: (codeId: string) => void }) {
  const { language } = useWords();
  const t = usePrintedWords();
  return (
    <li className="pick" role="option" aria-selected={isChosen} onMouseDown={keepFocus} onClick={() => { onChoose(code.codeId); }}>
      <Store size={20} aria-hidden="true" />
      <span className="pick-main">
        <strong>{code.storeName}</strong>
        <small>{t.made(dateTimeText(code.createdAtMs, language))}</small>
      </span>
      <span className="badge" data-code-state={code.state}>{t.states[code.state]}</span>
    </li>
  );
}

/** The first code of the shop. */
function MakeCode({ desk }: { readonly desk: MerchantCodeDeskView }) {
  const t = usePrintedWords();
  return (
    <section className="card printed-make">
      <h3>{t.none}</h3>
      <p className="muted">{t.noneText}</p>
      <StoreForm
        store={desk.store} submit={t.create} action="makeCode"
        onSubmit={async (store) => (await ask('merchantCode.create', store)).ok}
      />
    </section>
  );
}
