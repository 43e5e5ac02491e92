import { cityApi } from '@lifttrust/shared-types/city/city.contract';
import { Controller, Inject } from '@midwayjs/core';
import { Handles } from '../kernel/handles';
import { CityService } from './city.service';

@Controller('/api')
export class CityController {
  @Inject() cityService: CityService;

  @Handles(cityApi.show)
  async show() {
    return this.cityService.city;
  }
}
