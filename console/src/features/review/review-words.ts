export const kindWords = { enrolment: '人脸登记', face_check: '现场人脸核验', alternative: '同等替代方式' };
