import type { CodeView } from '@lifttrust/shared-types/disclosure/code-view.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { openOutsidePage } from '../../platform/outside-page';
import { openPublicPage } from '../../platform/public-page';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { LiftCard } from '../../ui/lift-card';
import { NavHint } from '../../ui/nav-hint';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { SectionTitle } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { AtTheLift } from '../lift/scanned-lift';
import { dueInWords } from '../visit/visit-words';
import { atLiftInWords } from './at-lift-words';
import { isOurs } from './code-token';
import { farDayInWords } from './public-words';

interface Props {
  view: CodeView;
  role: Role;
  /** What was scanned, for acts that want it again. */
  code: string;
}

const desks: readonly Role[] = [
  'company_admin',
  'regulator',
  'regulator_admin',
  'reviewer',
  'auditor',
  'hotline_operator',
];
const worksAtDesk = (role: Role): boolean => desks.includes(role);

/** What waits for the reader, on top; then the lift, and what else they can do here. The call for help is at the foot. */
export function AtLiftView({ view, role, code }: Props) {
  const act = useAct();
  const { lift, today } = view;
  const waiting = view.waiting.map((thing) => atLiftInWords(thing, role, today));
  const due = dueInWords(lift.dueOn, today);
  const [first, ...rest] = waiting;
  const toConsole = () => void act.run('console', () => openOutsidePage(view.consoleUrl));
  const open = (one: (typeof waiting)[number]) =>
    one.page === null ? toConsole() : openPage(one.page, one.query);
  return (
    <>
      {first ? (
        <NavHint
          id="first-act"
          icon={first.icon}
          tone={first.urgent ? 'warning' : 'brand'}
          title={first.title}
          line={first.line}
          onPress={() => open(first)}
        />
      ) : (
        <Notice id="nothing-waits" tone="success" title="这台电梯现在没有等您办的事" />
      )}
      <Refusals problem={act.problem} />
      {view.codeState === 'replaced' ? (
        <Notice
          id="code-replaced"
          tone="warning"
          title="这张二维码已经换过新的"
          lines={['签到要扫新码。请告诉使用单位：该换上新码了。']}
        />
      ) : null}
      <LiftCard lift={lift}>
        <Cell label="地址" value={lift.address || '待补'} />
      </LiftCard>
      {rest.length > 0 ? (
        <>
          <SectionTitle>还有 {rest.length} 件</SectionTitle>
          <Card id="also-waiting">
            {rest.map((one) => (
              <Cell
                key={`${one.title}${one.line}`}
                icon={one.icon}
                label={one.title}
                note={one.line}
                onPress={() => open(one)}
              />
            ))}
          </Card>
        </>
      ) : null}
      <Card id="dates">
        <Cell label="上次维保" value={lift.lastMaintainedOn ? dayInWords(lift.lastMaintainedOn) : '还没有'} />
        <Cell label="下次最迟" value={lift.dueOn ? `${dayInWords(lift.dueOn)}，${due.text}` : due.text} />
        <Cell
          label="上次检验"
          value={view.lastInspectionOn ? farDayInWords(view.lastInspectionOn) : '待补'}
        />
        <Cell
          label="下次检验"
          value={view.nextInspectionOn ? farDayInWords(view.nextInspectionOn) : '待补'}
        />
        <Cell label="使用单位" value={lift.ownerName || '待补'} />
      </Card>
      <Card>
        {role === 'technician' && isOurs(code) ? <AtTheLift scanned={{ lift, token: code }} /> : null}
        {worksAtDesk(role) ? (
          <Cell
            id="open-console"
            icon="list"
            label="在管理后台打开这台电梯"
            note="档案、合同、记录和办理都在那里"
            onPress={toConsole}
          />
        ) : null}
        <Cell
          id="open-public"
          icon="people"
          label="乘客看到的页面"
          onPress={() => void act.run('public', () => openPublicPage(code))}
        />
      </Card>
    </>
  );
}

/** The first thing that waits and can be done on this phone, at the thumb. */
export function FirstAct({ view, role }: Pick<Props, 'view' | 'role'>) {
  const [thing] = view.waiting;
  const first = thing && atLiftInWords(thing, role, view.today);
  if (!first || first.page === null) return null;
  const { page, query } = first;
  return <Button id="do-first" label={first.act} onPress={() => openPage(page, query)} />;
}
