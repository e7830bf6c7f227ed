/**
 * How tiles look, as words: the catalog stores the word, the window draws it (renderer/ui/pictures.tsx). Closed sets, so that each has its drawing.
 */
export const PICTURES = [
  'cup', 'iced-tea', 'juice', 'water', 'soda', 'milk', 'leaf', 'flower', 'teapot', 'tin', 'bun', 'bread', 'sandwich', 'croissant', 'tart', 'cake', 'roll', 'cookie', 'mooncake', 'dessert',
  'egg', 'candy', 'nut', 'fruit', 'soup', 'gift', 'box', 'bag',
] as const;
export type Picture = (typeof PICTURES)[number];
/** What a product gets when nobody chose a picture. */
export const DEFAULT_PICTURE: Picture = 'box';

/** Hues a category may have. The window mixes them with its surface, so that text stays readable in light and in dark. */
export const COLOURS = ['amber', 'terracotta', 'rose', 'plum', 'jade', 'gold', 'sky', 'teal', 'sand', 'slate'] as const;
export type Colour = (typeof COLOURS)[number];
export const isColour = (text: string): text is Colour => COLOURS.some((colour) => colour === text);
