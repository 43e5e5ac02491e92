/** What an owner agrees to. A changed word is a new version: who agreed, agreed to the words of their day (SIG-04). */
export const silenceConsent = {
  version: '2026-11',
  title: '逾期默认确认同意书',
  paragraphs: [
    '我单位知悉：电梯维保完成后，应由我单位安全管理人员在当天核对维保记录并签字确认。',
    '我单位同意：在平台已将维保记录通知到我单位人员、而我单位在约定期限内既未签字也未退回时，平台将该记录标为“逾期默认确认（非本人签名）”。',
    '默认确认不是本人签名，会在记录、打印件和公示页面上如实写明期限、通知情况和本同意书的版本；我单位仍可事后补签，有异议的可以向监管部门投诉。',
    '我单位退回过的记录不会被默认确认。本同意可以随时撤回，撤回后完成的维保不再适用默认确认。',
  ],
} as const;
