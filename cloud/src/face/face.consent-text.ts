/** Changing a word of the text below needs a new version: consent was given to what was shown (FACE-03). */
export const consentVersion = '2026-11-20';

interface Operator {
  cityName: string;
  phone: string;
  frameDays: number;
}

/**
 * What a person is told before their face is used: who, contact, purpose, way, necessity, effect, where it lies, how
 * long, rights, how to withdraw. @basis 人脸识别技术应用安全管理办法 第四至八、十条 (FACE-02, -03, -04, -07)
 */
export const consentText = ({ cityName, phone, frameDays }: Operator) => ({
  version: consentVersion,
  title: '人脸信息处理告知与单独同意书',
  paragraphs: [
    `一、谁来处理：${cityName}电梯维保监管平台的运营单位。联系电话 ${phone}，也可以联系您单位的管理员。`,
    '二、用来做什么：只用于核验到场做维保的人是您本人，防止他人代签到。不用于考勤、行为分析，也不提供给其他单位。',
    '三、怎样处理：登记时拍三张照片，在平台自己的服务器上算出人脸特征（一串数字）；签到时按提示转头拍三张照片，与您自己的人脸特征比对。比对拿不准时，由核验人员看照片决定。不委托第三方比对。',
    '四、为什么需要：规定要求维保人员到场并核实身份。人脸核验是其中一种方式，不是唯一方式。',
    '五、对您的影响：人脸信息是敏感个人信息，一旦泄露可能影响您的人身、财产安全。平台对照片和特征加密存放，密钥与数据分开保管，每次查看都留痕。',
    '六、上传与存放：照片和特征会经网络上传，存放在平台设在中国境内的服务器上，不保存在您的手机里，也不传到境外。您的同意包含这一项。',
    `七、保存多久：签到照片判定后立即删除，有争议的最长 ${frameDays} 天。人脸特征和一张登记照片在您在职并使用人脸核验期间保存，离职或撤回同意后 3 天内删除，备份随备份周期删除。维保记录里只留核验结果、得分、方式和模型版本，没有您的人脸。`,
    '八、您的权利：可以查阅、更正、删除，可以要求说明，也可以投诉。在“我的人脸登记”页可以随时撤回同意，和给出同意一样方便；撤回立即生效，不影响撤回前的核验结果。',
    '九、不同意怎么办：您可以不同意，也可以随时改用“不用人脸的方式”（手势照片、同伴动态码，由人核验）。两种方式同样有效，不会因此被多抽查，也不影响您的工作。',
    '十、本产品的使用者均为成年人。未满十四周岁的人不得登记。',
  ],
});
