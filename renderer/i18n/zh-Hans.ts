import type { Dictionary } from './dictionary.ts';
import { arrivals } from './zh-Hans/arrivals.ts';
import { checkout } from './zh-Hans/checkout.ts';
import { day } from './zh-Hans/day.ts';
import { exchange } from './zh-Hans/exchange.ts';
import { frame } from './zh-Hans/frame.ts';
import { keys } from './zh-Hans/keys.ts';
import { payments } from './zh-Hans/payments.ts';
import { selling } from './zh-Hans/selling.ts';

/** 简体中文，用内地收银台的说法。 */
export const zhHans: Dictionary = { ...frame, ...keys, ...selling, ...payments, ...day, ...arrivals, checkout, exchange };
