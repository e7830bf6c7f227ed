import { encode, type Charset } from './legacy-form.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ["'", '&apos;'], ['\r', '&#13;']]);
/** Text or attribute content; a bare CR would be read back as LF. */
const escaped = (text: string): string => text.replace(/[&<>"'\r]/g, (character) => ESCAPES.get(character) ?? character);

/** Characters the charset cannot hold become numeric references, so that an echo never loses any. */
function bytesOf(xml: string, charset: Charset): Buffer {
  if (charset === 'UTF-8') return encode(xml, charset);
  const pieces: string[] = [];
  for (const character of xml) {
    const lost = character !== '?' && encode(character, charset).equals(Buffer.from('?'));
    pieces.push(lost ? `&#${character.codePointAt(0)};` : character);
  }
  return encode(pieces.join(''), charset);
}

export interface AcceptedAnswer {
  /** The request's parameters, echoed outside the signature. */
  readonly echo: ReadonlyMap<string, string>;
  /** Element of <response> that holds the fields. */
  readonly element: string;
  /** Business fields; empty ones are left out. */
  readonly fields: ReadonlyMap<string, string>;
  readonly sign: string | null;
  readonly signType: string;
  readonly charset: Charset;
}

/** An is_success=T answer: children of the business element in alphabetical order, no blanks between elements (legacy.md 3.1, 12.2). */
export function acceptedXml(answer: AcceptedAnswer): Buffer {
  const echo = [...answer.echo].map(([name, value]) => `<param name="${escaped(name)}">${escaped(value)}</param>`).join('');
  const business = [...answer.fields]
    .filter(([, value]) => value !== '')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('');
  const sign = answer.sign === null ? '' : `<sign>${escaped(answer.sign)}</sign><sign_type>${answer.signType}</sign_type>`;
  return bytesOf(
    `<?xml version="1.0" encoding="${answer.charset}"?>\n<alipay><is_success>T</is_success><request>${echo}</request>`
    + `<response><${answer.element}>${business}</${answer.element}></response>${sign}</alipay>`,
    answer.charset,
  );
}

/** An is_success=F answer: only the code, unsigned (legacy.md 3.1). */
export const refusedXml = (code: string, charset: Charset): Buffer =>
  bytesOf(`<?xml version="1.0" encoding="${charset}"?>\n<alipay><is_success>F</is_success><error>${escaped(code)}</error></alipay>`, charset);
