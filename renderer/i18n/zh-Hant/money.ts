import type { Translated } from '../dictionary.ts';
import type { money as en } from '../en/money.ts';

export const money: Translated<typeof en> = {
  section: {
    title: '金額與找整', text: '現金怎樣找整。',
    settings: {
      rounding: ['現金找整至', '給不用小額硬幣的店舖。只有現金部分找整，電子錢包照原額付。差額在收據和 Z 報表上寫明。'],
      mode: ['找整方式', '取最近的、一律捨去，或一律進位。'],
    },
  },
  promotionsSection: {
    title: '優惠推廣', text: '什麼會自動減價，什麼時候，用什麼優惠碼。',
    settings: { list: ['優惠推廣', '買幾送幾、第二件半價、限時優惠、優惠碼；可啟用、停用，並用示例購物車試試看。'], add: ['新優惠', '新增一個優惠，並用一句話寫明它做什麼。'] },
  },
  exact: '不找整', modes: { nearest: '取最近的', down: '捨去', up: '進位' }, example: (from, to) => `${from} 收 ${to}`,
};
