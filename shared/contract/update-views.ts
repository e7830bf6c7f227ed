import * as z from 'zod';
import { ERRORS, type ErrorCode } from '../errors/registry.ts';
import { PLACE_LENGTH_MAX, readPlace } from '../update/place.ts';
import { releaseNotes } from '../update/release.ts';

/** What the cashier's window sees of updates. */
const timeMs = z.number();
const bytes = z.number();
const code = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);
const errorView = z.object({ code, details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) });

/** `place`: an https address or a folder's whole path; '' (as a till begins): it looks nowhere. */
export const updateSettings = z.strictObject({ place: z.string().trim().max(PLACE_LENGTH_MAX).refine((place) => readPlace(place) !== null) });
export type UpdateSettings = z.infer<typeof updateSettings>;
export const UPDATE_DEFAULTS: UpdateSettings = { place: '' };

/** What keeps a version that is ready from being installed now; `liveTill`: the live till of this folder does it. */
export const UPDATE_BLOCKS = ['liveTill', 'dayOpen', 'paymentOpen'] as const;
export type UpdateBlock = (typeof UPDATE_BLOCKS)[number];

export const updateState = z.discriminatedUnion('kind', [
  /** This build knows no publisher's key, so it could trust nothing. */
  z.object({ kind: z.literal('noKey') }),
  z.object({ kind: z.literal('off') }),
  /** Nobody has looked since the till started. */
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('upToDate') }),
  z.object({ kind: z.literal('downloading'), receivedBytes: bytes, totalBytes: bytes }),
  z.object({ kind: z.literal('ready') }),
  /** It is about to be handed over: the backup is made, the file is read once more. */
  z.object({ kind: z.literal('preparing') }),
  /** `command`: what was begun, or is left to a person (`byHand`). */
  z.object({ kind: z.literal('handedOver'), command: z.string(), byHand: z.boolean() }),
  z.object({ kind: z.literal('failed'), error: errorView }),
]);
export type UpdateState = z.infer<typeof updateState>;

export const updateView = z.object({
  settings: updateSettings,
  /** The version that runs. */
  current: z.string(),
  state: updateState,
  /** The version that was found, whether or not its file is here. */
  found: z.object({ version: z.string(), releasedAtMs: timeMs, notes: releaseNotes, bytes }).nullable(),
  /** When somebody last looked and got an answer. */
  checkedAtMs: timeMs.nullable(),
  blocks: z.array(z.enum(UPDATE_BLOCKS)),
});
export type UpdateView = z.infer<typeof updateView>;

/** A version the owner has not taken note of; absent from the snapshot when there is none, or when somebody else stands there. */
export const updateNotice = z.object({ version: z.string(), notes: releaseNotes, ready: z.boolean() });
export type UpdateNotice = z.infer<typeof updateNotice>;
