import type { tables } from '@lifttrust/shared-types/tables';
import { amendmentRows } from './amendment.rows';
import { announcementRows } from './announcement.rows';
import { archiveRows } from './archive.rows';
import { callOutRows, faultReportRows } from './call-out.rows';
import { changeRows } from './change.rows';
import { checklistRows } from './checklist.rows';
import { contractRows } from './contract.rows';
import { delayRows } from './delay.rows';
import { accountRows, directoryRows } from './directory.rows';
import { dutyRows } from './duty.rows';
import { evidenceRows } from './evidence.rows';
import { faceDeskRows, faceRows } from './face.rows';
import { filingRows } from './filing.rows';
import { holdRows } from './hold.rows';
import { hotlineRows, rescueNumbersRows } from './hotline.rows';
import { jurisdictionRows } from './jurisdiction.rows';
import { officerRows } from './officer.rows';
import { onSiteRows } from './on-site.rows';
import { operationRows } from './operation.rows';
import { organisationRows } from './organisation.rows';
import { paperRows, personRows } from './paper.rows';
import { paperlessRows } from './paperless.rows';
import { planRows } from './plan.rows';
import { noticeRows, plateRows } from './plate.rows';
import { privacyRows } from './privacy.rows';
import { cityRows, codeRows, ledgerRows, liftPastRows, messageRows, nearbyRows } from './public.rows';
import { publicReportRows } from './public-report.rows';
import { qualityRows } from './quality.rows';
import { fileRows, importRows, liftRows, supervisionRows } from './register.rows';
import { codeViewRows, helpRows, rescueDeskRows, rescueRows } from './rescue.rows';
import type { Rows } from './row';
import { deviceRows, factorRows, sessionRows, wechatRows } from './session.rows';
import { signingRows } from './signing.rows';
import { staffRows } from './staff.rows';
import { stationRows } from './station.rows';
import { taskRows } from './task.rows';
import { validityRows } from './validity.rows';
import { checkInRows, recordRows, visitRows } from './work.rows';

/** A row for every endpoint of every module. */
export const rows: { [M in keyof typeof tables]: Rows<(typeof tables)[M]> } = {
  session: sessionRows,
  device: deviceRows,
  wechat: wechatRows,
  factor: factorRows,
  city: cityRows,
  lift: liftRows,
  on_site: onSiteRows,
  code: codeRows,
  plate: plateRows,
  code_view: codeViewRows,
  lift_past: liftPastRows,
  nearby: nearbyRows,
  notice: noticeRows,
  call_out: callOutRows,
  fault_report: faultReportRows,
  contract: contractRows,
  plan: planRows,
  archive: archiveRows,
  evidence: evidenceRows,
  hold: holdRows,
  hotline: hotlineRows,
  rescue_numbers: rescueNumbersRows,
  delay: delayRows,
  import: importRows,
  file: fileRows,
  face: faceRows,
  face_desk: faceDeskRows,
  visit: visitRows,
  check_in: checkInRows,
  record: recordRows,
  signing: signingRows,
  validity: validityRows,
  amendment: amendmentRows,
  checklist: checklistRows,
  paperless: paperlessRows,
  quality: qualityRows,
  person: personRows,
  paper: paperRows,
  ledger: ledgerRows,
  message: messageRows,
  staff: staffRows,
  task: taskRows,
  duty: dutyRows,
  station: stationRows,
  supervision: supervisionRows,
  privacy: privacyRows,
  directory: directoryRows,
  account: accountRows,
  operation: operationRows,
  change: changeRows,
  jurisdiction: jurisdictionRows,
  organisation: organisationRows,
  filing: filingRows,
  public_report: publicReportRows,
  announcement: announcementRows,
  officer: officerRows,
  help: helpRows,
  rescue: rescueRows,
  rescue_desk: rescueDeskRows,
};
