import { expect } from 'vitest';
import { article, checked, of, type Hands } from '../hands.ts';
import { price } from '../sums.ts';

/** Sam takes over a cart, and sells what is weighed: on the till's own word, and by weight and number in one go (a quarter of the 500 g its price is for). */
export async function weighed(hands: Hands): Promise<void> {
  await hands.scan('soya-milk-carton');
  await hands.badge('sam');
  await hands.plu('tangerine-peel');
  await hands.seen('[data-dialog="question-weight"]');
  await hands.type('0.12');
  await hands.more(1, () => hands.key('Enter'));
  await hands.more(1, () => hands.plu('candied-ginger', '0.25*'));
  const priced = price([of('soya-milk-carton'), of('tangerine-peel', { amountMinor: 81_60 }), of('candied-ginger', { amountMinor: 12_00 })]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');
}

/** 150 g of lotus seeds, and mung bean cake for 39.90, as the scale printed them. */
export async function labels(hands: Hands): Promise<void> {
  await hands.more(1, () => hands.wedge(checked('210050300150')));
  await hands.more(1, () => hands.wedge(checked('220050403990')));
  const priced = price([of('lotus-seeds', { amountMinor: 24_00 }), of('mung-bean-cake', { amountMinor: 39_90 })]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}

/** Flowers at the price of the day, and wine for somebody old enough: asked once. Somebody too young gets nothing. */
export async function askedAbout(hands: Hands): Promise<void> {
  await hands.plu('cut-flowers');
  await hands.seen('[data-dialog="question-price"]');
  await hands.type('66');
  await hands.more(1, () => hands.key('Enter'));
  await hands.wedge(article('rice-wine').code ?? '');
  await hands.seen('[data-dialog="question-age"]');
  await hands.more(1, () => hands.key('F12'));
  await hands.scan('rice-wine');
  const priced = price([of('cut-flowers', { amountMinor: 66_00 }), of('rice-wine', { pieces: 2 })]);
  await hands.toPay(priced);
  await hands.cashDown('300');
  await hands.finished(priced, 'cash');

  await hands.wedge(article('rice-wine').code ?? '');
  await hands.seen('[data-dialog="question-age"]');
  await hands.leave('Escape', '[data-dialog="question-age"]');
  expect((await hands.now()).phase).toBe('done');
}

/** Six cans in a pack, and one of three sizes. */
export async function packAndSize(hands: Hands): Promise<void> {
  await hands.more(6, () => hands.wedge(article('cola-can-6').code ?? ''));
  await hands.more(1, () => hands.plu('oolong-bag-100'));
  const priced = price([of('cola-can', { pieces: 6 }), of('oolong-bag-100')]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');
}
