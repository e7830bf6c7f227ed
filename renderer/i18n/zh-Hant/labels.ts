import type { Translated } from '../dictionary.ts';
import type { labels as en } from '../en/labels.ts';

export const labels: Translated<typeof en> = {
  section: {
    title: '磅籤', text: '本店電子磅列印的標籤：編號、重量和價錢在哪幾個數字。',
    settings: {
      preview: ['試一張磅籤', '掃描本店的磅籤，或輸入數字。不會售出任何貨品，範本亦毋須先儲存。'],
      rule: ['磅籤與收銀機不一致時', '同時有重量和價錢的磅籤，價錢可能與收銀機按重量計出的不同（相差超過一仙）。'],
      templates: ['範本', '數字是前綴，P 是貨品的 PLU，W 是重量，M 是價錢，V 是價錢的校驗碼，C 是最後的校驗碼。共 13 或 18 位。'],
    },
  },
  rules: { ask: '問收銀員', label: '按磅籤收', till: '按收銀機收' },
  names: {
    ean13Weight21: '重量，前綴 21', ean13Amount22: '價錢，前綴 22', ean13Verified20: '價錢連校驗碼，前綴 20', upcVerified02: '價錢連校驗碼，前綴 02（UPC）', code128Both26: '價錢和重量，18 位，前綴 26', code128Both22: '價錢和重量，18 位，前綴 22', ean13Flag2: '價錢，一位前綴 2',
  },
  own: (number) => `範本 ${number}`,
  scan: '磅籤', on: '啟用', name: '名稱', pattern: '格式', example: (digits) => `例如 ${digits}`,
  amountUnit: '價錢單位', amountUnits: { 1: '仙（0.01）', 10: '毫（0.10）', 100: '元（1.00）' }, weightUnit: '重量單位', weightUnits: { 1: '克', 10: '10 克' },
  add: '新增範本', remove: '移除', save: '儲存', saved: '磅籤設定已儲存', readOnly: '練習時顯示本店的磅籤，不能修改。',
  payment: '顧客的付款碼可能與此相同。收銀機等候付款時，以付款為先。',
  says: {
    waiting: '等候磅籤', noMatch: '沒有啟用的範本符合此前綴和位數。', badCheckDigit: '最後的校驗碼不正確。', badVerifier: '價錢的校驗碼不正確。',
    plu: '編號', weight: '重量', price: '價錢', sells: '貨品', none: (plu) => `沒有貨品的 PLU 是 ${plu}`, comesTo: '應收', by: '範本',
  },
  problems: { badPattern: '格式不正確：前綴、PPPP 至 PPPPPP、MMMM 或 WWWW，最後是 C；共 13 或 18 位。', overlap: '與另一個啟用的同長範本開頭相同：一張磅籤可能有兩種意思。', idTwice: '重複。' },
};
