/** Lifts that are there when the preview opens; the demo spreadsheet brings the rest of the district. */
export interface DemoLift {
  registrationCode: string;
  useRegistration: string;
  factoryNumber: string;
  rescueCode: string;
  ownNumber: string;
  type: string;
  place: string;
  address: string;
  owner: string;
  lng: number;
  lat: number;
  ratedSpeed: number | null;
  ratedLoad: number | null;
  floors: number | null;
  /** Days since the last maintenance when the preview is first started. */
  maintainedDaysAgo: number;
  /** Class of the visit planned for today; null: none. */
  visitToday: 'half_month' | 'quarter' | null;
}

const estate = {
  owner: 'estate',
  address: '清和区示范路 99 号望溪花园',
  type: '3110',
  ratedSpeed: 1.75,
  ratedLoad: 1000,
  floors: 18,
};
const mall = {
  owner: 'mall',
  address: '清和区样例大道 8 号清和广场',
  ratedSpeed: 0.5,
  ratedLoad: null,
  floors: 2,
};

export const demoLifts: DemoLift[] = [
  {
    ...estate,
    registrationCode: '31109999012016053337',
    useRegistration: '梯11闽Z0101(16)',
    factoryNumber: '00160501',
    rescueCode: '990101',
    ownNumber: '1-1#',
    place: '望溪花园 1 栋',
    lng: 118.5862,
    lat: 24.9081,
    maintainedDaysAgo: 13,
    visitToday: 'half_month',
  },
  {
    ...estate,
    registrationCode: '31109999012016053338',
    useRegistration: '梯11闽Z0102(16)',
    factoryNumber: '00160502',
    rescueCode: '990102',
    ownNumber: '1-2#',
    place: '望溪花园 1 栋',
    lng: 118.5863,
    lat: 24.9081,
    maintainedDaysAgo: 13,
    visitToday: 'half_month',
  },
  {
    ...estate,
    registrationCode: '31109999012016053339',
    useRegistration: '梯11闽Z0103(16)',
    factoryNumber: '1E217',
    rescueCode: '990103',
    ownNumber: '2-1#',
    place: '望溪花园 2 栋',
    lng: 118.5871,
    lat: 24.9085,
    maintainedDaysAgo: 6,
    visitToday: null,
  },
  {
    ...mall,
    registrationCode: '33109999012018010021',
    useRegistration: '梯31闽Z0201(18)',
    factoryNumber: '18010021',
    rescueCode: '990201',
    ownNumber: 'F1-上',
    type: '3310',
    place: '清和广场 一层南',
    lng: 118.5904,
    lat: 24.9112,
    maintainedDaysAgo: 17,
    visitToday: 'quarter',
  },
  {
    ...mall,
    registrationCode: '34309999012018010022',
    useRegistration: '梯43闽Z0202(18)',
    factoryNumber: '18010022',
    rescueCode: '990202',
    ownNumber: '后厨 1#',
    type: '3430',
    place: '清和广场 后厨',
    ratedLoad: 100,
    floors: 3,
    lng: 118.5906,
    lat: 24.9113,
    maintainedDaysAgo: 2,
    visitToday: null,
  },
];
