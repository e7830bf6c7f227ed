/**
 * A rate by its name and its height, unless the name says that height already: "VAT 9%", "13%". The name is today's and the height that of the sale, so a rate that
 * was changed and renamed says what was really charged. Blanks within a name do not count ("13 %").
 */
export function rateLabel({ name, ratePpm }: { readonly name: string; readonly ratePpm: number }): string {
  const height = `${String(ratePpm / 10_000)}%`;
  const numbers: readonly string[] = name.replaceAll(/\s/g, '').match(/\d+(?:\.\d+)?%/g) ?? [];
  return numbers.includes(height) ? name : `${name} ${height}`;
}
