import { createHash } from 'node:crypto';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readAnswer, verifyAnswer, type LegacyAnswer } from '../../../electron/alipay/legacy/answer.ts';
import { PRINTED_MD5_KEY } from './vectors.ts';

const keys = { kind: 'MD5', key: PRINTED_MD5_KEY } as const;
const md5 = (text: string, charset = 'utf8'): string => createHash('md5').update(Buffer.concat([iconv.encode(text, charset), Buffer.from(PRINTED_MD5_KEY)])).digest('hex');

function read(text: string | Buffer, contentType = 'text/xml;charset=UTF-8'): LegacyAnswer {
  const reading = readAnswer(typeof text === 'string' ? Buffer.from(text) : text, contentType);
  if (reading.kind === 'unreadable') throw new Error(reading.detail);
  return reading.answer;
}
const refusal = (text: string | Buffer, contentType = 'text/xml'): string => {
  const reading = readAnswer(typeof text === 'string' ? Buffer.from(text) : text, contentType);
  return reading.kind === 'unreadable' ? reading.detail : 'read';
};

/** The complete success answer printed in legacy.md 4.A.1. */
const PRINTED_PAY =
  '<?xml version="1.0" encoding="UTF-8"?>\n<alipay><is_success>T</is_success><request><param name="service">alipay.acquire.overseas.spot.pay</param><param name="partner">2088999900000011</param><param name="_input_charset">UTF-8</param><param name="partner_trans_id">PT20240102-000001</param><param name="currency">USD</param><param name="trans_amount">39.25</param><param name="sign_type">MD5</param><param name="sign">bab82b98bab0fd34fa1e1d15127a7a05</param></request><response><alipay><alipay_buyer_login_id>bu***@mail.example</alipay_buyer_login_id><alipay_buyer_user_id>2088999900000077</alipay_buyer_user_id><alipay_pay_time>20240102150407</alipay_pay_time><alipay_trans_id>2024010222001400000000000001</alipay_trans_id><currency>USD</currency><exchange_rate>7.12000000</exchange_rate><partner_trans_id>PT20240102-000001</partner_trans_id><result_code>SUCCESS</result_code><trans_amount>39.25</trans_amount><trans_amount_cny>279.46</trans_amount_cny></alipay></response><sign>4b94db8c3faa6eb860d1ae74a7496656</sign><sign_type>MD5</sign_type></alipay>';

/** The printed PRECREATE answer (legacy.md 4.B.1): its signature only holds over decoded entities. */
const PRINTED_PRECREATE =
  '<alipay><is_success>T</is_success><response><alipay><big_pic_url>https://mobilecodec.alipay.example/show.htm?code=bax00000000000000000001&amp;picSize=L</big_pic_url><out_trade_no>QR20240102-000009</out_trade_no><pic_url>https://mobilecodec.alipay.example/show.htm?code=bax00000000000000000001&amp;picSize=M</pic_url><qr_code>https://qr.alipay.example/bax00000000000000000001</qr_code><result_code>SUCCESS</result_code><small_pic_url>https://mobilecodec.alipay.example/show.htm?code=bax00000000000000000001&amp;picSize=S</small_pic_url><voucher_type>qrcode</voucher_type></alipay></response><sign>de2f78c883d30ec4abb58d6b1430bb34</sign><sign_type>MD5</sign_type></alipay>';

