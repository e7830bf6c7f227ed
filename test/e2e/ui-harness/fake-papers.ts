import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { PaperView } from '../../../shared/contract/receipt-views.ts';
import type { CustomerSnapshot, TillSnapshot } from '../../../shared/contract/views.ts';
import { minor } from '../../../shared/money.ts';
import type { SaleFacts } from '../../../shared/receipt/facts.ts';
import { receiptBlocks } from '../../../shared/receipt/layout.ts';
import { receiptDocument } from '../../../shared/receipt/model.ts';
import { defaultReceiptSettings, type ReceiptSettings } from '../../../shared/receipt/settings.ts';
import { shareText } from '../../../shared/receipt/share.ts';
import { DEFAULT_SCREEN } from '../../../shared/slides/schedule.ts';
import type { CashierState } from './fixtures.ts';

type PaperChannel = Extract<Channel, 'receipt.paper' | 'receipt.issue' | 'settings.receipt' | 'settings.previewReceipt' | 'settings.saveReceipt' | 'settings.screen' | 'settings.saveScreen' | 'settings.slidePicture' | 'settings.saveSlides' | 'customer.slide' | 'customer.slideFailed' | 'customer.chooseLanguage'>;
type Handlers = { readonly [C in PaperChannel]: (request: Request<C>) => Response<C> };

const HASH = '9f3a0c11d2e4b5a6778899aabbccddeeff00112233445566778899aabbccddee';

/** The receipt of a sale with one of everything. */
const FACTS: SaleFacts = {
  kind: 'sale', training: true, copy: 0, shop: { name: { en: 'Harbour Tea', zhHans: '海港茶庄', zhHant: '海港茶莊' }, address: { en: '12 Ferry Street, Sheung Wan', zhHans: '上环渡轮街 12 号', zhHant: '上環渡輪街 12 號' } }, tillId: 'T1', operator: 'Mei Chan',
  currency: 'HKD', atMs: Date.UTC(2026, 10, 21, 1, 2), offsetMin: 480, check: { seq: 4711, hash: HASH }, receiptNo: 127, barcode: 'RT100000127', taxMode: 'none', itemsMilli: 4_000,
  lines: [
    { name: { en: 'Longjing tea, 50 g', zhHans: '龙井茶 50 克', zhHant: '龍井茶 50 克' }, code: '4891234567894', quantityMilli: 1_000, byWeight: false, priceUnit: null, unitPriceMinor: minor(6_800), fromLabel: false, listMinor: minor(6_800), changes: [], amountMinor: minor(6_800) },
    {
      name: { en: 'Egg tart', zhHans: '蛋挞', zhHant: '蛋撻' }, code: null, quantityMilli: 2_000, byWeight: false, priceUnit: null, unitPriceMinor: minor(900), fromLabel: false, listMinor: minor(1_800),
      changes: [{ why: 'promotion', amountMinor: minor(-450), name: { en: 'Second at half price', zhHans: '第二件半价', zhHant: '第二件半價' }, ppm: null }], amountMinor: minor(1_350),
    },
    { name: { en: 'Lychee', zhHans: '荔枝', zhHant: '荔枝' }, code: null, quantityMilli: 356, byWeight: true, priceUnit: null, unitPriceMinor: minor(5_980), fromLabel: false, listMinor: minor(2_129), changes: [{ why: 'lineDiscount', amountMinor: minor(-213), name: null, ppm: 100_000 }], amountMinor: minor(1_916) },
  ],
  subtotalMinor: minor(10_066), taxes: [], exemptMinor: minor(0), isExempt: false, totalMinor: minor(10_066), roundingMinor: minor(0), values: [],
  tenders: [
    { kind: 'cash', amountMinor: minor(5_000), tenderedMinor: minor(10_000), changeMinor: minor(5_000), payerHint: null, reference: null },
    { kind: 'alipayBarcode', amountMinor: minor(5_066), tenderedMinor: null, changeMinor: null, payerHint: '138****1234', reference: 'gt01-20261121-000127-4k7p2m9x' },
  ],
  customer: null,
};

function paper(settings: ReceiptSettings, issued: number): PaperView {
  const document = receiptDocument({ ...FACTS, copy: issued }, settings);
  return { blocks: receiptBlocks(document), columns: settings.columns, issued, share: shareText(document, settings.languages[0] ?? 'en'), logo: null };
}
/** What the thank-you screen lets a phone take along. */
export const THANKS_TEXT = shareText(receiptDocument({ ...FACTS, training: false }, defaultReceiptSettings('HKD')), 'zh-Hant').text;

