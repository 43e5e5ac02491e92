import { cityApi } from '@lifttrust/shared-types/city/city.contract';
import { Controller, Inject } from '@midwayjs/core';
import { Handles } from '../kernel/handles';
import { CityService } from './city.service';

@Controller('/api')
export class CityController {
  @Inject() cityService: CityService;

  @Handles(cityApi.show)
  async show() {
    // Whoever is named first in the file is nobody else's to know.
    const { code, name, parameters } = this.cityService.city;
    return { code, name, parameters };
  }
}
