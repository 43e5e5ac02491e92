import {
  AlertOutlined,
  ApartmentOutlined,
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  BellOutlined,
  CalendarOutlined,
  CarryOutOutlined,
  CommentOutlined,
  ContactsOutlined,
  DashboardOutlined,
  DisconnectOutlined,
  EditOutlined,
  FieldTimeOutlined,
  FileDoneOutlined,
  FileExcelOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  FileZipOutlined,
  FolderOpenOutlined,
  HistoryOutlined,
  HourglassOutlined,
  IdcardOutlined,
  ImportOutlined,
  KeyOutlined,
  LineChartOutlined,
  LinkOutlined,
  LockOutlined,
  MedicineBoxOutlined,
  MessageOutlined,
  MobileOutlined,
  NotificationOutlined,
  OrderedListOutlined,
  PercentageOutlined,
  PhoneOutlined,
  PrinterOutlined,
  ProfileOutlined,
  QrcodeOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  SaveOutlined,
  ScheduleOutlined,
  SolutionOutlined,
  SwapOutlined,
  TeamOutlined,
  ToolOutlined,
  UsergroupAddOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import { amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import { announcementApi } from '@lifttrust/shared-types/announcement/announcement.contract';
import { archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import { checklistApi } from '@lifttrust/shared-types/checklist/checklist.contract';
import { plateApi } from '@lifttrust/shared-types/code/plate.contract';
import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { deviceApi } from '@lifttrust/shared-types/device/device.contract';
import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import { noticeApi } from '@lifttrust/shared-types/disclosure/notice.contract';
import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { faceDeskApi } from '@lifttrust/shared-types/face/face.desk.contract';
import { filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import { holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { importApi } from '@lifttrust/shared-types/import/import.contract';
import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import type { Access, Role } from '@lifttrust/shared-types/kernel/access';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { operationApi } from '@lifttrust/shared-types/operation/operation.contract';
import { organisationApi } from '@lifttrust/shared-types/organisation/organisation.contract';
import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import { rescueNumbersApi } from '@lifttrust/shared-types/supervision/rescue-numbers.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import type { ReactNode } from 'react';
import { isFor } from '../lib/session';

interface Place {
  to: string;
  title: string;
  icon: ReactNode;
  /** The endpoint its page lives on: who may not call it does not see the entry. */
  needs: { access: Access };
}

const today: Place = { to: '/', title: '今日', icon: <DashboardOutlined />, needs: supervisionApi.overview };

/** By what somebody comes for: what there is, who they are, the work, decisions, accounts, proof. */
const sections: { title: string; places: Place[] }[] = [
  {
    title: '台账',
    places: [
      { to: '/lifts', title: '电梯台账', icon: <ProfileOutlined />, needs: liftApi.list },
      { to: '/organisations', title: '单位台账', icon: <BankOutlined />, needs: organisationApi.list },
      { to: '/contracts', title: '维保合同', icon: <SolutionOutlined />, needs: contractApi.list },
      {
        to: '/lifts-without-company',
        title: '无维保单位',
        icon: <DisconnectOutlined />,
        needs: contractApi.troubles,
      },
      {
        to: '/late-entries',
        title: '超期未录入',
        icon: <FieldTimeOutlined />,
        needs: contractApi.lateEntries,
      },
      { to: '/plates', title: '电梯码', icon: <QrcodeOutlined />, needs: plateApi.list },
      { to: '/notices', title: '维保公示', icon: <PrinterOutlined />, needs: noticeApi.print },
      { to: '/bindings', title: '扫码绑定', icon: <LinkOutlined />, needs: onSiteApi.decideBinding },
      { to: '/jurisdictions', title: '监管辖区', icon: <ApartmentOutlined />, needs: jurisdictionApi.tree },
      { to: '/imports', title: '导入', icon: <ImportOutlined />, needs: importApi.list },
    ],
  },
  {
    title: '人员',
    places: [
      { to: '/people', title: '人员', icon: <TeamOutlined />, needs: personApi.list },
      { to: '/staff', title: '班组', icon: <TeamOutlined />, needs: staffApi.tree },
      { to: '/assignments', title: '人员分配', icon: <UserSwitchOutlined />, needs: staffApi.lifts },
      { to: '/duty', title: '值班', icon: <PhoneOutlined />, needs: dutyApi.list },
      { to: '/stations', title: '救援站', icon: <MedicineBoxOutlined />, needs: stationApi.list },
      { to: '/officers', title: '电梯责任人员', icon: <UsergroupAddOutlined />, needs: officerApi.matrix },
      { to: '/papers', title: '证照到期', icon: <CalendarOutlined />, needs: paperApi.list },
      { to: '/unit-papers', title: '单位证照', icon: <IdcardOutlined />, needs: paperApi.enterForUnit },
      {
        to: '/employment-conflicts',
        title: '任职冲突',
        icon: <UserSwitchOutlined />,
        needs: paperApi.conflicts,
      },
    ],
  },
  {
    title: '救援',
    places: [
      { to: '/desk', title: '救援台', icon: <AlertOutlined />, needs: rescueDeskApi.queue },
      { to: '/desk-calls', title: '来电记录', icon: <PhoneOutlined />, needs: hotlineApi.calls },
      { to: '/rescue-sources', title: '报警接口', icon: <ApiOutlined />, needs: rescueDeskApi.sources },
      { to: '/rescue-numbers', title: '救援指标', icon: <LineChartOutlined />, needs: rescueNumbersApi.show },
    ],
  },
  {
    title: '业务',
    places: [
      { to: '/plan', title: '维保排期', icon: <ScheduleOutlined />, needs: planApi.calendar },
      { to: '/visits', title: '维保计划', icon: <CalendarOutlined />, needs: visitApi.list },
      { to: '/records', title: '维保记录', icon: <AuditOutlined />, needs: recordApi.list },
      { to: '/disputes', title: '签字异议', icon: <RollbackOutlined />, needs: signingApi.disputes },
      { to: '/signing-rates', title: '签字率', icon: <PercentageOutlined />, needs: signingApi.rates },
      { to: '/delays', title: '延期说明', icon: <HourglassOutlined />, needs: delayApi.list },
      { to: '/archives', title: '月度档案包', icon: <FileZipOutlined />, needs: archiveApi.list },
      { to: '/call-ups', title: '记录调阅', icon: <FolderOpenOutlined />, needs: evidenceApi.list },
      { to: '/holds', title: '证据保全', icon: <LockOutlined />, needs: holdApi.list },
      { to: '/amendments', title: '更正与作废', icon: <EditOutlined />, needs: amendmentApi.list },
      { to: '/checklists', title: '维保项目表', icon: <OrderedListOutlined />, needs: checklistApi.list },
      { to: '/call-outs', title: '急修', icon: <ToolOutlined />, needs: callOutApi.list },
      { to: '/quality', title: '质量检查', icon: <FileSearchOutlined />, needs: qualityApi.list },
      { to: '/paper-stops', title: '停用纸质记录', icon: <FileExcelOutlined />, needs: paperlessApi.lifts },
      {
        to: '/announcements',
        title: '公告与安全教育',
        icon: <NotificationOutlined />,
        needs: announcementApi.list,
      },
      { to: '/public-reports', title: '公众反映', icon: <CommentOutlined />, needs: publicReportApi.list },
      { to: '/tasks', title: '数据任务', icon: <CarryOutOutlined />, needs: taskApi.list },
      { to: '/deliveries', title: '消息送达', icon: <MessageOutlined />, needs: messageApi.deliveries },
    ],
  },
  {
    title: '审核',
    places: [
      { to: '/filings', title: '备案审核', icon: <FileDoneOutlined />, needs: filingApi.list },
      { to: '/changes', title: '变更审核', icon: <SwapOutlined />, needs: changeApi.list },
      {
        to: '/validity-reviews',
        title: '待核查',
        icon: <FileSearchOutlined />,
        needs: validityApi.queue,
      },
      { to: '/reviews', title: '身份核验', icon: <SafetyCertificateOutlined />, needs: faceApi.reviews },
      {
        to: '/review-statistics',
        title: '核验统计',
        icon: <BarChartOutlined />,
        needs: faceDeskApi.statistics,
      },
      { to: '/face-data', title: '人脸数据', icon: <IdcardOutlined />, needs: faceDeskApi.stored },
    ],
  },
  {
    title: '账号',
    places: [
      { to: '/accounts', title: '账号与权限', icon: <UserSwitchOutlined />, needs: accountApi.list },
      { to: '/directory', title: '钉钉通讯录', icon: <ContactsOutlined />, needs: directoryApi.state },
      { to: '/devices', title: '账号与设备', icon: <MobileOutlined />, needs: deviceApi.changes },
      {
        to: '/message-settings',
        title: '消息设置',
        icon: <BellOutlined />,
        needs: messageApi.preferences,
      },
      { to: '/permissions', title: '权限一览', icon: <KeyOutlined />, needs: privacyApi.audit },
      { to: '/backups', title: '备份与演练', icon: <SaveOutlined />, needs: operationApi.backups },
    ],
  },
  {
    title: '存证',
    places: [
      { to: '/log', title: '存证日志', icon: <FileProtectOutlined />, needs: ledgerApi.checkpoint },
      { to: '/audit', title: '审计日志', icon: <HistoryOutlined />, needs: privacyApi.audit },
    ],
  },
];

const entry = ({ to, title, icon }: Place) => ({ key: to, label: title, icon });

export function menuFor(role: Role) {
  const groups = sections
    .map((section) => ({ ...section, places: section.places.filter((place) => isFor(place.needs, role)) }))
    .filter((section) => section.places.length > 0)
    .map((section) => ({
      key: section.title,
      type: 'group' as const,
      label: section.title,
      children: section.places.map(entry),
    }));
  return isFor(today.needs, role) ? [entry(today), ...groups] : groups;
}

/** Which entry a page belongs to. */
export const entryOf = (path: string): string => (path === '/' ? '/' : `/${path.split('/')[1] ?? ''}`);
