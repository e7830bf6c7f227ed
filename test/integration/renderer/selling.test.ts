import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDeskPage, type DeskPage } from '../../e2e/ui-harness/desk-page.ts';
import { pressAll, pressKey, scan } from '../../e2e/ui-harness/drive.ts';

let desk: DeskPage;

beforeAll(async () => {
  // Where room is scarcest, as on a touch screen of 1024.
  desk = await openDeskPage(1024, 768);
}, 60_000);

afterAll(async () => {
  await desk?.close();
});

afterEach(() => {
  expect(desk.complaints()).toEqual([]);
});

const press = (...keys: readonly string[]): Promise<void> => pressAll(desk.page, keys);
const total = (): Promise<string | null> => desk.page.getAttribute('[data-total]', 'data-total');

describe('prices', () => {
  test('a discount on the line by keyboard: typed, with a reason, told on the line, explained, undone', async () => {
    await desk.open('deals');
    const before = Number(await total());
    await press('Alt+d');
    await desk.seen('[data-dialog="discount"]');
    await press('2', '5');
    expect(await desk.text('[data-after]')).toBe('126.00');
    await press('Enter');
    await desk.seen('[data-dialog="discountReason"]');
    await press('2');
    expect(await desk.called('sale.discountLine')).toEqual({ lineId: 'l-p16', discount: { kind: 'percent', ppm: 250_000 }, reason: 'Damaged or short-dated' });
    await desk.seen('[data-line="l-p16"] [data-step="lineDiscount"]:has-text("25%")');
    expect(Number(await total())).toBe(before - (4_200 - 1_680));
    // A press on the line's amount asks why.
    await desk.page.click('[data-line="l-p16"] [data-action="whyLine"]');
    await desk.seen('[data-why="l-p16"]');
    expect(await desk.page.$$eval('.chain-row', (rows) => rows.map((row) => row.getAttribute('data-amount')))).toEqual(['16800', '-4200', '12600']);
    await press('Escape');
    await desk.gone('[data-dialog]');
    await press('Alt+z');
    await desk.seen('.notice:has-text("Discount as it was before: Tieguanyin, 150 g")');
    expect(Number(await total())).toBe(before);
  });

  test('a discount on the sale by finger alone: keypad, amount, a reason of one’s own', async () => {
    await desk.open('deals');
    const { page } = desk;
    await page.click('[data-action="discount"]');
    await page.click('[data-action="discountSale"]');
    await page.click('[data-action="discountAmount"]');
    for (const key of ['1', '0']) await page.click(`.keypad-key:text-is("${key}")`);
    await page.click('[data-action="valueNext"]');
    await page.fill('[name="reason"]', 'Opening week');
    await page.click('[data-action="useReason"]');
    expect(await desk.called('sale.discount')).toEqual({ discount: { kind: 'amount', amountMinor: 1_000 }, reason: 'Opening week' });
  });

  test('numbers by finger: how many of a line, and a product’s number', async () => {
    await desk.open('deals');
    const { page } = desk;
    await page.evaluate(() => { document.querySelector('[data-action="quantity"]')?.dispatchEvent(new PointerEvent('click', { bubbles: true, pointerType: 'touch' })); });
    await desk.seen('[data-dialog="quantity"]');
    for (const key of ['1', '2']) await page.click(`.keypad-key:text-is("${key}")`);
    await page.click('[data-action="valueNext"]');
    expect(await desk.called('sale.setQuantity')).toEqual({ lineId: 'l-p16', quantityMilli: 12_000 });
    await page.click('[data-action="moreActions"]');
    // What would do nothing on this sale cannot be pressed.
    expect([await page.isDisabled('[data-action="more-exchangeOff"]'), await page.isDisabled('[data-action="more-discount"]')]).toEqual([true, false]);
    await page.click('[data-action="more-number"]');
    for (const key of ['1', '0', '2']) await page.click(`[data-dialog="number"] .keypad-key:text-is("${key}")`);
    await page.click('[data-action="valueNext"]');
    expect(await desk.called('scan.submit')).toEqual({ text: '102', source: 'typed' });
    await desk.seen('[data-line="l-p1"]');
  });

  test('more than there is, and nothing at all, go nowhere', async () => {
    await desk.open('deals');
    await press('Alt+d');
    await desk.seen('[data-dialog="discount"]');
    await press('F3', '9', '9', '9', 'Enter');
    expect(await desk.text('#value-trouble')).toBe('More than there is to take off.');
    expect(await desk.page.isDisabled('[data-action="valueNext"]')).toBe(true);
    await press('Escape');
    expect(await desk.calls(/^sale\./)).toEqual([]);
  });

  test('another price for a line, back to its list price, and without tax where the shop charges none', async () => {
    await desk.open('deals');
    await press('Alt+o');
    await desk.seen('[data-dialog="override"]');
    await press('1', '5', '0', 'Enter');
    await desk.seen('[data-dialog="overrideReason"]');
    await press('1');
    expect(await desk.called('sale.overridePrice')).toEqual({ lineId: 'l-p16', priceMinor: 15_000, reason: 'Price tag says otherwise' });
    await press('Alt+o');
    await desk.seen('[data-action="removeOverride"]');
    await press('F4');
    await desk.gone('[data-dialog]');
    expect(await desk.called('sale.overridePrice')).toMatchObject({ priceMinor: null });
    await press('Alt+x');
    expect(await desk.text('[data-dialog="exempt"] .dialog-body')).toContain('charges no tax');
  });

  test('a coupon by scanning it, an unknown scan is still an unknown scan', async () => {
    await desk.open('deals');
    const cdp = await desk.page.context().newCDPSession(desk.page);
    await scan(cdp, 'WELCOME');
    await desk.seen('[data-dialog="coupon"] [data-coupon="WELCOME"]');
    expect(await desk.text('[data-coupon="WELCOME"]')).toContain('saves HKD 10.00');
    expect(await desk.called('sale.coupon')).toEqual({ code: 'WELCOME', on: true });
    await press('Escape');
    await desk.gone('[data-dialog]');
    await scan(cdp, '4899999999999');
    await desk.seen('[data-notice="unknownScan"]');
  });

  test('a price check adds nothing', async () => {
    await desk.open('deals');
    await press('Alt+b');
    await desk.seen('[data-dialog="priceCheck"]');
    await press('e', 'g', 'g', ' ', 't', 'a');
    await desk.seen('[data-checked="p5"]');
    expect(await desk.text('.price-check')).toContain('2nd egg tart at half price · Every 2nd piece at 50% off');
    await press('Escape');
    expect(await desk.calls(/^sale\./)).toEqual([]);
  });
});

