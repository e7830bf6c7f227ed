/** Why a parameter is refused; the code goes on the wire, the detail only into the practice call list. */
export interface Complaint {
  readonly code: 'ILLEGAL_ARGUMENT' | 'INVALID_PARAMETER';
  readonly detail: string;
}

/** Null when the value is fine, else what is wrong with it. */
export type Check = (value: string) => string | null;

export interface ParameterRule {
  readonly required: boolean;
  readonly check: Check;
  /** JSON values may hold a straight double quote, plain ones may not (legacy.md 1.2). */
  readonly json?: true;
}
export type ParameterRules = Readonly<Record<string, ParameterRule>>;

/** At most so many characters. */
export const text = (max: number): Check => (value) => ([...value].length <= max ? null : `longer than ${max}`);
/** Of that shape; `wanted` names it for the complaint. */
export const matching = (shape: RegExp, wanted: string): Check => (value) => (shape.test(value) ? null : `not ${wanted}`);
/** One of these words. */
export const oneOf = (...words: readonly string[]): Check => (value) => (words.includes(value) ? null : `not one of ${words.join(', ')}`);
/** A parameter whose absence is ILLEGAL_ARGUMENT. */
export const required = (check: Check): ParameterRule => ({ required: true, check });
/** A parameter that is checked when it is there. */
export const optional = (check: Check): ParameterRule => ({ required: false, check });

/** An http or https address without query, of at most so many characters. */
export const absoluteUrl = (max: number): Check => (value) => {
  if (value.length > max) return `longer than ${max}`;
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) return 'not an absolute URL';
  return url.search === '' ? null : 'has query parameters';
};

/** Fields the API lets every service carry (legacy.md 1.3). */
export const COMMON = {
  service: required(text(64)),
  partner: required(matching(/^2088\d{12}$/, '16 digits starting 2088')),
  _input_charset: optional(oneOf('UTF-8', 'utf-8', 'GBK', 'gbk', 'GB2312', 'gb2312')),
  sign_type: required(text(4)),
  sign: required(text(1024)),
  sendFormat: optional(oneOf('normal')),
} as const satisfies ParameterRules;

/** Any JSON text. */
export const isJson: Check = (value) => {
  try {
    JSON.parse(value);
    return null;
  } catch {
    return 'not JSON';
  }
};

/** A JSON object whose named keys hold texts by these rules; other keys are let through. */
export const jsonObject = (keys: ParameterRules): Check => (value) => {
  if (isJson(value) !== null) return 'not JSON';
  const info: unknown = JSON.parse(value);
  if (typeof info !== 'object' || info === null || Array.isArray(info)) return 'not a JSON object';
  const found = new Map<string, unknown>(Object.entries(info));
  for (const [key, rule] of Object.entries(keys)) {
    const complaint = complaintAboutKey(found.get(key), key, rule);
    if (complaint !== null) return complaint;
  }
  return null;
};

function complaintAboutKey(content: unknown, key: string, rule: ParameterRule): string | null {
  if (content === undefined || content === '') return rule.required ? `${key} missing` : null;
  if (typeof content !== 'string') return `${key} not a text`;
  const complaint = rule.check(content);
  return complaint === null ? null : `${key} ${complaint}`;
}

/** First complaint about the parameters of a service: unknown, missing, ill-formed, in that order; null when all are fine. */
export function complaintAbout(params: ReadonlyMap<string, string>, rules: ParameterRules): Complaint | null {
  for (const name of params.keys()) {
    if (!Object.hasOwn(rules, name)) return { code: 'ILLEGAL_ARGUMENT', detail: `${name} is not a parameter of this service` };
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value = params.get(name);
    if (value === undefined) {
      if (rule.required) return { code: 'ILLEGAL_ARGUMENT', detail: `${name} missing` };
      continue;
    }
    // Control characters have no place in XML, where the request is echoed.
    if (/[^\P{Cc}\t\n\r]/u.test(value)) return { code: 'INVALID_PARAMETER', detail: `${name} holds control characters` };
    if (rule.json !== true && value.includes('"')) return { code: 'INVALID_PARAMETER', detail: `${name} holds a double quote` };
    if (value === 'null') return { code: 'INVALID_PARAMETER', detail: `${name} is the text null` };
    const complaint = rule.check(value);
    if (complaint !== null) return { code: 'INVALID_PARAMETER', detail: `${name} ${complaint}` };
  }
  return null;
}
