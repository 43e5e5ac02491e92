import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { call } from '../../lib/call';
import { Card, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { PageState } from '../../ui/page-state';
import { Lead, Title } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';
import { entriesFor } from './entries';

/** Who I am here, and everything that is mine. */
export function MeView() {
  const load = useLoad(() => call(sessionApi.me, {}));
  return (
    <PageState load={load}>
      {(me) => (
        <>
          <Title>{me.person.name}</Title>
          <Lead>
            {me.organisation.name} · {roleWords[me.role]}
          </Lead>
          <Card>
            {entriesFor(me.role, me.factor).map(({ page, label, note, icon }) => (
              <Cell
                key={page}
                id={`open-${page.replace('/', '-')}`}
                icon={icon}
                label={label}
                note={note}
                onPress={() => openPage(page)}
              />
            ))}
          </Card>
        </>
      )}
    </PageState>
  );
}
