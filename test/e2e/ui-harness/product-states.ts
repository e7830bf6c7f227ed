import type { TillSnapshot } from '../../../shared/contract/views.ts';
import { QUESTIONS } from './fake-ringing.ts';
import type { CashierState } from './fixtures.ts';

/** Products and stock: the list, its filters, the editor, stock moves, and an import step by step (fake-products.ts has their contents). */
export function productStates(base: TillSnapshot): Readonly<Record<string, CashierState>> {
  const at = (keys: readonly string[], waitFor: string): CashierState => ({ snapshot: base, keys: ['Alt+g', ...keys], waitFor });
  const importing = (state: string): CashierState => at(['F8'], `[data-import="${state}"]`);
  const asking = (what: keyof typeof QUESTIONS, keys: readonly string[] = []): CashierState => ({ snapshot: { ...base, question: QUESTIONS[what] }, keys, waitFor: `[data-dialog="question-${what}"]` });
  return {
    questionVariant: asking('variant'), questionAge: asking('age'), questionWeight: asking('weight', ['1', '.', '2', '3', '4']), questionPrice: asking('price'), questionLabelPrice: asking('labelPrice'),
    tileKinds: { snapshot: base, keys: ['PageDown', 'PageDown', 'PageDown', 'PageDown', 'PageDown', 'PageDown', 'PageDown'], waitFor: '.kind-per' },
    catalog: at(['ArrowDown', 'ArrowDown'], '.catalog-row:nth-child(3)[aria-selected="true"]'),
    catalogLow: at(['F3'], '.catalog-row'),
    catalogNothing: at(['x', 'y', 'z'], '.empty'),
    productEdit: at(['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter'], '.product-move'),
    productWrong: at(['F2', 'T', 'e', 'a', 'F12'], '.field-wrong'),
    stockReceive: at(['F5', '2', '4'], '[data-stock="received"]'),
    stockAdjust: at(['F6', '-', '3'], '[data-stock="adjusted"]'),
    stockSeveral: at(['F5', 'F5', '1', '0', '1', 'Enter', '1', '0', '6', 'Enter', '1', '0', '6', 'Enter'], '.stock-list-row:nth-child(2)'),
    stockFind: at(['F5', 'F5', 't', 'e', 'a'], '.find-option'),
    categories: at(['F4', 'ArrowDown', 'ArrowDown'], '[data-category-form]'),
    productKind: at(['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter'], '.product-editor'),
    settingsLabels: { snapshot: base, keys: ['F10', 's', 'c', 'a', 'l', 'e', ' ', 'l', 'Enter'], waitFor: '[data-labels]' },
    importIdle: importing('idle'),
    importMapping: importing('mapping'), importWrong: importing('checked'), importChecked: importing('checked'), importWriting: importing('writing'), importDone: importing('done'),
  };
}
