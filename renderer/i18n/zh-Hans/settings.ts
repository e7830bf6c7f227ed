import type { Translated } from '../dictionary.ts';
import type { settings as en } from '../en/settings.ts';

export const settings: Translated<typeof en> = {
  settings: {
    title: '设置',
    language: '语言',
    gateways: '正式使用的支付宝',
    gatewaysText: '练习模式用自带的练习网关，这里填的是正式网关。',
    legacy: '付款码',
    legacyText: '收银台扫顾客手机上的付款码。资料来自您与支付宝签约时的合作伙伴信息。',
    ams: '订单码',
    amsText: '顾客扫您屏幕上的码。资料来自 Alipay+ 开发者中心。',
    enabled: '启用这种收款方式',
    fields: {
      baseUrl: '网关地址', backupUrl: '备用地址', partner: '合作伙伴号', sellerId: '卖家号', signType: '签名方式', secondaryMerchantId: '店铺号',
      secondaryMerchantName: '店铺名称', secondaryMerchantIndustry: '行业代码', storeId: '门店号', storeName: '门店名称', terminalId: '终端号', notifyUrl: '通知地址',
      md5Key: 'MD5 密钥', privateKey: '我方私钥', alipayPublicKey: '支付宝公钥', host: '网关地址', clientId: '客户端号', keyVersion: '密钥版本',
      referenceMerchantId: '商户号', merchantName: '商户名称', merchantMcc: '商户类别', referenceStoreId: '门店号', settlementCurrency: '结算币种',
    },
    hints: {
      baseUrl: '必须是 https，本机除外', partner: '2088 开头，16 位数字', secondaryMerchantIndustry: '四位数字', clientId: '正式使用时不接受沙箱号',
      notifyUrl: '可以不填，收银台会自己查询', 'ams.notifyUrl': '支付宝要求填写，不需要真的有人接收', merchantMcc: '四位数字', settlementCurrency: '三个字母，例如 USD',
    },
    secretStored: '已保存，输入新的可替换。',
    secretNone: '尚未保存',
    secretRemove: '删除',
    secretRemoved: '保存后删除',
    secretKeep: '保留',
    strong: '密钥由本机的密钥库加密。',
    weak: '密钥只靠本机的文件权限保护。',
    save: '保存',
    saved: '已保存',
    test: '测试连接',
    testing: '正在询问网关…',
    testGood: (ms, said) => `已连通，答复的签名正确（${ms} 毫秒）。${said === '' ? '' : `网关返回 ${said}，这是对的：测试问的是一笔不存在的付款。`}`,
    testUnverified: (ms, said) => `已连通，但答复不是用这里保存的密钥签的，请检查密钥（${ms} 毫秒）。${said === '' ? '' : `网关返回：${said}`}`,
    testNotReached: (why) => `没有连通${why === '' ? '' : `（${why}）`}，请检查地址和网络。`,
    wrong: { field: '没有填，或填得不对。', missing: '没有填，请粘贴密钥。', ownKey: '这是自己的公钥，请粘贴支付宝提供的公钥。' },
    unsaved: '请先保存再测试。',
  },
};
