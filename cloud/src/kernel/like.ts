/** Text for `LIKE … ESCAPE '!'` that finds it anywhere, its own wildcards taken literally on every engine. */
export const containing = (text: string): string => `%${text.replace(/[!%_]/g, '!$&')}%`;
