import * as z from 'zod';
import { SMALL_UNITS } from '../catalog/kinds.ts';

/** What the quantity of a line is in, and what its price is for. Weighed goods are thousandths of a kilogram at a price per kilogram. */
export const lineUnit = {
  soldBy: z.enum(['piece', 'weight']),
  /** The weight the shelf's price is for, where that is no kilogram. */
  priceUnit: z.enum(SMALL_UNITS).optional(),
};
export type LineUnit = z.infer<z.ZodObject<typeof lineUnit>>;
