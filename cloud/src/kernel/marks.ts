/** Places for values in a statement, `?, ?, ?`: one for each. */
export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
