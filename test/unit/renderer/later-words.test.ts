import { expect, test } from 'vitest';
import { APPROVAL_WORDS } from '../../../renderer/cashier/approval/words.ts';
import { KIND_WORDS } from '../../../renderer/cashier/browse/kind-words.ts';
import { CATALOG_WORDS } from '../../../renderer/cashier/catalog/words.ts';
import { FAULT_KINDS } from '../../../renderer/cashier/practice/faults.ts';
import { PRACTICE_WORDS } from '../../../renderer/cashier/practice/words.ts';
import { PRICING_WORDS } from '../../../renderer/cashier/pricing/words.ts';
import { PRINTED_WORDS } from '../../../renderer/cashier/printed/words.ts';
import { PROMOTION_WORDS } from '../../../renderer/cashier/promotions/words.ts';
import { QUESTION_WORDS } from '../../../renderer/cashier/question/words.ts';
import { REPORT_PAGE_WORDS } from '../../../renderer/cashier/reports/words.ts';
import { LABEL_WORDS } from '../../../renderer/cashier/settings/label-words.ts';
import { MONEY_WORDS } from '../../../renderer/cashier/settings/money-words.ts';
import { SETTINGS_WORDS } from '../../../renderer/cashier/settings/words.ts';
import { UNRESOLVED_WORDS } from '../../../renderer/cashier/unresolved/words.ts';
import { UI_LANGUAGES } from '../../../renderer/i18n/format.ts';
import { PERIOD_WORDS } from '../../../shared/reports/words.ts';
import { REASON_CLASSES, REFUND_REASON_CLASSES } from '../../../shared/payment/reason-classes.ts';
import { AMS_SWITCHES } from '../../../electron/training/ams-switches.ts';
import { DECLINE_CODES } from '../../../electron/training/ams-codes.ts';
import { BEHAVIOURS } from '../../../electron/training/behaviours.ts';
import { GATEWAY_SERVICES, NOTICE_TROUBLES } from '../../../electron/training/faults.ts';

const LATER = { APPROVAL_WORDS, PRACTICE_WORDS, PRINTED_WORDS, SETTINGS_WORDS, UNRESOLVED_WORDS, PRICING_WORDS, PROMOTION_WORDS, MONEY_WORDS, REPORT_PAGE_WORDS, PERIOD_WORDS, QUESTION_WORDS, LABEL_WORDS, KIND_WORDS, CATALOG_WORDS };

/** Every text of a dictionary, with functions called on sample words. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...samples: string[]) => string)('7', '8', '9'))];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(texts);
  return [];
}

const SIMPLIFIED_ONLY = /[这单码扫数问请个还没对时选钱总计称枪机银结网关络发设语让给认边转过应实际备现务顾户输]/u;
const TRADITIONAL_ONLY = /[這單碼掃數問請個還沒對時選錢總計稱槍機銀結網關絡發設語讓給認邊轉過應實際備現務顧戶輸]/u;

test('words of screens fetched later keep the two scripts apart, and none is missing', () => {
  for (const [name, words] of Object.entries(LATER)) {
    expect(TRADITIONAL_ONLY.exec(texts(words['zh-Hans']).join(''))?.[0], name).toBeUndefined();
    expect(SIMPLIFIED_ONLY.exec(texts(words['zh-Hant']).join(''))?.[0], name).toBeUndefined();
    for (const language of UI_LANGUAGES) expect(texts(words[language]).some((text) => text.includes('undefined')), `${name} ${language}`).toBe(false);
  }
});

test('everything the practice world can be made to do has words in every language', () => {
  for (const language of UI_LANGUAGES) {
    const { lab, behaviours } = PRACTICE_WORDS[language];
    expect(Object.keys(behaviours).sort()).toEqual([...BEHAVIOURS].sort());
    expect(Object.keys(lab.services).sort()).toEqual([...GATEWAY_SERVICES].sort());
    expect(Object.keys(lab.troubles).sort()).toEqual([...NOTICE_TROUBLES].sort());
    expect(Object.keys(lab.kinds).sort()).toEqual([...FAULT_KINDS].sort());
    expect(Object.keys(lab.switchNames).sort()).toEqual(Object.keys(AMS_SWITCHES).sort());
    const choices = new Set(Object.values(AMS_SWITCHES).flat().filter((word) => !(DECLINE_CODES as readonly string[]).includes(word)));
    expect(Object.keys(lab.switchWords).sort()).toEqual([...choices].sort());
    for (const reason of [...REASON_CLASSES, ...REFUND_REASON_CLASSES]) expect(lab.why[reason], reason).toBeTypeOf('string');
  }
});
