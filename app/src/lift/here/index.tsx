import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { type CodeView, codeViewApi } from '@lifttrust/shared-types/disclosure/code-view.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { AtLiftView, FirstAct } from '../../features/code/at-lift';
import { CallForHelp, HelpUnderWay } from '../../features/code/call-for-help';
import { codeIn } from '../../features/code/code-token';
import { keepEmergencyPhone } from '../../features/code/emergency-phone';
import { lookUp } from '../../features/code/look-up';
import { PublicBrief } from '../../features/code/public-brief';
import { TypedNumber } from '../../features/code/typed-number';
import { call } from '../../lib/call';
import { session } from '../../lib/session';
import { keptToday } from '../../offline/ahead';
import { isOurCode } from '../../offline/code-check';
import { packs } from '../../offline/packs';
import { scanCode } from '../../platform/scan';
import { openStore } from '../../store/store';
import { Button } from '../../ui/button';
import { NavHint } from '../../ui/nav-hint';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Lead, Screen, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

type Here =
  | { as: 'staff'; view: CodeView; role: Role }
  | { as: 'public'; lift: PublicLift }
  | { as: 'offline'; visitId: string; place: string };

/** The lift whose code was scanned, for whoever is signed in here: their own view of it (EQ-04). */
export default function HerePage() {
  const { params } = useRouter();
  const [code, setCode] = useState(codeIn(params.token ?? params.q ?? ''));
  return code ? <Lift key={code} code={code} onCode={setCode} /> : <ScanFirst onCode={setCode} />;
}

async function read(code: string): Promise<Here> {
  try {
    const view = await call(codeViewApi.show, { code });
    const role = session.me()?.role;
    return role ? { as: 'staff', view, role } : await readAsPublic(code);
  } catch (problem) {
    if (problem instanceof AppError && isNotTheirs(problem)) return readAsPublic(code);
    const kept = problem instanceof NetworkError ? await visitOnPhone(code) : null;
    if (kept) return kept;
    throw problem;
  }
}

/** Another unit's lift, a role without lifts, an account that nobody knows: all of them read as the public does. */
const isNotTheirs = ({ kind, code }: AppError): boolean =>
  kind === 'not_found' || kind === 'forbidden' || code === 'session.account_unknown';

async function readAsPublic(code: string): Promise<Here> {
  const lift = await lookUp(code);
  keepEmergencyPhone(lift.emergencyPhone);
  return { as: 'public', lift };
}

/** Without a network a technician is led to the visit that the phone holds for this code. */
async function visitOnPhone(code: string): Promise<Here | null> {
  await openStore();
  const kept = keptToday()?.today.items ?? [];
  const visit = kept.find(({ id }) => {
    const pack = packs.find(id)?.pack;
    return pack?.offline && isOurCode(pack, code);
  });
  return visit
    ? { as: 'offline', visitId: visit.id, place: `${visit.lift.place} ${visit.lift.ownNumber}`.trim() }
    : null;
}

function Lift({ code, onCode }: { code: string; onCode: (code: string) => void }) {
  const load = useLoad(() => read(code));
  const here = load.value;
  return (
    <Screen
      id="here"
      footer={
        <>
          {here?.as === 'staff' ? <FirstAct view={here.view} role={here.role} /> : null}
          {/* In one place whoever reads it: what was pressed while the lift was read stays open. */}
          <CallForHelp code={code} lift={liftOf(here)} />
        </>
      }
    >
      <HelpUnderWay />
      <PageState load={load}>
        {(known) =>
          known.as === 'staff' ? (
            <AtLiftView view={known.view} role={known.role} code={code} />
          ) : known.as === 'public' ? (
            <PublicBrief lift={known.lift} code={code} />
          ) : (
            <>
              <Notice
                id="here-offline"
                tone="plain"
                title="现在没有网络"
                lines={['维保存在手机里，可以接着做。']}
              />
              <NavHint
                id="first-act"
                icon="list"
                title={known.place}
                line="打开这次维保"
                onPress={() => openPage('technician/visit', { visitId: known.visitId })}
              />
            </>
          )
        }
      </PageState>
      <ScanButton label="扫另一台电梯" kind="quiet" onCode={onCode} />
    </Screen>
  );
}

function liftOf(here: Here | null) {
  if (here?.as === 'public') return here.lift;
  return here?.as === 'staff' ? here.view.lift : null;
}

interface ScanProps {
  label: string;
  kind?: 'primary' | 'quiet';
  onCode: (code: string) => void;
}

function ScanButton({ label, kind = 'primary', onCode }: ScanProps) {
  const { run, running, problem } = useAct();
  const scan = () =>
    run('scan', async () => {
      const code = codeIn(await scanCode());
      if (code) onCode(code);
    });
  return (
    <>
      <Refusals problem={problem} />
      <Button id="scan" kind={kind} icon="scan" label={label} busy={running !== null} onPress={scan} />
    </>
  );
}

const ScanFirst = ({ onCode }: { onCode: (code: string) => void }) => (
  <Screen id="here" footer={<ScanButton label="扫电梯上的码" onCode={onCode} />}>
    <Title>扫码看电梯</Title>
    <Lead>扫轿厢里或门口的智慧电梯码，使用标志上原来的二维码也可以。</Lead>
    <TypedNumber onNumber={onCode} />
  </Screen>
);
