import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { type AssignmentChoice, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import Taro from '@tarojs/taro';
import { call } from '../../lib/call';
import { session } from '../../lib/session';
import { isWaiting } from '../../outbox/command';
import { outbox } from '../../outbox/outbox';
import { Unavailable } from '../../platform/types';
import { Card, Cell } from '../../ui/card';
import { PageState, Refusals } from '../../ui/page-state';
import { Lead, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** Which of my roles: asked after signing in where there are several, and under 我的 at any time. */
export function RolesView() {
  const load = useLoad(() => call(sessionApi.assignments, {}));
  const act = useAct();
  const take = ({ id, isCurrent }: AssignmentChoice) =>
    act.run(id, async () => {
      if (!isCurrent) mustHaveSentAll();
      if (isCurrent) session.chosen();
      else await session.switchTo(id);
      await Taro.reLaunch({ url: '/pages/home/index' });
    });
  return (
    <PageState load={load}>
      {({ items }) => (
        <>
          <Title>{items.length > 1 ? '这次用哪个身份？' : '您有一个身份'}</Title>
          <Lead>
            {items.length > 1
              ? '换身份后从首页开始。“待发送”里还有内容时，请先发送完再换。'
              : '在别的单位任职，或兼任别的岗位后，可以在这里换。'}
          </Lead>
          <Refusals problem={act.problem} />
          <Card>
            {items.map((item) => (
              <Cell
                key={item.id}
                id={`role-${item.role}`}
                icon="people"
                label={roleWords[item.role]}
                note={item.organisation.name}
                value={item.isCurrent ? '当前' : ''}
                {...(items.length > 1 ? { onPress: () => take(item) } : {})}
              />
            ))}
          </Card>
        </>
      )}
    </PageState>
  );
}

/** What one role did is sent as that role. */
function mustHaveSentAll(): void {
  if (outbox.list().some(isWaiting))
    throw new Unavailable('failed', '“待发送”里还有内容没有送到，请先发送完再换身份。');
}
