/** 使用场所, the nine kinds of places that rescue reports name (CODES §3). */
export const usePlaces = {
  residence: '住宅',
  office: '办公楼宇',
  shop: '商场超市',
  hotel: '宾馆饭店',
  transport: '交通场所',
  hospital: '医院',
  school: '学校',
  leisure: '文体娱场馆',
  other: '其他',
} as const;
export type UsePlace = keyof typeof usePlaces;

/** False for null and for a word of another system. */
export const isUsePlace = (word: string | null): word is UsePlace =>
  word !== null && Object.hasOwn(usePlaces, word);
