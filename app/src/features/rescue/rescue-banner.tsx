import type { Role } from '@lifttrust/shared-types/kernel/access';
import { type EntrapmentCard, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { useLoad } from '../../ui/use-load';
import { useRefresh } from '../../ui/use-refresh';
import { arrivalWords, isOver, placeOf, stateTag, timeWords, whoIsInside } from './rescue-words';
import { useNow } from './use-now';

const owners: readonly Role[] = ['owner_officer', 'owner_admin'];
const rescuers: readonly Role[] = ['technician', 'company_admin', 'rescuer'];
const shown = 3;

/** Where somebody of this role goes for rescues; null: they take no part in any. */
export const rescuePages = (role: Role) => {
  if (owners.includes(role)) return { one: 'owner/entrapment', all: 'owner/entrapment' } as const;
  return rescuers.includes(role) ? ({ one: 'rescue/entrapment', all: 'rescue/mine' } as const) : null;
};

/** People are shut in: above everything else, whatever one came for. */
export function RescueBanner({ role }: { role: Role }) {
  const pages = rescuePages(role);
  return pages ? <Open one={pages.one} all={pages.all} /> : null;
}

interface OpenProps {
  one: 'owner/entrapment' | 'rescue/entrapment';
  all: 'owner/entrapment' | 'rescue/mine';
}

function Open({ one: page, all }: OpenProps) {
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
  const what = one.kind === 'hurt' ? '扶梯伤人' : '电梯困人';
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
