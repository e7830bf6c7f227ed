import { scryptSync } from 'node:crypto';

/**
 * A gift card's number is bearer money, so the journal knows it by a hash only. The salt is the same for every card: a card must be found by its number. What keeps the
 * short numbers of pre-printed cards from being tried out against a stolen journal is what one try costs (docs/decisions/0020-value-lines.md).
 */
const SALT = 'guitai gift card 1';
/** 16 MiB, some forty milliseconds on a till's processor. Never changed: it is part of every card's id. */
const COST = { N: 16_384, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const ID_BYTES = 32;

/** `number` as shared/stored-value/rules.ts writes it. */
export const cardIdOf = (number: string): string => scryptSync(number, SALT, ID_BYTES, COST).toString('hex');
