import type { IncomingMessage, ServerResponse } from 'node:http';
import { LocalServer } from './local-server';

/**
 * Products of Tencent Cloud behind one address, each with its own troubles: told apart by the host that was asked for
 * (`sms.tencentcloudapi.com`), as a service with one `LIFTTRUST_TENCENT_API` for all dials them.
 */
export class TencentProducts extends LocalServer {
  constructor(private readonly products: Readonly<Record<string, LocalServer>>) {
    super();
  }

  protected async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [product = ''] = (request.headers.host ?? '').split('.');
    const found = this.products[product];
    if (found) found.receive(request, response);
    else response.writeHead(404).end();
  }
}
