import type { Translated } from '../dictionary.ts';
import type { money as en } from '../en/money.ts';

export const money: Translated<typeof en> = {
  section: {
    title: '金额与取整', text: '现金怎么取整。',
    settings: {
      rounding: ['现金取整到', '给不用小额硬币的店铺。只有现金部分取整，电子钱包按原额付。差额在小票和 Z 报表上写明。'],
      mode: ['取整方式', '取最近的、一律抹零，或一律进位。'],
    },
  },
  promotionsSection: {
    title: '促销', text: '什么会自动优惠，什么时候，用什么优惠码。',
    settings: { list: ['促销', '买几送几、第二件半价、限时优惠、优惠码；可启用、停用，并用示例购物车试一试。'], add: ['新促销', '新建一个促销，并用一句话写明它做什么。'] },
  },
  exact: '不取整', modes: { nearest: '取最近的', down: '抹零', up: '进位' }, example: (from, to) => `${from} 收 ${to}`,
};
