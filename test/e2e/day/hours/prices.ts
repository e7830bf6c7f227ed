import { article, of, type Hands } from '../hands.ts';
import { COUPON } from '../shop.ts';
import { price } from '../sums.ts';

const less = (hands: Hands, minor: number): Promise<unknown> => hands.until('the discount', (now) => now.sale?.totals.discountsMinor === minor);

/** Five percent off the line are Mei's to give. */
export async function discountWithin(hands: Hands): Promise<void> {
  await hands.scan('choc-chip-us');
  await hands.press('Alt+d', '[data-dialog="discount"]');
  await hands.type('5');
  await hands.press('Enter', '[data-dialog="discountReason"]');
  await hands.key('1');
  const priced = price([of('choc-chip-us', { discount: 2_10 })]);
  await less(hands, 2_10);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}

/** Twenty are not. */
export async function discountAbove(hands: Hands): Promise<void> {
  await hands.scan('butter-cookies', 'gift-bag');
  await hands.key('ArrowUp');
  await hands.press('Alt+d', '[data-dialog="discount"]');
  await hands.type('20');
  await hands.press('Enter', '[data-dialog="discountReason"]');
  await hands.key('2');
  await hands.allowByBadge('discountLine');
  const priced = price([of('butter-cookies', { discount: 13_60 }), of('gift-bag')]);
  await less(hands, 13_60);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');
}

/** Ten dollars off the sale, by the owner's PIN. */
export async function discountOnSale(hands: Hands): Promise<void> {
  await hands.scan('walnut-cookie-12', 'sesame-crackers');
  await hands.press('Alt+d', '[data-dialog="discount"]');
  await hands.keys('F2', 'F3');
  await hands.type('10');
  await hands.press('Enter', '[data-dialog="discountReason"]');
  await hands.key('1');
  await hands.allowByPin('discountSale', 'owner');
  const priced = price([of('walnut-cookie-12'), of('sesame-crackers')], { saleLess: 10_00 });
  await less(hands, 10_00);
  await hands.toPay(priced);
  await hands.cashDown('200');
  await hands.finished(priced, 'cash');
}

/** The label on the shelf said 50.00. */
export async function otherPrice(hands: Hands): Promise<void> {
  await hands.scan('almonds-us');
  await hands.press('Alt+o', '[data-dialog="override"]');
  await hands.type('50');
  await hands.press('Enter', '[data-dialog="overrideReason"]');
  await hands.key('1');
  await hands.allowByBadge('overridePrice');
  const priced = price([of('almonds-us', { amountMinor: 50_00 })]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}

/** Three plums for two; the line says why when it is asked. */
export async function threeForTwo(hands: Hands): Promise<void> {
  await hands.more(3, async () => {
    await hands.type('3');
    await hands.wedge(article('dried-plum').code ?? '');
  });
  await hands.press('Alt+q', '[data-why] .chain-row[data-amount="-2200"]');
  await hands.leave('Escape', '[data-dialog]');
  const priced = price([of('dried-plum', { pieces: 3, promotion: 22_00 })]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}

/** A second slice at half of the cheaper one. */
export async function secondHalf(hands: Hands): Promise<void> {
  await hands.more(1, () => hands.plu('mango-cake-slice'));
  await hands.more(1, () => hands.plu('black-forest-slice'));
  const priced = price([of('mango-cake-slice', { promotion: 16_00 }), of('black-forest-slice')]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');
}

/** Any three of these for 25.00; the two dollars off lie on the lines by their prices. */
export async function mixAndMatch(hands: Hands): Promise<void> {
  for (const id of ['cocktail-bun', 'sausage-bun', 'mexico-bun']) await hands.more(1, () => hands.plu(id));
  const priced = price([of('cocktail-bun', { promotion: 63 }), of('sausage-bun', { promotion: 70 }), of('mexico-bun', { promotion: 67 })]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}

/** The pudding's hour is now, the roll's is half a day away. */
export async function happyHour(hands: Hands): Promise<void> {
  await hands.more(2, () => hands.plu('milk-pudding', '2*'));
  await hands.more(1, () => hands.plu('black-sesame-roll'));
  const priced = price([of('milk-pudding', { pieces: 2, promotion: 11_20 }), of('black-sesame-roll')]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}

/** Ten percent off tea and gift boxes, nothing off crisps. */
export async function couponTyped(hands: Hands): Promise<void> {
  await hands.scan('lapsang-150', 'potato-chips-salt');
  await hands.press('Alt+v', '[data-dialog="coupon"]');
  await hands.type(COUPON);
  await hands.leave('Enter', '[data-dialog="coupon"]');
  const priced = price([of('lapsang-150', { promotion: 13_80 }), of('potato-chips-salt')]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}

export async function couponScanned(hands: Hands): Promise<void> {
  await hands.scan('almond-cookies');
  await hands.wedge(COUPON);
  await hands.seen(`[data-dialog="coupon"] [data-coupon="${COUPON}"]`);
  await hands.leave('Escape', '[data-dialog="coupon"]');
  const priced = price([of('almond-cookies', { promotion: 8_20 })]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');
}

/** A consulate buys without tax. */
export async function exempt(hands: Hands): Promise<void> {
  await hands.scan('dancong-100');
  await hands.press('Alt+x', '[data-dialog="exempt"]');
  await hands.press('1', '[data-dialog="exemptCertificate"]');
  await hands.type('C-77');
  await hands.key('Enter');
  await hands.allowByBadge('exemptTax');
  await hands.until('no tax', (now) => now.sale?.exempt !== null);
  const priced = price([of('dancong-100')], { exempt: true });
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}