describe('paying in parts', () => {
  test('part cash with change, one part back with a reason, the rest in cash', async () => {
    await desk.open('deals');
    await press('F12');
    await desk.seen('.cash');
    expect(await desk.page.getAttribute('[data-due]', 'data-due')).toBe('37150');
    await press('2', '0', '0', 'F12');
    await desk.seen('[data-due="20000"]');
    await press('5', '0', '0', 'Enter');
    expect(await desk.called('tender.cash')).toEqual({ tenderedMinor: 50_000, part: true });
    await desk.seen('[data-tender="t1"]');
    expect(await desk.page.getAttribute('[data-due]', 'data-due')).toBe('17150');
    // Taken back: it is said what happens with the money first.
    await press('Alt+z');
    await desk.seen('[data-dialog="takeBack"]');
    expect(await desk.text('.take-back-what')).toContain('give HKD 200.00 back');
    await press('1');
    expect(await desk.called('tender.remove')).toEqual({ tenderId: 't1', reason: 'Customer pays another way' });
    await desk.seen('[data-due="37150"]');
  });

  test('a part by wallet: the code is for the part, and the key alone goes back to all of it', async () => {
    await desk.open('payingPart');
    await press('1', '0', '0', 'F12');
    await desk.seen('[data-due="10000"]');
    await press('F4');
    expect(await desk.called('payment.showCode')).toEqual({ product: 'alipayOrderCode' });
    await desk.page.click('[data-action="allOfIt"]');
    await desk.seen('[data-due="37150"]');
    expect(await desk.called('tender.setPart')).toEqual({ amountMinor: null });
  });

  test('of several parts it is asked which; money in a wallet goes back there', async () => {
    await desk.open('takeBack');
    await press('Alt+z');
    await desk.seen('[data-dialog="takeBackWhich"]');
    await press('2');
    await desk.seen('[data-dialog="takeBack"]');
    expect(await desk.text('.take-back-what')).toContain('goes back to the customer’s wallet');
    await press('Escape');
    expect(await desk.calls(/^tender\./)).toEqual([]);
  });

  test('a sale that is part paid cannot be changed, and says so', async () => {
    await desk.open('partPaid');
    await pressKey(desk.page, 'Alt+d');
    await desk.seen('[data-code="SALE_HAS_TENDERS"]');
    expect(await desk.page.getAttribute('[data-still-due]', 'data-still-due')).toBe('27150');
  });
});

