import { createHash } from 'node:crypto';
import type { ReconcileDifference, ReconcileFile, ReconcileResult, ReconcileSet, ReconcileUnit } from '../../../shared/contract/reconcile.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { PAYMENT_PRODUCTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import { FILE_KIND_FACTS, type AmountUnit, type Completeness, type FileFacts, type FileItem, type FileKind } from '../../../shared/reconciliation/files.ts';
import { createFileParser } from '../../alipay/files/parser.ts';
import type { LedgerReads } from '../../journal/ledger.ts';
import { createMatcher } from '../../payments/reconciliation/matcher.ts';
import { groupFiles, type FileSet } from '../../payments/reconciliation/sets.ts';
import { createUnitJudge, together, unitOf, type UnitEvidence } from '../../payments/reconciliation/unit-judge.ts';

/** A file to be read twice from its beginning: once to see whether it is whole, once to compare it. */
export interface Source {
  /** Base name, for people. */
  readonly name: string;
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

export interface Progress {
  readonly phase: 'checking' | 'matching';
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly records: number;
}

/** Where differences go. A set that fails on the way takes its differences with it. */
export interface DifferenceSink {
  take(difference: ReconcileDifference): void;
  drop(setId: string): void;
}

/** The partner number each product of the legacy gateway is set up with, to tell whose file it is; products that are not here could be of any. */
export type Accounts = Readonly<Partial<Record<PaymentProduct, string>>>;

export interface RunOptions {
  readonly sources: readonly Source[];
  readonly ledger: LedgerReads;
  /** This till's id, as its references begin. */
  readonly register: string;
  readonly accounts: Accounts;
  /** What a person says about the unit of amounts, for files that do not tell. */
  readonly unit: AmountUnit | null;
  readonly atMs: number;
  /** When a file with this SHA-256 was reconciled before. */
  readonly reconciledBefore: (sha256: string) => number | null;
  /** In front of the ids of sets; '' when absent. */
  readonly setIdPrefix?: string;
  readonly sink: DifferenceSink;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

interface ReadSource {
  readonly name: string;
  readonly source: Source;
  readonly sha256: string;
  readonly facts: FileFacts;
  readonly evidence: UnitEvidence;
}

/**
 * Reconciles files with the till's ledger. Every file is read to its end before any is compared, so nothing is ever half taken over; a file that is
 * refused is named with its reason and the others go on. Rejects with what the ledger throws, and with the signal's reason.
 */
export async function reconcile(options: RunOptions): Promise<ReconcileResult> {
  const { sources, atMs } = options;
  const refused: { name: string; error: ErrorView }[] = [];
  const bytesTotal = sources.reduce((sum, source) => sum + source.bytes, 0);
  const progress = createProgress(options, bytesTotal);

  const read: ReadSource[] = [];
  for (const source of sources) {
    try {
      const file = await check(source, options, progress.checking);
      if (read.some((other) => other.sha256 === file.sha256)) throw new TillError('RECONCILE_TWICE');
      read.push(file);
    } catch (error) {
      refused.push({ name: source.name, error: refusalOf(error) });
    }
  }

  const sets: ReconcileSet[] = [];
  for (const [index, set] of groupFiles(read).entries()) {
    const setId = `${options.setIdPrefix ?? ''}${index + 1}`;
    try {
      sets.push(await compare(set, setId, options, progress.matching));
    } catch (error) {
      options.sink.drop(setId);
      const failure = refusalOf(error);
      for (const { name } of set.files) refused.push({ name, error: failure });
    }
  }
  return { atMs, refused, sets };
}

/** What a file is refused with; anything that is not about the file ends the run. */
function refusalOf(error: unknown): ErrorView {
  if (error instanceof TillError && error.code.startsWith('RECONCILE_')) return { code: error.code, details: { ...error.details } };
  throw error;
}

/** First reading: is it whole, what is it, and what does our ledger say about its unit. */
async function check(source: Source, { ledger, signal }: RunOptions, step: (bytes: number, records: number) => void): Promise<ReadSource> {
  const judge = createUnitJudge(ledger);
  let records = 0;
  const onItem = (item: FileItem): void => {
    records += 1;
    if (item.what === 'record' && parser.kind()?.startsWith('legacy') === false) judge.take(item);
  };
  const parser = createFileParser({ encoding: 'auto', onItem });
  const digest = createHash('sha256');
  for await (const bytes of source.open()) {
    signal?.throwIfAborted();
    digest.update(bytes);
    parser.push(bytes);
    step(bytes.length, records);
  }
  const facts = parser.end();
  return { name: source.name, source, sha256: digest.digest('hex'), facts, evidence: judge.evidence() };
}

/** Second reading: every record against our ledger. */
async function compare(set: FileSet<ReadSource>, setId: string, options: RunOptions, step: (bytes: number, records: number) => void): Promise<ReconcileSet> {
  const { ledger, register, accounts, sink, signal } = options;
  const unit = unitOfSet(set.files, options.unit);
  const kind = kindOfSet(set.files);
  const { gateway, form } = FILE_KIND_FACTS[kind];
  const merchant = set.files.find((file) => file.facts.merchant !== '')?.facts.merchant ?? '';
  const ours = Object.values(accounts);
  const otherMerchant = gateway === 'legacy' && merchant !== '' && ours.length > 0 && !ours.includes(merchant);
  const products = new Set(PAYMENT_PRODUCTS.filter((product) => gateway === 'ams' || merchant === '' || (accounts[product] ?? merchant) === merchant));
  const matcher = createMatcher({
    // Somebody else's file lacks all of our payments, which is no news.
    ledger, gateway, form, register, unit: unit.unit, products, days: otherMerchant ? null : set.days, partMissing: set.partMissing, fileNames: set.files.map((file) => file.name),
    onDifference: (difference) => sink.take({ setId, ...difference }),
  });
  for (const [index, { source, sha256, facts }] of set.files.entries()) {
    const digest = createHash('sha256');
    let records = 0;
    const onItem = (item: FileItem): void => {
      records += 1;
      matcher.take(item, index);
    };
    const parser = createFileParser({ encoding: facts.encoding, onItem });
    for await (const bytes of source.open()) {
      signal?.throwIfAborted();
      digest.update(bytes);
      parser.push(bytes);
      step(bytes.length, records);
    }
    parser.end();
    // What was compared must be what was checked.
    if (digest.digest('hex') !== sha256) throw new TillError('RECONCILE_CHANGED');
  }
  const { otherTill, ...outcome } = matcher.finish();
  return {
    setId, kind, merchant, otherMerchant,
    files: set.files.map(({ name, source, sha256, facts }): ReconcileFile => ({
      name, sha256, bytes: source.bytes, records: facts.records, encoding: facts.encoding, completeness: facts.completeness, beforeAtMs: options.reconciledBefore(sha256),
    })),
    days: set.days, completeness: weakest(set.files.map((file) => file.facts.completeness)), partMissing: set.partMissing, unit, otherTill: { count: otherTill },
    ...outcome, causes: [...outcome.causes],
  };
}

/** Items give a set its kind; a summary only when it is alone. */
function kindOfSet(files: readonly ReadSource[]): FileKind {
  const kinds = files.map((file) => file.facts.kind);
  const kind = kinds.find((candidate) => FILE_KIND_FACTS[candidate].form !== 'summary') ?? kinds[0];
  if (kind === undefined) throw new Error('a set has at least one file');
  return kind;
}

const weakest = (all: readonly Completeness[]): Completeness => (all.includes('notProvable') ? 'notProvable' : (all[0] ?? 'notProvable'));

/** One unit for all files of a set. Throws RECONCILE_UNIT with the evidence when it cannot be told. */
function unitOfSet(files: readonly ReadSource[], said: AmountUnit | null): ReconcileUnit {
  const evidence = together(files.map((file) => file.evidence));
  const judged = (unit: AmountUnit, source: ReconcileUnit['source']): ReconcileUnit => ({ unit, source, compared: evidence.compared, agree: unit === 'minor' ? evidence.minorAgree : evidence.majorAgree });
  if (files.every((file) => file.facts.kind.startsWith('legacy'))) return judged('major', 'format');
  // Without decimals both units are one; without records there is nothing to read.
  if (files.every((file) => !file.facts.unitMatters)) return judged('minor', 'indifferent');
  const compared = unitOf(evidence);
  const hasDecimals = files.some((file) => file.facts.unit === 'major');
  const contradicts = (unit: AmountUnit): boolean => (unit === 'minor' ? evidence.majorAgree : evidence.minorAgree) > 0;
  if (hasDecimals && !contradicts('major')) return judged('major', 'decimals');
  if (!hasDecimals && compared !== null) return judged(compared, files.every((file) => unitOf(file.evidence) === compared) ? 'ledger' : 'sibling');
  if (!hasDecimals && said !== null && !contradicts(said)) return judged(said, 'person');
  const line = evidence.minorLine !== null && evidence.majorLine !== null ? Math.max(evidence.minorLine, evidence.majorLine) : 1;
  throw new TillError('RECONCILE_UNIT', { line, compared: evidence.compared, minorAgree: evidence.minorAgree, majorAgree: evidence.majorAgree });
}

function createProgress({ onProgress }: RunOptions, bytesTotal: number) {
  const phase = (name: Progress['phase']) => {
    let bytesDone = 0;
    return (bytes: number, records: number): void => {
      bytesDone += bytes;
      onProgress?.({ phase: name, bytesDone, bytesTotal, records });
    };
  };
  return { checking: phase('checking'), matching: phase('matching') };
}
