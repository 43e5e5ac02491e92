/**
 * Pictures and measurements of faces under judgement live for days at most; a backup lives longer, so it never holds
 * them. What was judged stands in its own rows; a check that was waiting is made again.
 * @basis 人脸识别技术应用安全管理办法 第八条 (FACE-05)
 */
export const withheld = [
  { table: 'face_frame', empty: ['analysis_sealed', 'picture_sealed'], stamp: 'deleted_at' },
];

/** Purposes of files whose bytes no backup takes. */
export const withheldPurposes = ['challenge_frame', 'enrolment_frame'];
