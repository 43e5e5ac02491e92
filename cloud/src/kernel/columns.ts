import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm';

// MariaDB hands bigint back as text; epoch ms stay far below 2^53, so numbers are exact.
const toNumber = {
  to: (value: number | null) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};
const toFlag = {
  to: (value: boolean | null) => (value === null ? null : value ? 1 : 0),
  from: (value: number | null) => (value === null ? null : Number(value) === 1),
};

export const IdKey = () => PrimaryColumn({ type: 'varchar', length: 26 });
export const IdColumn = (options: ColumnOptions = {}) => Column({ type: 'varchar', length: 26, ...options });
export const InstantColumn = (options: ColumnOptions = {}) =>
  Column({ type: 'bigint', transformer: toNumber, ...options });
export const DayColumn = (options: ColumnOptions = {}) => Column({ type: 'varchar', length: 10, ...options });
export const WordColumn = (length: number, options: ColumnOptions = {}) =>
  Column({ type: 'varchar', length, ...options });
export const NumberColumn = (options: ColumnOptions = {}) => Column({ type: 'integer', ...options });
export const RealColumn = (options: ColumnOptions = {}) =>
  Column({ type: 'double', transformer: toNumber, ...options });
export const FlagColumn = (options: ColumnOptions = {}) =>
  Column({ type: 'integer', transformer: toFlag, ...options });
/** Text of any length. */
export const LongColumn = (options: ColumnOptions = {}) => Column({ type: 'text', ...options });
/** A plain JSON value kept as text, since json columns differ between the engines. */
export const JsonColumn = (options: ColumnOptions = {}) => Column({ type: 'simple-json', ...options });
