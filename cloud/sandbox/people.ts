import type { Role } from '@lifttrust/shared-types/kernel/access';
import type { OrganisationKind } from '@lifttrust/shared-types/organisation/organisation.kinds';

/** Invented organisations and people of the preview; no number or name of theirs exists. */
export interface DemoOrganisation {
  key: string;
  kind: OrganisationKind;
  name: string;
  divisionCode: string;
}

export interface DemoPerson {
  key: string;
  name: string;
  role: Role;
  organisation: string;
  phone: string;
  /** Certificate items held. */
  certificates: string[];
  /** Where the person works: the DingTalk app, the WeChat app, or the console. */
  target: 'dd' | 'weapp' | 'console';
  /** Which of the sample faces is theirs. */
  face: number | null;
  tells: string;
}

export const division = { code: '999901', name: '示范市清和区' };

export const demoOrganisations: DemoOrganisation[] = [
  { key: 'bureau', kind: 'regulator', name: '示范市清和区市场监督管理局', divisionCode: division.code },
  { key: 'centre', kind: 'monitoring_centre', name: '示范市电梯运行监控中心', divisionCode: '9999' },
  {
    key: 'company',
    kind: 'maintenance_company',
    name: '云阶示例电梯服务有限公司',
    divisionCode: division.code,
  },
  {
    key: 'rival',
    kind: 'maintenance_company',
    name: '平步示例电梯工程有限公司',
    divisionCode: division.code,
  },
  {
    key: 'station',
    kind: 'rescue_station',
    name: '示范市清和区示例电梯应急救援站',
    divisionCode: division.code,
  },
  { key: 'estate', kind: 'owner', name: '望溪花园示例物业服务中心', divisionCode: division.code },
  { key: 'mall', kind: 'owner', name: '清和示例商业管理有限公司', divisionCode: division.code },
];

export const demoPeople: DemoPerson[] = [
  {
    key: 'chen',
    name: '陈守安',
    role: 'technician',
    organisation: 'company',
    phone: '10000000001',
    certificates: ['T'],
    target: 'dd',
    face: 0,
    tells: '组长，今天有维保',
  },
  {
    key: 'lin',
    name: '林知行',
    role: 'technician',
    organisation: 'company',
    phone: '10000000002',
    certificates: ['T'],
    target: 'dd',
    face: 1,
    tells: '同组的维保人员',
  },
  {
    key: 'xu',
    name: '许调度',
    role: 'company_admin',
    organisation: 'company',
    phone: '10000000003',
    certificates: [],
    target: 'dd',
    face: null,
    tells: '维保单位管理员，收到退回的消息',
  },
  {
    key: 'zheng',
    name: '郑安心',
    role: 'owner_officer',
    organisation: 'estate',
    phone: '10000000004',
    certificates: ['A'],
    target: 'dd',
    face: null,
    tells: '使用单位电梯安全员，在聊天里确认记录',
  },
  {
    key: 'zhou',
    name: '周明镜',
    role: 'regulator',
    organisation: 'bureau',
    phone: '10000000005',
    certificates: [],
    target: 'console',
    face: null,
    tells: '监管人员：导入台账、看证据、打印记录',
  },
  {
    key: 'wu',
    name: '吴细看',
    role: 'reviewer',
    organisation: 'bureau',
    phone: '10000000006',
    certificates: [],
    target: 'console',
    face: null,
    tells: '核验人员：由人决定身份与疑点',
  },
  {
    key: 'su',
    name: '苏再看',
    role: 'reviewer',
    organisation: 'bureau',
    phone: '10000000009',
    certificates: [],
    target: 'console',
    face: null,
    tells: '另一位核验人员：不通过要两个人都看过',
  },
  {
    key: 'qi',
    name: '齐掌事',
    role: 'owner_admin',
    organisation: 'estate',
    phone: '10000000010',
    certificates: [],
    target: 'console',
    face: null,
    tells: '使用单位管理员：给电梯指定安全员，确认维保合同',
  },
  {
    key: 'hao',
    name: '郝统筹',
    role: 'regulator_admin',
    organisation: 'bureau',
    phone: '10000000008',
    certificates: [],
    target: 'console',
    face: null,
    tells: '监管管理员：分配账号，审核备案',
  },
  {
    key: 'he',
    name: '何同行',
    role: 'technician',
    organisation: 'rival',
    phone: '10000000007',
    certificates: ['T'],
    target: 'dd',
    face: 2,
    tells: '另一家维保单位的人员，看不到别人的维保',
  },
  {
    key: 'peng',
    name: '彭先到',
    role: 'rescuer',
    organisation: 'station',
    phone: '10000000011',
    certificates: ['T'],
    target: 'dd',
    face: null,
    tells: '救援站的救援人员',
  },
  {
    key: 'cui',
    name: '崔守站',
    role: 'unit_admin',
    organisation: 'station',
    phone: '10000000012',
    certificates: [],
    target: 'console',
    face: null,
    tells: '救援站管理员',
  },
  {
    key: 'qiao',
    name: '乔听讯',
    role: 'hotline_operator',
    organisation: 'centre',
    phone: '10000000013',
    certificates: [],
    target: 'console',
    face: null,
    tells: '应急值班员：守着救援台',
  },
];
