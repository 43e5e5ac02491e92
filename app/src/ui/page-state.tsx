import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Button } from './button';
import { Icon, type IconName } from './icon';
import { openPage } from './navigate';
import { Notice } from './notice';
import type { Problem } from './problem';
import type { Load } from './use-load';
import './page-state.scss';

const pictures: Record<Problem['kind'], IconName> = {
  offline: 'offline',
  no_permission: 'lock',
  not_found: 'info',
  signed_out: 'lock',
  factor_needed: 'shield',
  refused: 'alert',
  error: 'alert',
};

const Skeleton = () => (
  <View className="page-state__skeleton">
    <View className="page-state__bar page-state__bar--short" />
    <View className="page-state__bar" />
    <View className="page-state__bar" />
    <Text className="page-state__line">正在读取…</Text>
  </View>
);

/** Says why it is empty and the one thing to do. */
export const Empty = ({ icon, title, line, action }: EmptyProps) => (
  <View className="page-state">
    <View className="page-state__picture">
      <Icon name={icon} size="huge" />
    </View>
    <Text className="page-state__title">{title}</Text>
    <Text className="page-state__line">{line}</Text>
    {action ? <View className="page-state__action">{action}</View> : null}
  </View>
);

interface EmptyProps {
  icon: IconName;
  title: string;
  line: string;
  action?: ReactNode;
}

const Trouble = ({ problem, onRetry }: { problem: Problem; onRetry: () => void }) => (
  <View className={`page-state page-state--${problem.kind}`}>
    <View className="page-state__picture">
      <Icon name={pictures[problem.kind]} size="huge" />
    </View>
    <Text className="page-state__title">{problem.title}</Text>
    {problem.lines.map((line) => (
      <Text className="page-state__line" key={line}>
        {line}
      </Text>
    ))}
    <View className="page-state__action">
      {problem.kind === 'factor_needed' ? (
        <Button label="去验证" onPress={() => openPage('account/second-factor')} id="to-second-factor" />
      ) : (
        <Button label="再试一次" kind="secondary" icon="refresh" onPress={onRetry} id="retry" />
      )}
    </View>
  </View>
);

interface Props<Value> {
  load: Load<Value>;
  children: (value: Value) => ReactNode;
}

/**
 * Loading, failure with retry, no permission, offline, and the page itself. A failed refresh keeps what was
 * already on the screen and says so above it, except from whoever is signed out.
 */
export function PageState<Value>({ load, children }: Props<Value>) {
  const isOut = load.problem?.kind === 'signed_out';
  if (load.value === null || isOut) {
    return load.problem && !load.loading ? (
      <Trouble problem={load.problem} onRetry={load.reload} />
    ) : (
      <Skeleton />
    );
  }
  return (
    <>
      {load.problem ? <StaleNotice problem={load.problem} onRetry={load.reload} /> : null}
      {children(load.value)}
    </>
  );
}

const StaleNotice = ({ problem, onRetry }: { problem: Problem; onRetry: () => void }) => (
  <Notice
    tone={problem.kind === 'offline' ? 'plain' : 'warning'}
    title={problem.title}
    lines={['下面是上一次读到的内容。']}
  >
    <Button label="再读一次" kind="quiet" icon="refresh" onPress={onRetry} />
  </Notice>
);

/** Why an act was refused, all reasons at once; nothing is shown while there is none. */
export const Refusals = ({ problem }: { problem: Problem | null }) =>
  problem ? (
    <Notice
      id="refusals"
      tone={problem.kind === 'offline' ? 'plain' : 'danger'}
      title={problem.title}
      lines={problem.lines}
    />
  ) : null;
