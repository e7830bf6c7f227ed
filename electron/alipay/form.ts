import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { TillError } from '../../shared/errors/registry.ts';
import { CURRENCIES } from '../../shared/money.ts';
import { secureUrl } from './http.ts';
import { isPublicHalf, parsePrivateKey, parsePublicKey } from './keys.ts';

/**
 * What both gateways' settings are made of. The plain part may be shown and exported; the secret part is kept encrypted by whoever
 * stores it. An empty text counts as absent, because that is what a form sends.
 */
export const required = (max: number) => z.string().trim().min(1).max(max);
/** A text that may be absent; an empty one counts as absent. */
export const optional = (max: number) => z.string().trim().max(max).optional().transform((text) => text || undefined);
/** A text that must look so when it is there. */
export const optionalLike = (pattern: RegExp) => z.union([z.literal(''), z.string().trim().regex(pattern)]).optional().transform((text) => text || undefined);
export const currency = z.enum(CURRENCIES);
/** legacy.md 7.3, ams.md 4.4: four digits. */
export const industry = z.string().trim().regex(/^\d{4}$/);
/** Keys as people paste them. */
export const key = z.string().trim().max(8192).optional().transform((text) => text || undefined);
/** A switch of a form: a text like every other field. */
export const yesOrNo = (standard: 'Y' | 'N') => z.enum(['Y', 'N']).default(standard);

/** Parses one part of the settings. Throws SETTINGS_INVALID with the first field that is wrong, as `part.path`. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new TillError('SETTINGS_INVALID', { field: [part, ...(issue?.path ?? [])].join('.'), reason: issue?.code ?? 'invalid' });
}

/** An address of a gateway or a notification door: safe to use, and nothing behind its path. */
export function checkAddress(text: string | undefined, field: string, bareOrigin = false): void {
  if (text === undefined) return;
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new TillError('SETTINGS_INVALID', { field, reason: 'url' });
  try {
    secureUrl(text);
  } catch (error) {
    throw error instanceof TillError ? new TillError(error.code, { ...error.details, field }, { cause: error }) : error;
  }
  // legacy.md 1.3: a notify_url without query; a gateway's query is the client's to write. Credentials belong in no address.
  const extra = url.search || url.hash || url.username || url.password;
  if (extra || (bareOrigin && url.pathname !== '/')) throw new TillError('SETTINGS_INVALID', { field, reason: 'url' });
}

/** SETTINGS_BAD_KEY; never holds a part of the key. */
export const badKey = (field: string, reason: string): TillError => new TillError('SETTINGS_BAD_KEY', { field, reason });

/** The shop's private key and Alipay's public one. Throws SETTINGS_BAD_KEY. */
export function keyPair(part: string, secrets: { privateKey?: string | undefined; alipayPublicKey?: string | undefined }): { privateKey: KeyObject; alipayPublicKey: KeyObject } {
  const privateKey = secrets.privateKey === undefined ? null : parsePrivateKey(secrets.privateKey);
  if (!privateKey) throw badKey(`${part}.privateKey`, secrets.privateKey === undefined ? 'missing' : 'unreadable');
  const alipayPublicKey = secrets.alipayPublicKey === undefined ? null : parsePublicKey(secrets.alipayPublicKey);
  if (!alipayPublicKey) throw badKey(`${part}.alipayPublicKey`, secrets.alipayPublicKey === undefined ? 'missing' : 'unreadable');
  if (isPublicHalf(privateKey, alipayPublicKey)) throw badKey(`${part}.alipayPublicKey`, 'ownKey');
  return { privateKey, alipayPublicKey };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field of a settings schema as a form names it: "partner", "secondaryMerchant.id". Errors name it likewise, after the gateway's name. */
export function fieldNames(schema: z.ZodType, prefix = ''): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return fieldNames(schema.unwrap() as z.ZodType, prefix);
  if (!(schema instanceof z.ZodObject)) return [prefix];
  return Object.entries(schema.shape).flatMap(([name, inner]) => fieldNames(inner as z.ZodType, prefix === '' ? name : `${prefix}.${name}`));
}

/** The texts of a stored plain part by field name; '' for what is not there. */
export function fieldsOf(names: readonly string[], plain: unknown): Record<string, string> {
  const at = (name: string): unknown => name.split('.').reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), plain);
  return Object.fromEntries(names.map((name) => [name, ((value) => (typeof value === 'string' ? value : ''))(at(name))]));
}

/** A plain part from texts by field name; empty ones are left out, so that schemas see them as absent. */
export function plainFrom(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(fields)) {
    if (text.trim() === '') continue;
    const steps = name.split('.');
    const last = steps.pop() ?? name;
    let into = plain;
    for (const step of steps) into = (into[step] ??= {}) as Record<string, unknown>;
    into[last] = text;
  }
  return plain;
}
