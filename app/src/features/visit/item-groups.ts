import { type Item, maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';

export interface ItemGroup {
  title: string;
  items: Item[];
}

/** By maintenance class as the statutory tables have them; what technicians added comes last. */
export function itemGroups(items: Item[]): ItemGroup[] {
  const classes = Object.entries(maintenanceClasses).map(([key, word]) => ({
    title: `${word}项目`,
    items: items.filter((item) => item.statutory && item.class === key),
  }));
  const added = { title: '现场增加的项目', items: items.filter((item) => !item.statutory) };
  return [...classes, added].filter((group) => group.items.length > 0);
}
