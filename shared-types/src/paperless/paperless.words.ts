/** 2026年11月2日: in "…起" a weekday would read as another word. */
export const dateOf = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
