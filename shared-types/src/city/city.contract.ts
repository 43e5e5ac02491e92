import { endpoint } from '../kernel/endpoint';
import { z } from '../kernel/zod';
import { CityParameters } from './city.parameters';

export const cityApi = {
  show: endpoint({
    method: 'GET',
    path: '/city',
    summary: '本市名称与公开的业务参数。',
    access: 'public',
    response: z.object({ code: z.string(), name: z.string(), parameters: CityParameters }),
  }),
};
