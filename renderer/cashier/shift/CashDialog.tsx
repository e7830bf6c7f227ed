import { ArrowDownToLine, ArrowUpFromLine, Banknote, DoorOpen, LockOpen, Vault } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { CASH_MOVES, type CashMoveKind } from '../../../shared/cash/moves.ts';
import type { CashDeskView, CountForm as Counted, MoveView } from '../../../shared/contract/cash-views.ts';
import { timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { tell } from '../notices.ts';
import { PaperPage } from '../receipts/PaperPage.tsx';
import { ask, useTill } from '../till.ts';
import { CountForm } from './CountForm.tsx';
import { CountPage } from './CountPage.tsx';
import { MoveForm } from './MoveForm.tsx';
import { MoveSlip } from './MoveSlip.tsx';
import { useCashWords } from './words.ts';
import './cash.css';

type Page =
  | { readonly kind: 'menu' } | { readonly kind: 'move'; readonly move: CashMoveKind } | { readonly kind: 'slip'; readonly move: MoveView } | { readonly kind: 'paper'; readonly move: MoveView } | { readonly kind: 'open' } | { readonly kind: 'count'; readonly sessionId: string };

const ICON = {
  paidIn: <ArrowDownToLine size={22} aria-hidden="true" />, paidOut: <ArrowUpFromLine size={22} aria-hidden="true" />, safeDrop: <Vault size={22} aria-hidden="true" />, noSale: <DoorOpen size={22} aria-hidden="true" />,
} as const satisfies Record<CashMoveKind, ReactNode>;

const close = (): void => {
  setDesk({ dialog: null });
};

/** Cash beside sales: moves with a reason, what moved in this shift, and one's own drawer where everybody has one. */
export function CashDialog() {
  const t = useCashWords();
  const [desk, setCash] = useState<CashDeskView | null>(null);
  const [page, setPage] = useState<Page>({ kind: 'menu' });
  const [busy, setBusy] = useState(false);
  const load = useCallback(async (): Promise<void> => {
    const answer = await ask('cash.desk', {});
    if (answer.ok) setCash(answer.value);
    else close();
  }, []);
  useEffect(() => {
    void load();
  }, [load]);
  const toMenu = (): void => {
    setPage({ kind: 'menu' });
    void load();
  };
  const openOwn = (counted: Counted): void => {
    setBusy(true);
    void ask('drawer.open', counted).then((answer) => {
      setBusy(false);
      if (answer.ok) toMenu();
    });
  };
  const handOver = (sessionId: string) => async (reason: string): Promise<boolean> => {
    const answer = await ask('drawer.close', { sessionId, reason });
    if (!answer.ok) return false;
    tell({ kind: 'good', text: t.handedOver });
    toMenu();
    return true;
  };
  if (desk === null) return <div data-opening="" />;
  switch (page.kind) {
    case 'menu':
      return <Menu desk={desk} onPage={setPage} />;
    case 'move':
      return (
        <Dialog name="cashMove" title={t.kind[page.move]} width={page.move === 'noSale' ? 'narrow' : 'normal'} closeKeys={ALWAYS.cashDesk} onBack={toMenu} onClose={close}>
          <MoveForm kind={page.move} currency={desk.currency} onDone={(move) => { setPage({ kind: 'slip', move }); }} />
        </Dialog>
      );
    case 'slip':
      return <MoveSlip move={page.move} currency={desk.currency} onBack={toMenu} onPaper={() => { setPage({ kind: 'paper', move: page.move }); }} onClose={close} />;
    case 'paper':
      return <PaperPage of={{ document: 'cashMove', moveId: page.move.moveId }} number={`M${page.move.seq}`} onBack={() => { setPage({ kind: 'slip', move: page.move }); }} onClose={close} />;
    case 'open':
      return (
        <Dialog name="openDrawer" title={t.openOwn} width="wide" closeKeys={ALWAYS.cashDesk} onBack={toMenu} onClose={close}>
          <CountForm denominations={desk.denominations} currency={desk.currency} submit={{ label: t.openWithFloat, action: 'openDrawer' }} text={{ byPieces: t.openOwnText, byTotal: t.openOwnText }} busy={busy} onSubmit={openOwn} />
        </Dialog>
      );
    case 'count':
      return (
        <CountPage
          key={page.sessionId} desk={desk} sessionId={page.sessionId} confirm={{ label: t.handOver, action: 'handOver' }} closeKeys={ALWAYS.cashDesk} onBack={toMenu} onClose={close}
          onConfirm={handOver(page.sessionId)}
        />
      );
  }
}

interface Choice {
  readonly name: string;
  readonly text: string;
  readonly icon: ReactNode;
  readonly page: Page;
  readonly action: string;
}

function Menu({ desk, onPage }: { readonly desk: CashDeskView; readonly onPage: (page: Page) => void }) {
  const { t: common, language } = useWords();
  const t = useCashWords();
  const isClosed = useTill((till) => till.shift === null);
  const open = desk.drawers.filter((drawer) => !drawer.closed);
  const choices: readonly Choice[] = [
    ...CASH_MOVES.map((move) => ({ name: t.kind[move], text: t.kindText[move], icon: ICON[move], page: { kind: 'move', move } as const, action: move })),
    ...(desk.mode === 'perCashier' && desk.ownSessionId === null ? [{ name: t.openOwn, text: t.openOwnText, icon: <LockOpen size={22} aria-hidden="true" />, page: { kind: 'open' } as const, action: 'openDrawer' }] : []),
    ...open.map(({ sessionId, operator, openedAtMs }) => ({
      name: sessionId === desk.ownSessionId ? t.countOwn : t.countOf(operator), text: sessionId === desk.ownSessionId ? t.countOwnText : t.openSince(timeText(openedAtMs, language)),
      icon: <Banknote size={22} aria-hidden="true" />, page: { kind: 'count', sessionId } as const, action: `count-${sessionId}`,
    })),
  ];
  return (
    <Dialog
      name="cash" title={t.title} closeKeys={ALWAYS.cashDesk} onClose={close}
      onKey={(key) => {
        const choice = /^[1-9]$/.test(key) && !isClosed ? choices[Number(key) - 1] : undefined;
        if (choice !== undefined) onPage(choice.page);
        return choice !== undefined;
      }}
    >
      {isClosed && <p className="muted">{common.shift.closed}</p>}
      <div className="picks cash-picks">
        {choices.map((choice, index) => (
          <button
            key={choice.action} type="button" className="pick" disabled={isClosed} data-action={choice.action} aria-keyshortcuts={index < 9 ? String(index + 1) : undefined} onMouseDown={keepFocus}
            onClick={() => { onPage(choice.page); }}
          >
            {choice.icon}
            <span className="pick-main">
              <strong>{choice.name}</strong>
              <small>{choice.text}</small>
            </span>
            <Key name={index < 9 ? String(index + 1) : ''} />
          </button>
        ))}
      </div>
      <h3 className="cash-moved">{t.moved}</h3>
      {desk.moves.length === 0 && <p className="muted">{t.none}</p>}
      <ul className="cash-moves">
        {desk.moves.map((move) => (
          <li key={move.moveId}>
            <button type="button" className="cash-line" data-move={move.kind} onMouseDown={keepFocus} onClick={() => { onPage({ kind: 'slip', move }); }}>
              <span className="muted figures">{timeText(move.atMs, language)}</span>
              <span className="cash-line-main">
                <strong>{t.kind[move.kind]}</strong> {move.reason}
                <small>{move.approver === null ? t.by(move.operator) : `${t.by(move.operator)}, ${t.approved(move.approver)}`}</small>
              </span>
              {move.kind !== 'noSale' && <Amount minor={move.kind === 'paidIn' ? move.amountMinor : -move.amountMinor} currency={desk.currency} />}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
