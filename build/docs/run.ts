import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keystrokesDocument } from './keystrokes.ts';
import { errorsDocument } from './errors.ts';
import { paymentsDocument } from './payments.ts';

/** Draws what is drawn in docs/; says which files have changed. */
const ROOT = join(import.meta.dirname, '..', '..');
const DRAWN = { 'docs/errors.md': errorsDocument, 'docs/payments.md': paymentsDocument, 'docs/keystrokes.md': keystrokesDocument };

const before = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

for (const [name, draw] of Object.entries(DRAWN)) {
  const path = join(ROOT, name);
  const text = draw();
  const isNew = before(path) !== text;
  if (isNew) writeFileSync(path, text);
  process.stdout.write(`${name} ${isNew ? 'drawn' : 'is up to date'}\n`);
}