/** A poster as the browser draws it, so that no picture need lie in the tree. */
function poster(hue: number): Uint8Array<ArrayBuffer> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1280, 720];
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  pen.fillStyle = `hsl(${String(hue)} 45% 88%)`;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = `hsl(${String(hue)} 50% 30%)`;
  pen.font = '600 96px sans-serif';
  pen.textAlign = 'center';
  pen.fillText('新茶到 New teas', 640, 380);
  const [, base64 = ''] = canvas.toDataURL('image/png').split(',');
  return Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
}

/** Papers, their settings and the customer's screen of the fake till. */
export function fakePapers(customer: () => CustomerSnapshot, change: (next: Partial<CustomerSnapshot>) => void): Handlers {
  let settings = defaultReceiptSettings('HKD');
  let issued = 0;
  let screen = DEFAULT_SCREEN;
  let slides: Response<'settings.screen'>['slides'] = [
    { slideId: 's1', file: '1-new-teas.jpg', problem: null, widthPixels: 1920, heightPixels: 1080, times: null, isShown: true },
    { slideId: 's2', file: '2-breakfast.png', problem: null, widthPixels: 1280, heightPixels: 800, times: { file: '2-breakfast.png', from: '2026-11-01', to: '2026-12-31', weekdays: [1, 2, 3, 4, 5], hours: ['08:00', '11:00'] }, isShown: false },
    { slideId: 's3', file: '3-mid-autumn-mooncake-boxes-order-now-and-collect-in-september.png', problem: null, widthPixels: 1920, heightPixels: 1080, times: { file: '3-mid-autumn-mooncake-boxes-order-now-and-collect-in-september.png', off: true, seconds: 15 }, isShown: false },
    { slideId: 's4', file: '4-poster.webp', problem: 'broken', widthPixels: 0, heightPixels: 0, times: null, isShown: false },
  ];
  const looked = (): Response<'settings.screen'> => ({ settings: screen, folder: '/home/shop/guitai/slides', problem: null, slides });
  return {
    'receipt.paper': () => paper(settings, issued),
    'receipt.issue': ({ format }) => {
      const copy = issued;
      issued += 1;
      return { copy, path: format === 'qr' ? null : `reports/receipt-00000127${copy === 0 ? '' : `-copy-${String(copy)}`}.${format === 'pdf' ? 'pdf' : 'txt'}`, text: format === 'qr' ? (paper(settings, copy).share?.text ?? '') : null };
    },
    'settings.receipt': () => ({ settings, sample: paper(settings, 0) }),
    'settings.previewReceipt': (wanted) => paper(wanted, 0),
    'settings.saveReceipt': (wanted) => {
      settings = wanted;
      return { settings, sample: paper(settings, 0) };
    },
    'settings.screen': looked,
    'settings.saveScreen': (wanted) => {
      screen = wanted;
      return looked();
    },
    'settings.slidePicture': ({ slideId }) => ({ type: 'image/png', bytes: poster(slideId === 's2' ? 140 : 30) }),
    'settings.saveSlides': ({ slides: wanted }) => {
      slides = wanted.flatMap((times) => slides.filter(({ file }) => file === times.file).map((slide) => ({ ...slide, times })));
      return looked();
    },
    'customer.slide': ({ slideId }) => ({ type: 'image/png', bytes: slideId === 'broken' ? new Uint8Array([1, 2, 3]) : poster(slideId === 's2' ? 140 : 30) }),
    'customer.slideFailed': () => ({}),
    'customer.chooseLanguage': ({ language }) => {
      const { chosen: _chosen, ...before } = customer();
      change(language === null ? { ...before, language: 'en' } : { language, chosen: true });
      return {};
    },
  };
}

/** Receipts as papers, and the settings of them and of the customer's screen. */
export function paperStates(base: TillSnapshot, done: TillSnapshot): Readonly<Record<string, CashierState>> {
  return {
    paper: { snapshot: done, keys: ['F4'], waitFor: '[data-paper]' },
    paperShared: { snapshot: done, keys: ['F4', 'F7'], waitFor: '[data-shared]' },
    settingsReceipt: { snapshot: base, keys: ['F10', 'F2', ...'Receipt', 'Enter'], waitFor: '[data-setting="languages"] + [data-setting]' },
    settingsScreen: { snapshot: base, keys: ['F10', 'F2', ...'pictures', 'Enter'], waitFor: '[data-slide]' },
    settingsSlide: { snapshot: base, keys: ['F10', 'F2', ...'pictures', 'Enter', 'Tab', 'Tab', 'Tab', 'Tab', 'Enter', 'F6'], waitFor: '.slide-times' },
  };
}
