import type { LessonRunView } from '../../../shared/contract/lesson-views.ts';
import type { Language } from '../../../shared/contract/views.ts';
import type { Currency } from '../../../shared/money.ts';
import { nameIn, saleNumber } from '../../i18n/format.ts';
import { dictionaryOf } from '../../i18n/i18n.tsx';
import { amountText, moneyText } from '../../ui/amount.ts';
import { keyLabel } from '../../ui/Key.tsx';
import { keyOf, type ActionId, type Stage } from '../keymap.ts';

/** What the sentences of a lesson speak of, as text in one language; keys are those in force at this till. */
export interface LessonFacts {
  readonly first: string;
  readonly second: string;
  readonly firstNumber: string;
  readonly secondNumber: string;
  readonly note: string;
  /** As it is typed. */
  readonly notePlain: string;
  readonly way: string;
  readonly receipt: string;
  readonly drawer: string;
  readonly drawerPlain: string;
  readonly keys: Readonly<Record<'enter' | 'hold' | 'discard' | 'search' | 'more' | 'quantity' | 'voidLine' | 'pay' | 'take' | 'showCode' | 'receipts' | 'day' | 'lessons', string>>;
}

const CODE_ACTIONS: Readonly<Record<string, ActionId>> = { alipayOrderCode: 'orderCode', alipayTransactionQr: 'transactionQr', alipayHkTransactionQr: 'hkTransactionQr' };

export function lessonFacts(run: LessonRunView, language: Language, currency: Currency): LessonFacts {
  const t = dictionaryOf(language);
  const key = (stage: Stage, action: ActionId): string => keyLabel(keyOf(stage, action), t);
  const codes: Readonly<Record<string, string>> = t.pay.codes;
  const plain = (minor: number): string => amountText(minor, currency).replaceAll(/[^\d.]/g, '');
  const way = run.codeWay ?? '';
  return {
    first: nameIn(run.first.name, language), second: nameIn(run.second.name, language), firstNumber: run.first.number ?? nameIn(run.first.name, language), secondNumber: run.second.number ?? nameIn(run.second.name, language),
    note: moneyText(run.noteMinor, currency), notePlain: plain(run.noteMinor), way: codes[way] ?? way, receipt: run.receiptNo === null ? '' : saleNumber(run.receiptNo),
    drawer: moneyText(run.drawerMinor ?? 0, currency), drawerPlain: plain(run.drawerMinor ?? 0),
    keys: {
      enter: key('selling', 'lookUp'), hold: key('selling', 'hold'), discard: key('selling', 'discard'), search: key('selling', 'search'), more: key('selling', 'more'), quantity: key('selling', 'quantity'), voidLine: key('selling', 'voidLine'),
      pay: key('selling', 'pay'), take: key('paying', 'take'), showCode: key('paying', CODE_ACTIONS[way] ?? 'orderCode'), receipts: key('selling', 'receipts'), day: key('selling', 'day'), lessons: key('selling', 'lessons'),
    },
  };
}
