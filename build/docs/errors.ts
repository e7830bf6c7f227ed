import { errorsEn } from '../../renderer/i18n/errors.en.ts';
import { frame } from '../../renderer/i18n/en/frame.ts';
import { voicesEn } from '../../renderer/i18n/voices/en.ts';
import { ERRORS, type ErrorCode } from '../../shared/errors/registry.ts';
import { areaOf, customerClassOf, ERROR_AREAS, isSpecific, type ErrorArea } from '../../shared/errors/voices.ts';
import { code, table } from './markdown.ts';

const AREA_TITLES: Readonly<Record<ErrorArea, string>> = {
  start: 'Starting', inside: 'Inside the till', journal: 'The journal', backup: 'Backups', update: 'Updates', catalog: 'Products and stock', import: 'Importing products', cash: 'Shifts, drawers and cash', selling: 'Selling', scanning: 'Scanning', tender: 'Taking money', payment: 'Payments', notices: 'Alipay’s messages',
  people: 'Staff and approval', printedCode: 'The printed code', receipts: 'Receipts', screen: 'The customer’s screen', returns: 'Returns and refunds', settings: 'Settings and the first run', provision: 'The shop file', reports: 'Reports', reconcile: 'Reconciling',
  devices: 'Devices',
};

const CODES = Object.keys(ERRORS) as readonly ErrorCode[];
/** As it reads without any of its details. */
const what = (name: ErrorCode): string => errorsEn[name].what(() => '');

function state(name: ErrorCode): string {
  const { severity, money, data } = ERRORS[name];
  return [severity, frame.money[money], frame.data[data]].filter((part) => part !== '').join('. ');
}

function area(name: ErrorArea): string {
  const codes = CODES.filter((one) => areaOf(one) === name);
  if (codes.length === 0) return '';
  const own = codes.filter(isSpecific);
  return [
    `## ${AREA_TITLES[name]}`,
    `**Owner.** ${voicesEn.owner[name]}`,
    `**Engineer.** ${voicesEn.engineer[name]}`,
    table(['code', 'what happened', 'what to press', 'what the customer may be told', 'kind; money; data'], codes.map((one) => [code(one), what(one), errorsEn[one].press, voicesEn.customer[customerClassOf(one)], state(one)])),
    ...own.map((one) => `${code(one)}. **Owner.** ${voicesEn.owner[one]} **Engineer.** ${voicesEn.engineer[one]}`),
  ].join('\n\n');
}

/** docs/errors.md: every message of the till in its four voices, from the registry and the English words. */
export function errorsDocument(): string {
  return `${[
    '# Messages of the till',
    'Drawn by `npm run docs` from `shared/errors/registry.ts` and the English words. Each message has four voices: the cashier reads what happened and what to press; the customer may be told a sentence; the owner learns what it costs; whoever looks after the till learns where to look. On the till the same stands under F1, in three languages: search for a word or a code.',
    ...ERROR_AREAS.map(area).filter((text) => text !== ''),
  ].join('\n\n')}\n`;
}