describe('the owner’s promotions', () => {
  test('one is made by keyboard, says what it does, and is tried on an example cart', async () => {
    await desk.open('ready');
    await press('F10');
    await desk.seen('[data-section-tab="promotions"]');
    await desk.page.click('[data-section-tab="promotions"]');
    await desk.seen('[data-promotion="half"]');
    // Enter on a button presses that button, and the form that opens has the keys.
    await desk.page.focus('[data-action="addPromotion"]');
    await press('Enter');
    expect(await desk.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('nameEn');
    await desk.page.fill('[name="nameEn"]', 'Bun day');
    await desk.page.click('[data-action="kind-bundle"]');
    await desk.page.fill('[name="count"]', '4');
    await desk.page.fill('[name="price"]', '25');
    await desk.page.click('[data-action="on-categories"]');
    expect(await desk.text('[data-sentence]')).toBe('Choose what it is on.');
    await desk.page.click('[data-action="category-bread"]');
    expect(await desk.text('[data-sentence]')).toBe('Any 4 for 25.00 on Bread.');
    await desk.seen('[data-example]:not([data-example="0"])');
    await press('F12');
    const saved = (await desk.called('promotions.save')) as { promotions: readonly { name: { en: string }; rule: unknown; match: unknown }[] };
    expect(saved.promotions.at(-1)).toMatchObject({ name: { en: 'Bun day', zhHans: 'Bun day' }, rule: { kind: 'bundle', count: 4, priceMinor: 2_500 }, match: { categoryIds: ['bread'] } });
    // Back in the list the keys go on: what was made is opened, and left again.
    await desk.seen('[data-promotions]');
    await press('Enter');
    await desk.seen('[data-promotion-form]');
    await press('F4');
    expect(await desk.page.evaluate(() => document.activeElement?.closest('[data-promotion]') !== null)).toBe(true);
    // Switched off and kept.
    await desk.page.click('[data-action="turn-half"]');
    await desk.seen('[data-promotion="half"][data-off="true"]');
  });

  test('cash rounding shows what it does', async () => {
    await desk.open('ready');
    await press('F10');
    await desk.page.click('[data-section-tab="money"]');
    await desk.seen('[data-rounding-examples]');
    await desk.page.click('[data-action="rounding-50"]');
    expect(await desk.called('settings.saveCashRounding')).toEqual({ stepMinor: 50, mode: 'nearest' });
    expect(await desk.text('[data-rounding-examples]')).toContain('12.37 becomes 12.50');
  });
});

test('whoever is not known yet is added and on the sale with one Enter', async () => {
  await desk.open('customerForm');
  await press('Alt+u', ...'6123', 'F6');
  await desk.seen('[data-dialog="customerForm"] [name="name"]:focus');
  await press(...'Ada', 'Enter');
  expect(await desk.called('sale.customer')).toEqual({ customerId: 'c3' });
  await desk.gone('[data-dialog]');
  expect(await desk.calls(/^customers\.save$/)).toHaveLength(1);
});
