import { type SubItem, type SubItemCode, subItemWords } from '@lifttrust/shared-types/paper/paper.contract';

const grades = ['A1', 'A2', 'B'] as const;
/** A permit's sub-items as choices, graded where they have grades. */
export const subItemOptions = Object.entries(subItemWords).flatMap(([code, label]) =>
  code === 'traction_passenger'
    ? grades.map((grade) => ({ value: `${code}:${grade}`, label: `${label} ${grade} 级` }))
    : [{ value: `${code}:`, label }],
);
export const toSubItem = (value: string): SubItem => {
  const [code = '', grade = ''] = value.split(':');
  return { code: code as SubItemCode, grade: grades.find((known) => known === grade) ?? null };
};

export const fromSubItem = ({ code, grade }: SubItem): string => `${code}:${grade ?? ''}`;
export const subItemInWords = (item: SubItem): string =>
  subItemOptions.find(({ value }) => value === fromSubItem(item))?.label ?? '';
