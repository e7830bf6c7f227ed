/** Codes that wallets show on a customer's phone. They are bearer secrets for about a minute: mask before showing or logging. */
export type Wallet = 'alipay' | 'wechat' | 'unionpay' | 'ecny';

/**
 * Shapes of payment codes, hardware.md 2.4. Alipay: legacy.md 6.5 and ams.md 11.1 agree (16 to 24 digits, 25 to 30 in
 * front). UnionPay and e-CNY are [inferred]: from memory, hardware.md section 10.
 */
export const WALLET_SHAPES: Readonly<Record<Wallet, RegExp>> = {
  alipay: /^(?:2[5-9]|30)\d{14,22}$/,
  wechat: /^1[0-5]\d{16}$/,
  unionpay: /^62\d{17}$/,
  ecny: /^01\d{17}$/,
};

const WALLETS = ['alipay', 'wechat', 'unionpay', 'ecny'] as const satisfies readonly Wallet[];

/** The wallet whose shape the digits have, or null. The shapes do not overlap. A shape is no proof: scale labels share it. */
export function walletOf(text: string): Wallet | null {
  return WALLETS.find((wallet) => WALLET_SHAPES[wallet].test(text)) ?? null;
}

/**
 * Whether a text must be treated as a possible payment code wherever it is shown or logged. Wider than the shapes above:
 * Alipay+ wallets use up to 32 digits with other prefixes (ams.md 11.1).
 */
export const mayBePaymentCode = (text: string): boolean => /^\d{16,32}$/.test(text);

/**
 * A scan as it may be shown and kept: every run of digits in it that may be a payment code is masked, also behind an AIM prefix or other
 * framing.
 */
export const maskPaymentCodesIn = (scan: string): string => scan.replace(/(\][A-Za-z]\d)?(\d{16,})/g, (_, aim: string | undefined, digits: string) => `${aim ?? ''}${maskPaymentCode(digits)}`);

/** What may be shown, logged and journaled of a payment code: its first 6 digits and its length (payments.md rule 10). */
export function maskPaymentCode(code: string): string {
  // A text too short to be a code keeps nothing: six of eight characters would be most of a secret.
  const head = code.length >= 12 ? code.slice(0, 6) : '';
  return `${head}…(${code.length})`;
}
