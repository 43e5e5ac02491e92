/** Where the service and the law as the oracle reads it do not say the same. */
export interface Difference {
  day: string;
  lift: string;
  what: string;
  law: string;
  api: string;
}

export const inWords = ({ day, lift, what, law, api }: Difference): string =>
  `${day} ${lift}: ${what} should be ${law}, is ${api}`;
