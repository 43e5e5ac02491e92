import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { Alert } from 'antd';
import { useParams } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Page } from '../../ui/page';
import { Read } from '../../ui/problem';
import { EnterPaper } from './enter-paper';
import { PaperList } from './paper-list';

/** A unit's own papers; for the district's supervision those of the unit in the address. */
export function Component() {
  const me = useSession()?.me;
  const { organisationId = me?.organisation.id ?? '' } = useParams();
  const isOwn = organisationId === me?.organisation.id;
  const papers = useLoad(paperApi.ofUnit, organisationId ? { organisationId } : null);
  return (
    <Page
      title="单位证照"
      note="营业执照、特种设备生产许可证、维保质量安全承诺书。"
      {...(isOwn ? {} : { back: { to: '/papers', text: '证照到期' } })}
      actions={
        isOwn && isFor(paperApi.enterForUnit, me?.role) ? (
          <EnterPaper subject={{ kind: 'unit', id: organisationId }} onEntered={papers.reload} />
        ) : null
      }
    >
      <Read from={papers}>
        {({ items }) => (
          <>
            {items.some(({ kind, term }) => kind === 'permit' && term === 'expired') ? (
              <Alert
                type="error"
                showIcon
                style={{ marginBottom: 12 }}
                message="许可证已过期"
                description="续办登记以前，本单位人员不能被安排维保。"
              />
            ) : null}
            <PaperList
              title={items[0]?.subject.name ?? '在用的证照'}
              papers={items}
              empty={isOwn ? '还没有登记。请点右上角登记证照。' : '这家单位还没有登记证照。'}
              mayEnd={isFor(paperApi.end, me?.role)}
              onChanged={papers.reload}
            />
          </>
        )}
      </Read>
    </Page>
  );
}
