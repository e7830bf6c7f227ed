/** A table; what would break it is written so that it does not. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

export const code = (text: string): string => `\`${text}\``;

/** A sentence with a capital letter and an end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  // A reference such as ams.md 7.1 keeps its name.
  const begin = /^\w+\.md/.test(trimmed) ? trimmed.charAt(0) : trimmed.charAt(0).toUpperCase();
  return trimmed === '' ? '' : `${begin}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
}