/** Printed answers of QUERY, CANCEL, QR creation (other child name) and REFUND QUERY. */
const PRINTED_OTHERS = [
  '<alipay><is_success>T</is_success><response><alipay><alipay_buyer_login_id>bu***@mail.example</alipay_buyer_login_id><alipay_buyer_user_id>2088999900000077</alipay_buyer_user_id><alipay_pay_time>20240102150407</alipay_pay_time><alipay_trans_id>2024010222001400000000000001</alipay_trans_id><alipay_trans_status>TRADE_SUCCESS</alipay_trans_status><currency>USD</currency><exchange_rate>7.12000000</exchange_rate><forex_total_fee>39.25</forex_total_fee><out_trade_no>PT20240102-000001</out_trade_no><partner_trans_id>PT20240102-000001</partner_trans_id><result_code>SUCCESS</result_code><trans_amount>39.25</trans_amount><trans_amount_cny>279.46</trans_amount_cny><trans_forex_rate>1</trans_forex_rate></alipay></response><sign>1718a5bff369ec9edd01d99de910ab97</sign><sign_type>MD5</sign_type></alipay>',
  '<alipay><is_success>T</is_success><response><alipay><action>refund</action><out_trade_no>PT20240102-000001</out_trade_no><result_code>SUCCESS</result_code><retry_flag>N</retry_flag><trade_no>2024010222001400000000000001</trade_no></alipay></response><sign>38e8a1a0e3a6208a8739cf141415cae2</sign><sign_type>MD5</sign_type></alipay>',
  '<alipay><is_success>T</is_success><response><qrcodeinfo><qrcode>https://qr.alipay.example/fkx00000000000000000000000001</qrcode><qrcode_img_url>https://mobilecodec.alipay.example/show.htm?code=fkx00000000000000000000000001&amp;picSize=M</qrcode_img_url><result_code>SUCCESS</result_code></qrcodeinfo></response><sign>85f9579ae36fcac403ea5e9e8677cb25</sign><sign_type>MD5</sign_type></alipay>',
  '<alipay><is_success>T</is_success><response><alipay><gmt_create>2024-01-03 11:20:00</gmt_create><out_return_no>RF20240103-000001</out_return_no><out_trade_no>PT20240102-000001</out_trade_no><refund_error_code>MERCHANT_BALANCE_NOT_ENOUGH</refund_error_code><refund_result_code>PROCESSING</refund_result_code><response_code>SUCCESS</response_code><trade_no>2024010222001400000000000001</trade_no></alipay></response><sign>fd243184da76a037d91e4df72eca9f54</sign><sign_type>MD5</sign_type></alipay>',
];

/** An answer around the given inside of `<response><alipay>`, with its own signature over `signed`. */
const answer = (inside: string, signed: string, head = '<?xml version="1.0" encoding="UTF-8"?>'): string =>
  `${head}<alipay><is_success>T</is_success><response><alipay>${inside}</alipay></response><sign>${md5(signed)}</sign><sign_type>MD5</sign_type></alipay>`;

describe('printed answers', () => {
  test('PAY', () => {
    const printed = read(PRINTED_PAY);
    expect(printed.isSuccess).toBe(true);
    expect(printed.fields?.get('trans_amount')).toBe('39.25');
    expect(printed.echo.get('service')).toBe('alipay.acquire.overseas.spot.pay');
    expect(verifyAnswer(printed, 'UTF-8', keys)).toBe('valid');
  });

  test('PRECREATE: entities decoded before the signature', () => {
    const printed = read(PRINTED_PRECREATE);
    expect(printed.fields?.get('pic_url')).toBe('https://mobilecodec.alipay.example/show.htm?code=bax00000000000000000001&picSize=M');
    expect(verifyAnswer(printed, 'UTF-8', keys)).toBe('valid');
  });

  test.each(PRINTED_OTHERS.map((text, index) => [index, text] as const))('other %i', (_, text) => {
    expect(verifyAnswer(read(text), 'UTF-8', keys)).toBe('valid');
    expect(verifyAnswer(read(text.replace('00001<', '00002<')), 'UTF-8', keys)).toBe('wrong');
  });
});

