import type { Review, ReviewFlag } from '@lifttrust/shared-types/face/face.contract';

type Kind = Review['kind'];

export const kindWords: Record<Kind, string> = {
  enrolment: '人脸登记',
  face_check: '现场人脸核验',
  alternative: '同等替代方式',
};

/** What a reviewer may tick; it goes into statistics, never into the decision. */
export const flagWords: Record<ReviewFlag, string> = {
  helmet: '安全帽',
  glasses: '眼镜',
  mask: '口罩',
  dark: '光线暗',
  backlit: '逆光',
  blurred: '模糊',
  screen: '疑似翻拍',
};

/** How long it has waited, in words. */
export function waitedWords(since: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - since) / 60_000));
  if (minutes < 1) return '刚刚提交';
  if (minutes < 60) return `已等 ${minutes} 分钟`;
  if (minutes < 48 * 60) return `已等 ${Math.floor(minutes / 60)} 小时`;
  return `已等 ${Math.floor(minutes / 1440)} 天`;
}

interface Sides {
  reference: string;
  noReference: string;
  presented: string;
}

/** What stands left and right, and what it means when the left is empty. */
export const sideWords: Record<Kind, Sides> = {
  enrolment: {
    reference: '已有照片',
    noReference: '首次登记，没有可对照的照片。请核对姓名、单位与下面的情况。',
    presented: '这次登记的照片',
  },
  face_check: { reference: '登记照片', noReference: '登记照片已按期删除。', presented: '现场照片' },
  alternative: {
    reference: '登记照片',
    noReference: '本人没有登记人脸。请核对手势、时间与同伴动态码。',
    presented: '现场手势照片',
  },
};

const same = '五官一致，是同一个人';
const unclear = '照片看不清，请重新核验';

/** Reasons said often, one click away; each can still be changed. */
export const offeredReasons: Record<Kind, { accept: string[]; reject: string[] }> = {
  enrolment: {
    accept: ['与作业人员证照片一致', '与单位报送的照片一致'],
    reject: ['与作业人员证照片不一致', '像是翻拍照片', unclear],
  },
  face_check: {
    accept: [same, '光线较暗，但特征一致', '戴安全帽，面部特征一致'],
    reject: ['不是同一个人', '像是翻拍照片', unclear],
  },
  alternative: {
    accept: ['手势与要求相同，是本人', '手势相同，同伴动态码有效'],
    reject: ['手势与要求不同', '像是翻拍照片', unclear],
  },
};
