import { CircleAlert, FileCheck2, Maximize2, MonitorCheck, MonitorSmartphone, MonitorX, Pause, Pencil, Play, Printer, ReceiptText, Trash2 } from 'lucide-react';
import { QRCodeSVG } from 'qrcode.react';
import { useState, type ReactNode } from 'react';
import type { MerchantCodeView } from '../../../shared/contract/attention-views.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { tell } from '../notices.ts';
import { readPrintedDesk } from '../pay/printed-code.ts';
import { ask } from '../till.ts';
import { ChangeCode, type CodeAction } from './ChangeCode.tsx';
import { CodeHistory } from './CodeHistory.tsx';
import { LargeCode } from './LargeCode.tsx';
import { StoreForm } from './StoreForm.tsx';
import { usePrintedWords } from './words.ts';

/** Keys of the code's buttons. */
const KEY = { history: 'F2', large: 'F4', show: 'F5', pdfA6: 'F6', receipt: 'F7', change: 'F8', stop: 'F3', remove: 'Delete' } as const;

type Open = 'none' | 'large' | 'form' | CodeAction;

/** One code: its picture and state, and what may be done with it. */
export function CodeCard({ code, notifyUrl, works }: { readonly code: MerchantCodeView; readonly notifyUrl: string; readonly works: boolean }) {
  const { language } = useWords();
  const t = usePrintedWords();
  const [open, setOpen] = useState<Open>('none');
  const [path, setPath] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const { codeId, state } = code;
  const isActive = state === 'active';
  const close = (): void => {
    setOpen('none');
  };
  const print = (format: 'pdfA6' | 'receipt'): void => {
    if (busy) return;
    setBusy(true);
    setPath(null);
    void ask('merchantCode.print', { codeId, format }).then((answer) => {
      setBusy(false);
      if (answer.ok) setPath(answer.value.path);
    });
  };
  const show = (): void => {
    void ask('merchantCode.show', { codeId: code.shown ? null : codeId });
  };
  const turn: CodeAction = isActive ? 'stop' : 'restart';
  const run: Readonly<Record<string, (() => void) | false>> = {
    [KEY.history]: () => { setHistoryOpen((value) => !value); },
    [KEY.large]: isActive && (() => { setOpen('large'); }),
    [KEY.show]: isActive && show,
    [KEY.pdfA6]: isActive && (() => { print('pdfA6'); }),
    [KEY.receipt]: isActive && (() => { print('receipt'); }),
    [KEY.change]: works && state !== 'deleted' && (() => { setOpen('form'); }),
    [KEY.stop]: works && state !== 'deleted' && (() => { setOpen(turn); }),
    [KEY.remove]: works && state !== 'deleted' && (() => { setOpen('delete'); }),
  };
  useKeyLayer(LAYER.nested, (key) => {
    const what = run[key];
    if (what === undefined || what === false) return false;
    what();
    return true;
  }, { active: open === 'none' || open === 'form' });
  const act = (key: string, action: string, icon: ReactNode, words: string, look: 'plain' | 'primary' | 'risk' = 'plain'): ReactNode => {
    const what = run[key];
    return what === undefined || what === false ? null : <Button look={look} icon={icon} hint={key} action={action} disabled={busy} onClick={what}>{words}</Button>;
  };
  return (
    <article className="card printed-card" data-code={codeId} data-code-state={state}>
      <button type="button" className="printed-picture" disabled={!isActive} aria-label={t.large} onClick={() => { setOpen('large'); }}>
        <QRCodeSVG value={code.text} size={PICTURE} level="M" marginSize={4} bgColor="#ffffff" fgColor="#000000" shapeRendering="crispEdges" title={code.storeName} />
      </button>
      <div className="printed-facts">
        <h3>
          {code.storeName} <span className="badge" data-code-state={state}>{t.states[state]}</span>
        </h3>
        <p>{t.stateText[state]}</p>
        {code.inDoubt && (
          <p className="printed-limit" data-doubt="">
            <CircleAlert size={20} aria-hidden="true" /> <span>{t.inDoubt}</span>
          </p>
        )}
        {code.shown && (
          <p className="printed-shown" role="status">
            <MonitorCheck size={18} aria-hidden="true" /> {t.onScreen}
          </p>
        )}
        <ul className="muted printed-small figures">
          <li>{code.address}</li>
          <li>{`${t.store} ${code.storeId}`}</li>
          <li>{[t.made(dateTimeText(code.createdAtMs, language)), t.since(dateTimeText(code.stateSinceMs, language))].join(' · ')}</li>
          <li>{code.printedAtMs === null ? t.neverPrinted : t.printedAt(dateTimeText(code.printedAtMs, language))}</li>
          {notifyUrl !== '' && <li className="printed-url">{`${t.notifyUrl} ${notifyUrl}`}</li>}
        </ul>
      </div>
      {open === 'form' ? (
        <StoreForm
          store={code} submit={t.save} action="saveCode" onCancel={close}
          onSubmit={async (store) => {
            const answer = await ask('merchantCode.modify', { codeId, ...store });
            if (!answer.ok) return false;
            tell({ kind: 'good', text: t.changed });
            await readPrintedDesk();
            close();
            return true;
          }}
        />
      ) : (
        <div className="printed-actions">
          {act(KEY.show, 'codeShow', code.shown ? <MonitorX size={18} aria-hidden="true" /> : <MonitorSmartphone size={18} aria-hidden="true" />, code.shown ? t.hide : t.show, 'primary')}
          {act(KEY.large, 'codeLarge', <Maximize2 size={18} aria-hidden="true" />, t.large)}
          {act(KEY.pdfA6, 'codePdf', <Printer size={18} aria-hidden="true" />, t.pdfA6)}
          {act(KEY.receipt, 'codeReceipt', <ReceiptText size={18} aria-hidden="true" />, t.receipt)}
          {act(KEY.change, 'codeChange', <Pencil size={18} aria-hidden="true" />, t.change)}
          {act(KEY.stop, 'codeStop', isActive ? <Pause size={18} aria-hidden="true" /> : <Play size={18} aria-hidden="true" />, isActive ? t.stop : t.restart)}
          {act(KEY.remove, 'codeDelete', <Trash2 size={18} aria-hidden="true" />, t.remove, 'risk')}
        </div>
      )}
      {path !== null && (
        <p className="printed-saved" role="status" data-saved="">
          <FileCheck2 size={18} aria-hidden="true" /> {t.saved(path)}
        </p>
      )}
      <CodeHistory code={code} hint={KEY.history} isOpen={isHistoryOpen} onToggle={() => { setHistoryOpen((value) => !value); }} />
      {open === 'large' && <LargeCode code={code} onClose={close} />}
      {(open === 'stop' || open === 'restart' || open === 'delete') && <ChangeCode code={code} action={open} onClose={close} />}
    </article>
  );
}

const PICTURE = 37 * 5;
