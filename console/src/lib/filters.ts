import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type Filters<Name extends string> = Partial<Record<Name, string>>;

export interface Paged {
  page: number;
  pageSize: number;
}

const pageSizes = [20, 50, 100];

const whole = (text: string | null, least: number, most: number, otherwise: number): number => {
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : otherwise;
};

/** Filters and page live in the address: a view can be sent to a colleague and survives a reload. */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams();
  const filters: Filters<Name> = {};
  for (const name of names) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  const size = whole(params.get('pageSize'), 1, 100, 20);
  const paged: Paged = {
    page: whole(params.get('page'), 1, 10_000, 1),
    pageSize: pageSizes.includes(size) ? size : 20,
  };

  const change = useCallback(
    (changes: Record<string, string | undefined>, options: { keepPage?: boolean } = {}) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (!options.keepPage) next.delete('page');
          for (const [name, value] of Object.entries(changes)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { filters, paged, change, params };
}

/** A filter from the address, if it is one of the values the contract knows. */
export const oneOf = <T extends string>(values: readonly T[], text: string | undefined): T | undefined =>
  values.find((value) => value === text);
