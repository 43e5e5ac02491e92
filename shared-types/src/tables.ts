import { amendmentApi } from './amendment/amendment.contract';
import { announcementApi } from './announcement/announcement.contract';
import { archiveApi } from './archive/archive.contract';
import { callOutApi } from './call-out/call-out.contract';
import { faultReportApi } from './call-out/fault-report.contract';
import { changeApi } from './change/change.contract';
import { checkInApi } from './check-in/check-in.contract';
import { checklistApi } from './checklist/checklist.contract';
import { cityApi } from './city/city.contract';
import { codeApi } from './code/code.contract';
import { plateApi } from './code/plate.contract';
import { contractApi } from './contract/contract.contract';
import { delayApi } from './delay/delay.contract';
import { deviceApi } from './device/device.contract';
import { accountApi } from './directory/account.contract';
import { directoryApi } from './directory/directory.contract';
import { codeViewApi } from './disclosure/code-view.contract';
import { liftPastApi } from './disclosure/lift-past.contract';
import { nearbyApi } from './disclosure/nearby.contract';
import { noticeApi } from './disclosure/notice.contract';
import { dutyApi } from './duty/duty.contract';
import { evidenceApi } from './evidence/evidence.contract';
import { faceApi } from './face/face.contract';
import { faceDeskApi } from './face/face.desk.contract';
import { factorApi } from './factor/factor.contract';
import { fileApi } from './file/file.contract';
import { filingApi } from './filing/filing.contract';
import { holdApi } from './hold/hold.contract';
import { hotlineApi } from './hotline/hotline.contract';
import { importApi } from './import/import.contract';
import { jurisdictionApi } from './jurisdiction/jurisdiction.contract';
import type { EndpointTable } from './kernel/endpoint';
import { ledgerApi } from './ledger/ledger.contract';
import { liftApi } from './lift/lift.contract';
import { onSiteApi } from './lift/on-site.contract';
import { messageApi } from './message/message.contract';
import { officerApi } from './officer/officer.contract';
import { operationApi } from './operation/operation.contract';
import { organisationApi } from './organisation/organisation.contract';
import { paperApi } from './paper/paper.contract';
import { paperlessApi } from './paperless/paperless.contract';
import { personApi } from './person/person.contract';
import { planApi } from './plan/plan.contract';
import { privacyApi } from './privacy/privacy.contract';
import { publicReportApi } from './public-report/public-report.contract';
import { qualityApi } from './quality/quality.contract';
import { recordApi } from './record/record.contract';
import { rescueDeskApi } from './rescue/desk.contract';
import { helpApi } from './rescue/help.contract';
import { rescueApi } from './rescue/rescue.contract';
import { sessionApi } from './session/session.contract';
import { wechatApi } from './session/wechat.contract';
import { signingApi } from './signing/signing.contract';
import { staffApi } from './staff/staff.contract';
import { stationApi } from './station/station.contract';
import { rescueNumbersApi } from './supervision/rescue-numbers.contract';
import { supervisionApi } from './supervision/supervision.contract';
import { taskApi } from './task/task.contract';
import { validityApi } from './validity/validity.contract';
import { visitApi } from './visit/visit.contract';

/** Every endpoint of the service by module: the source of the interface document and of the access tests. */
export const tables = {
  session: sessionApi,
  wechat: wechatApi,
  device: deviceApi,
  factor: factorApi,
  city: cityApi,
  lift: liftApi,
  on_site: onSiteApi,
  code: codeApi,
  plate: plateApi,
  code_view: codeViewApi,
  lift_past: liftPastApi,
  nearby: nearbyApi,
  notice: noticeApi,
  call_out: callOutApi,
  fault_report: faultReportApi,
  contract: contractApi,
  hold: holdApi,
  delay: delayApi,
  import: importApi,
  file: fileApi,
  face: faceApi,
  face_desk: faceDeskApi,
  visit: visitApi,
  check_in: checkInApi,
  record: recordApi,
  signing: signingApi,
  archive: archiveApi,
  evidence: evidenceApi,
  validity: validityApi,
  amendment: amendmentApi,
  checklist: checklistApi,
  paperless: paperlessApi,
  quality: qualityApi,
  person: personApi,
  paper: paperApi,
  ledger: ledgerApi,
  message: messageApi,
  staff: staffApi,
  task: taskApi,
  supervision: supervisionApi,
  plan: planApi,
  privacy: privacyApi,
  directory: directoryApi,
  account: accountApi,
  operation: operationApi,
  change: changeApi,
  jurisdiction: jurisdictionApi,
  organisation: organisationApi,
  filing: filingApi,
  public_report: publicReportApi,
  announcement: announcementApi,
  officer: officerApi,
  duty: dutyApi,
  station: stationApi,
  hotline: hotlineApi,
  rescue_numbers: rescueNumbersApi,
  help: helpApi,
  rescue: rescueApi,
  rescue_desk: rescueDeskApi,
} satisfies Record<string, EndpointTable>;
