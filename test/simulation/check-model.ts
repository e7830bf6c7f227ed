import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PAYMENT_PRODUCTS } from '../../shared/payment/products.ts';
import { ARRIVAL_ONE, ARRIVAL_WHOLE, arrivalEverything, checkArrivals, checkPayments, checkRefunds, everything, LINE, PRINTED, REFUND_LINE, REFUND_WHOLE, refundEverything, STARTED, told, twinOf, WHOLE, type Row } from './model/check.ts';

/** Walks the explicit-state model deeper than the tests have time for; build/check-model.mjs parses the flags that people give. */
const { values } = parseArgs({
  options: { depth: { type: 'string', default: '10' }, only: { type: 'string' }, whole: { type: 'boolean', default: false }, states: { type: 'string' }, json: { type: 'string' } },
});
const statesMax = values.states === undefined ? undefined : Number(values.states);
/** What can be walked by itself. */
const NAMES: readonly string[] = [...STARTED, PRINTED, 'refund'];
if (values.only !== undefined && !NAMES.includes(values.only)) {
  process.stderr.write(`--only knows ${NAMES.join(', ')}, not ${values.only}\n`);
  process.exit(2);
}
const rows: Omit<Row, 'cells'>[] = [];
const cells = new Set<string>();

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function note({ cells: asked, ...row }: Row): void {
  for (const cell of asked) cells.add(`${row.name === 'refund' ? 'refund: ' : ''}${cell}`);
  rows.push(row);
  say(told(row));
}

for (const product of STARTED) {
  if (values.only !== undefined && values.only !== product) continue;
  const twin = values.only === undefined ? twinOf(product) : null;
  if (twin) {
    say(`${product.padEnd(22)} the same facts and numbers as ${twin}`);
    continue;
  }
  for (const scope of values.whole ? [WHOLE] : [LINE, everything(Number(values.depth))]) {
    note(checkPayments(product, scope, statesMax));
  }
}
if (values.only === undefined || values.only === PRINTED) {
  for (const scope of values.whole ? ARRIVAL_WHOLE : [ARRIVAL_ONE, arrivalEverything(Number(values.depth))]) note(checkArrivals(scope, statesMax));
}
if (values.only === undefined || values.only === 'refund') {
  for (const scope of values.whole ? [REFUND_WHOLE] : [REFUND_LINE, refundEverything(Number(values.depth))]) note(checkRefunds(scope, statesMax));
}
say(`${rows.reduce((sum, { states }) => sum + states, 0).toLocaleString('en')} states; ${cells.size} cells of the tables were asked for`);
const wrong = rows.filter(({ violation }) => violation !== null);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows, cells: [...cells].sort(), products: PAYMENT_PRODUCTS }, null, 2)}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
