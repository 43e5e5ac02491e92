import { faceRetention } from '@lifttrust/shared-types/face/face.retention';
import { env } from '../kernel/env';
import type { FaceProviderName } from '../kernel/env.tencent';

/**
 * Changing a word of a text below needs a new version: consent was given to what was shown (FACE-03). A text that names
 * a processor ends with its provider; at most 20 characters.
 */
const versions: Record<FaceProviderName, string> = {
  local: '2026-11-22b',
  iai: '2026-11-22b-iai',
  faceid: '2026-11-22b-faceid',
};

/** The text in force for the provider configured. */
export const consentVersion = (): string => versions[env().faceProvider];

/**
 * Does a consent to this version allow what is done now? One to a text that names a processor also covers our own
 * service, which the text names too; one to our own service alone covers nobody else.
 */
export function coversProvider(version: string): boolean {
  const { faceProvider } = env();
  return faceProvider === 'local' || version.endsWith(`-${faceProvider}`);
}

/** Since then the text names repairs and rescues; versions sort by their day. */
const namesOtherWork = '2026-11-22b';

/** Does a consent to this version name work beside maintenance? Whoever gave an older one is asked again, or goes the other way. */
export const coversOtherWork = (version: string): boolean => version >= namesOtherWork;

/** Party to the contract of Tencent Cloud in mainland China; the operator compares it with their own contract. */
const tencent = '腾讯云计算（北京）有限责任公司';
const cities: Record<string, string> = {
  'ap-guangzhou': '广州',
  'ap-shanghai': '上海',
  'ap-nanjing': '南京',
  'ap-beijing': '北京',
  'ap-chengdu': '成都',
  'ap-chongqing': '重庆',
};

/** Who compares faces for the operator, or null when nobody else does. */
export const processor = (): string | null => (env().faceProvider === 'local' ? null : tencent);

interface Operator {
  cityName: string;
  phone: string;
  frameDays: number;
}

interface Varying {
  /** 二、三、六、七: what differs with who compares. */
  others: string;
  way: string;
  place: string;
  kept: string;
}

const local: Varying = {
  others: '也不提供给其他单位',
  way: '登记时拍三张照片，在平台自己的服务器上算出人脸特征（一串数字）；签到时按提示转头拍三张照片，与您自己的人脸特征比对。比对拿不准时，由核验人员看照片决定。不委托第三方比对。',
  place: '照片和特征会经网络上传，存放在平台设在中国境内的服务器上',
  kept: '人脸特征和一张登记照片在您在职并使用人脸核验期间保存',
};

const double = '平台自己的服务器也可能从登记照片算出人脸特征（一串数字），只用来查有没有一人登记两个账号。';
const withTencent = (city: string) => ({
  others: `除受托的${tencent}（以下称受托方）外，也不提供给其他单位`,
  place: `照片会经网络上传，登记照片存放在平台设在中国境内的服务器上，比对时加密送往受托方设在${city}的服务器`,
});

const iai = (city: string): Varying => ({
  ...withTencent(city),
  way: `登记时拍三张照片，加密保存其中一张；签到时按提示转头拍三张照片。平台委托受托方用腾讯云人脸识别，判断照片是否现场拍摄、与登记照片是否同一人。照片送去时不带姓名、位置和时间，比对完只返回得分，不在受托方建立人脸库，合同约定受托方不留存照片。${double}比对拿不准或服务不可用时，由核验人员看照片决定。`,
  kept: '一张登记照片和人脸特征在您在职并使用人脸核验期间保存',
});

const faceid = (city: string): Varying => ({
  ...withTencent(city),
  way: `登记时拍三张照片，加密保存其中一张；签到时打开受托方的腾讯云人脸核身页面，按提示录一小段视频，受托方判断是不是真人、与登记照片是否同一人。登记照片送去时不带姓名和位置。受托方处的视频和截图供平台取结果用，最多 ${faceRetention.faceidDays} 天，合同约定到期删除，不建立人脸库。${double}比对拿不准时由核验人员看截图决定；页面打不开时改拍三张照片，由核验人员看照片决定。`,
  kept: '一张登记照片和人脸特征在您在职并使用人脸核验期间保存',
});

function varying(): Varying {
  const { faceProvider, tencent: access } = env();
  const city = cities[access?.region ?? ''] ?? '中国境内';
  return { local: () => local, iai: () => iai(city), faceid: () => faceid(city) }[faceProvider]();
}

/**
 * What a person is told before their face is used: who, contact, purpose, way, necessity, effect, where it lies, how
 * long, who processes it for the operator, rights, how to withdraw.
 * @basis 人脸识别技术应用安全管理办法 第四至八、十条 (FACE-02, -03, -04, -07)
 */
export function consentText({ cityName, phone, frameDays }: Operator) {
  const { others, way, place, kept } = varying();
  return {
    version: consentVersion(),
    title: '人脸信息处理告知与单独同意书',
    processor: processor(),
    paragraphs: [
      `一、谁来处理：${cityName}电梯维保监管平台的运营单位。联系电话 ${phone}，也可以联系您单位的管理员。`,
      `二、用来做什么：只用于核验到场做维保、急修的人和参加困人救援的人（解救之后）是您本人，防止他人代替。不用于考勤、行为分析，${others}。`,
      `三、怎样处理：${way}`,
      '四、为什么需要：规定要求维保、急修、救援人员到场并核实身份。人脸核验是其中一种方式，不是唯一方式。',
      '五、对您的影响：人脸信息是敏感个人信息，一旦泄露可能影响您的人身、财产安全。平台对照片和特征加密存放，密钥与数据分开保管，每次查看都留痕。',
      `六、上传与存放：${place}，不保存在您的手机里，也不传到境外。您的同意包含这一项。`,
      `七、保存多久：签到照片判定后立即删除，有争议的最长 ${frameDays} 天；监管部门依法保全证据的，保存到判定或解除保全。${kept}，离职或撤回同意后 ${faceRetention.deletionDays} 天内删除，备份随备份周期删除。维保记录里只留核验结果、得分、方式和模型版本，没有您的人脸。`,
      '八、您的权利：可以查阅、更正、删除，可以要求说明，也可以投诉。在“我的人脸登记”页可以随时撤回同意，和给出同意一样方便；撤回立即生效，不影响撤回前的核验结果。',
      '九、不同意怎么办：您可以不同意，也可以随时改用“不用人脸的方式”（手势照片、同伴动态码，由人核验）。两种方式同样有效，不会因此被多抽查，也不影响您的工作。',
      '十、本产品的使用者均为成年人。未满十四周岁的人不得登记。',
    ],
  };
}
