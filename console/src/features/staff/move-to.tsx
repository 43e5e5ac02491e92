import type { StaffTree } from '@lifttrust/shared-types/staff/staff.contract';
import { within } from '@lifttrust/shared-types/staff/staff.rules';
import { Button, Select, Space } from 'antd';
import { useState } from 'react';
import { companyKey } from './staff-nodes';

interface Props {
  tree: StaffTree;
  /** A unit that is moved cannot go below itself, and nothing below a team but people. */
  moving: { unitId: string } | 'people';
  from: string | null;
  busy: boolean;
  onMove: (to: string | null, name: string) => void;
}

const wayTo = (tree: StaffTree, id: string): string => {
  const names: string[] = [];
  for (let at = tree.units.find((unit) => unit.id === id); at; ) {
    names.unshift(at.name);
    const { parentId } = at;
    at = tree.units.find((unit) => unit.id === parentId);
  }
  return names.join(' / ');
};

/** The way without a mouse: choose where to, press the button. */
export function MoveTo({ tree, moving, from, busy, onMove }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const own = moving === 'people' ? new Set<string>() : within(tree.units, moving.unitId);
  const options = [
    { value: companyKey, label: moving === 'people' ? '移出班组' : `${tree.company.name}（最上一级）` },
    ...tree.units
      .filter(({ id, kind }) => !own.has(id) && (moving === 'people' || kind !== 'team'))
      .map(({ id }) => ({ value: id, label: wayTo(tree, id) })),
  ].filter(({ value }) => value !== (from ?? companyKey));
  const go = () => {
    const option = options.find(({ value }) => value === chosen);
    if (!option) return;
    onMove(option.value === companyKey ? null : option.value, option.label);
    setChosen(null);
  };
  return (
    <Space.Compact style={{ width: '100%' }}>
      <Select
        showSearch
        optionFilterProp="label"
        style={{ width: '100%' }}
        placeholder="移到哪里"
        aria-label="移到哪里"
        value={chosen}
        options={options}
        onChange={setChosen}
      />
      <Button disabled={chosen === null} loading={busy} onClick={go}>
        移动
      </Button>
    </Space.Compact>
  );
}
