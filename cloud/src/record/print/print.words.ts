/** Anything a person typed may stand on the page: controls, direction marks and line floods may not. */
export function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** An empty cell must not look forgotten. */
export const orDash = (text: string): string => clean(text) || '—';

/** 64 characters of a hash in groups of eight, so that two sheets can be compared by eye. */
export const hashInGroups = (hash: string): string => (hash.match(/.{1,8}/g) ?? []).join(' ');
