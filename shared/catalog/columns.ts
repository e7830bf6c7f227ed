/** What a column of an imported table can be, and how that is guessed from what people call it. */
export const COLUMN_FIELDS = [
  'productId', 'name', 'nameEn', 'nameHans', 'nameHant', 'codes', 'plu', 'price', 'taxRate', 'category', 'categoryEn', 'categoryHans', 'categoryHant', 'categoryColour', 'categoryPicture', 'categoryOrder',
  'picture', 'colour', 'lowStock', 'archived', 'pricesAhead', 'soldBy', 'openPrice', 'minAge', 'packOf', 'packQuantity', 'packPrice', 'variantGroup', 'variant',
] as const;
export type ColumnField = (typeof COLUMN_FIELDS)[number];
/** One entry per column of the file; null: not imported. Only `codes` may be there more than once. */
export type Mapping = readonly (ColumnField | null)[];

/** Headers of an export, in its order; the guess takes each back. */
export const EXPORT_HEADERS = [
  ['productId', 'id'], ['nameEn', 'name_en'], ['nameHans', 'name_zh_hans'], ['nameHant', 'name_zh_hant'], ['codes', 'barcodes'], ['plu', 'plu'], ['price', 'price'], ['taxRate', 'tax_rate'], ['category', 'category'],
  ['categoryEn', 'category_en'], ['categoryHans', 'category_zh_hans'], ['categoryHant', 'category_zh_hant'], ['categoryColour', 'category_colour'], ['categoryPicture', 'category_picture'], ['categoryOrder', 'category_order'],
  ['picture', 'picture'], ['colour', 'colour'], ['lowStock', 'low_stock'], ['archived', 'archived'], ['pricesAhead', 'future_prices'],
  ['soldBy', 'sold_by'], ['openPrice', 'open_price'], ['minAge', 'min_age'], ['packOf', 'pack_of'], ['packQuantity', 'pack_quantity'], ['packPrice', 'pack_price'], ['variantGroup', 'variant_group'], ['variant', 'variant'],
] as const satisfies readonly (readonly [ColumnField, string])[];
/** Last column of an export: for people to read. Stock is a fact of the journal and changes by stock moves only. */
export const STOCK_HEADER = 'stock';

