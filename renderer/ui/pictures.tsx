import {
  Box, CakeSlice, Candy, Cherry, Citrus, Coffee, Cookie, Croissant, CupSoda, Egg, Flower2, Gift, GlassWater, IceCreamBowl, Leaf, Milk, Nut, Sandwich, ShoppingBag, Soup, type LucideProps,
} from 'lucide-react';
import { memo, type ComponentType, type ReactElement } from 'react';
import { DEFAULT_PICTURE, isColour, type Colour, type Picture as PictureToken } from '../../shared/catalog/looks.ts';

/** A picture of our own that is used like one of lucide's. */
function drawn(lines: ReactElement): (props: LucideProps) => ReactElement {
  return function Drawn({ size, strokeWidth }) {
    return (
      <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={strokeWidth} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
        {lines}
      </svg>
    );
  };
}

/** Pictures lucide does not have, drawn on its grid (24 units, 2 wide, round ends) from the shop's own shelf. */
const TEAPOT = drawn(
  <>
    <path d="M6 10h10v5a5 5 0 0 1-5 5 5 5 0 0 1-5-5z" />
    <path d="M8 10a3 3 0 0 1 6 0" />
    <path d="M11 6V5" />
    <path d="M16 14c2 0 3-1 3.5-3.5L21 9" />
    <path d="M6 11.5H4.5a1.5 1.5 0 0 0-1.5 1.5c0 2 1.5 3.5 3.5 3.5" />
  </>
);
const TIN = drawn(
  <>
    <path d="M6 8h12v11a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2z" />
    <path d="M7 8V5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v3" />
    <path d="M9.5 16c0-2.5 2-4 5-4 0 3-1.5 5-4 5z" />
  </>
);
const EGG_TART = drawn(
  <>
    <path d="M4 10h16l-2.2 8.2A2 2 0 0 1 15.9 20H8.1a2 2 0 0 1-1.9-1.8z" />
    <path d="M4 10a8 4 0 0 1 16 0" />
    <path d="m9 14 .6 3" />
    <path d="m15 14-.6 3" />
  </>
);
const BUN = drawn(
  <>
    <path d="M3 15a9 8 0 0 1 18 0c0 2-1 3-3 3H6c-2 0-3-1-3-3z" />
    <path d="m8 9 3 4" />
    <path d="m12.5 8 3 4" />
    <path d="m12 9-3.5 4" />
    <path d="m16.5 9.5-3 3.5" />
  </>
);
const LOAF = drawn(
  <>
    <path d="M5 10.5A3.5 3.5 0 0 1 7 4h10a3.5 3.5 0 0 1 2 6.5V18a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2z" />
    <path d="M9 10v6" />
    <path d="M15 10v6" />
  </>
);
const MOONCAKE = drawn(
  <>
    <path d="M12 3.5 14.4 5l2.8-.2.9 2.7 2.3 1.7-.9 2.8.9 2.8-2.3 1.7-.9 2.7-2.8-.2L12 20.5 9.6 19l-2.8.2-.9-2.7-2.3-1.7.9-2.8-.9-2.8 2.3-1.7.9-2.7 2.8.2z" />
    <circle cx="12" cy="12" r="3.5" />
  </>
);
const BOTTLE = drawn(
  <>
    <path d="M10 2.5h4" />
    <path d="M10.5 2.5v4c0 2-3 3-3 6.5v6.5a2 2 0 0 0 2 2h5a2 2 0 0 0 2-2V13c0-3.5-3-4.5-3-6.5v-4" />
    <path d="M7.5 13.5h9" />
    <path d="M7.5 17.5h9" />
  </>
);
const ROLL = drawn(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 12a2 2 0 1 1 2 2 4.5 4.5 0 1 1 4.5-4.5" />
  </>
);



const DRAWINGS = {
  cup: Coffee, 'iced-tea': CupSoda, juice: Citrus, water: GlassWater, soda: BOTTLE, milk: Milk, leaf: Leaf, flower: Flower2, teapot: TEAPOT, tin: TIN, bun: BUN, bread: LOAF, sandwich: Sandwich,
  croissant: Croissant, tart: EGG_TART, cake: CakeSlice, roll: ROLL, cookie: Cookie, mooncake: MOONCAKE, dessert: IceCreamBowl, egg: Egg, candy: Candy, nut: Nut, fruit: Cherry, soup: Soup, gift: Gift, box: Box,
  bag: ShoppingBag,
} as const satisfies Record<PictureToken, ComponentType<LucideProps>>;

const isPicture = (token: string): token is PictureToken => Object.hasOwn(DRAWINGS, token);

/** A product's or category's picture as a small line drawing in the current colour; a box for a word that is none. */
export const Picture = memo(function Picture({ token, size }: { readonly token: string; readonly size: number }) {
  const Drawing = DRAWINGS[isPicture(token) ? token : DEFAULT_PICTURE];
  return <Drawing size={size} strokeWidth={1.75} aria-hidden="true" />;
});

/** Hues of categories; the tiles mix them with the theme's surface, so each works on light and dark. */
const HUES = {
  amber: '#c98a1b', terracotta: '#b9583a', rose: '#c05a78', plum: '#8a4f8f', jade: '#2f8f6b', gold: '#a8912b', sky: '#4a93c4', teal: '#2a8c94', sand: '#a08a60', slate: '#66727d',
} as const satisfies Record<Colour, string>;

/** A category's colour as CSS; slate for a word that is none. */
export const colourOf = (token: string): string => HUES[isColour(token) ? token : 'slate'];
