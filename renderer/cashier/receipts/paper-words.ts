import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';

const en = {
  title: {
    sale: (number: string) => (number === '' ? 'The receipt' : `Receipt ${number}`),
    return: (number: string) => `Return slip ${number}`,
    cashMove: (number: string) => `Cash slip ${number}`,
  },
  paper: 'The receipt',
  open: 'Paper, file or code',
  none: 'No paper of it has left the till. The first one is the original.',
  issued: (count: number, next: number) => `${count === 1 ? 'One has' : `${count} have`} left the till. The next one says COPY ${next}.`,
  pdf: 'Save as PDF',
  text: 'Save as text',
  qr: 'Show as a code',
  qrText: 'On the customer’s screen and here. A phone takes the receipt along as text: no e-mail, no network.',
  shown: 'Scan it with a phone',
  linesCut: (count: number) => (count === 1 ? 'One line had no room in the code; it says so. The totals and the check are in it.' : `${count} lines had no room in the code; it says so. The totals and the check are in it.`),
  saved: (path: string) => `Saved: ${path}`,
  noPrinter: 'A receipt printer is not set up yet. The PDF is 80 mm wide and prints on one.',
};
export type PaperWords = Translated<typeof en>;

const zhHans: PaperWords = {
  title: { sale: (number) => (number === '' ? '小票' : `小票 ${number}`), return: (number) => `退货单 ${number}`, cashMove: (number) => `现金单 ${number}` },
  paper: '小票',
  open: '纸张、文件或二维码',
  none: '还没有出过小票。第一张是原件。',
  issued: (count, next) => `已出 ${count} 张。下一张会注明副本 ${next}。`,
  pdf: '存为 PDF',
  text: '存为文本',
  qr: '显示二维码',
  qrText: '显示在顾客屏和这里。手机扫一下就带走文字小票，不用邮箱，不用联网。',
  shown: '请用手机扫码',
  linesCut: (count) => `二维码里放不下 ${count} 行商品，并已注明；合计和校验码都在。`,
  saved: (path) => `已保存：${path}`,
  noPrinter: '还没有设置小票打印机。PDF 宽 80 毫米，可在小票打印机上打印。',
};

const zhHant: PaperWords = {
  title: { sale: (number) => (number === '' ? '收據' : `收據 ${number}`), return: (number) => `退貨單 ${number}`, cashMove: (number) => `現金單 ${number}` },
  paper: '收據',
  open: '紙張、檔案或二維碼',
  none: '尚未發出收據。第一張是正本。',
  issued: (count, next) => `已發出 ${count} 張。下一張會註明副本 ${next}。`,
  pdf: '儲存為 PDF',
  text: '儲存為文字',
  qr: '顯示二維碼',
  qrText: '在顧客屏幕和這裏顯示。手機掃一下便帶走文字收據，不用電郵，不用上網。',
  shown: '請用手機掃碼',
  linesCut: (count) => `二維碼放不下 ${count} 行貨品，並已註明；總計和核對碼都在。`,
  saved: (path) => `已儲存：${path}`,
  noPrinter: '尚未設定收據打印機。PDF 闊 80 毫米，可在收據打印機列印。',
};

export const usePaperWords = laterWords<PaperWords>({ en, 'zh-Hans': zhHans, 'zh-Hant': zhHant });
