/** An entry is sealed at once and numbered a moment later, together with others. */
export const logNumberWords = (seq: number | null): string =>
  seq === null ? '已封存，正在编号' : `存证第 ${seq} 号`;
