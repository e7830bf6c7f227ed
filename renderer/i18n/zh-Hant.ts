import type { Dictionary } from './dictionary.ts';
import { arrivals } from './zh-Hant/arrivals.ts';
import { checkout } from './zh-Hant/checkout.ts';
import { day } from './zh-Hant/day.ts';
import { exchange } from './zh-Hant/exchange.ts';
import { frame } from './zh-Hant/frame.ts';
import { keys } from './zh-Hant/keys.ts';
import { payments } from './zh-Hant/payments.ts';
import { selling } from './zh-Hant/selling.ts';

/** 繁體中文，用香港收銀枱的講法（書面語）。 */
export const zhHant: Dictionary = { ...frame, ...keys, ...selling, ...payments, ...day, ...arrivals, checkout, exchange };
