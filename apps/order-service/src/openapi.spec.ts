import { describeOpenApiDocument } from '@gatehouse/service-kit/testing';
import { orderService } from './order-service.js';
import { testConfig } from './testing/test-config.js';

const config = testConfig({ databaseUrl: 'postgres://role:password@127.0.0.1:9/none' });

describeOpenApiDocument({ config, module: orderService.module }, (document) => {
  it('tells what a route takes, answers and refuses, as its code does', () => {
    expect(document().paths['/orders']?.post).toMatchObject({
      operationId: 'ordersPlace',
      parameters: [{ name: 'idempotency-key', in: 'header', required: false }],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/PlaceOrder' } } },
      },
      responses: {
        201: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
        },
        400: { description: expect.stringContaining('`customer_required`') as string },
        403: { description: '- `insufficient_scope`' },
        409: { description: expect.stringContaining('`idempotency_key_reused`') as string },
        503: { description: expect.stringContaining('`customer_check_unavailable`') as string },
      },
    });
    expect(document().components.schemas.PlaceOrder).toMatchObject({
      required: ['currency', 'lines'],
      additionalProperties: false,
      properties: { lines: { minItems: 1, maxItems: 100 } },
    });
    const parameters = document().paths['/orders']?.get?.parameters as { name: string }[];
    expect(parameters.map(({ name }) => name)).toEqual(['limit', 'cursor', 'customerId']);
  });
});
