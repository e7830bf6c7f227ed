/** "1 item", "2 items". `count` is already formatted. */
export const plural = (count: string, one: string, many: string): string => (count === '1' ? `1 ${one}` : `${count} ${many}`);
