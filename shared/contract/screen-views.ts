import * as z from 'zod';
import { SCHEDULED_MAX, screenSettings, slideTimes } from '../slides/schedule.ts';

/** What windows see of the customer's screen at rest. */
export const slideView = z.object({ slideId: z.string().max(64), seconds: z.int() });
/** A QR code under "thank you". */
export const thanksCode = z.object({ kind: z.enum(['receipt', 'check']), text: z.string() });
export const slidePicture = z.object({ type: z.enum(['image/png', 'image/jpeg', 'image/webp']), bytes: z.instanceof(Uint8Array) });

export const SLIDE_PROBLEMS = ['unreadable', 'empty', 'tooLarge', 'notAPicture', 'tooManyPixels', 'broken', 'tooMany', 'notShown'] as const;
export const SLIDE_FOLDER_PROBLEMS = ['missing', 'notAFolder', 'schedule'] as const;

export const screenSettingsView = z.object({
  settings: screenSettings,
  /** Where the pictures are looked for. */
  folder: z.string(),
  problem: z.enum(SLIDE_FOLDER_PROBLEMS).nullable(),
  /** In the order they are shown in. */
  slides: z.array(z.object({ slideId: z.string().max(64), file: z.string(), problem: z.enum(SLIDE_PROBLEMS).nullable(), widthPixels: z.int(), heightPixels: z.int(), times: slideTimes.nullable(), /** By its times, now. */ isShown: z.boolean() })),
});
/** Every picture of the folder with its times, in the order wanted. */
export const slideOrder = z.strictObject({ slides: z.array(slideTimes).max(SCHEDULED_MAX) });
export type ScreenSettingsView = z.infer<typeof screenSettingsView>;
