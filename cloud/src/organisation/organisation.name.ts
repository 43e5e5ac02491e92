/**
 * One spelling for a name that many people typed: half-width, without blanks, brackets of one kind. Nothing is
 * left out: 某某公司 and 某某公司泉山分公司 are two organisations (CODES §4).
 */
export const organisationKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[〔【[]/g, '(')
    .replace(/[〕】\]]/g, ')')
    .toUpperCase()
    .slice(0, 120);
