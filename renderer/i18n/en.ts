import { arrivals } from './en/arrivals.ts';
import { checkout } from './en/checkout.ts';
import { day } from './en/day.ts';
import { exchange } from './en/exchange.ts';
import { frame } from './en/frame.ts';
import { keys } from './en/keys.ts';
import { payments } from './en/payments.ts';
import { selling } from './en/selling.ts';

/** English, the measure of the other dictionaries: a key missing there does not compile. One file per subject. */
export const en = { ...frame, ...keys, ...selling, ...payments, ...day, ...arrivals, checkout, exchange };
