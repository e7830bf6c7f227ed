import type { Handlers } from '../../shared/contract/contract.ts';
import type { ReceiptDesk } from '../till/receipt/desk.ts';

type ReceiptChannel = 'receipt.paper' | 'receipt.issue' | 'settings.receipt' | 'settings.previewReceipt' | 'settings.saveReceipt';

/** Papers and how they look. */
export function receiptHandlers(receipts: ReceiptDesk): { readonly [C in keyof Handlers as C extends ReceiptChannel ? C : never]: Handlers[C] } {
  return {
    'receipt.paper': (of) => receipts.paper(of),
    'receipt.issue': ({ of, format }) => receipts.issue(of, format),
    'settings.receipt': () => receipts.settings(),
    'settings.previewReceipt': (settings) => receipts.preview(settings),
    'settings.saveReceipt': (settings) => receipts.saveSettings(settings),
  };
}