describe('tolerant where the gateway varies', () => {
  test('unknown elements are kept, because they are signed', () => {
    const got = read(answer('<brand_new>1</brand_new><result_code>SUCCESS</result_code>', 'brand_new=1&result_code=SUCCESS'));
    expect(verifyAnswer(got, 'UTF-8', keys)).toBe('valid');
  });

  test('empty elements are not signed', () => {
    const got = read(answer('<alipay_pay_time/><memo></memo><result_code>SUCCESS</result_code>', 'result_code=SUCCESS'));
    expect(verifyAnswer(got, 'UTF-8', keys)).toBe('valid');
  });

  test('an element with children is its inner XML as it stands', () => {
    const inner = '<item a="1">x &amp; y</item><item/>';
    const got = read(answer(`<list>${inner}</list><result_code>SUCCESS</result_code>`, `list=${inner}&result_code=SUCCESS`));
    expect(got.fields?.get('list')).toBe(inner);
    expect(verifyAnswer(got, 'UTF-8', keys)).toBe('valid');
  });

  test('all five entities, character references and CDATA', () => {
    const got = read(answer('<a>&lt;&gt;&amp;&quot;&apos;&#33590;&#x8336;<![CDATA[<&]]></a>', 'a=<>&"\'茶茶<&'));
    expect(got.fields?.get('a')).toBe('<>&"\'茶茶<&');
    expect(verifyAnswer(got, 'UTF-8', keys)).toBe('valid');
  });

  test('blanks and line ends between elements do not matter, inside values they do', () => {
    const got = read('<?xml version="1.0"?>\n<alipay>\n <is_success> T </is_success>\n <response>\n  <alipay>\n   <a> 1 </a>\n  </alipay>\n </response>\n <sign>\n x </sign>\n</alipay>\n');
    expect([...(got.fields ?? [])]).toEqual([['a', ' 1 ']]);
    expect(got.sign).toBe('x');
  });

  test('only the first child of response counts', () => {
    const got = read('<alipay><is_success>T</is_success><response><one><a>1</a></one><two><b>2</b></two></response></alipay>');
    expect([...(got.fields ?? [])]).toEqual([['a', '1']]);
  });

  test('a name like __proto__ is only a name', () => {
    const got = read(answer('<__proto__>1</__proto__>', '__proto__=1'));
    expect(verifyAnswer(got, 'UTF-8', keys)).toBe('valid');
  });

  test('the order of everything is free', () => {
    const got = read('<alipay><sign>s</sign><response><alipay><b>2</b><a>1</a></alipay></response><is_success>T</is_success></alipay>');
    expect(got.sign).toBe('s');
  });
});

describe('charset (open-questions.md 7)', () => {
  const inside = '<detail_error_des>交易不存在</detail_error_des><result_code>FAIL</result_code>';
  const signed = 'detail_error_des=交易不存在&result_code=FAIL';
  const xml = (encoding: string, sign: string): string =>
    `<?xml version="1.0" encoding="${encoding}"?><alipay><is_success>T</is_success><response><alipay>${inside}</alipay></response><sign>${sign}</sign><sign_type>MD5</sign_type></alipay>`;

  test('declared GBK, signed over UTF-8', () => {
    const got = read(iconv.encode(xml('GBK', md5(signed)), 'GBK'));
    expect(got.fields?.get('detail_error_des')).toBe('交易不存在');
    expect(verifyAnswer(got, 'UTF-8', keys)).toBe('valid');
  });

  test.each(['GBK', 'gb2312', 'GB18030'])('declared %s, signed over its own bytes', (encoding) => {
    const got = read(iconv.encode(xml(encoding, md5(signed, 'GBK')), encoding));
    expect(verifyAnswer(got, 'UTF-8', keys)).toBe('valid');
  });

  test('the declaration rules over the Content-Type; without one the Content-Type does', () => {
    expect(read(iconv.encode(xml('GBK', md5(signed)), 'GBK'), 'text/xml;charset=UTF-8').charset).toBe('GBK');
    const bare = xml('x', md5(signed)).replace(/<\?.*?\?>/, '');
    expect(read(iconv.encode(bare, 'GBK'), 'text/xml; charset="gbk"').fields?.get('detail_error_des')).toBe('交易不存在');
    expect(read(bare, 'text/xml').fields?.get('detail_error_des')).toBe('交易不存在');
  });

  test('a byte order mark means UTF-8', () => {
    expect(read(`\uFEFF${xml('UTF-8', md5(signed))}`, 'text/xml;charset=GBK').fields?.get('detail_error_des')).toBe('交易不存在');
  });

  test('unknown charsets and broken bytes are refused', () => {
    expect(refusal(xml('EBCDIC-CP-US', ''))).toBe('charset');
    expect(refusal(iconv.encode(xml('UTF-8', ''), 'GBK'))).toBe('notXml');
  });
});

