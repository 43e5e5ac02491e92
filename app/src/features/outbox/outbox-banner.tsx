import { NavHint } from '../../ui/nav-hint';
import { openPage } from '../../ui/navigate';
import { kilobytesOf, useOutbox } from './use-outbox';

/** Offline is a state, not an error: what waits is counted where one looks first. */
export function OutboxBanner() {
  const commands = useOutbox();
  if (commands.length === 0) return null;
  const isService = commands.some(({ delay }) => delay?.by === 'service');
  const troubled = commands.filter(({ state }) => state === 'refused' || state === 'lost').length;
  const onlyPartner = commands.every(({ delay }) => delay?.by === 'partner');
  const when = onlyPartner
    ? '等待同伴上传，到了自动封存。'
    : isService
      ? '服务暂时用不了，恢复后自动发出。'
      : '有网络时自动发出。';
  return (
    <NavHint
      id="outbox-banner"
      icon={troubled > 0 ? 'alert' : 'offline'}
      tone={troubled > 0 ? 'warning' : 'brand'}
      title={troubled > 0 ? `${troubled} 项要您处理` : `${commands.length} 项等着发送`}
      line={troubled > 0 ? '点开看原因。' : `${kilobytesOf(commands)} kB，${when}`}
      onPress={() => openPage('account/outbox')}
    />
  );
}
