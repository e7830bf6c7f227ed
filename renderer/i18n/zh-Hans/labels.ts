import type { Translated } from '../dictionary.ts';
import type { labels as en } from '../en/labels.ts';

export const labels: Translated<typeof en> = {
  section: {
    title: '秤签', text: '本店电子秤打印的标签：编号、重量和价钱在哪几位数字里。',
    settings: {
      preview: ['试一张秤签', '扫描本店的秤签，或输入数字。不会卖出任何商品，模板也不用先保存。'],
      rule: ['秤签与收银机不一致时', '同时有重量和价钱的秤签，价钱可能与收银机按重量算出的不同（相差超过一分）。'],
      templates: ['模板', '数字是前缀，P 是商品的 PLU，W 是重量，M 是价钱，V 是价钱的校验位，C 是最后的校验位。共 13 或 18 位。'],
    },
  },
  rules: { ask: '问收银员', label: '按秤签收', till: '按收银机收' },
  names: {
    ean13Weight21: '重量，前缀 21', ean13Amount22: '价钱，前缀 22', ean13Verified20: '价钱带校验位，前缀 20', upcVerified02: '价钱带校验位，前缀 02（UPC）', code128Both26: '价钱和重量，18 位，前缀 26', code128Both22: '价钱和重量，18 位，前缀 22', ean13Flag2: '价钱，一位前缀 2',
  },
  own: (number) => `模板 ${number}`,
  scan: '秤签', on: '启用', name: '名称', pattern: '格式', example: (digits) => `例如 ${digits}`,
  amountUnit: '价钱单位', amountUnits: { 1: '分（0.01）', 10: '角（0.10）', 100: '元（1.00）' }, weightUnit: '重量单位', weightUnits: { 1: '克', 10: '10 克' },
  add: '添加模板', remove: '删除', save: '保存', saved: '秤签设置已保存', readOnly: '练习时显示本店的秤签，不能修改。',
  payment: '顾客的付款码可能与此相同。收银机等待付款时，以付款为先。',
  says: {
    waiting: '等待秤签', noMatch: '没有启用的模板符合这个前缀和位数。', badCheckDigit: '最后的校验位不对。', badVerifier: '价钱的校验位不对。',
    plu: '编号', weight: '重量', price: '价钱', sells: '商品', none: (plu) => `没有商品的 PLU 是 ${plu}`, comesTo: '应收', by: '模板',
  },
  problems: { badPattern: '格式不对：前缀、PPPP 至 PPPPPP、MMMM 或 WWWW，最后是 C；共 13 或 18 位。', overlap: '与另一个启用的同长模板开头相同：一张秤签可能有两种意思。', idTwice: '重复。' },
};
