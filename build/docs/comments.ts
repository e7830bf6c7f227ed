/**
 * Reads what the sources say of their own tables, so that a document cannot say something else. Each function throws when the source is not written the way it
 * expects: then the document would be wrong, and whoever changed the source is told.
 */

/** The sentences of a comment, on one line. */
const flat = (text: string): string => text.replace(/\s*\n\s*\*\s?/g, ' ').replace(/\s+/g, ' ').trim();

/** A list in a comment that stands before `export type NAME`: "- name: text", "- one / other: text" or "- one, other: text". */
export function listBefore(source: string, declaration: string): ReadonlyMap<string, string> {
  const end = source.indexOf(declaration);
  const begin = source.lastIndexOf('/**', end);
  if (end === -1 || begin === -1) throw new Error(`no comment before ${declaration}`);
  const items = source.slice(begin + 3, source.lastIndexOf('*/', end)).split(/\n\s*\* - /).slice(1);
  const found = new Map<string, string>();
  for (const item of items) {
    const colon = item.indexOf(': ');
    if (colon === -1) throw new Error(`an item without a text before ${declaration}: ${item}`);
    for (const name of item.slice(0, colon).split(/ \/ |, /)) found.set(name.trim(), flat(item.slice(colon + 2)));
  }
  return found;
}

/** The comment of each property of an interface; an empty text for one without. */
export function propertyComments(source: string, name: string): ReadonlyMap<string, string> {
  const begin = source.indexOf(`export interface ${name} {`);
  const end = source.indexOf('\n}', begin);
  if (begin === -1 || end === -1) throw new Error(`no interface ${name}`);
  const found = new Map<string, string>();
  // Own properties are indented by two; those of an object inside one stand further in or on its line.
  for (const [, comment, property] of source.slice(begin, end).matchAll(/(?:\n {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/)?\n {2}readonly (\w+):/g)) {
    if (property !== undefined) found.set(property, flat(comment ?? ''));
  }
  return found;
}

/** What stands in `//` lines above a property of an object literal. */
export function lineComments(source: string, declaration: string): ReadonlyMap<string, string> {
  const begin = source.indexOf(declaration);
  const end = source.indexOf('\n}', begin);
  if (begin === -1 || end === -1) throw new Error(`no ${declaration}`);
  const found = new Map<string, string>();
  let comment: string[] = [];
  for (const line of source.slice(begin, end).split('\n')) {
    const text = /^\s*\/\/ (.*)$/.exec(line)?.[1];
    const property = /^\s*(\w+):/.exec(line)?.[1];
    if (text !== undefined) comment.push(text);
    else if (property !== undefined) {
      if (comment.length > 0) found.set(property, comment.join(' '));
      comment = [];
    }
  }
  return found;
}

/** A text that has to be there. */
export function textOf(texts: ReadonlyMap<string, string>, name: string): string {
  const text = texts.get(name);
  if (text === undefined || text === '') throw new Error(`nothing is written about ${name}`);
  return text;
}
