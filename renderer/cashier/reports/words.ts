import { PERIOD_WORDS } from '../../../shared/reports/words.ts';
import { laterWords } from '../../i18n/later.ts';

/** Words of the page itself; what a report says is in shared/reports/words.ts, because paper says it too. */
const en = {
  overview: 'Overview',
  views: 'What to look at',
  period: 'Period',
  previous: 'Earlier',
  next: 'Later',
  from: 'From',
  to: 'To',
  show: 'Show',
  wrongDays: 'Type two days, the first one first; three years at most.',
  reading: 'Adding up…',
  stop: 'Stop',
  stopped: 'Stopped.',
  again: 'Add up again',
  csv: 'CSV file',
  pdf: 'PDF',
  csvHint: 'Export as a table for a spreadsheet',
  pdfHint: 'Export as PDF',
  exported: (path: string) => `Saved: ${path}`,
  exporting: 'Saving…',
  currency: 'Currency',
  than: (before: string) => `before: ${before}`,
  up: (percent: string) => `${percent} more`,
  down: (percent: string) => `${percent} less`,
  same: 'the same',
  noBefore: 'nothing before',
  now: 'This period',
  best: (label: string, amount: string) => `Most: ${label}, ${amount}.`,
  busiest: 'Receipts per hour; the stronger the colour, the busier',
  behind: (label: string) => `Receipts: ${label}`,
  openReceipts: 'Receipts',
  openDay: 'Open this day',
  kinds: { sale: 'Sale', return: 'Return', takenBack: 'Return without a receipt' },
  moreReceipts: (count: string) => `The newest ${count}; there are more.`,
  noReceipts: 'No receipts are behind this figure.',
  moreClosings: (shown: string, all: string) => `The newest ${shown} of ${all} Z reports; the total is of all.`,
  chartHint: 'The same as a table',
  top: 'Best sellers',
  hint: 'Keys: 1 to 6 choose the days, ← → go earlier and later, PgUp PgDn change the view.',
};

type Words = { readonly [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : (typeof en)[Key] };

const zhHans: Words = {
  overview: '概览', views: '查看内容', period: '时段', previous: '更早', next: '更晚', from: '从', to: '到', show: '显示', wrongDays: '请输入两个日期，先早后晚，最多三年。', reading: '正在统计…', stop: '停止', stopped: '已停止。', again: '重新统计',
  csv: 'CSV 文件', pdf: 'PDF', csvHint: '导出为电子表格', pdfHint: '导出为 PDF', exported: (path) => `已保存：${path}`, exporting: '正在保存…', currency: '货币', than: (before) => `上期：${before}`, up: (percent) => `多 ${percent}`,
  down: (percent) => `少 ${percent}`, same: '持平', noBefore: '上期没有营业', now: '本期', best: (label, amount) => `最高：${label}，${amount}。`, busiest: '每小时单数，颜色越浓越忙', behind: (label) => `小票：${label}`, openReceipts: '小票',
  openDay: '打开这一天', kinds: { sale: '销售', return: '退货', takenBack: '无小票退货' }, moreReceipts: (count) => `只列出最新的 ${count} 张，还有更多。`, noReceipts: '这个数字后面没有小票。', moreClosings: (shown, all) => `只列出 ${all} 份日结中最新的 ${shown} 份，合计包括全部。`,
  chartHint: '以表格查看', top: '畅销商品', hint: '按键：1 至 6 选日期，← → 前后移动，PgUp PgDn 换内容。',
};
const zhHant: Words = {
  overview: '概覽', views: '查看內容', period: '時段', previous: '更早', next: '更晚', from: '由', to: '至', show: '顯示', wrongDays: '請輸入兩個日期，先早後遲，最多三年。', reading: '正在統計…', stop: '停止', stopped: '已停止。', again: '重新統計',
  csv: 'CSV 檔案', pdf: 'PDF', csvHint: '匯出為試算表', pdfHint: '匯出為 PDF', exported: (path) => `已儲存：${path}`, exporting: '正在儲存…', currency: '貨幣', than: (before) => `上期：${before}`, up: (percent) => `多 ${percent}`,
  down: (percent) => `少 ${percent}`, same: '持平', noBefore: '上期沒有營業', now: '本期', best: (label, amount) => `最高：${label}，${amount}。`, busiest: '每小時單數，顏色越濃越忙', behind: (label) => `收據：${label}`, openReceipts: '收據',
  openDay: '打開這一日', kinds: { sale: '銷售', return: '退貨', takenBack: '無收據退貨' }, moreReceipts: (count) => `只列出最新的 ${count} 張，還有更多。`, noReceipts: '這個數字背後沒有收據。', moreClosings: (shown, all) => `只列出 ${all} 份日結中最新的 ${shown} 份，合計包括全部。`,
  chartHint: '以表格查看', top: '暢銷商品', hint: '按鍵：1 至 6 選日期，← → 前後移動，PgUp PgDn 換內容。',
};

export const REPORT_PAGE_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useReportWords = laterWords<Words>(REPORT_PAGE_WORDS);
export const usePeriodWords = laterWords(PERIOD_WORDS);
