import type { Endpoint, EndpointTable } from './endpoint';
import { z } from './zod';

export interface ApiInfo {
  title: string;
  version: string;
  description?: string;
}

/** What the product's own document says of itself. */
export const apiInfo: ApiInfo = {
  title: 'LiftTrust 梯信',
  version: '0.1.0',
  description: [
    '除公开接口外，请求头带 `authorization: Bearer <会话>`；写入带 `x-request-key`。',
    '浏览器与第三方得到真实的 HTTP 状态；小程序带 `x-envelope: 1`，总是 200，内容为 {ok, data} 或 {ok, error}。',
    '不在本文件中的原始地址：文件上传与下载、记录的 PDF 与证明包、电梯码 /l/<码>、查验 /v/<查验码>。',
  ].join('\n'),
};

type Json = Record<string, unknown>;

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' });
  return schema;
};

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The fields of an object schema as parameters in the path or the query. */
function parameters(shape: z.ZodType, place: 'path' | 'query'): Json[] {
  const schema = schemaOf(shape, 'input');
  const properties = isJson(schema.properties) ? schema.properties : {};
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

const requestKey: Json = {
  name: 'x-request-key',
  in: 'header',
  required: true,
  description: '请求编号：同一编号和内容只执行一次，重发得到同样的答复；内容不同则为 409。',
  schema: { type: 'string', pattern: '^[\\w-]{8,80}$' },
};

const json = (schema: Json): Json => ({ 'application/json': { schema } });

function operation(module: string, name: string, endpoint: Endpoint): Json {
  const isPublic = endpoint.access === 'public';
  return {
    operationId: `${module}.${name}`,
    tags: [module],
    summary: endpoint.summary,
    security: isPublic ? [] : [{ session: [] }],
    'x-access': endpoint.access,
    parameters: [
      ...parameters(endpoint.params, 'path'),
      ...parameters(endpoint.query, 'query'),
      ...(endpoint.keyless ? [] : [requestKey]),
    ],
    ...(endpoint.method === 'POST'
      ? { requestBody: { required: true, content: json(schemaOf(endpoint.body, 'input')) } }
      : {}),
    responses: {
      200: { description: '答复', content: json(schemaOf(endpoint.response, 'output')) },
      default: { $ref: '#/components/responses/Refused' },
    },
  };
}

const refused: Json = {
  description: '没有执行；code 长期不变，message 是可以照着做的一句话，details 列出全部原因。',
  content: json({
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['kind', 'code', 'message'],
        properties: {
          kind: { type: 'string' },
          code: { type: 'string', examples: ['check_in.too_far'] },
          message: { type: 'string' },
          details: {
            type: 'array',
            items: {
              type: 'object',
              required: ['code', 'message'],
              properties: {
                code: { type: 'string' },
                message: { type: 'string' },
                field: { type: 'string' },
              },
            },
          },
          requestId: { type: 'string' },
          retryAfterSeconds: { type: 'integer' },
        },
      },
    },
  }),
};

/** The interface document (OpenAPI 3.1) for third parties, made from the endpoint tables and nothing else. */
export function openapiOf(tables: Record<string, EndpointTable>, info: ApiInfo): Json {
  const paths: Record<string, Json> = {};
  for (const [module, table] of Object.entries(tables)) {
    for (const [name, endpoint] of Object.entries(table)) {
      const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
      paths[path] = {
        ...paths[path],
        [endpoint.method.toLowerCase()]: operation(module, name, endpoint),
      };
    }
  }
  return {
    openapi: '3.1.0',
    info,
    tags: Object.keys(tables).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      responses: { Refused: refused },
    },
  };
}
