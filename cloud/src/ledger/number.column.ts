/** MariaDB hands a bigint back as text; a log stays far below 2^53 entries. */
export const toNumber = {
  to: (value: number) => value,
  from: (value: string | number) => Number(value),
};
