/**
 * What became of areas, told by the module that keeps it: the kernel imports none. Until somebody tells, every area is
 * what it always was.
 */
export interface AreaHistory {
  /** The area a code stands for today. */
  today(code: string): string;
  /** What a code may mean today; several after a split. */
  successors(code: string): readonly string[];
  /** Codes of the past that have become part of an area and lie outside its own prefix. */
  former(code: string): readonly string[];
}

let history: AreaHistory = {
  today: (code) => code,
  successors: (code) => [code],
  former: () => [],
};

export function useAreaHistory(kept: AreaHistory): void {
  history = kept;
}

export const areaToday = (code: string): string => history.today(code);
export const formerAreas = (code: string): readonly string[] => history.former(code);
export const areaSuccessors = (code: string): readonly string[] => history.successors(code);
