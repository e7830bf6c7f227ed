import {
  Box, CakeSlice, Candy, Citrus, Coffee, Cookie, Croissant, CupSoda, Donut, Egg, Flower2, Gift, GlassWater, IceCreamBowl, Leaf, Milk, Nut, Salad, Sandwich, Scale, ShoppingBag, Soup, Wheat,
  type LucideIcon,
} from 'lucide-react';
import { memo, type ReactNode } from 'react';

/** Pictures lucide does not have, drawn on its grid (24 units, 2 wide, round ends) from the shop's own shelf. */
const TEAPOT = (
  <>
    <path d="M6 10h10v5a5 5 0 0 1-5 5 5 5 0 0 1-5-5z" />
    <path d="M8 10a3 3 0 0 1 6 0" />
    <path d="M11 6V5" />
    <path d="M16 14c2 0 3-1 3.5-3.5L21 9" />
    <path d="M6 11.5H4.5a1.5 1.5 0 0 0-1.5 1.5c0 2 1.5 3.5 3.5 3.5" />
  </>
);
const TIN = (
  <>
    <path d="M6 8h12v11a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2z" />
    <path d="M7 8V5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v3" />
    <path d="M9.5 16c0-2.5 2-4 5-4 0 3-1.5 5-4 5z" />
  </>
);
const EGG_TART = (
  <>
    <path d="M4 10h16l-2.2 8.2A2 2 0 0 1 15.9 20H8.1a2 2 0 0 1-1.9-1.8z" />
    <path d="M4 10a8 4 0 0 1 16 0" />
    <path d="m9 14 .6 3" />
    <path d="m15 14-.6 3" />
  </>
);
const BUN = (
  <>
    <path d="M3 15a9 8 0 0 1 18 0c0 2-1 3-3 3H6c-2 0-3-1-3-3z" />
    <path d="m8 9 3 4" />
    <path d="m12.5 8 3 4" />
    <path d="m12 9-3.5 4" />
    <path d="m16.5 9.5-3 3.5" />
  </>
);
const LOAF = (
  <>
    <path d="M5 10.5A3.5 3.5 0 0 1 7 4h10a3.5 3.5 0 0 1 2 6.5V18a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2z" />
    <path d="M9 10v6" />
    <path d="M15 10v6" />
  </>
);
const MOONCAKE = (
  <>
    <path d="M12 3.5 14.4 5l2.8-.2.9 2.7 2.3 1.7-.9 2.8.9 2.8-2.3 1.7-.9 2.7-2.8-.2L12 20.5 9.6 19l-2.8.2-.9-2.7-2.3-1.7.9-2.8-.9-2.8 2.3-1.7.9-2.7 2.8.2z" />
    <circle cx="12" cy="12" r="3.5" />
  </>
);
const ROLL = (
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 12a2 2 0 1 1 2 2 4.5 4.5 0 1 1 4.5-4.5" />
  </>
);



const OWN: Readonly<Record<string, ReactNode>> = {
  teapot: TEAPOT, tea: TEAPOT, tin: TIN, caddy: TIN, 'egg-tart': EGG_TART, tart: EGG_TART, bun: BUN, loaf: LOAF, toast: LOAF, bread: LOAF,
  mooncake: MOONCAKE, roll: ROLL,
};

const ICONS: Readonly<Record<string, LucideIcon>> = {
  cup: Coffee, coffee: Coffee, 'milk-tea': CupSoda, drink: CupSoda, soda: CupSoda, 'iced-tea': CupSoda, water: GlassWater, juice: Citrus, lemon: Citrus, fruit: Citrus, milk: Milk, cake: CakeSlice,
  slice: CakeSlice, cookie: Cookie, biscuit: Cookie, croissant: Croissant, pastry: Croissant, sandwich: Sandwich, donut: Donut, egg: Egg, candy: Candy, sweet: Candy, nut: Nut, nuts: Nut, gift: Gift,
  box: Box, bag: ShoppingBag, leaf: Leaf, flower: Flower2, herb: Flower2, wheat: Wheat, ice: IceCreamBowl, dessert: IceCreamBowl, soup: Soup, salad: Salad, weigh: Scale, scale: Scale,
};

/** The drawing for a picture token; tokens of several words try each of them, so that "pineapple-bun" is a bun. */
function find(token: string): { readonly icon: LucideIcon } | { readonly drawing: ReactNode } {
  const wanted = token.trim().toLowerCase().replace(/[\s_]+/g, '-');
  for (const name of [wanted, ...wanted.split('-').reverse()]) {
    const drawing = Object.hasOwn(OWN, name) ? OWN[name] : undefined;
    if (drawing !== undefined) return { drawing };
    const icon = Object.hasOwn(ICONS, name) ? ICONS[name] : undefined;
    if (icon !== undefined) return { icon };
  }
  return { icon: Box };
}

/** A product's or category's picture as a small line drawing in the current colour. */
export const Picture = memo(function Picture({ token, size }: { readonly token: string; readonly size: number }) {
  const found = find(token);
  if ('icon' in found) {
    const Icon = found.icon;
    return <Icon size={size} strokeWidth={1.75} aria-hidden="true" />;
  }
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.75} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {found.drawing}
    </svg>
  );
});

/** Category colours by name; the tiles mix them with the theme's surface, so each works on light and dark. */
const COLOURS: Readonly<Record<string, string>> = {
  jade: '#2f8f6b', green: '#3f8f4f', leaf: '#5d8f2f', amber: '#c98a1b', honey: '#d19a2a', gold: '#b8912b', orange: '#d0702c', terracotta: '#b9583a', brick: '#a8503f', red: '#c2483d', rose: '#c05a78',
  pink: '#c96f92', plum: '#8a4f8f', violet: '#6f5fb3', purple: '#7a58a8', indigo: '#4d62b0', blue: '#3a74b8', porcelain: '#2f6bb0', sky: '#4a93c4', teal: '#2a8c94', cyan: '#2a94a6', brown: '#8a6242',
  coffee: '#7a5a40', cream: '#c2a878', sand: '#b59a68', grey: '#7d776d', gray: '#7d776d', stone: '#857d72', slate: '#66727d',
};
const PALETTE = ['#2f8f6b', '#c98a1b', '#b9583a', '#3a74b8', '#8a4f8f', '#2a8c94', '#8a6242', '#c05a78'] as const;

/** A category's colour as CSS: a name of the palette, a hex value, or one of eight picked by the text. */
export function colourOf(token: string): string {
  const wanted = token.trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(wanted)) return wanted;
  const named = Object.hasOwn(COLOURS, wanted) ? COLOURS[wanted] : undefined;
  if (named !== undefined) return named;
  let hash = 0;
  for (const char of wanted) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 8191;
  return PALETTE[hash % PALETTE.length] ?? PALETTE[0];
}
