import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IssuedPaperOf, IssuedView, PaperOf, PaperView, ReceiptSettingsView } from '../../../shared/contract/receipt-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { ReceiptBlock } from '../../../shared/receipt/blocks.ts';
import type { ReceiptDocument } from '../../../shared/receipt/document.ts';
import type { ReceiptFacts } from '../../../shared/receipt/facts.ts';
import { receiptBlocks } from '../../../shared/receipt/layout.ts';
import { receiptDocument } from '../../../shared/receipt/model.ts';
import type { ReceiptSettings } from '../../../shared/receipt/settings.ts';
import { shareText, type SharedReceipt } from '../../../shared/receipt/share.ts';
import type { Slip } from '../../../shared/receipt/slips.ts';
import { receiptText } from '../../../shared/receipt/text.ts';
import type { Desk } from '../desk.ts';
import { leaveTill } from '../leaving.ts';
import { readPicture } from '../pictures.ts';
import { append } from '../selling.ts';
import { cashMoveFacts, returnFacts, saleFacts } from './facts.ts';
import { receiptHtml } from './html.ts';
import { reportFacts } from './report-facts.ts';
import { sampleFacts } from './sample.ts';

export interface ReceiptParts {
  readonly desk: Desk;
  readonly stored: () => ReceiptSettings;
  /** Keeps them together with their entry, which `record` writes: both or neither. */
  readonly save: (next: ReceiptSettings, record: () => void) => void;
  /** Folder for files that leave the till. */
  readonly reportsDir: string;
  /** Where the shop's logo lies, when it has one: receipt-logo.png or .jpg. */
  readonly dataDir: string;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
}

/** Papers: looked at, taken out of the till, shared; and how they look. */
export interface ReceiptDesk {
  /** Throws RECEIPT_NOT_FOUND, RETURN_NOT_FOUND, REPORT_NOT_FOUND. Looking changes nothing. */
  paper(of: PaperOf): Promise<PaperView>;
  /**
   * Takes one paper out of the till. The first is the original; copies take the permission `reprint`. It is an entry before anybody has it. Throws what `paper` throws,
   * what the authority throws, EXPORT_FAILED.
   */
  issue(of: IssuedPaperOf, format: 'pdf' | 'text' | 'qr'): Promise<IssuedView>;
  settings(): Promise<ReceiptSettingsView>;
  /** How receipts would look with these settings. */
  preview(settings: ReceiptSettings): Promise<PaperView>;
  saveSettings(settings: ReceiptSettings): Promise<ReceiptSettingsView>;
}

const LOGO_BYTES_MAX = 256 * 1024;
const LOGO_FILES = ['receipt-logo.png', 'receipt-logo.jpg', 'receipt-logo.webp'];
/** A paper is made again when somebody else took one out in the meantime; more often than this nobody presses. */
const TRIES_MAX = 5;
/** How long a code that was asked for stays on the customer's screen. */
const SHARED_SHOWN_MS = 90_000;

