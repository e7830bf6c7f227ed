/** Splits a record of RFC 4180; null when its quotes are not as they must be. */
export function splitCsv(text: string): string[] | null {
  if (!text.includes('"')) return text.split(',');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let field = '';
      for (;;) {
        const close = text.indexOf('"', at + 1);
        if (close === -1) return null;
        field += text.slice(at + 1, close);
        if (text[close + 1] !== '"') {
          at = close + 1;
          break;
        }
        field += '"';
        at = close + 1;
      }
      fields.push(field);
      if (at === text.length) return fields;
      if (text[at] !== ',') return null;
    } else {
      const end = text.indexOf(',', at);
      const field = end === -1 ? text.slice(at) : text.slice(at, end);
      if (field.includes('"')) return null;
      fields.push(field);
      if (end === -1) return fields;
      at = end;
    }
    at += 1;
  }
}

/** True when a quoted field is still open at the end of the text: the record goes on in the next line. */
export function isOpenRecord(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}
