import type { Translated } from '../dictionary.ts';
import type { settings as en } from '../en/settings.ts';

export const settings: Translated<typeof en> = {
  settings: {
    title: '設定',
    language: '語言',
    gateways: '正式使用的支付寶',
    gatewaysText: '練習模式用內置的練習閘道，這裡填的是正式閘道。',
    legacy: '付款碼',
    legacyText: '收銀機掃客人手機上的付款碼。資料來自您與支付寶簽約時的合作夥伴資料。',
    ams: '訂單碼',
    amsText: '客人掃您屏幕上的碼。資料來自 Alipay+ 開發者中心。',
    enabled: '啟用這種收款方式',
    fields: {
      baseUrl: '閘道地址', backupUrl: '後備地址', partner: '合作夥伴號', sellerId: '賣家號', signType: '簽名方式', secondaryMerchantId: '店舖號',
      secondaryMerchantName: '店舖名稱', secondaryMerchantIndustry: '行業代碼', storeId: '分店號', storeName: '分店名稱', terminalId: '終端機號', notifyUrl: '通知地址',
      md5Key: 'MD5 密鑰', privateKey: '我方私鑰', alipayPublicKey: '支付寶公鑰', host: '閘道地址', clientId: '客戶端號', keyVersion: '密鑰版本',
      referenceMerchantId: '商戶號', merchantName: '商戶名稱', merchantMcc: '商戶類別', referenceStoreId: '分店號', settlementCurrency: '結算貨幣',
    },
    hints: {
      baseUrl: '必須是 https，本機除外', partner: '2088 開頭，16 位數字', secondaryMerchantIndustry: '四位數字', clientId: '正式使用時不接受沙盒號',
      notifyUrl: '可留空，收銀機會自行查詢', 'ams.notifyUrl': '支付寶要求填寫，不需要真的有人接收', merchantMcc: '四位數字', settlementCurrency: '三個字母，例如 USD',
    },
    secretStored: '已儲存，輸入新的可更換。',
    secretNone: '尚未儲存',
    secretRemove: '移除',
    secretRemoved: '儲存後移除',
    secretKeep: '保留',
    strong: '密鑰由此電腦的密鑰庫加密。',
    weak: '密鑰只靠此電腦的檔案權限保護。',
    save: '儲存',
    saved: '已儲存',
    test: '測試連線',
    testing: '正在詢問閘道…',
    testGood: (ms, said) => `已連通，回覆的簽名正確（${ms} 毫秒）。${said === '' ? '' : `閘道回覆 ${said}，這是對的：測試問的是一筆不存在的付款。`}`,
    testUnverified: (ms, said) => `已連通，但回覆並非用此處儲存的密鑰簽署，請檢查密鑰（${ms} 毫秒）。${said === '' ? '' : `閘道回覆：${said}`}`,
    testNotReached: (why) => `未能連通${why === '' ? '' : `（${why}）`}，請檢查地址和網絡。`,
    wrong: { field: '沒有填，或填得不正確。', missing: '沒有填，請貼上密鑰。', ownKey: '這是自己的公鑰，請貼上支付寶提供的公鑰。' },
    unsaved: '請先儲存再測試。',
  },
};
