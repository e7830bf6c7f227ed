import { useState } from 'react';
import type { ReceiptView, ReturnWhat } from '../../../shared/contract/returns.ts';
import { setDesk, type ReceiptsAt } from '../desk.ts';
import { ReturnPage } from '../returns/ReturnPage.tsx';
import { ReviewReturn } from '../returns/ReviewReturn.tsx';
import { FindReceipt } from './FindReceipt.tsx';
import { ReceiptPage } from './ReceiptPage.tsx';
import './receipts.css';

type Page =
  | { readonly kind: 'find' }
  | { readonly kind: 'receipt'; readonly saleId: string }
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
  switch (page.kind) {
    case 'find':
      return <FindReceipt typed={typed} onTyped={setTyped} onOpen={toReceipt} onClose={close} />;
    case 'receipt':
      return (
        <ReceiptPage
          key={page.saleId} saleId={page.saleId} onBack={() => { setPage({ kind: 'find' }); }} onClose={close}
          onReview={(receipt, what) => { setPage({ kind: 'review', receipt, what }); }}
          onReturn={(returnId) => { setPage({ kind: 'return', returnId }); }}
        />
      );
    case 'review':
      return (
        <ReviewReturn
          receipt={page.receipt} what={page.what} onBack={() => { toReceipt(page.receipt.saleId); }} onClose={close}
          onStarted={(returnId) => { setPage({ kind: 'return', returnId }); }}
        />
      );
    case 'return':
      return <ReturnPage key={page.returnId} returnId={page.returnId} onReceipt={toReceipt} onClose={close} />;
  }
}