export function openReceiptDesk(parts: ReceiptParts): ReceiptDesk {
  const { desk, stored, reportsDir, dataDir, printToPdf } = parts;

  function factsOf(of: PaperOf): ReceiptFacts {
    switch (of.document) {
      case 'sale':
        return saleFacts(desk, of.saleId);
      case 'return':
        return returnFacts(desk, of.returnId);
      case 'cashMove':
        return cashMoveFacts(desk, of.moveId);
      case 'report':
        return reportFacts(desk, of.report, of.number);
    }
  }

  async function logo(): Promise<string | null> {
    for (const name of LOGO_FILES) {
      const picture = await readPicture(join(dataDir, name), LOGO_BYTES_MAX);
      if (typeof picture === 'object') return `data:${picture.type};base64,${Buffer.from(picture.bytes).toString('base64')}`;
      if (picture !== 'unreadable') desk.log('warn', 'receipt.logo', { file: name, why: picture });
    }
    return null;
  }

  async function view(facts: ReceiptFacts, settings: ReceiptSettings, issued: number): Promise<PaperView> {
    const document = receiptDocument(facts, settings);
    return {
      blocks: receiptBlocks(document), columns: settings.columns, issued, share: facts.kind === 'report' ? null : shared(document, settings), logo: settings.show.logo ? await logo() : null,
    };
  }

  async function bytesOf(facts: ReceiptFacts, settings: ReceiptSettings, format: 'pdf' | 'text', name: string): Promise<Uint8Array> {
    const blocks = receiptBlocks(receiptDocument(facts, settings));
    return format === 'pdf' ? printToPdf(await receiptHtml(blocks, name, settings.show.logo ? await logo() : null)) : textBytes(blocks, settings);
  }

  async function issue(of: IssuedPaperOf, format: 'pdf' | 'text' | 'qr'): Promise<IssuedView> {
    const facts = factsOf(of);
    const { document, documentId, number } = nameOf(of, facts);
    const settings = stored();
    for (let tried = 0; tried < TRIES_MAX; tried += 1) {
      const copy = desk.journal.slipsIssued(document, number);
      if (copy > 0) desk.authority.require({ permission: 'reprint' });
      const marked = { ...facts, copy };
      const record = (): void => append(desk, [{ type: 'receipt.printed', data: { document, documentId, number, copy, format } }]);
      if (format === 'qr') {
        record();
        const { text } = shared(receiptDocument(marked, settings), settings);
        show(document, number, text);
        return { copy, path: null, text };
      }
      const name = fileName(desk.world, document, number, copy);
      const path = join(reportsDir, `${name}.${format === 'pdf' ? 'pdf' : 'txt'}`);
      const left = await leaveTill({
        path, format,
        write: async (unfinished) => writeFile(unfinished, await bytesOf(withNumbers(marked), settings, format, name)),
        record: () => {
          if (desk.journal.slipsIssued(document, number) !== copy) return false;
          record();
          return true;
        },
      });
      if (left) return { copy, path, text: null };
    }
    throw new TillError('EXPORT_FAILED', { format });
  }

  /** The one paper of a gift card that the till has drawn has its number; copies, windows and codes on screens never do. */
  function withNumbers(facts: ReceiptFacts): ReceiptFacts {
    if (facts.kind !== 'sale' || facts.copy > 0) return facts;
    const numberOf = (cardId: string): string | null => desk.memory.drawnCards?.find((card) => card.cardId === cardId)?.number ?? null;
    return { ...facts, values: facts.values.map((value) => (value.kind === 'giftCard' ? { ...value, number: numberOf(value.cardId) } : value)) };
  }

  /** The code on the customer's screen, until they have had time to scan it or are served. */
  function show(document: Slip, number: number, text: string): void {
    const shownUntilMs = desk.clock.nowMs() + SHARED_SHOWN_MS;
    desk.memory.sharedReceipt = { number, isReceipt: document === 'sale', text, untilMs: shownUntilMs, lastSaleNo: desk.journal.lastNumber('sale') };
    desk.changed();
  }

  const settingsView = async (): Promise<ReceiptSettingsView> => ({ settings: stored(), sample: await view(sampleFacts(desk), stored(), 0) });
  return {
    paper: async (of) => {
      const facts = factsOf(of);
      if (of.document === 'report') return view(facts, stored(), 0);
      const { document, number } = nameOf(of, facts);
      const issued = desk.journal.slipsIssued(document, number);
      return view({ ...facts, copy: issued }, stored(), issued);
    },
    issue,
    settings: settingsView,
    preview: (settings) => view(sampleFacts(desk), settings, 0),
    saveSettings: async (next) => {
      desk.authority.require({ permission: 'changeSettings' });
      const before = stored();
      const changed = changedFields(before, next);
      if (changed.length > 0) {
        parts.save(next, () => append(desk, [{ type: 'settings.changed', data: { area: 'receipt', changed } }]));
        desk.changed();
      }
      return settingsView();
    },
  };
}

/** In one language, the receipt's first. */
function shared(document: ReceiptDocument, settings: ReceiptSettings): SharedReceipt {
  return shareText(document, settings.languages[0] ?? 'en');
}

/** With a mark in front, so that every editor reads Chinese in it. */
const textBytes = (blocks: readonly ReceiptBlock[], { columns }: ReceiptSettings): Uint8Array => new TextEncoder().encode(`\ufeff${receiptText(blocks, columns).join('\r\n')}\r\n`);

function nameOf(of: IssuedPaperOf, facts: ReceiptFacts): { readonly document: Slip; readonly documentId: string; readonly number: number } {
  switch (of.document) {
    case 'sale':
      return { document: 'sale', documentId: of.saleId, number: facts.kind === 'sale' ? facts.receiptNo : 0 };
    case 'return':
      return { document: 'return', documentId: of.returnId, number: facts.kind === 'return' ? facts.returnNo : 0 };
    case 'cashMove':
      return { document: 'cashMove', documentId: of.moveId, number: facts.check.seq };
  }
}

const FILE_NAME = { sale: 'receipt', return: 'return', cashMove: 'cash' } as const satisfies Record<Slip, string>;
/** "training-receipt-00000123-copy-1" */
const fileName = (world: Desk['world'], document: Slip, number: number, copy: number): string =>
  `${world === 'training' ? 'training-' : ''}${FILE_NAME[document]}-${String(number).padStart(8, '0')}${copy === 0 ? '' : `-copy-${copy}`}`;

/** Names of what is other than before, for the journal: "languages", "show.barcode". */
function changedFields(before: ReceiptSettings, next: ReceiptSettings): string[] {
  const { show: showBefore, ...restBefore } = before;
  const { show, ...rest } = next;
  const other = <T extends object>(a: T, b: T): (keyof T & string)[] => (Object.keys(b) as (keyof T & string)[]).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
  return [...other(restBefore, rest), ...other(showBefore, show).map((part) => `show.${part}`)];
}
