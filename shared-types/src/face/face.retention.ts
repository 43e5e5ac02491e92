/**
 * How long anything of a face is kept. The impact assessment and the processing record say the same figures, and a test
 * compares them (docs/law/face-impact-assessment.md).
 * @basis 人脸识别技术应用安全管理办法 第八条 (FACE-05); 个人信息保护法 第十九、四十七条 (FACE-13); DECISIONS 27
 */
export const faceRetention = {
  /** Days that pictures of a check or an enrolment lie while a person has not decided; counted from the question; longer only under a hold (docs/adr/0033). */
  disputedPictureDays: 7,
  /** Hours after which pictures of a check left half-way are gone at the latest. */
  leftCheckHours: 2,
  /** Hours after which a picture that was sent and never used is gone at the latest. */
  unusedPictureHours: 24,
  /** Days after leaving or withdrawal within which template and portrait are gone from the live stores. */
  deletionDays: 3,
  /** Days that Tencent FaceID keeps video and pictures at most (contract). */
  faceidDays: 3,
  /** Years that consents, assessment and processing record are kept at least. */
  proofYears: 3,
} as const;
