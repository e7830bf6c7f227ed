import type { Request } from '../../../shared/contract/contract.ts';
import type { ProductSettingsView } from '../../../shared/contract/settings-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { fieldsAsked, forbiddenFields, forbidsToken, legacyEdition, modeOf, ownerOf, secretsAsked, SIGN_TYPES, type FormAt, type SecretName } from './fields.ts';
import { lookUp, type SettingsWords } from './words.ts';

export type ProductForm = Request<'settings.saveProduct'>;
/** Keys somebody touched: absent keeps what is stored, '' removes it. */
export type Typed = Readonly<Partial<Record<SecretName, string | null>>>;

/** What main keeps, without the facts about secrets: those are only ever written. Choices that were never made stand at their first word. */
export function formOf({ product, gateway, enabled, sameAs, fields, secrets }: ProductSettingsView): ProductForm {
  const at: FormAt = { product, fields, hasToken: secrets['agentToken'] === true };
  const chosen = gateway === 'legacy'
    ? { signType: fields['signType'] || SIGN_TYPES[0], charset: fields['charset'] || 'UTF-8', edition: legacyEdition(at), refundSync: fields['refundSync'] || 'Y', sendExpiry: fields['sendExpiry'] || 'Y', isShowMemo: fields['isShowMemo'] || 'N' }
    : { keyVersion: fields['keyVersion'] || '1' };
  return { product, enabled, sameAs, fields: { ...fields, mode: modeOf(at), ...chosen }, secrets: {} };
}

export const atOf = (form: ProductForm, view: ProductSettingsView, typed: Typed): FormAt => ({
  product: form.product, fields: form.fields, hasToken: typed.agentToken === undefined || typed.agentToken === null ? view.secrets['agentToken'] === true : typed.agentToken !== '',
});

/** What is sent: the form with the keys somebody touched, and without what its mode forbids and its edition decides. */
export function submitted(form: ProductForm, view: ProductSettingsView, typed: Typed): ProductForm {
  const at = atOf(form, view, typed);
  const emptied = Object.fromEntries(forbiddenFields(at).map((name) => [name, '']));
  const hk = view.gateway === 'legacy' && legacyEdition(at) === 'hk' ? { currency: 'HKD', transCurrency: '' } : {};
  const surcharge = form.fields['channelFeeType'] === '' ? { channelFeeValue: '' } : {};
  const touched = Object.fromEntries(Object.entries(typed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const token = forbidsToken(at) && view.secrets['agentToken'] === true ? { agentToken: '' } : {};
  return { ...form, fields: { ...form.fields, ...emptied, ...hk, ...surcharge }, secrets: { ...touched, ...token } };
}

/** The field of this form that a refusal is about; null when the form shows none of that name. */
export function refusedField(error: ErrorView | null, at: FormAt, sameAs: PaymentProduct | null): string | null {
  const field = String(error?.details['field'] ?? '');
  const name = field.slice(field.indexOf('.') + 1);
  if (error === null || field === '') return null;
  if (name === 'sameAs') return name;
  return fieldsAsked(at, sameAs).some((known) => known.name === name) || secretsAsked(at, sameAs).some((known) => known === name) ? name : null;
}

/** A field's name and its sentence, in the words of the gateway and the mode. */
export function fieldWords(name: string, at: FormAt, gateway: 'legacy' | 'ams', words: SettingsWords): readonly [label: string, text: string] {
  const part = name.slice(name.lastIndexOf('.') + 1);
  const owner = words.addressOwners[name.slice(0, Math.max(0, name.lastIndexOf('.'))) as keyof SettingsWords['addressOwners']] as string | undefined;
  if (name === 'mode') {
    const [, text] = lookUp(words.modes, `${gateway}.${modeOf(at)}`);
    return [lookUp(words.fields, 'mode')[0], text];
  }
  const byOwner = name === 'partner' || name === 'clientId' ? [`${name}.${ownerOf(at)}`] : [];
  const [label, text] = lookUp(words.fields, ...byOwner, `${gateway}.${name}`, name, part);
  return [owner === undefined ? label : `${owner}: ${label}`, text];
}

/** Why a field was refused, in words. */
export function wrongText({ code, details }: ErrorView, words: SettingsWords): string {
  if (code === 'SETTINGS_PLAIN_HTTP') return words.wrong.plainHttp;
  if (code === 'SETTINGS_SANDBOX_ID_IN_LIVE') return words.wrong.sandbox;
  const reason = String(details['reason'] ?? '');
  switch (reason) {
    case 'too_big':
      return words.wrong.tooLong;
    case 'too_small': case 'invalid_type': case 'missing':
      return words.wrong.missing;
    default:
      return Object.hasOwn(words.wrong, reason) ? words.wrong[reason as keyof SettingsWords['wrong']] : words.wrong.other;
  }
}

/** One line for the row: what the product is able to do, and if not why. */
export function stateOf(view: ProductSettingsView, words: SettingsWords): { readonly tone: 'good' | 'off' | 'wait' | 'risk'; readonly text: string } {
  if (view.problem === null) return view.enabled ? { tone: 'good', text: words.states.ready } : { tone: 'off', text: words.states.off };
  if (!view.stored) return { tone: 'off', text: words.states.notSetUp };
  const why = problemText(view, view.problem, words);
  return view.enabled ? { tone: 'risk', text: `${words.states.broken}: ${why}` } : { tone: 'wait', text: why };
}

function problemText(view: ProductSettingsView, problem: ErrorView, words: SettingsWords): string {
  const field = String(problem.details['field'] ?? '');
  const name = field.includes('.') ? field.slice(field.indexOf('.') + 1) : '';
  if (name === '') return words.problems.other;
  const [label] = fieldWords(name, { product: view.product, fields: view.fields, hasToken: view.secrets['agentToken'] === true }, view.gateway, words);
  const isMissing = wrongText(problem, words) === words.wrong.missing || problem.details['reason'] === 'neededInMode';
  switch (problem.code) {
    case 'SETTINGS_BAD_KEY':
      return isMissing ? words.problems.keyMissing(label) : words.problems.keyBad(label);
    case 'SETTINGS_PLAIN_HTTP':
      return words.problems.plainHttp(label);
    case 'SETTINGS_SANDBOX_ID_IN_LIVE':
      return words.problems.sandbox;
    default:
      return isMissing ? words.problems.missing(label) : words.problems.wrong(label);
  }
}
