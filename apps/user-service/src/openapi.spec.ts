import { describeOpenApiDocument } from '@gatehouse/service-kit/testing';
import { testConfig } from './testing/test-config.js';
import { userService } from './user-service.js';

const config = testConfig({ databaseUrl: 'postgres://role:password@127.0.0.1:9/none' });

describeOpenApiDocument({ config, module: userService.module }, (document) => {
  it('tells what a route takes, answers and refuses, as its code does', () => {
    expect(document().paths['/auth/token']?.post).toMatchObject({
      operationId: 'authSignIn',
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/StartSignIn' } },
        },
      },
      responses: {
        200: {
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/SignInResult' } },
          },
        },
        401: { description: expect.stringContaining('`invalid_credentials`') as string },
        403: { description: expect.stringContaining('`challenge_required`') as string },
        429: { description: expect.stringContaining('`too_many_requests`') as string },
      },
    });
    expect(document().paths['/account/sign-out']?.post).toMatchObject({
      'x-caller': 'user',
      requestBody: { required: false },
      responses: { 204: {}, 401: {}, 403: {} },
    });
    const [parameter] = document().paths['/users/{id}']?.get?.parameters ?? [];
    expect(parameter).toMatchObject({ name: 'id', in: 'path', schema: { type: 'string' } });
  });
});
