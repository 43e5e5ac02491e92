import { Cell } from '../../ui/card';
import { LiftCard } from '../../ui/lift-card';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import type { Scanned } from './lift-commands';

type Read = Pick<Scanned, 'lift' | 'token'>;

const placeOf = ({ lift: { place, ownNumber } }: Read): string => `${place} ${ownNumber}`.trim();

/** What else a technician can do at a lift that is their company's. */
export const AtTheLift = ({ scanned }: { scanned: Read }) => (
  <>
    <Cell
      id="open-position"
      icon="pin"
      label="采集位置"
      note="站在电梯旁，几秒钟就好"
      onPress={() =>
        openPage('lift/position', {
          liftId: scanned.lift.id,
          token: scanned.token,
          place: placeOf(scanned),
        })
      }
    />
    <Cell
      id="open-stick"
      icon="scan"
      label="登记贴码"
      note="刚贴上新印的电梯码"
      onPress={() =>
        openPage('lift/stick', {
          token: scanned.token,
          place: placeOf(scanned),
          address: scanned.lift.address,
        })
      }
    />
    <Cell
      id="open-correct"
      icon="pen"
      label="纠正资料"
      note="使用标志、铭牌与台账不一样的"
      onPress={() => openPage('lift/correct', { liftId: scanned.lift.id, place: placeOf(scanned) })}
    />
  </>
);

export const ScannedCard = ({ scanned }: { scanned: Scanned }) => (
  <>
    <LiftCard lift={scanned.lift} />
    {scanned.standing === 'free' ? (
      <Notice
        tone="warning"
        title="这台电梯目前没有维保单位"
        lines={['绑定后先列为待录入合同，本单位管理员录入合同后生效。']}
      />
    ) : null}
  </>
);