describe('signatures', () => {
  test('missing sign', () => {
    expect(verifyAnswer(read(PRINTED_PAY.replace(/<sign>.*?<\/sign>/, '')), 'UTF-8', keys)).toBe('missing');
  });

  test('a changed field, an added field, a removed field', () => {
    for (const changed of [PRINTED_PAY.replace('<trans_amount>39.25', '<trans_amount>0.01'), PRINTED_PAY.replace('<currency>USD', '<extra>1</extra><currency>USD'), PRINTED_PAY.replace(/<currency>USD<\/currency>(?=<exchange)/, '')]) {
      expect(verifyAnswer(read(changed), 'UTF-8', keys)).toBe('wrong');
    }
  });

  test('the echo of the request is outside', () => {
    expect(verifyAnswer(read(PRINTED_PAY.replace(/<request>.*?<\/request>/, '<request><param name="a">b</param><param name="a">c</param></request>')), 'UTF-8', keys)).toBe('valid');
  });

  test('a T answer with nothing inside is never valid, also not with the key alone as signature', () => {
    expect(verifyAnswer(read(`<alipay><is_success>T</is_success><sign>${md5('')}</sign></alipay>`), 'UTF-8', keys)).toBe('wrong');
    expect(verifyAnswer(read(`<alipay><is_success>T</is_success><response/><sign>${md5('')}</sign></alipay>`), 'UTF-8', keys)).toBe('wrong');
  });

  test('a gateway refusal has none; one that is there covers the error', () => {
    const refused = '<?xml version="1.0" encoding="GBK"?><alipay><is_success>F</is_success><error>ILLEGAL_SIGN</error></alipay>';
    expect(read(refused)).toMatchObject({ isSuccess: false, error: 'ILLEGAL_SIGN', fields: null });
    expect(verifyAnswer(read(refused), 'UTF-8', keys)).toBe('missing');
    const sealed = refused.replace('</error>', `</error><sign>${md5('error=ILLEGAL_SIGN')}</sign><sign_type>MD5</sign_type>`);
    expect(verifyAnswer(read(sealed), 'UTF-8', keys)).toBe('valid');
    expect(verifyAnswer(read(sealed.replace('ILLEGAL_SIGN', 'SYSTEM_ERROR')), 'UTF-8', keys)).toBe('wrong');
  });
});

describe('refused without harm', () => {
  test.each([
    ['a document type', '<!DOCTYPE alipay [<!ENTITY a "b">]><alipay><is_success>T</is_success></alipay>', 'doctype'],
    ['an unknown entity', '<alipay><is_success>&T;</is_success></alipay>', 'notXml'],
    ['truncated', PRINTED_PAY.slice(0, 900), 'notXml'],
    ['an HTML page', '<html><body>Error</body></html>', 'notAnAnswer'],
    ['plain text', 'false', 'notXml'],
    ['nothing', '', 'notXml'],
    ['no is_success', '<alipay><error>X</error></alipay>', 'notAnAnswer'],
    ['an is_success of its own', '<alipay><is_success>Y</is_success></alipay>', 'notAnAnswer'],
    ['two is_success', '<alipay><is_success>F</is_success><is_success>T</is_success></alipay>', 'duplicate'],
    ['two signs', '<alipay><is_success>T</is_success><sign>a</sign><sign>b</sign></alipay>', 'duplicate'],
    ['two responses', '<alipay><is_success>T</is_success><response><alipay/></response><response><alipay/></response></alipay>', 'duplicate'],
    ['a field twice', '<alipay><is_success>T</is_success><response><alipay><result_code>FAIL</result_code><result_code>SUCCESS</result_code></alipay></response></alipay>', 'duplicate'],
    ['too deep', `<alipay><is_success>T</is_success>${'<a>'.repeat(40)}${'</a>'.repeat(40)}</alipay>`, 'tooDeep'],
    ['too many elements', `<alipay><is_success>T</is_success><request>${'<param/>'.repeat(2000)}</request></alipay>`, 'tooDeep'],
    ['two roots', '<alipay><is_success>T</is_success></alipay><alipay/>', 'notXml'],
  ])('%s', (_, text, detail) => {
    expect(refusal(text)).toBe(detail);
  });

  test('oversized', () => {
    expect(refusal(Buffer.alloc(1024 * 1024 + 1, 0x20))).toBe('oversized');
  });

  test('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, contentType) => void readAnswer(Buffer.from(bytes), contentType)));
  });

  test('no cut or flipped byte of a good answer ever verifies as something else', () => {
    const whole = Buffer.from(PRINTED_PAY);
    const truth = [...(read(PRINTED_PAY).fields ?? [])].sort().join();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const reading = readAnswer(bytes, 'text/xml');
        if (reading.kind === 'read' && reading.answer.isSuccess && verifyAnswer(reading.answer, 'UTF-8', keys) === 'valid') {
          expect([...(reading.answer.fields ?? [])].sort().join()).toBe(truth);
        }
      }),
      { numRuns: 500 },
    );
  });
});
