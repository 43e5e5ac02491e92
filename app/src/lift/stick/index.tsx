import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { stickCode } from '../../features/lift/stick-commands';
import { takePhoto } from '../../platform/camera';
import type { PhoneFile } from '../../platform/types';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Lead, Note, Screen, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';

/** A new code hangs on its lift: what stands there is compared with the register before anybody relies on it. */
export default function StickPage() {
  const { params } = useRouter();
  const [ownNumber, setOwnNumber] = useState('');
  const [registration, setRegistration] = useState('');
  const [isThere, setThere] = useState(false);
  const [photo, setPhoto] = useState<PhoneFile | null>(null);
  const [isStuck, setStuck] = useState(false);
  const { running, problem, run, clear } = useAct();
  const stick = (picture: PhoneFile) =>
    run('stick', async () => {
      const read = { ownNumber: ownNumber.trim(), registration: registration.trim() };
      await stickCode({ token: params.token ?? '', ...read }, picture);
      setStuck(true);
    });
  const typed = (set: (text: string) => void) => (text: string) => {
    clear();
    set(text);
  };
  return (
    <Screen
      id="stick"
      footer={
        isStuck ? null : (
          <>
            <Refusals problem={problem} />
            <Button
              id="stick-code"
              icon="check"
              label="贴好了，登记"
              disabled={!isThere || photo === null || registration.trim() === ''}
              busy={running === 'stick'}
              onPress={() => (photo ? stick(photo) : undefined)}
            />
          </>
        )
      }
    >
      <Title>{params.place ?? '登记贴码'}</Title>
      {isStuck ? (
        <Notice id="stuck" tone="success" title="已登记" lines={['乘客现在可以扫这张码求救和查看。']} />
      ) : (
        <>
          <Lead>把码贴在轿厢里看得见的地方，再照现场看到的填写。</Lead>
          <Card>
            <CardTitle>地址</CardTitle>
            <Cell
              id="address-right"
              label={params.address || '台账里没有地址'}
              value={isThere ? '已核对' : '点这里确认无误'}
              onPress={() => setThere(!isThere)}
            />
            <Note>不对的，先别贴，用“纠正资料”告诉监管部门。</Note>
          </Card>
          <Card>
            <Field
              id="stick-registration"
              label="使用登记证号或设备代码（至少最后 4 位）"
              value={registration}
              maxLength={60}
              placeholder="看使用标志或铭牌"
              onChange={typed(setRegistration)}
            />
            <Field
              id="stick-own-number"
              label="单位内编号"
              value={ownNumber}
              maxLength={60}
              placeholder="例如：1#，没有就不填"
              onChange={typed(setOwnNumber)}
            />
          </Card>
          <Button
            id="take-plate"
            kind="secondary"
            icon="camera"
            label={photo ? '重拍' : '拍下贴好的码'}
            busy={running === 'photo'}
            onPress={() => run('photo', async () => setPhoto(await takePhoto('back')))}
          />
        </>
      )}
    </Screen>
  );
}
