import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import type { Presence } from '@lifttrust/shared-types/visit/visit.contract';
import { Table } from 'antd';
import { momentWords, timeInWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { usePictureSource } from '../../ui/picture-source';
import { StateTag, type Tone } from '../../ui/state-tag';
import { usePicture } from '../../ui/use-picture';
import './evidence.css';

const verdicts: Record<Presence['positionVerdict'], { tone: Tone; text: string }> = {
  none: { tone: 'plain', text: '没有定位' },
  fine: { tone: 'success', text: '在范围内' },
  weak: { tone: 'warning', text: '弱定位' },
  outside: { tone: 'danger', text: '在范围外' },
  no_reference: { tone: 'brand', text: '电梯位置待补' },
};

const identities: Record<Presence['identity'], { tone: Tone; text: string }> = {
  none: { tone: 'plain', text: '未核验' },
  running: { tone: 'brand', text: '核验中' },
  accepted: { tone: 'success', text: '已通过' },
  in_review: { tone: 'warning', text: '待人工核验' },
  rejected: { tone: 'danger', text: '未通过' },
};

const methods = { face: '人脸', alternative: '同等替代方式' };
const metres = (value: number | null) => (value === null ? '' : `${Math.round(value)} 米`);
const time = (instant: number | null) => (instant === null ? '—' : timeInWords(instant));

/** What each of them did, on their own account and device, in the order the rules demand (CHK-03, CHK-08). */
export const Presences = ({ record }: { record: RecordDetail }) => (
  <Section title="到场">
    <Table<Presence>
      size="small"
      pagination={false}
      rowKey={(presence) => presence.person.id}
      dataSource={record.presences}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: '人员',
          render: (_, one) => (
            <>
              <b>{one.person.name}</b> <span className="quiet">{one.role === 'lead' ? '负责' : '同伴'}</span>
              <div className="quiet">{one.certified ? '持证' : '登记为辅助人员'}</div>
            </>
          ),
        },
        { title: '扫码', render: (_, one) => time(one.codeAt) },
        {
          title: '定位',
          render: (_, one) => (
            <>
              <StateTag {...verdicts[one.positionVerdict]} />
              <div className="quiet">
                {one.distanceMetres === null ? '' : `相距 ${metres(one.distanceMetres)}`}
                {one.accuracyMetres === null ? '' : `，误差 ${metres(one.accuracyMetres)}`}
                {one.positionEvidence ? '，已补照片' : ''}
              </div>
            </>
          ),
        },
        {
          title: '身份',
          render: (_, one) => (
            <>
              <StateTag {...identities[one.identity]} />
              <div className="quiet">{one.identityMethod ? methods[one.identityMethod] : ''}</div>
            </>
          ),
        },
        { title: '开始', render: (_, one) => time(one.startedAt) },
        { title: '签名', render: (_, one) => time(one.signedAt) },
        { title: '签退', render: (_, one) => time(one.checkedOutAt) },
      ]}
    />
  </Section>
);

export const Signatures = ({ record }: { record: RecordDetail }) => (
  <Section title="签名">
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16 }}>
      {record.signatures.map((signature) => (
        <Autograph key={signature.fileId} signature={signature} />
      ))}
      {record.ownerAnswer === 'pending' ? <div className="quiet">使用单位还没有签字。</div> : null}
      {record.ownerAnswer === 'defaulted' ? (
        <div className="quiet">使用单位逾期未答复，按约定默认确认，没有本人签名。</div>
      ) : null}
    </div>
  </Section>
);

function Autograph({ signature }: { signature: RecordDetail['signatures'][number] }) {
  const { url, error } = usePicture(usePictureSource()(signature.fileId, 'original'));
  return (
    <figure className="autograph" style={{ margin: 0 }}>
      <div className="autograph__paper">
        {url ? (
          <img src={url} alt={`${signature.who}的签名`} />
        ) : (
          <span style={{ color: '#6f6f6f' }}>{error?.message ?? '正在读取'}</span>
        )}
      </div>
      <figcaption className="shot__words">
        <b>{signature.who}</b> {signature.as}
        <div className="quiet">{momentWords(signature.at)}</div>
      </figcaption>
    </figure>
  );
}
