import type { Language } from '../../../shared/contract/views.ts';
import type { VoiceTexts } from '../../../shared/errors/voices.ts';
import { voicesEn } from './en.ts';
import { voicesZhHans } from './zh-Hans.ts';
import { voicesZhHant } from './zh-Hant.ts';

/** What errors say to customers, owners and engineers; part of the help, not of the first JavaScript. */
export const VOICES: Readonly<Record<Language, VoiceTexts>> = { en: voicesEn, 'zh-Hans': voicesZhHans, 'zh-Hant': voicesZhHant };
