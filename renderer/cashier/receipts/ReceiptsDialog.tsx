import { useState } from 'react';
import type { IssuedPaperOf } from '../../../shared/contract/receipt-views.ts';
import type { ReceiptView, ReturnWhat } from '../../../shared/contract/returns.ts';
import { saleNumber } from '../../i18n/format.ts';
import { setDesk, type ReceiptsAt } from '../desk.ts';
import { ReturnPage } from '../returns/ReturnPage.tsx';
import { ReviewReturn } from '../returns/ReviewReturn.tsx';
import { FindReceipt } from './FindReceipt.tsx';
import { PaperPage } from './PaperPage.tsx';
import { ReceiptPage } from './ReceiptPage.tsx';
import './receipts.css';

type Page =
  | { readonly kind: 'find' }
  | { readonly kind: 'receipt'; readonly saleId: string }
  | { readonly kind: 'paper'; readonly of: IssuedPaperOf; readonly number: string | null }
  | { readonly kind: 'review'; readonly receipt: ReceiptView; readonly what: ReturnWhat }
  | { readonly kind: 'return'; readonly returnId: string };

const close = (): void => {
  setDesk({ dialog: null });
};

function firstPage(at: ReceiptsAt): Page {
  switch (at.page) {
    case 'find':
      return { kind: 'find' };
    case 'receipt':
      return { kind: 'receipt', saleId: at.saleId };
    case 'paper':
      return { kind: 'paper', of: { document: 'sale', saleId: at.saleId }, number: null };
    case 'slip':
      return { kind: 'paper', of: { document: 'return', returnId: at.returnId }, number: `C${at.returnNo}` };
    case 'return':
      return { kind: 'return', returnId: at.returnId };
  }
}

/** Past sales and what comes back of them: find, look, choose, look once more, and follow the money. Esc goes one step back. */
export function ReceiptsDialog({ at }: { readonly at: ReceiptsAt }) {
  const [page, setPage] = useState<Page>(() => firstPage(at));
  /** What was typed last, for the way back from a receipt. */
  const [typed, setTyped] = useState('');
  const toReceipt = (saleId: string): void => {
    setPage({ kind: 'receipt', saleId });
  };
  /** From a paper to what it is of; one opened right after a sale just closes. */
  const wayBack = (of: IssuedPaperOf): (() => void) | null => {
    if (at.page === 'slip') return null;
    if (of.document === 'return') return () => { setPage({ kind: 'return', returnId: of.returnId }); };
    return of.document === 'sale' && at.page !== 'paper' ? () => { toReceipt(of.saleId); } : null;
  };
  switch (page.kind) {
    case 'find':
      return <FindReceipt typed={typed} onTyped={setTyped} onOpen={toReceipt} onClose={close} />;
    case 'receipt':
      return (
        <ReceiptPage
          key={page.saleId} saleId={page.saleId} onBack={() => { setPage({ kind: 'find' }); }} onClose={close}
          onReview={(receipt, what) => { setPage({ kind: 'review', receipt, what }); }}
          onReturn={(returnId) => { setPage({ kind: 'return', returnId }); }}
          onPaper={(receiptNo) => { setPage({ kind: 'paper', of: { document: 'sale', saleId: page.saleId }, number: saleNumber(receiptNo) }); }}
        />
      );
    case 'paper':
      return <PaperPage of={page.of} number={page.number} onBack={wayBack(page.of)} onClose={close} />;
    case 'review':
      return (
        <ReviewReturn
          receipt={page.receipt} what={page.what} onBack={() => { toReceipt(page.receipt.saleId); }} onClose={close}
          onStarted={(returnId) => { setPage({ kind: 'return', returnId }); }}
        />
      );
    case 'return':
      return <ReturnPage key={page.returnId} returnId={page.returnId} onReceipt={toReceipt} onPaper={(returnNo) => { setPage({ kind: 'paper', of: { document: 'return', returnId: page.returnId }, number: `C${returnNo}` }); }} onClose={close} />;
  }
}
