import { Select } from 'antd';
import { countWords } from '../lib/words';

interface Props<State extends string> {
  states: readonly State[];
  words: Record<State, string>;
  value: State | 'all';
  /** How many stand in the first state: what is to be done. */
  waiting: number;
  onChange: (value: State | 'all') => void;
}

/** The states of a queue, the first with its number. */
export function QueueFilter<State extends string>({ states, words, value, waiting, onChange }: Props<State>) {
  const label = (state: State) =>
    state === states[0] && waiting > 0 ? `${words[state]}（${countWords(waiting)}）` : words[state];
  return (
    <Select<State | 'all'>
      aria-label="状态"
      style={{ width: 160 }}
      value={value}
      options={[
        ...states.map((state) => ({ value: state, label: label(state) })),
        { value: 'all' as const, label: '全部' },
      ]}
      onChange={onChange}
    />
  );
}
