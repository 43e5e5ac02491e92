import type { Role } from '@lifttrust/shared-types/kernel/access';
import { type EntrapmentCard, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { useLoad } from '../../ui/use-load';
import { useRefresh } from '../../ui/use-refresh';
import { type RescuePages, rescuePages } from './rescue-pages';
import { arrivalWords, isOver, placeOf, stateTag, timeWords, whoIsInside } from './rescue-words';
import { useNow } from './use-now';

const shown = 3;

/** People are shut in: above everything else, whatever one came for. */
export function RescueBanner({ role }: { role: Role }) {
  const pages = rescuePages(role);
  return pages ? <Open {...pages} /> : null;
}

function Open({ one: page, all }: RescuePages) {
  const load = useLoad(() => call(rescueApi.list, { open: 'yes', pageSize: 20 }));
  useRefresh(load.reload, true);
  const open = (load.value?.items ?? []).filter((one) => !isOver(one));
  return (
    <>
      {open.slice(0, shown).map((one) => (
        <OneOpen key={one.id} one={one} onPress={() => openPage(page, { entrapmentId: one.id })} />
      ))}
      {open.length > shown ? (
        <Button
          id="more-rescues"
          kind="danger"
          icon="list"
          label={`还有 ${open.length - shown} 起困人`}
          onPress={() => openPage(all)}
        />
      ) : null}
    </>
  );
}

function OneOpen({ one, onPress }: { one: EntrapmentCard; onPress: () => void }) {
  const now = useNow();
  const arrival = arrivalWords(one, now);
  const what = one.kind === 'hurt' ? '有人受伤或被夹' : '电梯困人';
  return (
    <Notice
      id={`rescue-${one.id}`}
      tone="danger"
      title={`${what}：${placeOf(one)}`}
      lines={[
        `${whoIsInside(one)}，${stateTag(one).text}。`,
        `${timeWords(one, now)}${arrival ? `；${arrival}` : ''}。`,
      ]}
    >
      <Button id={`open-rescue-${one.id}`} icon="alert" label="打开救援" onPress={onPress} />
    </Notice>
  );
}
