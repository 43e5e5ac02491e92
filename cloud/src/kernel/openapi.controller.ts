import { apiInfo, openapiOf } from '@lifttrust/shared-types/kernel/openapi';
import { tables } from '@lifttrust/shared-types/tables';
import { Controller, Get } from '@midwayjs/core';

/** The interface document, made from the same tables that route the requests. */
@Controller('/api')
export class OpenapiController {
  private document: unknown;

  @Get('/openapi.json')
  async show() {
    this.document ??= openapiOf(tables, apiInfo);
    return this.document;
  }
}
