import type { Binding } from '@lifttrust/shared-types/lift/on-site.contract';
import { useState } from 'react';
import { bindLift, type Scanned, scanToBind } from '../../features/lift/lift-commands';
import { AtTheLift, ScannedCard } from '../../features/lift/scanned-lift';
import { TwinCheck } from '../../features/lift/twin-check';
import { takePhoto } from '../../platform/camera';
import type { PhoneFile } from '../../platform/types';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Lead, Screen, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';

/** Scan, say which of the twins it is, confirm: the lift is on the company's list. */
export default function BindPage() {
  const [scanned, setScanned] = useState<Scanned | null>(null);
  const [ownNumber, setOwnNumber] = useState('');
  const [nameplate, setNameplate] = useState<PhoneFile | null>(null);
  const [binding, setBinding] = useState<Binding | null>(null);
  const { running, problem, run, clear } = useAct();
  const scan = () =>
    run('scan', async () => {
      setScanned(await scanToBind());
      setOwnNumber('');
      setNameplate(null);
      setBinding(null);
    });
  const photo = () => run('photo', async () => setNameplate(await takePhoto('back')));
  const bind = (lift: Scanned) =>
    run('bind', async () => setBinding(await bindLift(lift.token, ownNumber.trim(), nameplate)));
  const isOpen = scanned !== null && !scanned.bound && binding === null;
  const isReady = scanned?.twins === 0 || (ownNumber.trim() !== '' && nameplate !== null);
  return (
    <Screen
      id="bind"
      footer={
        <>
          <Refusals problem={problem} />
          {isOpen ? (
            <Button
              id="bind-lift"
              icon="check"
              label="绑定到本单位"
              disabled={!isReady}
              busy={running === 'bind'}
              onPress={() => bind(scanned)}
            />
          ) : (
            <Button
              id="scan-lift"
              icon="scan"
              label={scanned ? '扫下一台' : '扫电梯码'}
              busy={running === 'scan'}
              onPress={scan}
            />
          )}
        </>
      }
    >
      {scanned ? (
        <ScannedCard scanned={scanned} />
      ) : (
        <>
          <Title>绑定电梯</Title>
          <Lead>站在电梯旁，扫轿厢里或门口的智慧电梯码。</Lead>
        </>
      )}
      {isOpen && scanned.twins > 0 ? (
        <TwinCheck
          twins={scanned.twins}
          ownNumber={ownNumber}
          nameplate={nameplate}
          busy={running === 'photo'}
          onNumber={(number) => {
            clear();
            setOwnNumber(number);
          }}
          onPhoto={photo}
        />
      ) : null}
      {scanned?.bound && !binding ? <Notice tone="success" title="这台电梯已经绑定到本单位" /> : null}
      {binding ? (
        <Notice
          id="bound"
          tone="success"
          title={binding.state === 'confirmed' ? '已绑定' : '已登记，待录入合同'}
          lines={
            binding.state === 'confirmed'
              ? ['可以接着采集位置、核对资料。']
              : ['请告诉本单位管理员录入维保合同。']
          }
        />
      ) : null}
      {scanned?.standing === 'ours' && !isOpen ? (
        <Card>
          <AtTheLift scanned={scanned} />
        </Card>
      ) : null}
    </Screen>
  );
}
