import { NavHint } from '../../ui/nav-hint';
import { openPage } from '../../ui/navigate';
import { kilobytesOf, useOutbox } from './use-outbox';

/** Offline is a state, not an error: what waits is counted where one looks first. */
export function OutboxBanner() {
  const commands = useOutbox();
  if (commands.length === 0) return null;
  const isService = commands.some(({ delay }) => delay?.by === 'service');
  const when = isService ? '服务暂时用不了，恢复后自动发出。' : '有网络时自动发出。';
  const refused = commands.filter(({ state }) => state === 'refused').length;
  return (
    <NavHint
      id="outbox-banner"
      icon={refused > 0 ? 'alert' : 'offline'}
      tone={refused > 0 ? 'warning' : 'brand'}
      title={refused > 0 ? `${refused} 项没被接受` : `${commands.length} 项等着发送`}
      line={refused > 0 ? '点开看原因。' : `${kilobytesOf(commands)} kB，${when}`}
      onPress={() => openPage('account/outbox')}
    />
  );
}
