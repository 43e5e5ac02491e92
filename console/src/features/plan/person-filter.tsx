import type { PlanCalendar } from '@lifttrust/shared-types/plan/plan.contract';
import { Select } from 'antd';

/** Whoever goes somewhere in the month, or could. */
export function PersonFilter(props: {
  calendar: PlanCalendar | null;
  value: string | null;
  onChange: (personId: string | null) => void;
}) {
  const people = new Map<string, string>();
  for (const { people: some } of [...(props.calendar?.teams ?? []), ...(props.calendar?.visits ?? [])])
    for (const { id, name } of some) people.set(id, name);
  return (
    <Select<string | null>
      allowClear
      showSearch
      optionFilterProp="label"
      aria-label="人员"
      placeholder="人员"
      style={{ width: 130 }}
      value={props.value}
      options={[...people].map(([value, label]) => ({ value, label }))}
      onChange={(value) => props.onChange(value ?? null)}
    />
  );
}
