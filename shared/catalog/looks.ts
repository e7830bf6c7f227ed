/**
 * How tiles look, as tokens: the catalog stores the token, the window draws it. Closed sets, so that a drawing exists for each.
 */
export const PICTURES = [
  'cup', 'iced', 'leaf', 'teapot', 'bun', 'bread', 'sandwich', 'tart', 'cake', 'roll', 'cookie', 'box', 'bag', 'bottle', 'can', 'carton', 'candy', 'nut', 'egg',
  'tag',
] as const;
export type Picture = (typeof PICTURES)[number];
/** What a product gets when nobody chose a picture. */
export const DEFAULT_PICTURE: Picture = 'tag';
export const isPicture = (text: string): text is Picture => PICTURES.some((picture) => picture === text);

export interface Tint {
  readonly surface: string;
  /** Text on the surface, at least 4.5 to 1 (checked in a test). */
  readonly ink: string;
}

/** Quiet, told apart by hue; a category is never told by colour alone, its name and picture are there too. */
export const COLOURS = {
  amber: { light: { surface: '#f6e2bd', ink: '#4a3310' }, dark: { surface: '#4a3717', ink: '#f7e3be' } },
  jade: { light: { surface: '#d2eadb', ink: '#14402a' }, dark: { surface: '#1e4331', ink: '#d2eedd' } },
  clay: { light: { surface: '#f3d8ca', ink: '#53291a' }, dark: { surface: '#502d20', ink: '#f6dbce' } },
  rose: { light: { surface: '#f6d8e0', ink: '#57182c' }, dark: { surface: '#4e2433', ink: '#f6d6df' } },
  plum: { light: { surface: '#e6daef', ink: '#3d2350' }, dark: { surface: '#3c2a4e', ink: '#e8daf3' } },
  sky: { light: { surface: '#d4e6f4', ink: '#16384f' }, dark: { surface: '#1d3b52', ink: '#d3e7f6' } },
  teal: { light: { surface: '#cceaea', ink: '#0e4044' }, dark: { surface: '#163f43', ink: '#cbebec' } },
  olive: { light: { surface: '#e4edc4', ink: '#354010' }, dark: { surface: '#39421b', ink: '#e7efc6' } },
  lemon: { light: { surface: '#f4ecb3', ink: '#433a07' }, dark: { surface: '#443d10', ink: '#f4ecb2' } },
  slate: { light: { surface: '#dee3e8', ink: '#27323d' }, dark: { surface: '#2e3842', ink: '#dee5ec' } },
} as const satisfies Readonly<Record<string, { readonly light: Tint; readonly dark: Tint }>>;
export type Colour = keyof typeof COLOURS;
/** In the order they are given to categories that come without one. */
export const COLOUR_NAMES = Object.keys(COLOURS) as readonly Colour[];
export const isColour = (text: string): text is Colour => Object.hasOwn(COLOURS, text);