const NAMES: Readonly<Record<ColumnField, readonly string[]>> = {
  productId: ['id', 'productid', 'product no', 'item id', 'itemno', '商品id', '产品id', '產品id', '商品编号id', '编号', '編號', '商品编号', '商品編號'],
  name: ['name', 'product', 'product name', 'item', 'item name', 'title', 'description', '名称', '名稱', '品名', '商品', '商品名', '商品名称', '商品名稱', '产品名称', '產品名稱', '货品名称', '貨品名稱'],
  nameEn: ['nameen', 'english', 'english name', 'name english', 'name in english', '英文名', '英文名称', '英文名稱', '英文'],
  nameHans: ['namezhhans', 'namezhcn', 'namezh', 'chinese', 'chinese name', 'simplified chinese', 'name simplified chinese', '中文名', '中文名称', '中文名稱', '简体名', '简体中文', '简体', '簡體', '簡體名', '简体名称'],
  nameHant: ['namezhhant', 'namezhhk', 'namezhtw', 'traditional chinese', 'name traditional chinese', '繁体名', '繁體名', '繁体中文', '繁體中文', '繁体', '繁體', '繁體名稱'],
  codes: ['barcode', 'barcodes', 'bar code', 'ean', 'ean13', 'upc', 'gtin', 'code', 'codes', 'barcode2', 'barcode3', '条码', '條碼', '条形码', '條形碼', '商品条码', '商品條碼', '国际条码', '國際條碼', '条码2', '條碼2'],
  plu: ['plu', 'plu code', 'short code', 'plu码', 'plu碼', '短码', '短碼', '自编码', '自編碼', '快捷码', '快捷碼', '简码', '簡碼'],
  price: ['price', 'unit price', 'retail price', 'selling price', 'sale price', 'rrp', '价格', '價格', '售价', '售價', '零售价', '零售價', '单价', '單價', '销售价', '銷售價'],
  taxRate: ['taxrate', 'tax', 'vat', 'gst', 'tax id', 'tax code', '税率', '稅率', '税', '稅', '税种', '稅種'],
  category: ['category', 'category id', 'department', 'group', 'class', '类别', '類別', '分类', '分類', '商品分类', '商品分類', '品类', '品類', '部门', '部門'],
  categoryEn: ['categoryen', 'category english', 'category name', '分类英文', '分類英文'],
  categoryHans: ['categoryzhhans', 'category simplified chinese', '分类名称', '分類名稱', '类别名称', '類別名稱'],
  categoryHant: ['categoryzhhant', 'category traditional chinese'],
  categoryColour: ['categorycolour', 'categorycolor', '分类颜色', '分類顏色'],
  categoryPicture: ['categorypicture', '分类图标', '分類圖示'],
  categoryOrder: ['categoryorder', '分类顺序', '分類次序'],
  picture: ['picture', 'icon', 'image', '图片', '圖片', '图标', '圖示'],
  colour: ['colour', 'color', '颜色', '顏色'],
  lowStock: ['lowstock', 'low stock mark', 'reorder level', 'reorder point', 'minimum stock', 'min stock', '库存下限', '庫存下限', '最低库存', '最低庫存', '安全库存', '安全庫存', '预警库存', '預警庫存'],
  archived: ['archived', 'inactive', 'discontinued', '停用', '已停用', '下架', '已下架', '停售', '已停售'],
  pricesAhead: ['futureprices', 'future price', 'price changes', '未来价格', '未來價格', '调价', '調價'],
  soldBy: ['soldby', 'unit', 'unit of measure', 'uom', '单位', '單位', '计价单位', '計價單位', '销售单位', '銷售單位'],
  openPrice: ['openprice', 'variable price', '开放价格', '開放價格', '时价', '時價', '自定价', '自訂價'],
  minAge: ['minage', 'minimum age', 'age', 'age restriction', '最低年龄', '最低年齡', '年龄限制', '年齡限制'],
  packOf: ['packof', 'pack product', 'piece id', '单品', '單品', '拆包单品', '拆包單品'],
  packQuantity: ['packquantity', 'pack size', 'pieces per pack', 'case size', '装箱数', '裝箱數', '每包数量', '每包數量', '箱规', '箱規'],
  packPrice: ['packprice', 'pack priced', '整包计价', '整包計價'],
  variantGroup: ['variantgroup', 'parent', 'style', '款式', '规格组', '規格組'],
  variant: ['variant', 'variant label', 'option', 'size', '规格', '規格', '型号', '型號'],
};

/** Case, width, blanks and punctuation do not count; nor does a unit in brackets: "Price (HKD)". */
const squeezed = (header: string): string => header.normalize('NFKC').toLowerCase().replace(/[([【].*$/u, '').replace(/[^\p{L}\p{N}]/gu, '');
const BY_NAME: ReadonlyMap<string, ColumnField> = new Map(COLUMN_FIELDS.flatMap((field) => NAMES[field].map((name) => [squeezed(name), field] as const)));

/** A guess at the columns by their headers. A field that is there twice is taken once, except codes. */
export function guessMapping(headers: readonly string[]): Mapping {
  const taken = new Set<ColumnField>();
  return headers.map((header) => {
    const field = BY_NAME.get(squeezed(header)) ?? null;
    if (field === null || (taken.has(field) && field !== 'codes')) return null;
    taken.add(field);
    return field;
  });
}

export const MAPPING_TROUBLES = ['twice', 'noName', 'noKey', 'noPrice'] as const;
export type MappingTrouble = (typeof MAPPING_TROUBLES)[number];

/**
 * Why a mapping cannot be used; null when it can. There must be something to know products by (an id, a code, a PLU or a name); what new products lack
 * is said row by row.
 */
export function mappingTrouble(mapping: Mapping): MappingTrouble | null {
  const fields = mapping.filter((field) => field !== null && field !== 'codes');
  if (new Set(fields).size < fields.length) return 'twice';
  const has = (...wanted: readonly ColumnField[]): boolean => wanted.some((field) => mapping.includes(field));
  if (!has('productId', 'codes', 'plu')) return has('name', 'nameEn', 'nameHans', 'nameHant') && has('price') ? null : has('price') ? 'noName' : 'noKey';
  return null;
}
