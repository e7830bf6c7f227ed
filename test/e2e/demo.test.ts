import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');

interface Demo {
  readonly runtime: string;
  readonly sales: readonly { readonly receiptNo: number; readonly totalMinor: number; readonly tender: string; readonly product: string | null; readonly status: string; readonly merchantReference: string | null; readonly qrText?: string }[];
  readonly z: { readonly number: number; readonly salesCount: number; readonly netMinor: number; readonly tenders: readonly { readonly kind: string; readonly amountMinor: number }[] };
  readonly journal: { readonly entries: number; readonly headHash: string; readonly verified: boolean };
}

test('the demo sells in three ways, leaves pictures and a journal that verifies, twice on the same folder', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-demo-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const dataDir = join(dir, 'data');
  for (const round of [1, 2]) {
    const out = join(dir, `out-${round}`);
    await run(process.execPath, [join(ROOT, 'build', 'demo.mjs'), '--out', out, '--data', dataDir], { cwd: ROOT });
    const demo = JSON.parse(readFileSync(join(out, 'demo.json'), 'utf8')) as Demo;
    expect(demo.sales.map((sale) => [sale.tender, sale.product, sale.status])).toEqual([['cash', null, 'paid'], ['alipay', 'alipayBarcode', 'paid'], ['alipay', 'alipayOrderCode', 'paid']]);
    expect(demo.sales.map((sale) => sale.receiptNo)).toEqual([1, 2, 3].map((n) => n + (round - 1) * 3));
    expect(demo.z).toMatchObject({ number: round, salesCount: 3, netMinor: demo.sales.reduce((sum, sale) => sum + sale.totalMinor, 0) });
    expect(demo.z.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0)).toBe(demo.z.netMinor);

    const { stdout: seen } = await run('zbarimg', ['--quiet', '--raw', join(out, 'customer-qr.png')]);
    expect(seen.trim()).toBe(demo.sales[2]?.qrText);
    const { width, height } = PNG.sync.read(readFileSync(join(out, 'customer-qr.png')));
    expect([width, height]).toEqual([1280, 800]);
    const pictures = readdirSync(out).filter((name) => name.endsWith('.png'));
    expect(pictures.filter((name) => name.endsWith('-cashier.png')).length).toBe(pictures.filter((name) => name.endsWith('-customer.png')).length);

    const { stdout: verified } = await run(process.execPath, [join(ROOT, 'build', 'journal.mjs'), 'verify', '--data', dataDir], { cwd: ROOT });
    expect(verified).toBe(`ok entries=${demo.journal.entries} head=${demo.journal.headHash}\n`);
  }
});
